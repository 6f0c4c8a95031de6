//! Compares the public functions and types of an attempt with those of a solution: what the checks expect to call.

use std::ops::Range;

use syn::punctuated::Punctuated;
use syn::spanned::Spanned;
use syn::visit::{self, Visit};
use syn::{
    Ident, ImplItem, Item, ItemImpl, ItemStruct, PatType, Token, TypeImplTrait, TypeParam,
    TypeParamBound, TypeTraitObject, Visibility, WhereClause,
};

use super::tokens::with_room;

/// A public item, without body, on one line.
struct Declaration {
    name: String,
    text: String,
    /// Without bounds, which may be the answer.
    shape: String,
    /// Without what parameters are called.
    types: String,
    /// Without either.
    shape_of_types: String,
}

/// What an attempt has otherwise than the checks expect it.
#[derive(Default)]
pub(super) struct Differing {
    /// Signatures to keep.
    pub(super) signatures: Vec<String>,
    /// Names of those that differ in their bounds only.
    pub(super) bounds: Vec<String>,
}

impl Differing {
    pub(super) fn is_empty(&self) -> bool {
        self.signatures.is_empty() && self.bounds.is_empty()
    }
}

/// What `attempt` lacks or has otherwise than `solution`. What it lacks is told as `start` has it.
pub(super) fn differing(solution: &str, start: &str, attempt: &str) -> Differing {
    let given = declarations(start);
    let found = with_room(attempt, || declarations(attempt)).unwrap_or_default();
    let mut differing = Differing::default();
    for wanted in declarations(solution) {
        let of_name = |other: &&Declaration| other.name == wanted.name;
        if found.iter().any(|other| other.types == wanted.types) {
            continue;
        }
        if found
            .iter()
            .any(|other| other.shape_of_types == wanted.shape_of_types)
        {
            differing.bounds.push(wanted.name);
        } else if let Some(given) = given.iter().find(of_name)
            && !found.iter().any(|other| other.name == wanted.name)
        {
            differing.signatures.push(given.text.clone());
        } else {
            differing.signatures.push(wanted.shape);
        }
    }
    differing
}

fn declarations(text: &str) -> Vec<Declaration> {
    let Ok(file) = syn::parse_file(text) else {
        return Vec::new();
    };
    file.items
        .iter()
        .flat_map(|item| match item {
            Item::Impl(item) if item.trait_.is_none() => methods(item, text),
            _ => declaration(item, text).into_iter().collect(),
        })
        .filter(|declaration| declaration.name != "main")
        .collect()
}

/// The public methods of a type.
fn methods(item: &ItemImpl, text: &str) -> Vec<Declaration> {
    let functions = item.items.iter().filter_map(|item| match item {
        ImplItem::Fn(function) => Some(function),
        _ => None,
    });
    functions
        .filter_map(|function| {
            let end = function.block.span().byte_range().start;
            let mut cuts = Cuts::default();
            cuts.visit_signature(&function.sig);
            public(&function.vis, &function.sig.ident, end, &cuts, text)
        })
        .collect()
}

fn declaration(item: &Item, text: &str) -> Option<Declaration> {
    let (visibility, name, end) = match item {
        Item::Fn(item) => (
            &item.vis,
            &item.sig.ident,
            item.block.span().byte_range().start,
        ),
        Item::Struct(item) => (&item.vis, &item.ident, end_of_struct(item)),
        Item::Enum(item) => (&item.vis, &item.ident, item.span().byte_range().end),
        Item::Type(item) => (&item.vis, &item.ident, item.span().byte_range().end),
        _ => return None,
    };
    let mut cuts = Cuts::default();
    match item {
        Item::Fn(function) => cuts.visit_signature(&function.sig),
        item => cuts.visit_item(item),
    }
    public(visibility, name, end, &cuts, text)
}

/// What is private about a type is the student's own affair, and often the answer.
fn end_of_struct(item: &ItemStruct) -> usize {
    let is_public = |field: &syn::Field| matches!(field.vis, Visibility::Public(_));
    if item.fields.iter().all(is_public) {
        item.span().byte_range().end
    } else {
        item.fields.span().byte_range().start
    }
}

fn public(
    visibility: &Visibility,
    name: &Ident,
    end: usize,
    cuts: &Cuts,
    text: &str,
) -> Option<Declaration> {
    if !matches!(visibility, Visibility::Public(_)) {
        return None;
    }
    let whole = visibility.span().byte_range().start..end;
    let bounds = || cuts.bounds.iter();
    Some(Declaration {
        name: name.to_string(),
        text: line(text, &whole, std::iter::empty())?,
        shape: line(text, &whole, bounds())?,
        types: line(text, &whole, cuts.names.iter())?,
        shape_of_types: line(text, &whole, bounds().chain(&cuts.names))?,
    })
}

/// A part of a text without what is cut out of it.
fn line<'a>(
    text: &str,
    whole: &Range<usize>,
    cuts: impl Iterator<Item = &'a Range<usize>>,
) -> Option<String> {
    let mut cuts: Vec<&Range<usize>> = cuts.filter(|cut| cut.end <= whole.end).collect();
    cuts.sort_by_key(|cut| cut.start);
    let (mut kept, mut at) = (String::new(), whole.start);
    for cut in cuts {
        // One may stand inside another.
        if cut.start >= at {
            kept.push_str(text.get(at..cut.start)?);
            at = cut.end;
        }
    }
    kept.push_str(text.get(at..whole.end)?);
    let line = kept.split_whitespace().collect::<Vec<_>>().join(" ");
    // rustfmt breaks long parameter lists; on one line the breaks' traces go.
    Some(line.replace("( ", "(").replace(", )", ")"))
}

/// Parts of a declaration.
#[derive(Default)]
struct Cuts {
    /// Bounds; of `impl` and `dyn` all but the first.
    bounds: Vec<Range<usize>>,
    /// What parameters are called.
    names: Vec<Range<usize>>,
}

impl Cuts {
    fn all_but_first(&mut self, bounds: &Punctuated<TypeParamBound, Token![+]>) {
        if let (Some(first), Some(last)) = (bounds.first(), bounds.last()) {
            let (first, last) = (first.span().byte_range(), last.span().byte_range());
            self.bounds.push(first.end..last.end);
        }
    }
}

impl<'a> Visit<'a> for Cuts {
    fn visit_type_param(&mut self, param: &'a TypeParam) {
        if let Some(last) = param.bounds.last() {
            let name = param.ident.span().byte_range();
            self.bounds.push(name.end..last.span().byte_range().end);
        }
        visit::visit_type_param(self, param);
    }

    fn visit_where_clause(&mut self, clause: &'a WhereClause) {
        self.bounds.push(clause.span().byte_range());
    }

    fn visit_type_impl_trait(&mut self, of: &'a TypeImplTrait) {
        self.all_but_first(&of.bounds);
        visit::visit_type_impl_trait(self, of);
    }

    fn visit_type_trait_object(&mut self, of: &'a TypeTraitObject) {
        self.all_but_first(&of.bounds);
        visit::visit_type_trait_object(self, of);
    }

    fn visit_pat_type(&mut self, parameter: &'a PatType) {
        self.names.push(parameter.pat.span().byte_range());
        visit::visit_pat_type(self, parameter);
    }
}

#[cfg(test)]
mod tests {
    use super::differing;

    fn signatures(solution: &str, start: &str, attempt: &str) -> Vec<String> {
        let differing = differing(solution, start, attempt);
        assert_eq!(differing.bounds, [""; 0]);
        differing.signatures
    }

    #[test]
    fn only_what_differs_is_shown() {
        let solution = "pub fn a(x: u32) -> u32 { x }\npub fn b(\n    y: u8,\n) {}\nfn c() {}\npub fn main() {}";
        assert_eq!(
            signatures(solution, "", "pub fn a(mut z: u32) -> u32 { 1 }"),
            ["pub fn b(y: u8)"]
        );
        assert_eq!(
            signatures(solution, "", "fn a("),
            ["pub fn a(x: u32) -> u32", "pub fn b(y: u8)"]
        );
        assert_eq!(signatures(solution, "", solution), [""; 0]);
    }

    #[test]
    fn bounds_which_may_be_the_answer_are_not_shown() {
        let solution = "pub fn a<T: Send, U>(t: T, f: impl Fn() -> U + Sync) -> Box<dyn Fn() + Send>\nwhere\n    U: Send,\n{}";
        let start = "pub fn a<T>(t: T, f: impl Fn()) {}";
        let shape = "pub fn a<T, U>(t: T, f: impl Fn() -> U) -> Box<dyn Fn()>";
        assert_eq!(signatures(solution, start, "pub fn a() {}"), [shape]);
        assert_eq!(
            signatures(solution, start, ""),
            ["pub fn a<T>(t: T, f: impl Fn())"]
        );
        let bound = solution.replace("U: Send", "U: Sync");
        let differing = differing(solution, start, &bound);
        assert_eq!(differing.bounds, ["a"]);
        assert!(differing.signatures.is_empty());
    }

    #[test]
    fn methods_are_shown_and_private_fields_are_not() {
        let solution = "pub struct Rates { table: Arc<u8> }\nimpl Rates { pub fn set(&self) {} fn own(&self) {} }";
        let attempt = "pub struct Rates { table: u8 }\nimpl Rates { pub fn set(&mut self) {} }";
        assert_eq!(signatures(solution, "", attempt), ["pub fn set(&self)"]);
        assert_eq!(
            signatures(solution, "", ""),
            ["pub struct Rates", "pub fn set(&self)"]
        );
        assert_eq!(
            signatures("pub struct Point(pub u8, pub u8);", "", ""),
            ["pub struct Point(pub u8, pub u8);"]
        );
    }
}
