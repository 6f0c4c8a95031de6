//! Has the checks program insist on plain types: where every solution's function returns a `u32`, an attempt's must too.
//! Otherwise one that returns a type of its own, equal to everything, would satisfy `assert_eq!`.
//!
//! A closure with the solutions' signature calls each function. It is compiled and never run.

use std::fmt::Write;

use proc_macro2::{TokenStream, TokenTree};
use syn::{
    FnArg, GenericArgument, ImplItem, Item, PathArguments, ReceiverKind, ReturnType, Signature,
    Type, Visibility,
};

/// Names of the standard prelude that a checks file cannot mistake for the attempt's own.
const PLAIN: [&str; 24] = [
    "bool", "char", "str", "String", "u8", "u16", "u32", "u64", "u128", "usize", "i8", "i16",
    "i32", "i64", "i128", "isize", "f32", "f64", "Vec", "Option", "Result", "Box", "Duration",
    "Ordering",
];
/// Those of them that no prelude has.
const PATHS: [(&str, &str); 2] = [
    ("Duration", "::std::time::Duration"),
    ("Ordering", "::std::cmp::Ordering"),
];

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
        if named.contains(&function.name) && function.of.iter().all(|name| named.contains(name)) {
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
    of: Option<String>,
    has_receiver: bool,
    parameters: Vec<String>,
    returns: String,
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
                types.insert(0, format!("::exercise::{of}"));
                format!("it.{name}({})", arguments.join(", "))
            }
            (Some(of), false) => format!("::exercise::{of}::{name}({})", arguments.join(", ")),
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
    let own: Vec<String> = file.items.iter().filter_map(own_name).collect();
    let mut functions = Vec::new();
    for item in &file.items {
        match item {
            Item::Fn(item) if is_public(&item.vis) => {
                functions.extend(function(&item.sig, None, &own));
            }
            Item::Impl(item) if item.trait_.is_none() && item.generics.params.is_empty() => {
                let Type::Path(of) = &*item.self_ty else {
                    continue;
                };
                let Some(of) = of.path.get_ident() else {
                    continue;
                };
                for item in &item.items {
                    if let ImplItem::Fn(method) = item
                        && is_public(&method.vis)
                    {
                        functions.extend(function(&method.sig, Some(of.to_string()), &own));
                    }
                }
            }
            _ => {}
        }
    }
    functions
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

fn function(signature: &Signature, of: Option<String>, own: &[String]) -> Option<Function> {
    let special = signature.asyncness.is_some() || !signature.generics.params.is_empty();
    let ReturnType::Type(_, returns) = &signature.output else {
        return None;
    };
    if special {
        return None;
    }
    let mut has_receiver = false;
    let mut parameters = Vec::new();
    for input in &signature.inputs {
        match input {
            // `self: Arc<Self>` and its like.
            FnArg::Receiver(receiver) if matches!(receiver.kind, ReceiverKind::Typed(..)) => {
                return None;
            }
            FnArg::Receiver(_) => has_receiver = true,
            FnArg::Typed(typed) => parameters.push(plain(&typed.ty, own, true)?),
        }
    }
    Some(Function {
        name: signature.ident.to_string(),
        of,
        has_receiver,
        parameters,
        returns: plain(returns, own, false)?,
    })
}

/// The type as it can be written in the checks program, where it is plain.
fn plain(ty: &Type, own: &[String], may_borrow: bool) -> Option<String> {
    match ty {
        Type::Path(ty) if ty.qself.is_none() => {
            let segment = ty
                .path
                .segments
                .last()
                .filter(|_| ty.path.segments.len() == 1)?;
            let name = segment.ident.to_string();
            if !PLAIN.contains(&name.as_str()) || own.contains(&name) {
                return None;
            }
            let path = PATHS.iter().find(|(short, _)| *short == name);
            let path = path.map_or(name.as_str(), |(_, path)| path);
            match &segment.arguments {
                PathArguments::None => Some(path.to_owned()),
                PathArguments::AngleBracketed(arguments) => {
                    let inner: Option<Vec<String>> = arguments
                        .args
                        .iter()
                        .map(|argument| match argument {
                            GenericArgument::Type(ty) => plain(ty, own, may_borrow),
                            _ => None,
                        })
                        .collect();
                    Some(format!("{path}<{}>", inner?.join(", ")))
                }
                PathArguments::Parenthesized(_) => None,
            }
        }
        Type::Reference(ty) if may_borrow && ty.lifetime.is_none() => {
            let mutability = if ty.mutability.is_some() { "mut " } else { "" };
            Some(format!("&{mutability}{}", plain(&ty.elem, own, true)?))
        }
        Type::Slice(ty) => Some(format!("[{}]", plain(&ty.elem, own, may_borrow)?)),
        Type::Array(ty) => match &ty.len {
            syn::Expr::Lit(syn::ExprLit {
                lit: syn::Lit::Int(length),
                ..
            }) => Some(format!("[{}; {length}]", plain(&ty.elem, own, may_borrow)?)),
            _ => None,
        },
        Type::Tuple(ty) => {
            let inner: Option<Vec<String>> = ty
                .elems
                .iter()
                .map(|ty| plain(ty, own, may_borrow).map(|ty| ty + ","))
                .collect();
            Some(format!("({})", inner?.concat()))
        }
        _ => None,
    }
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
             #[allow(warnings)] const _: fn(::exercise::Report, usize) -> (u64,String,) = |mut it, a0| it.rows(a0);\n"
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
