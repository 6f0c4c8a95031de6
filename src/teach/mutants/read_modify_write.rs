//! One step that becomes two: others can come in between.

use syn::{Block, Expr, Stmt};

use super::edit::{Change, Edit};
use super::source::{Source, guard_binding, is_lock, mentions, range};

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
        for guard in guards_around(source, place.range.start) {
            let touches = root_name(left).is_some_and(|name| name == guard.name)
                && (!is_assignment || mentions(right, &guard.name));
            if touches {
                let relock = &guard.relock;
                let text = format!("let value = {read}; {relock} {written} = {combined};");
                changes.push(guard.change(Edit::new(place.range.clone(), text)));
            }
        }
    }
    changes.extend(between_check_and_act(source));
    changes.extend(between_statements(source));
    changes
}

/// A guard is used in one statement, and a new one in the next.
fn between_statements(source: &Source) -> Vec<Change> {
    let mut changes = Vec::new();
    for block in source.blocks() {
        for (index, statement) in block.stmts.iter().enumerate() {
            let Some(guard) = Guard::bound_by(source, statement) else {
                continue;
            };
            let uses = |statement: &Stmt| mentions(source.text_of(statement), &guard.name);
            let dropped = format!("drop({});", guard.name);
            let rest = &block.stmts[index + 1..];
            // Another guard of the same name is another story.
            let is_new =
                |later: &Stmt| guard_binding(later).is_some_and(|(other, _)| *other == guard.name);
            let end = rest.iter().position(is_new).unwrap_or(rest.len());
            let rest = &rest[..end];
            for at in 1..rest.len() {
                let goes_on = |later: &Stmt| uses(later) && source.text_of(later) != dropped;
                if uses(&rest[at - 1]) && rest[at..].iter().any(goes_on) {
                    let relock = format!("{} ", guard.relock);
                    changes.push(guard.change(Edit::insert(range(&rest[at]).start, relock)));
                }
            }
        }
    }
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
        for guard in guards_around(source, range(branch).start) {
            let is_checked = mentions(source.text_of(&branch.cond), &guard.name);
            if is_checked && mentions(source.text_of(&branch.then_branch), &guard.name) {
                let at = super::source::inside(&branch.then_branch);
                changes.push(guard.change(Edit::insert(at, format!(" {}", guard.relock))));
            }
        }
    }
    changes
}

/// A guard with a name.
struct Guard {
    name: String,
    /// What gives the lock back and takes it again.
    relock: String,
    /// What has to be changed elsewhere for that.
    before: Option<Edit>,
}

impl Guard {
    fn bound_by(source: &Source, statement: &Stmt) -> Option<Self> {
        let (name, lock) = guard_binding(statement)?;
        let name = name.to_string();
        let lock = source.text_of(lock);
        // `let x = x.lock()` hides the mutex.
        let hidden = lock
            .strip_prefix(&name)
            .filter(|rest| rest.starts_with('.'));
        let (lock, before) = match hidden {
            None => (lock.to_owned(), None),
            Some(rest) => {
                let kept = format!("let mutex = &{name}; ");
                let before = Edit::insert(range(statement).start, kept);
                (format!("mutex{rest}"), Some(before))
            }
        };
        Some(Self {
            relock: format!("drop({name}); let mut {name} = {lock};"),
            name,
            before,
        })
    }

    fn change(&self, edit: Edit) -> Change {
        self.before.iter().cloned().chain([edit]).collect()
    }
}

/// The guards that are bound before this place in a block around it. Of those with the same name the last counts.
fn guards_around(source: &Source, at: usize) -> Vec<Guard> {
    let mut guards: Vec<Guard> = Vec::new();
    let around = |block: &&Block| {
        let block = range(*block);
        block.start <= at && at < block.end
    };
    for block in source.blocks().into_iter().filter(around) {
        let before = |statement: &&Stmt| range(*statement).end <= at;
        for statement in block.stmts.iter().take_while(before) {
            if let Some(guard) = Guard::bound_by(source, statement) {
                guards.retain(|other| other.name != guard.name);
                guards.push(guard);
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
