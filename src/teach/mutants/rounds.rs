//! Loops that are made for a few rounds only.

use syn::{Expr, Lit, RangeLimits};

use super::edit::{Change, Edit};
use super::source::{Source, range};

/// `for` with an end in place of `loop`.
pub(super) fn for_for_loop(source: &Source) -> Vec<Change> {
    let expressions = source.expressions().into_iter();
    expressions
        .filter_map(|expr| match expr {
            Expr::Loop(endless) => {
                Some(vec![Edit::new(range(&endless.loop_token), "for _ in 0..3")])
            }
            _ => None,
        })
        .collect()
}

/// However many there are, only the first two.
pub(super) fn first_two(source: &Source) -> Vec<Change> {
    const ITERATORS: [(&str, usize); 4] =
        [("iter", 0), ("iter_mut", 0), ("into_iter", 0), ("drain", 1)];
    let mut changes = Vec::new();
    for expr in source.expressions() {
        match expr {
            Expr::ForLoop(for_loop) if !is_fixed(&for_loop.expr) => {
                let all = range(&for_loop.expr);
                changes.push(vec![
                    Edit::insert(all.start, "("),
                    Edit::insert(all.end, ").into_iter().take(2)"),
                ]);
            }
            Expr::MethodCall(call) => {
                let receiver = &*call.receiver;
                let goes_through =
                    |(name, arguments)| call.method == name && call.args.len() == arguments;
                if ITERATORS.into_iter().any(goes_through) && !is_fixed(receiver) {
                    changes.push(vec![Edit::insert(range(call).end, ".take(2)")]);
                } else if is_range(receiver) && !is_fixed(receiver) {
                    changes.push(vec![Edit::insert(range(receiver).end, ".take(2)")]);
                }
            }
            _ => {}
        }
    }
    changes
}

fn is_range(expr: &Expr) -> bool {
    match expr {
        Expr::Paren(paren) => is_range(&paren.expr),
        Expr::Range(_) => true,
        _ => false,
    }
}

/// Whether it is as many by the text: `0..3`, `[a, b]`, `0..`.
fn is_fixed(expr: &Expr) -> bool {
    match expr {
        Expr::Paren(paren) => is_fixed(&paren.expr),
        Expr::Reference(reference) => is_fixed(&reference.expr),
        Expr::Array(_) => true,
        Expr::MethodCall(call) if call.method == "map" => is_fixed(&call.receiver),
        Expr::Range(rounds) => match (&rounds.limits, rounds.end.as_deref()) {
            (RangeLimits::HalfOpen(_), None) => true,
            (_, Some(Expr::Lit(end))) => matches!(end.lit, Lit::Int(_)),
            _ => false,
        },
        _ => false,
    }
}
