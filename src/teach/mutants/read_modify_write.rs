//! One step that becomes two: others can come in between.

use syn::{Block, Expr, Stmt};

use super::source::{Source, guard_binding, is_lock, mentions, range};
use super::{Change, Edit};

/// What is read and written under one lock is read under one and written under another.
pub(super) fn split(source: &Source) -> Vec<Change> {
    let mut changes = Vec::new();
    for place in source.places() {
        let (left, right, combined) = match place.expr {
            Expr::Binary(binary) => {
                let operator = source.text_of(&binary.op);
                let Some(operator) = operator.strip_suffix('=').filter(|op| is_arithmetic(op))
                else {
                    continue;
                };
                let right = source.text_of(&binary.right);
                (&*binary.left, right, format!("value {operator} ({right})"))
            }
            Expr::Assign(assign) => {
                let right = source.text_of(&assign.right);
                (&*assign.left, right, "value".to_owned())
            }
            _ => continue,
        };
        let is_assignment = matches!(place.expr, Expr::Assign(_));
        let written = source.text_of(left);
        let locked = lock_in(left);
        // What a plain assignment reads is what stands on its right.
        let read = if is_assignment { right } else { written };
        if locked.is_some() && !is_assignment {
            let text = format!("{{ let value = {read}; {written} = {combined}; }}");
            changes.push(vec![Edit::new(place.range.clone(), text)]);
        }
        for (guard, lock) in guards_around(source, place.range.start) {
            let touches = root_name(left).is_some_and(|name| name == guard)
                && (!is_assignment || mentions(right, &guard));
            if touches {
                let relock = format!("drop({guard}); let mut {guard} = {lock};");
                let text = format!("let value = {read}; {relock} {written} = {combined};");
                changes.push(vec![Edit::new(place.range.clone(), text)]);
            }
        }
    }
    changes.extend(between_check_and_act(source));
    changes
}

fn is_arithmetic(operator: &str) -> bool {
    ["+", "-", "*", "/", "%", "&", "|", "^", "<<", ">>"].contains(&operator)
}

/// `if` looks under one lock, and what follows is done under another.
fn between_check_and_act(source: &Source) -> Vec<Change> {
    let mut changes = Vec::new();
    for expr in source.expressions() {
        let Expr::If(branch) = expr else { continue };
        for (guard, lock) in guards_around(source, range(branch).start) {
            let is_checked = mentions(source.text_of(&branch.cond), &guard);
            if is_checked && mentions(source.text_of(&branch.then_branch), &guard) {
                let at = super::source::inside(&branch.then_branch);
                let relock = format!(" drop({guard}); let mut {guard} = {lock};");
                changes.push(vec![Edit::insert(at, relock)]);
            }
        }
    }
    changes
}

/// The guards that are bound before this place in a block around it, each with the text that takes its lock. Of those
/// with the same name the last counts.
fn guards_around(source: &Source, at: usize) -> Vec<(String, String)> {
    let mut guards: Vec<(String, String)> = Vec::new();
    let around = |block: &&Block| {
        let block = range(*block);
        block.start <= at && at < block.end
    };
    for block in source.blocks().into_iter().filter(around) {
        let before = |statement: &&Stmt| range(*statement).end <= at;
        for statement in block.stmts.iter().take_while(before) {
            if let Some((guard, lock)) = guard_binding(statement) {
                let guard = guard.to_string();
                guards.retain(|(other, _)| *other != guard);
                guards.push((guard, source.text_of(lock).to_owned()));
            }
        }
    }
    guards
}

/// The lock that an expression takes on its way: in `*total.lock().unwrap()`, `total.lock().unwrap()`.
fn lock_in(expr: &Expr) -> Option<&Expr> {
    if is_lock(expr) {
        return Some(expr);
    }
    lock_in(below(expr)?)
}

/// The variable at the bottom of an expression: in `guard.count[0]`, `guard`.
fn root_name(expr: &Expr) -> Option<String> {
    if let Expr::Path(path) = expr {
        return path.path.get_ident().map(ToString::to_string);
    }
    root_name(below(expr)?)
}

fn below(expr: &Expr) -> Option<&Expr> {
    match expr {
        Expr::Unary(unary) => Some(&unary.expr),
        Expr::Paren(paren) => Some(&paren.expr),
        Expr::Field(field) => Some(&field.base),
        Expr::Index(index) => Some(&index.expr),
        Expr::MethodCall(call) => Some(&call.receiver),
        Expr::Try(tried) => Some(&tried.expr),
        _ => None,
    }
}
