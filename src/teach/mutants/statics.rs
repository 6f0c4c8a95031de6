//! Values that outlive the call they were made for.

use syn::visit::{self, Visit};
use syn::{Expr, ExprCall, Lit, Stmt, Type};

use super::edit::{Change, Edit};
use super::source::{Source, called_path, range};

/// A `static` in place of a local value: it remembers what the last call left there.
pub(super) fn static_for_local(source: &Source) -> Vec<Change> {
    let mut changes = Vec::new();
    for statement in source.blocks().into_iter().flat_map(|block| &block.stmts) {
        let Stmt::Local(local) = statement else {
            continue;
        };
        let Some(init) = &local.init else { continue };
        let value = shared(&init.expr).unwrap_or(&init.expr);
        let Some(made) = made_by_call(value).filter(|_| is_const(value)) else {
            continue;
        };
        let text = source.text_of(value);
        for of in types(source, value) {
            let kept = if is_interior(&made) {
                format!("{{ static KEPT: {of} = {text}; &KEPT }}")
            } else {
                let mutex = "std::sync::Mutex";
                format!(
                    "{{ static KEPT: {mutex}<{of}> = {mutex}::new({text}); KEPT.lock().unwrap() }}"
                )
            };
            let mut change = vec![Edit::new(range(value), kept)];
            if let syn::Pat::Type(typed) = &local.pat {
                change.push(Edit::delete(range(&typed.pat).end..range(&typed.ty).end));
            }
            changes.push(change);
        }
    }
    changes
}

/// What an `Arc` is made of.
fn shared(expr: &Expr) -> Option<&Expr> {
    match (expr, called_path(expr).as_slice()) {
        (Expr::Call(call), [.., of, new]) if of == "Arc" && new == "new" => call.args.first(),
        _ => None,
    }
}

/// The type whose `new` is called.
fn made_by_call(expr: &Expr) -> Option<String> {
    match called_path(expr).as_slice() {
        [.., of, new] if new == "new" => Some(of.clone()),
        _ => None,
    }
}

/// Whether it can be changed through a shared reference.
fn is_interior(name: &str) -> bool {
    ["Mutex", "RwLock", "Condvar"].contains(&name) || name.starts_with("Atomic")
}

const COLLECTIONS: [&str; 5] = ["Vec", "VecDeque", "String", "BTreeMap", "BTreeSet"];

/// Whether a `static` can begin with it.
fn is_const(expr: &Expr) -> bool {
    match expr {
        Expr::Lit(_) => true,
        Expr::Unary(unary) => is_const(&unary.expr),
        Expr::Tuple(tuple) => tuple.elems.iter().all(is_const),
        Expr::Call(call) => {
            let is_const_function = made_by_call(expr)
                .is_some_and(|of| is_interior(&of) || COLLECTIONS.contains(&of.as_str()));
            is_const_function && call.args.iter().all(is_const)
        }
        _ => false,
    }
}

/// The types that the value may have. Where the text leaves it to the compiler, those of the kind that it names.
fn types(source: &Source, value: &Expr) -> Vec<String> {
    match value {
        Expr::Lit(literal) => match &literal.lit {
            Lit::Bool(_) => vec!["bool".to_owned()],
            Lit::Str(_) => vec!["&'static str".to_owned()],
            Lit::Int(number) if !number.suffix().is_empty() => vec![number.suffix().to_owned()],
            Lit::Int(_) => named(source, |name| INTEGERS.contains(&name)),
            _ => Vec::new(),
        },
        Expr::Tuple(tuple) if tuple.elems.is_empty() => vec!["()".to_owned()],
        Expr::Call(call) => types_made(source, value, call),
        _ => Vec::new(),
    }
}

fn types_made(source: &Source, value: &Expr, call: &ExprCall) -> Vec<String> {
    let Some(made) = made_by_call(value) else {
        return Vec::new();
    };
    let path = source.text_of(&call.func);
    let path = path.strip_suffix("::new").unwrap_or(path);
    if made == "Mutex" || made == "RwLock" {
        let inner = call.args.first().map(|inner| types(source, inner));
        let inner = inner.unwrap_or_default().into_iter();
        inner.map(|inner| format!("{path}<{inner}>")).collect()
    } else if is_interior(&made) || made == "String" {
        vec![path.to_owned()]
    } else {
        named(source, |name| name == made)
    }
}

const INTEGERS: [&str; 12] = [
    "u8", "u16", "u32", "u64", "u128", "usize", "i8", "i16", "i32", "i64", "i128", "isize",
];

/// The types of such a name that stand anywhere in the text.
fn named(source: &Source, is_meant: impl Fn(&str) -> bool) -> Vec<String> {
    struct Types<'a>(Vec<&'a Type>);
    impl<'a> Visit<'a> for Types<'a> {
        fn visit_type(&mut self, found: &'a Type) {
            self.0.push(found);
            visit::visit_type(self, found);
        }
    }
    let mut types = Types(Vec::new());
    types.visit_file(&source.file);
    let mut named: Vec<String> = Vec::new();
    for found in types.0 {
        if let Type::Path(path) = found
            && let Some(last) = path.path.segments.last()
            && is_meant(&last.ident.to_string())
        {
            named.push(source.text_of(found).to_owned());
        }
    }
    named.sort();
    named.dedup();
    named
}
