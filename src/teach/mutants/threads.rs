//! Threads that are not waited for, or not given what they need, and functions that end too early.

use syn::{Block, Expr, Stmt};

use super::edit::{Change, Edit};
use super::source::{Source, call_within, called_path, is_about, loop_body, range};

/// `handle.join().unwrap();` is not there.
pub(super) fn drop_join(source: &Source) -> Vec<Change> {
    let places = source.places().into_iter();
    places
        .filter(|place| is_about(place.expr, &["join"]))
        .map(|place| vec![Edit::new(place.range, place.nothing)])
        .collect()
}

/// `sleep` stands where something is waited for.
pub(super) fn sleep_for_wait(source: &Source) -> Vec<Change> {
    let places = source.places().into_iter();
    places
        .filter(|place| waits(place.expr))
        .map(|place| {
            let sleep = "std::thread::sleep(std::time::Duration::from_millis(50))";
            vec![Edit::new(place.range, format!("{sleep}{}", place.end))]
        })
        .collect()
}

/// Whether the expression waits for somebody: `handle.join()`, `park()`, `guard = condvar.wait(guard).unwrap()`.
fn waits(expr: &Expr) -> bool {
    match expr {
        Expr::Assign(assign) => {
            call_within(&assign.right).is_some_and(|call| call.method == "wait")
        }
        Expr::Call(_) => called_path(expr).last().is_some_and(|name| name == "park"),
        _ => is_about(expr, &["join", "wait", "recv"]),
    }
}

/// A closure without its `move`.
pub(super) fn drop_move(source: &Source) -> Vec<Change> {
    without_move(source, false)
}

/// A thread's closure without its `move`. It may borrow nothing anyway, so this compiles only where what the closure does
/// moves all that it uses, and then it is the same closure.
pub(super) fn drop_move_of_spawned(source: &Source) -> Vec<Change> {
    without_move(source, true)
}

fn without_move(source: &Source, of_spawned: bool) -> Vec<Change> {
    let expressions = source.expressions();
    let is_spawned = |closure: &Expr| {
        expressions.iter().any(|expr| match expr {
            Expr::Call(call) => {
                let is_spawn = called_path(expr).last().is_some_and(|name| name == "spawn");
                is_spawn
                    && call
                        .args
                        .iter()
                        .any(|argument| range(argument) == range(closure))
            }
            _ => false,
        })
    };
    let mut changes = Vec::new();
    for expr in &expressions {
        if let Expr::Closure(closure) = expr
            && let Some(capture) = &closure.capture
            && is_spawned(expr) == of_spawned
        {
            let range = range(capture);
            // And the blank behind it.
            changes.push(vec![Edit::delete(range.start..range.end + 1)]);
        }
    }
    changes
}

/// `return` before a function's last statement, or a loop that ends after its first round.
pub(super) fn early_return(source: &Source) -> Vec<Change> {
    let mut changes = Vec::new();
    for block in source.blocks() {
        for statement in &block.stmts {
            // A `while` that ends so is an `if`, which is another change.
            if let Some(body) = loop_body(statement)
                && !matches!(statement, Stmt::Expr(Expr::While(_), _))
            {
                let end = body.brace_token.span.close().byte_range().start;
                let ends_openly = matches!(body.stmts.last(), Some(Stmt::Expr(_, None)));
                let text = if ends_openly { "; break; " } else { "break; " };
                changes.push(vec![Edit::insert(end, text)]);
            }
        }
    }
    for body in bodies(source) {
        if let [.., _, last] = body.stmts.as_slice() {
            let early = match last {
                Stmt::Expr(_, None) if DEFAULTS.contains(&source.text_of(last)) => continue,
                Stmt::Expr(_, None) => "return Default::default(); ",
                _ => "return; ",
            };
            changes.push(vec![Edit::insert(range(last).start, early)]);
        }
    }
    changes
}

/// What a function may give at its end that is the default anyway.
const DEFAULTS: [&str; 6] = ["None", "0", "false", "()", "String::new()", "Vec::new()"];

/// Bodies of functions and closures.
fn bodies<'s>(source: &'s Source) -> impl Iterator<Item = &'s Block> {
    let functions = source.functions().into_iter().map(|(_, body)| body);
    let closures = source.expressions().into_iter();
    functions.chain(closures.filter_map(|expr| match expr {
        Expr::Closure(closure) => match &*closure.body {
            Expr::Block(body) => Some(&body.block),
            _ => None,
        },
        _ => None,
    }))
}
