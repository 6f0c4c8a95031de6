//! Locks that are taken in another order, for too long or not for long enough.

use syn::visit::{self, Visit};
use syn::{Block, Expr, Stmt};

use super::source::{Source, guard_binding, inside, is_lock, loop_body, mentions, range};
use super::{Change, Edit};

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
            for lock in locks(body) {
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

/// The locks that a block takes itself, not in a closure.
fn locks(block: &Block) -> Vec<&Expr> {
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
    let mut locks = Locks(Vec::new());
    locks.visit_block(block);
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
