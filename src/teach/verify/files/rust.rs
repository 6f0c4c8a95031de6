//! Looks for things in Rust text. Text that is not Rust has none of them.

use std::ops::Range;

use proc_macro2::{Delimiter, TokenStream, TokenTree};
use syn::spanned::Spanned;
use syn::visit::{self, Visit};

/// Lines of assertions that have no message.
pub(super) fn silent_assertions(text: &str) -> Vec<usize> {
    struct Assertions(Vec<usize>);
    impl<'a> Visit<'a> for Assertions {
        fn visit_macro(&mut self, found: &'a syn::Macro) {
            let needed = match found.path.segments.last() {
                Some(name) if name.ident == "assert" => 2,
                Some(name) if name.ident == "assert_eq" || name.ident == "assert_ne" => 3,
                _ => return,
            };
            if arguments(&found.tokens) < needed {
                self.0.push(found.span().start().line);
            }
        }
    }
    let mut assertions = Assertions(Vec::new());
    visit_file(text, &mut assertions);
    assertions.0
}

/// How many arguments the tokens of a macro call hold. The commas of a closure's or a type's parameters are counted too,
/// which finds too few assertions rather than too many.
fn arguments(tokens: &TokenStream) -> usize {
    let mut count = 0;
    let mut is_open = false;
    for token in tokens.clone() {
        match token {
            TokenTree::Punct(punct) if punct.as_char() == ',' => is_open = false,
            TokenTree::Group(group) if group.delimiter() == Delimiter::None => {}
            _ if !is_open => {
                is_open = true;
                count += 1;
            }
            _ => {}
        }
    }
    count
}

/// Lines that read a clock or sleep, each with the call.
pub(super) fn clocks(text: &str) -> Vec<(usize, &'static str)> {
    struct Clocks(Vec<(usize, &'static str)>);
    impl<'a> Visit<'a> for Clocks {
        fn visit_expr_call(&mut self, call: &'a syn::ExprCall) {
            if let syn::Expr::Path(path) = &*call.func {
                let mut names = path.path.segments.iter().rev().map(|name| &name.ident);
                let (last, before) = (names.next(), names.next());
                let is = |ident: Option<&syn::Ident>, name: &str| ident.is_some_and(|i| i == name);
                let found = match () {
                    () if is(last, "now") && is(before, "Instant") => Some("Instant::now"),
                    () if is(last, "now") && is(before, "SystemTime") => Some("SystemTime::now"),
                    () if is(last, "sleep") => Some("sleep"),
                    () => None,
                };
                self.0
                    .extend(found.map(|what| (call.span().start().line, what)));
            }
            visit::visit_expr_call(self, call);
        }
    }
    let mut clocks = Clocks(Vec::new());
    visit_file(text, &mut clocks);
    clocks.0
}

/// What a file imports from the attempt: the names in `use exercise::…`.
pub(super) fn imports(text: &str) -> Vec<String> {
    fn names(tree: &syn::UseTree, found: &mut Vec<String>) {
        match tree {
            syn::UseTree::Name(name) if name.ident != "self" => found.push(name.ident.to_string()),
            syn::UseTree::Rename(rename) => found.push(rename.ident.to_string()),
            syn::UseTree::Path(path) => names(&path.tree, found),
            syn::UseTree::Group(group) => {
                for tree in &group.items {
                    names(tree, found);
                }
            }
            _ => {}
        }
    }
    struct Imports(Vec<String>);
    impl<'a> Visit<'a> for Imports {
        fn visit_item_use(&mut self, item: &'a syn::ItemUse) {
            if let syn::UseTree::Path(path) = &item.tree
                && path.ident == "exercise"
            {
                names(&path.tree, &mut self.0);
            }
        }
    }
    let mut imports = Imports(Vec::new());
    visit_file(text, &mut imports);
    imports.0.sort_unstable();
    imports.0.dedup();
    imports.0
}

/// A function or type and how it is declared.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Declaration {
    pub(super) name: String,
    /// From `fn` to its body; of a type, nothing.
    pub(super) signature: String,
    /// The same without `where`, and without bounds at all.
    pub(super) shorter: Vec<String>,
    /// In an `impl`, the type that `Self` stands for there.
    pub(super) self_type: Option<String>,
    pub(super) line: usize,
}

/// What a file declares, at whatever place; `None` where the text is not Rust.
pub(super) fn declarations(text: &str) -> Option<Vec<Declaration>> {
    let file = syn::parse_file(text).ok()?;
    let mut declarations = Declarations {
        text,
        self_type: None,
        found: Vec::new(),
    };
    declarations.visit_file(&file);
    Some(declarations.found)
}

struct Declarations<'t> {
    text: &'t str,
    self_type: Option<String>,
    found: Vec<Declaration>,
}

impl Declarations<'_> {
    fn text_of(&self, syntax: &impl Spanned) -> &str {
        let range = syntax.span().byte_range();
        self.text.get(range).unwrap_or_default()
    }

    fn named(&mut self, name: &syn::Ident) {
        self.found.push(Declaration {
            name: name.to_string(),
            line: name.span().start().line,
            ..Declaration::default()
        });
    }
}

impl<'a> Visit<'a> for Declarations<'_> {
    fn visit_signature(&mut self, signature: &'a syn::Signature) {
        let start = signature.fn_token.span().byte_range().start;
        let end = signature.span().byte_range().end;
        let without = |gaps: &[Range<usize>]| {
            let mut text = String::new();
            let mut at = start;
            for gap in gaps {
                text.push_str(self.text.get(at..gap.start).unwrap_or_default());
                at = gap.end;
            }
            text + self.text.get(at..end).unwrap_or_default()
        };
        let bounds = signature.generics.params.iter().filter_map(|param| {
            let syn::GenericParam::Type(param) = param else {
                return None;
            };
            let colon = param.colon_token?.span().byte_range().start;
            Some(colon..param.bounds.span().byte_range().end)
        });
        let where_clause = signature.generics.where_clause.as_ref();
        let where_clause = where_clause.map(|clause| clause.span().byte_range());
        let bounds: Vec<Range<usize>> = bounds.chain(where_clause.clone()).collect();
        let whole = without(&[]);
        let mut shorter = vec![without(where_clause.as_slice()), without(&bounds)];
        shorter.retain(|shorter| *shorter != whole);
        self.found.push(Declaration {
            name: signature.ident.to_string(),
            line: signature.ident.span().start().line,
            self_type: self.self_type.clone(),
            signature: whole,
            shorter,
        });
    }

    fn visit_item(&mut self, item: &'a syn::Item) {
        match item {
            syn::Item::Struct(item) => self.named(&item.ident),
            syn::Item::Enum(item) => self.named(&item.ident),
            syn::Item::Trait(item) => self.named(&item.ident),
            syn::Item::Type(item) => self.named(&item.ident),
            syn::Item::Const(item) => self.named(&item.ident),
            syn::Item::Static(item) => self.named(&item.ident),
            syn::Item::Impl(item) => self.self_type = Some(self.text_of(&item.self_ty).to_owned()),
            _ => {}
        }
        visit::visit_item(self, item);
        self.self_type = None;
    }
}

fn visit_file<'a>(text: &str, visitor: &mut impl for<'b> Visit<'b>) {
    if let Ok(file) = syn::parse_file(text) {
        visitor.visit_file(&file);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn assertions_without_a_message_are_found() {
        let text = "fn a() {\n    assert!(x);\n    assert!(x == f(1, 2), \"Said.\");\n    assert_eq!(a, b);\n    assert_eq!(a, b,);\n    assert_eq!(a, b, \"Said {}.\", 1);\n    println!(\"x\");\n}\n";
        assert_eq!(silent_assertions(text), [2, 4, 5]);
        assert!(silent_assertions("fn (").is_empty());
    }

    #[test]
    fn clocks_are_found_under_whatever_path() {
        let text = "fn a() {\n    let t = std::time::Instant::now();\n    thread::sleep(d);\n    chrono::now();\n    f(|| SystemTime::now());\n}\n";
        assert_eq!(
            clocks(text),
            [(2, "Instant::now"), (3, "sleep"), (5, "SystemTime::now")]
        );
    }

    #[test]
    fn imports_are_those_of_the_attempt() {
        let text = "use exercise::{Book, shelf::{self, lend as give}};\nuse exercise::go;\nuse probes::ThreadLog;\n";
        assert_eq!(imports(text), ["Book", "go", "lend"]);
    }

    #[test]
    fn declarations_are_found_at_every_depth() {
        let text = "pub struct A;\nimpl A {\n    pub fn new(n: u32) -> A { A }\n}\npub trait T { fn t(&self); }\n";
        let found = declarations(text).unwrap();
        let shown: Vec<_> = found
            .iter()
            .map(|d| (d.name.as_str(), d.signature.as_str(), d.line))
            .collect();
        assert_eq!(
            shown,
            [
                ("A", "", 1),
                ("new", "fn new(n: u32) -> A", 3),
                ("T", "", 5),
                ("t", "fn t(&self)", 5)
            ]
        );
        assert_eq!(found[1].self_type.as_deref(), Some("A"));
        assert_eq!(found[3].self_type, None);
        assert_eq!(declarations("fn ("), None);
    }

    #[test]
    fn signatures_have_shorter_forms_without_their_bounds() {
        let text = "fn a<F: Fn() -> T, T>(f: F) -> T where T: Send {}\nfn b() {}\n";
        let found = declarations(text).unwrap();
        let shorter = [
            "fn a<F: Fn() -> T, T>(f: F) -> T ",
            "fn a<F, T>(f: F) -> T ",
        ];
        assert_eq!(found[0].shorter, shorter);
        assert_eq!(found[1].shorter, [""; 0]);
    }
}
