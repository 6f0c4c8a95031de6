//! Has the checks program insist on plain types: where every solution's function returns a `u32`, an attempt's must too.
//! Otherwise one that returns a type of its own, equal to everything, would satisfy `assert_eq!`.
//!
//! A closure with the solutions' signature calls each function. It is compiled and never run.

mod scope;

use std::fmt::Write;

use proc_macro2::{TokenStream, TokenTree};
use scope::Scope;
use syn::{FnArg, ImplItem, Item, ItemImpl, ReceiverKind, ReturnType, Signature, Type, Visibility};

/// What to add to the checks program, for the functions that the checks name.
pub(super) fn assertions(checks: &str, solutions: &[&str]) -> String {
    let mut shared: Option<Vec<Function>> = None;
    for solution in solutions {
        let found = functions(solution);
        shared = Some(match shared {
            None => found,
            Some(before) => before
                .into_iter()
                .filter(|one| found.contains(one))
                .collect(),
        });
    }
    let mut program = String::new();
    let named = words(checks);
    for function in shared.unwrap_or_default() {
        if named.contains(&function.name) && function.of.iter().all(|of| named.contains(&of.name)) {
            function.write_to(&mut program);
        }
    }
    program
}

/// A public function or method that takes and returns nothing but plain types.
#[derive(PartialEq)]
struct Function {
    name: String,
    /// The type it is a method of.
    of: Option<Of>,
    has_receiver: bool,
    parameters: Vec<String>,
    returns: String,
}

/// A type of the attempt's.
#[derive(Clone, PartialEq)]
struct Of {
    name: String,
    /// As the checks program writes it.
    path: String,
}

impl Function {
    fn write_to(&self, program: &mut String) {
        let Self {
            name,
            of,
            has_receiver,
            parameters,
            returns,
        } = self;
        let mut arguments: Vec<String> = (0..parameters.len()).map(|n| format!("a{n}")).collect();
        let mut types = parameters.clone();
        let call = match (of, has_receiver) {
            (Some(of), true) => {
                types.insert(0, of.path.clone());
                format!("it.{name}({})", arguments.join(", "))
            }
            (Some(of), false) => format!("<{}>::{name}({})", of.path, arguments.join(", ")),
            (None, _) => format!("::exercise::{name}({})", arguments.join(", ")),
        };
        if *has_receiver {
            arguments.insert(0, "mut it".to_owned());
        }
        let (types, arguments) = (types.join(", "), arguments.join(", "));
        // Writing to a string does not fail.
        let _ = writeln!(
            program,
            "#[allow(warnings)] const _: fn({types}) -> {returns} = |{arguments}| {call};"
        );
    }
}

fn words(text: &str) -> Vec<String> {
    fn collect(stream: TokenStream, words: &mut Vec<String>) {
        for tree in stream {
            match tree {
                TokenTree::Ident(ident) => words.push(ident.to_string()),
                TokenTree::Group(group) => collect(group.stream(), words),
                _ => {}
            }
        }
    }
    let mut words = Vec::new();
    if let Ok(stream) = text.parse() {
        collect(stream, &mut words);
    }
    words
}

fn functions(solution: &str) -> Vec<Function> {
    let Ok(file) = syn::parse_file(solution) else {
        return Vec::new();
    };
    let scope = Scope::of(file.items.iter().filter_map(own_name).collect());
    let mut functions = Vec::new();
    for item in &file.items {
        match item {
            Item::Fn(item) if is_public(&item.vis) => {
                functions.extend(function(&item.sig, None, &scope));
            }
            Item::Impl(item) if item.trait_.is_none() => {
                let Some((scope, of)) = implemented(item, &scope) else {
                    continue;
                };
                for item in &item.items {
                    if let ImplItem::Fn(method) = item
                        && is_public(&method.vis)
                    {
                        functions.extend(function(&method.sig, Some(of.clone()), &scope));
                    }
                }
            }
            _ => {}
        }
    }
    functions
}

/// What is known inside of an `impl`, and the type it is for.
fn implemented(item: &ItemImpl, scope: &Scope) -> Option<(Scope, Of)> {
    let scope = scope.with(&item.generics)?;
    let Type::Path(of) = &*item.self_ty else {
        return None;
    };
    let segment = of
        .path
        .segments
        .last()
        .filter(|_| of.path.segments.len() == 1)?;
    let name = segment.ident.to_string();
    let path = format!(
        "::exercise::{name}{}",
        scope.arguments(&segment.arguments, true)?
    );
    Some((scope, Of { name, path }))
}

/// What a solution calls by this name is no longer the library's.
fn own_name(item: &Item) -> Option<String> {
    let name = match item {
        Item::Struct(item) => &item.ident,
        Item::Enum(item) => &item.ident,
        Item::Type(item) => &item.ident,
        Item::Union(item) => &item.ident,
        Item::Trait(item) => &item.ident,
        _ => return None,
    };
    Some(name.to_string())
}

fn is_public(visibility: &Visibility) -> bool {
    matches!(visibility, Visibility::Public(_))
}

fn function(signature: &Signature, of: Option<Of>, scope: &Scope) -> Option<Function> {
    let ReturnType::Type(_, returns) = &signature.output else {
        return None;
    };
    if signature.asyncness.is_some() {
        return None;
    }
    let scope = scope.with(&signature.generics)?;
    let mut has_receiver = false;
    let mut parameters = Vec::new();
    for input in &signature.inputs {
        match input {
            // `self: Arc<Self>` and its like.
            FnArg::Receiver(receiver) if matches!(receiver.kind, ReceiverKind::Typed(..)) => {
                return None;
            }
            FnArg::Receiver(_) => has_receiver = true,
            FnArg::Typed(typed) => parameters.push(scope.plain(&typed.ty, true)?),
        }
    }
    Some(Function {
        name: signature.ident.to_string(),
        of,
        has_receiver,
        parameters,
        returns: scope.plain(returns, false)?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const SOLUTION: &str = "
        pub fn act(times: &[u8]) -> Option<u32> { None }
        pub fn own() -> Report { Report }
        pub fn generic<T>(t: T) -> u32 { 1 }
        pub fn unused() -> u32 { 1 }
        fn private() -> u32 { 1 }
        pub struct Report;
        impl Report { pub fn rows(&mut self, n: usize) -> (u64, String) { (0, String::new()) } pub fn new() -> u8 { 1 } }
    ";

    #[test]
    fn functions_of_plain_types_that_the_checks_name_are_pinned() {
        let checks = "use exercise::{Report, act}; fn x() { act(); own(); generic(); private(); r.rows(1); }";
        assert_eq!(
            assertions(checks, &[SOLUTION]),
            "#[allow(warnings)] const _: fn(&[u8]) -> Option<u32> = |a0| ::exercise::act(a0);\n\
             #[allow(warnings)] const _: fn(i32) -> u32 = |a0| ::exercise::generic(a0);\n\
             #[allow(warnings)] const _: fn(::exercise::Report, usize) -> (u64,String,) = |mut it, a0| it.rows(a0);\n"
        );
    }

    #[test]
    fn what_is_generic_is_pinned_for_types_that_stand_in() {
        let solution = "
            pub trait Own {}
            pub fn read<P>(all: Vec<P>) -> Vec<Result<i32, String>> where P: FnOnce() -> i32 + Send + 'static { vec![] }
            pub fn each(names: impl Iterator<Item = String>, mut show: impl FnMut(&str)) -> usize { 0 }
            pub fn map<T: Send, U, F: Fn(T) -> U + Sync>(all: Vec<T>, f: F) -> Vec<U> { vec![] }
            pub fn own<T: Own>(all: Vec<T>) -> usize { 0 }
            pub struct BuildOnce<T>(T);
            impl<T: Clone> BuildOnce<T> { pub fn of(all: Vec<T>) -> u8 { 0 } pub fn len(&self) -> usize { 0 } }
        ";
        let checks = "read(); each(); map(); own(); BuildOnce::of(); it.len();";
        let pins: Vec<String> = assertions(checks, &[solution])
            .lines()
            .map(|line| line.replace("#[allow(warnings)] const _: ", ""))
            .collect();
        assert_eq!(
            pins,
            [
                "fn(Vec<fn() -> i32>) -> Vec<Result<i32, String>> = |a0| ::exercise::read(a0);",
                "fn(::std::vec::IntoIter<String>, fn(&str)) -> usize = |a0, a1| ::exercise::each(a0, a1);",
                "fn(Vec<i32>, fn(i32) -> i32) -> Vec<i32> = |a0, a1| ::exercise::map(a0, a1);",
                "fn(Vec<i32>) -> u8 = |a0| <::exercise::BuildOnce<i32>>::of(a0);",
                "fn(::exercise::BuildOnce<i32>) -> usize = |mut it| it.len();",
            ]
        );
    }

    #[test]
    fn what_solutions_disagree_on_is_free() {
        let other = "pub fn act(times: &[u8]) -> Option<u64> { None }";
        assert_eq!(assertions("act();", &[SOLUTION, other]), "");
    }

    #[test]
    fn a_name_that_the_solution_takes_for_itself_is_not_the_librarys() {
        let solution = "pub struct Duration; pub fn act() -> Duration { Duration }";
        assert_eq!(assertions("act();", &[solution]), "");
    }
}
