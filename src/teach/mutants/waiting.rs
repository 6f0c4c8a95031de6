//! Conditions that are looked at once only, and waiters that are not woken.

use syn::Expr;

use super::source::{Source, range};
use super::{Change, Edit};

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
