//! Conditions that are looked at once only, and waiters that are not woken.

use syn::{Expr, ExprMethodCall, Stmt};

use super::edit::{Change, Edit};
use super::source::{Source, loop_body, range};

/// `if` in place of `while`, and waiting without the condition.
pub(super) fn if_for_while(source: &Source) -> Vec<Change> {
    let mut changes = Vec::new();
    for expr in source.expressions() {
        match expr {
            Expr::While(while_loop) => {
                let keyword = range(&while_loop.while_token);
                // A label is for loops only.
                let start = while_loop
                    .label
                    .as_ref()
                    .map_or(keyword.start, |l| range(l).start);
                changes.push(vec![Edit::new(start..keyword.end, "if")]);
            }
            Expr::MethodCall(call) => {
                let method = call.method.to_string();
                let kept = match (method.as_str(), call.args.len()) {
                    ("wait_while", 2) => 1,
                    ("wait_timeout_while", 3) => 2,
                    _ => continue,
                };
                let (kept, last) = (range(&call.args[kept - 1]), range(&call.args[kept]));
                let shorter = method.trim_end_matches("_while");
                changes.push(vec![
                    Edit::new(range(&call.method), shorter),
                    Edit::delete(kept.end..last.end),
                ]);
            }
            _ => {}
        }
    }
    changes
}

/// `notify_one` in place of `notify_all`.
pub(super) fn notify_one_for_all(source: &Source) -> Vec<Change> {
    let calls = source.method_calls("notify_all", 0).into_iter();
    calls
        .map(|call| vec![Edit::new(range(&call.method), "notify_one")])
        .collect()
}

/// `notify_one`, twice, in place of `notify_all`: enough for two that wait.
pub(super) fn notify_two_for_all(source: &Source) -> Vec<Change> {
    let places = source.places().into_iter();
    places
        .filter_map(|place| {
            let Expr::MethodCall(call) = place.expr else {
                return None;
            };
            let notify = (call.method == "notify_all").then(|| notify("one", source, call))?;
            let both = format!("{{ {notify}; {notify}; }}");
            Some(vec![Edit::new(range(place.expr), both)])
        })
        .collect()
}

/// What each round of a loop notifies is notified behind it: all once, or one twice.
pub(super) fn notify_out_of_loop(source: &Source) -> Vec<Change> {
    let mut changes = Vec::new();
    for statement in source.blocks().into_iter().flat_map(|block| &block.stmts) {
        let Some(body) = loop_body(statement) else {
            continue;
        };
        let notification = body.stmts.iter().find_map(|inner| match inner {
            Stmt::Expr(Expr::MethodCall(call), _) if is_notification(call) => Some((inner, call)),
            _ => None,
        });
        let Some((inner, call)) = notification else {
            continue;
        };
        let (one, all) = (notify("one", source, call), notify("all", source, call));
        for behind in [format!(" {all};"), format!(" {one}; {one};")] {
            changes.push(vec![
                Edit::delete(range(inner)),
                Edit::insert(range(statement).end, behind),
            ]);
        }
    }
    changes
}

fn is_notification(call: &ExprMethodCall) -> bool {
    call.method == "notify_one" || call.method == "notify_all"
}

/// What notifies one, or all, of those that the call does.
fn notify(whom: &str, source: &Source, call: &ExprMethodCall) -> String {
    format!("{}.notify_{whom}()", source.text_of(&call.receiver))
}
