//! Values that are not shared, not copied, or not let go.

use syn::{Expr, Stmt};

use super::edit::{Change, Edit};
use super::source::{Source, bound_name, called_path, inside, mentions, range};

/// `drop(sender);` is not there.
pub(super) fn drop_drop(source: &Source) -> Vec<Change> {
    let places = source.places().into_iter();
    places
        .filter(|place| {
            called_path(place.expr)
                .last()
                .is_some_and(|name| name == "drop")
        })
        .map(|place| vec![Edit::new(place.range, place.nothing)])
        .collect()
}

/// The value itself in place of its clone.
pub(super) fn drop_clone(source: &Source) -> Vec<Change> {
    let clones = source.expressions().into_iter();
    clones
        .filter_map(|expr| Some((range(expr), cloned(source, expr)?)))
        .map(|(range, value)| vec![Edit::new(range, value)])
        .collect()
}

/// What is cloned: `x` of `x.clone()` and of `Arc::clone(&x)`.
fn cloned<'t>(source: &Source<'t>, expr: &Expr) -> Option<&'t str> {
    match expr {
        Expr::MethodCall(call) if call.method == "clone" && call.args.is_empty() => {
            Some(source.text_of(&call.receiver))
        }
        Expr::Call(call) => {
            let path = called_path(expr);
            let is_clone = path.len() > 1 && path.last().is_some_and(|name| name == "clone");
            match (is_clone, call.args.first()) {
                (true, Some(Expr::Reference(reference))) => Some(source.text_of(&reference.expr)),
                _ => None,
            }
        }
        _ => None,
    }
}

/// A fresh value where one is shared: in place of a clone, or at the beginning of what a thread does.
pub(super) fn fresh_value(source: &Source) -> Vec<Change> {
    let shared = shared_values(source);
    let find = |name: &str| {
        let found = shared.iter().find(|(other, _)| other == name);
        found.map(|(_, init)| *init)
    };
    let mut changes = Vec::new();
    for expr in source.expressions() {
        if let Some(value) = cloned(source, expr) {
            let is_arc = called_path(expr).first().is_some_and(|name| name == "Arc");
            match find(value) {
                Some(init) if init.contains("Arc::new(") => {
                    changes.push(vec![Edit::new(range(expr), init)]);
                }
                // What it is made of is not to be seen here.
                None if is_arc => changes.push(vec![Edit::new(range(expr), "Arc::default()")]),
                _ => {}
            }
        }
        let Expr::Closure(closure) = expr else {
            continue;
        };
        if !is_spawned(source, closure) {
            continue;
        }
        let text = source.text_of(&closure.body);
        for (name, init) in &shared {
            if !mentions(text, name) {
                continue;
            }
            let fresh = format!("let {name} = {init};");
            changes.push(match &*closure.body {
                Expr::Block(body) => vec![Edit::insert(inside(&body.block), format!(" {fresh}"))],
                body => {
                    let range = range(body);
                    vec![
                        Edit::insert(range.start, format!("{{ {fresh} ")),
                        Edit::insert(range.end, " }"),
                    ]
                }
            });
        }
    }
    changes
}

/// Whether the closure is an argument of something called `spawn`.
fn is_spawned(source: &Source, closure: &syn::ExprClosure) -> bool {
    let closure = range(closure);
    source.expressions().into_iter().any(|expr| {
        let is_spawn = match expr {
            Expr::MethodCall(call) => call.method == "spawn",
            Expr::Call(_) => called_path(expr).last().is_some_and(|name| name == "spawn"),
            _ => return false,
        };
        let arguments = match expr {
            Expr::MethodCall(call) => &call.args,
            Expr::Call(call) => &call.args,
            _ => return false,
        };
        is_spawn && arguments.iter().any(|argument| range(argument) == closure)
    })
}

/// Local values that threads may share, each with the text that makes it.
fn shared_values<'t>(source: &Source<'t>) -> Vec<(String, &'t str)> {
    const TYPES: [&str; 5] = ["Arc", "Mutex", "RwLock", "Condvar", "Barrier"];
    let mut values = Vec::new();
    for statement in source.blocks().into_iter().flat_map(|block| &block.stmts) {
        let Stmt::Local(local) = statement else {
            continue;
        };
        let (Some(name), Some(init)) = (bound_name(&local.pat), &local.init) else {
            continue;
        };
        let path = called_path(&init.expr);
        let is_shared = match path.as_slice() {
            [.., of, new] if new == "new" || new == "default" => {
                TYPES.iter().any(|name| of == name) || of.starts_with("Atomic")
            }
            _ => false,
        };
        let name = name.to_string();
        let init = source.text_of(&init.expr);
        // `let a = Arc::new(a);` makes nothing fresh.
        if is_shared && !mentions(init, &name) {
            values.push((name, init));
        }
    }
    values
}
