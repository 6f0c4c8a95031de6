//! The functions of a source and what they call their parameters.

use std::collections::HashMap;

use syn::visit::{self, Visit};
use syn::{Expr, FnArg, Signature, Type};

use super::called::Called;

/// The parameters of every function whose name tells which one is meant.
#[derive(Debug, Default)]
pub(super) struct Functions {
    /// Outside of any `impl`.
    free: HashMap<String, Option<Vec<Called>>>,
    /// By type and name.
    associated: HashMap<(String, String), Option<Vec<Called>>>,
    /// Those with `self`, by name alone, without `self`.
    methods: HashMap<String, Option<Vec<Called>>>,
    impl_type: Option<String>,
}

impl Functions {
    pub(super) fn of(file: &syn::File) -> Self {
        let mut functions = Self::default();
        functions.visit_file(file);
        functions
    }

    /// The parameters of the function that the callee of a call names; `impl_type` is what `Self` is there.
    pub(super) fn called(&self, callee: &Expr, impl_type: Option<&str>) -> Option<Vec<Called>> {
        let Expr::Path(path) = callee else {
            return None;
        };
        let mut segments = path.path.segments.iter().rev();
        let name = segments.next()?.ident.to_string();
        match segments.next().map(|segment| segment.ident.to_string()) {
            Some(owner) if owner.starts_with(char::is_uppercase) => {
                let owner = match owner.as_str() {
                    "Self" => impl_type?.to_owned(),
                    _ => owner,
                };
                self.associated.get(&(owner, name)).cloned().flatten()
            }
            Some(owner) if owner != "self" && owner != "crate" && owner != "super" => None,
            _ => self.free.get(&name).cloned().flatten(),
        }
    }

    /// The parameters of the only method with this name.
    pub(super) fn method(&self, name: &str) -> Option<Vec<Called>> {
        self.methods.get(name).cloned().flatten()
    }

    fn add(&mut self, signature: &Signature) {
        let name = signature.ident.to_string();
        let (with_self, parameters): (Vec<_>, Vec<_>) = signature
            .inputs
            .iter()
            .partition(|input| matches!(input, FnArg::Receiver(_)));
        let called = |input: &FnArg| match input {
            FnArg::Typed(typed) => Called::pattern(&typed.pat),
            FnArg::Receiver(_) => Called::Nothing,
        };
        let parameters: Vec<Called> = parameters.into_iter().map(called).collect();
        match (&self.impl_type, with_self.is_empty()) {
            (_, false) => note(&mut self.methods, name, parameters),
            (Some(owner), true) => {
                note(&mut self.associated, (owner.clone(), name), parameters);
            }
            (None, true) => note(&mut self.free, name, parameters),
        }
    }
}

/// Two of the same name cannot be told apart.
fn note<K: std::hash::Hash + Eq>(
    functions: &mut HashMap<K, Option<Vec<Called>>>,
    key: K,
    parameters: Vec<Called>,
) {
    functions
        .entry(key)
        .and_modify(|known| *known = None)
        .or_insert(Some(parameters));
}

impl<'ast> Visit<'ast> for Functions {
    fn visit_item_fn(&mut self, item: &'ast syn::ItemFn) {
        self.add(&item.sig);
        visit::visit_item_fn(self, item);
    }

    fn visit_item_impl(&mut self, item: &'ast syn::ItemImpl) {
        let outer = std::mem::replace(&mut self.impl_type, type_name(&item.self_ty));
        visit::visit_item_impl(self, item);
        self.impl_type = outer;
    }

    fn visit_impl_item_fn(&mut self, item: &'ast syn::ImplItemFn) {
        self.add(&item.sig);
        visit::visit_impl_item_fn(self, item);
    }
}

/// The last word of a type's path.
pub(super) fn type_name(of: &Type) -> Option<String> {
    match of {
        Type::Path(path) => Some(path.path.segments.last()?.ident.to_string()),
        _ => None,
    }
}
