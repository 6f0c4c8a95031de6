//! Threads that are not waited for, or not given what they need, and functions that end too early.

use syn::{Expr, ReturnType, Stmt};

use super::source::{Source, inside, is_about, loop_body, range};
use super::{Change, Edit};

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
        .filter(|place| is_about(place.expr, &["join", "wait", "recv"]))
        .map(|place| {
            let sleep = "std::thread::sleep(std::time::Duration::from_millis(50))";
            vec![Edit::new(place.range, format!("{sleep}{}", place.end))]
        })
        .collect()
}

/// A closure without its `move`.
pub(super) fn drop_move(source: &Source) -> Vec<Change> {
    let closures = source.expressions().into_iter();
    closures
        .filter_map(|expr| match expr {
            Expr::Closure(closure) => closure.capture,
            _ => None,
        })
        .map(|capture| {
            let range = range(&capture);
            // And the blank behind it.
            vec![Edit::delete(range.start..range.end + 1)]
        })
        .collect()
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
    for body in bodies_without_value(source) {
        if let [.., _, last] = body.stmts.as_slice() {
            changes.push(vec![Edit::insert(range(last).start, "return; ")]);
        }
    }
    changes
}

/// Bodies of functions that return nothing, and of closures that may.
fn bodies_without_value<'s>(source: &'s Source) -> Vec<&'s syn::Block> {
    use syn::visit::{self, Visit};
    struct Bodies<'a>(Vec<&'a syn::Block>);
    impl<'a> Visit<'a> for Bodies<'a> {
        fn visit_item_fn(&mut self, function: &'a syn::ItemFn) {
            if matches!(function.sig.output, ReturnType::Default) {
                self.0.push(&function.block);
            }
            visit::visit_item_fn(self, function);
        }
        fn visit_impl_item_fn(&mut self, function: &'a syn::ImplItemFn) {
            if matches!(function.sig.output, ReturnType::Default) {
                self.0.push(&function.block);
            }
            visit::visit_impl_item_fn(self, function);
        }
        fn visit_expr_closure(&mut self, closure: &'a syn::ExprClosure) {
            if let Expr::Block(body) = &*closure.body
                && matches!(closure.output, ReturnType::Default)
            {
                self.0.push(&body.block);
            }
            visit::visit_expr_closure(self, closure);
        }
    }
    let mut bodies = Bodies(Vec::new());
    bodies.visit_file(&source.file);
    bodies.0.retain(|body| inside(body) < source.text.len());
    bodies.0
}
