//! Compares the public functions and types of an attempt with those of a solution: what the checks expect to call.

use syn::spanned::Spanned;
use syn::{Ident, ImplItem, Item, ItemImpl, ItemStruct, Visibility};

use super::tokens::with_room;

/// A public item's name and its declaration, without body, on one line.
type Declaration = (String, String);

/// The declarations of `solution` that `attempt` lacks or has differently; all of them where neither is the case.
pub(super) fn to_keep(solution: &str, attempt: &str) -> Vec<String> {
    let wanted = declarations(solution);
    let found = with_room(attempt, || declarations(attempt)).unwrap_or_default();
    let differing: Vec<String> = wanted
        .iter()
        .filter(|declaration| !found.contains(declaration))
        .map(|(_, text)| text.clone())
        .collect();
    if differing.is_empty() {
        wanted.into_iter().map(|(_, text)| text).collect()
    } else {
        differing
    }
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
        .filter(|(name, _)| name != "main")
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
            public(&function.vis, &function.sig.ident, end, text)
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
    public(visibility, name, end, text)
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

fn public(visibility: &Visibility, name: &Ident, end: usize, text: &str) -> Option<Declaration> {
    if !matches!(visibility, Visibility::Public(_)) {
        return None;
    }
    let start = visibility.span().byte_range().start;
    let text = text.get(start..end)?;
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    // rustfmt breaks long parameter lists; on one line the breaks' traces go.
    let line = line.replace("( ", "(").replace(", )", ")");
    Some((name.to_string(), line))
}

#[cfg(test)]
mod tests {
    use super::to_keep;

    #[test]
    fn only_what_differs_is_shown() {
        let solution = "pub fn a(x: u32) -> u32 { x }\npub fn b(\n    y: u8,\n) {}\nfn c() {}\npub fn main() {}";
        assert_eq!(
            to_keep(solution, "pub fn a(x: u32) -> u32 { 1 }"),
            ["pub fn b(y: u8)"]
        );
        assert_eq!(
            to_keep(solution, "fn a("),
            ["pub fn a(x: u32) -> u32", "pub fn b(y: u8)"]
        );
        assert_eq!(to_keep(solution, solution).len(), 2);
    }

    #[test]
    fn methods_are_shown_and_private_fields_are_not() {
        let solution = "pub struct Rates { table: Arc<u8> }\nimpl Rates { pub fn set(&self) {} fn own(&self) {} }";
        let attempt = "pub struct Rates { table: u8 }\nimpl Rates { pub fn set(&mut self) {} }";
        assert_eq!(to_keep(solution, attempt), ["pub fn set(&self)"]);
        assert_eq!(
            to_keep(solution, ""),
            ["pub struct Rates", "pub fn set(&self)"]
        );
        assert_eq!(
            to_keep("pub struct Point(pub u8, pub u8);", ""),
            ["pub struct Point(pub u8, pub u8);"]
        );
    }
}
