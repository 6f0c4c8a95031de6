//! Locks that are taken in another order, for too long or not for long enough.

use syn::visit::{self, Visit};
use syn::{Block, Expr, Stmt};

use super::edit::{Change, Edit};
use super::source::{
    Source, call_within, guard_binding, inside, is_lock, loop_body, mentions, range,
};

/// Two locks in the other order.
pub(super) fn swap_locks(source: &Source) -> Vec<Change> {
    let mut changes = Vec::new();
    for block in source.blocks() {
        let locks: Vec<&Stmt> = block
            .stmts
            .iter()
            .filter(|statement| guard_binding(statement).is_some())
            .collect();
        for pair in locks.windows(2) {
            changes.push(vec![
                Edit::new(range(pair[0]), source.text_of(pair[1])),
                Edit::new(range(pair[1]), source.text_of(pair[0])),
            ]);
        }
    }
    changes
}

/// A lock that is held for all rounds of a loop, where each round takes its own.
pub(super) fn lock_out_of_loop(source: &Source) -> Vec<Change> {
    let mut changes = Vec::new();
    for block in source.blocks() {
        for statement in &block.stmts {
            let Some(body) = loop_body(statement) else {
                continue;
            };
            let before = range(statement).start;
            let bound: Vec<&Stmt> = body
                .stmts
                .iter()
                .filter(|statement| guard_binding(statement).is_some())
                .collect();
            for binding in &bound {
                changes.push(vec![
                    Edit::insert(before, format!("{}\n", source.text_of(*binding))),
                    Edit::delete(range(*binding)),
                ]);
            }
            for lock in locks(|locks| locks.visit_block(body)) {
                let lock_range = range(lock);
                let is_bound = bound.iter().any(|binding| {
                    let binding = range(*binding);
                    binding.start <= lock_range.start && lock_range.end <= binding.end
                });
                if !is_bound {
                    let taken = format!("let mut guard = {};\n", source.text_of(lock));
                    changes.push(vec![
                        Edit::insert(before, taken),
                        Edit::new(lock_range, "guard"),
                    ]);
                }
            }
        }
    }
    changes
}

struct Locks<'a>(Vec<&'a Expr>);

impl<'a> Visit<'a> for Locks<'a> {
    fn visit_expr(&mut self, expr: &'a Expr) {
        if is_lock(expr) {
            // What is inside is a part of this one.
            self.0.push(expr);
        } else if !matches!(expr, Expr::Closure(_)) {
            visit::visit_expr(self, expr);
        }
    }
}

/// The locks that a piece of code takes itself, not in a closure.
fn locks<'a>(visit: impl FnOnce(&mut Locks<'a>)) -> Vec<&'a Expr> {
    let mut locks = Locks(Vec::new());
    visit(&mut locks);
    locks.0
}

/// A lock that each round of a loop takes anew, where it is held for all.
pub(super) fn lock_into_loop(source: &Source) -> Vec<Change> {
    let mut changes = Vec::new();
    for block in source.blocks() {
        for (index, statement) in block.stmts.iter().enumerate() {
            let Some((guard, _)) = guard_binding(statement) else {
                continue;
            };
            let guard = guard.to_string();
            let uses = |body: &&Block| mentions(source.text_of(*body), &guard);
            let mut loops = block.stmts[index + 1..].iter().filter_map(loop_body);
            if let Some(body) = loops.find(uses) {
                let binding = format!(" {}", source.text_of(statement));
                changes.push(vec![
                    Edit::delete(range(statement)),
                    Edit::insert(inside(body), binding),
                ]);
            }
        }
    }
    changes
}

/// `let _ = lock;` in place of `let _guard = lock;`: it is unlocked at once.
pub(super) fn unlock_at_once(source: &Source) -> Vec<Change> {
    let mut changes = Vec::new();
    for statement in source.blocks().into_iter().flat_map(|block| &block.stmts) {
        if let Some((guard, _)) = guard_binding(statement)
            && guard.to_string().starts_with('_')
        {
            changes.push(vec![Edit::new(range(guard), "_")]);
        }
    }
    changes
}

/// `try_lock` in place of `lock`: where somebody else has it, what would have been done is not done.
pub(super) fn try_lock_for_lock(source: &Source) -> Vec<Change> {
    let mut changes = Vec::new();
    for block in source.blocks() {
        for statement in &block.stmts {
            if let Some((guard, lock)) = guard_binding(statement)
                && let Some(tried) = tried(source, lock)
            {
                // All that follows in the block is done under it.
                let skip = otherwise(matches!(block.stmts.last(), Some(Stmt::Expr(_, None))));
                let close = range(block).end - 1;
                changes.push(vec![
                    Edit::new(
                        range(statement),
                        format!("if let Ok(mut {guard}) = {tried} {{"),
                    ),
                    Edit::insert(close, format!("}}{skip} ")),
                ]);
            }
        }
    }
    for (expr, is_value) in steps(source) {
        if let [lock, ..] = locks(|locks| locks.visit_expr(expr)).as_slice()
            && let Some(tried) = tried(source, lock)
        {
            let end = if is_value { " " } else { "; " };
            changes.push(vec![
                Edit::insert(
                    range(expr).start,
                    format!("if let Ok(mut guard) = {tried} {{ "),
                ),
                Edit::new(range(*lock), "guard"),
                Edit::insert(range(expr).end, format!("{end}}}{}", otherwise(is_value))),
            ]);
        }
    }
    changes
}

/// What is done in one step, without a guard that stays, and whether somebody uses its value.
fn steps<'s>(source: &'s Source) -> impl Iterator<Item = (&'s Expr, bool)> {
    let places = source.places().into_iter();
    let places = places.map(|place| (place.expr, place.end.is_empty()));
    let statements = source.blocks().into_iter().flat_map(|block| &block.stmts);
    let values = statements.filter_map(|statement| match statement {
        Stmt::Local(local) if guard_binding(statement).is_none() => {
            Some((&*local.init.as_ref()?.expr, true))
        }
        _ => None,
    });
    let is_step = |(expr, _): &(&Expr, bool)| {
        use Expr::{Block, ForLoop, If, Loop, Match, While};
        !matches!(
            expr,
            Block(_) | ForLoop(_) | If(_) | Loop(_) | Match(_) | While(_)
        )
    };
    places.chain(values).filter(is_step)
}

/// What is done where the lock is not free: nothing.
fn otherwise(is_value: bool) -> &'static str {
    if is_value {
        " else { Default::default() }"
    } else {
        ""
    }
}

/// The same lock, if it is free.
fn tried(source: &Source, lock: &Expr) -> Option<String> {
    let call = call_within(lock)?;
    Some(format!(
        "{}.try_{}()",
        source.text_of(&call.receiver),
        call.method
    ))
}
