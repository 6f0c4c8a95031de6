//! Reads the `#[test]`s in an attempt's own file, and makes of the file a library and a program that can run them one by one,
//! as a checks file is made one.

use std::ops::Range;

use syn::spanned::Spanned;
use syn::{Attribute, File, Item, ItemFn, ReturnType, Visibility};

/// A file's own tests.
#[derive(Debug, PartialEq)]
pub(super) struct TestsInFile {
    /// As libtest calls them: `tests::it_adds`.
    pub(super) names: Vec<String>,
    /// Those that are left to the run on real threads.
    pub(super) left_out: Vec<String>,
    /// The file with its tests as ordinary functions that can be called from outside, line by line the same.
    pub(super) library: String,
    /// What calls them; it is given the library as `exercise`.
    pub(super) program: String,
}

impl TestsInFile {
    /// `None` where the text is no Rust that we know.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let text = text.trim_start_matches('\u{feff}');
        // A line for the shell is none for us; its length stays.
        let text = match text.split_once('\n') {
            Some((first, rest)) if first.starts_with("#!") && !first.starts_with("#![") => {
                format!("{}\n{rest}", " ".repeat(first.len()))
            }
            _ => text.to_owned(),
        };
        let file: File = syn::parse_file(&text).ok()?;
        let mut finder = Finder::default();
        finder.items(&file.items, "");
        let Finder {
            mut edits,
            tests,
            left_out,
        } = finder;
        edits.sort_by_key(|(range, _)| range.start);
        let mut library = text;
        for (range, replacement) in edits.into_iter().rev() {
            library.replace_range(range, &replacement);
        }
        Some(Self {
            program: program(&tests),
            library,
            left_out,
            names: tests.into_iter().map(|test| test.name).collect(),
        })
    }
}

struct Test {
    name: String,
    /// Whether it returns something, which then is a `Result`.
    returns: bool,
}

#[derive(Default)]
struct Finder {
    tests: Vec<Test>,
    left_out: Vec<String>,
    /// What stands where in its place.
    edits: Vec<(Range<usize>, String)>,
}

impl Finder {
    /// Whether there is a test among them.
    fn items(&mut self, items: &[Item], prefix: &str) -> bool {
        let before = self.tests.len();
        for item in items {
            match item {
                Item::Fn(function) => self.function(function, prefix),
                Item::Mod(module) => {
                    let Some((_, items)) = &module.content else {
                        continue;
                    };
                    if self.items(items, &format!("{prefix}{}::", module.ident)) {
                        let at = module.mod_token.span().byte_range().start;
                        self.publish(&module.vis, at);
                    }
                }
                _ => {}
            }
        }
        self.tests.len() > before
    }

    /// What is expected to panic, or is left out by choice, is left to the run on real threads.
    fn function(&mut self, function: &ItemFn, prefix: &str) {
        let has = |name: &str| {
            let mut attributes = function.attrs.iter();
            attributes.find(|attribute: &&Attribute| attribute.path().is_ident(name))
        };
        let Some(test) = has("test") else { return };
        let range = test.span().byte_range();
        self.edits.push((range.clone(), " ".repeat(range.len())));
        for attribute in ["should_panic", "ignore"] {
            if let Some(attribute) = has(attribute) {
                // It means nothing on an ordinary function.
                let range = attribute.span().byte_range();
                self.edits.push((range, String::new()));
                self.left_out
                    .push(format!("{prefix}{}", function.sig.ident));
                return;
            }
        }
        if !function.sig.inputs.is_empty() || function.sig.asyncness.is_some() {
            return;
        }
        let at = function.sig.span().byte_range().start;
        self.publish(&function.vis, at);
        self.tests.push(Test {
            name: format!("{prefix}{}", function.sig.ident),
            returns: matches!(function.sig.output, ReturnType::Type(..)),
        });
    }

    /// Makes an item whose keyword stands at this byte visible from outside.
    fn publish(&mut self, visibility: &Visibility, at: usize) {
        let edit = match visibility {
            Visibility::Public(_) => return,
            Visibility::Inherited => (at..at, "pub ".to_owned()),
            Visibility::Restricted(_) => (visibility.span().byte_range(), "pub".to_owned()),
        };
        self.edits.push(edit);
    }
}

fn program(tests: &[Test]) -> String {
    let mut program = String::from("fn main() {\n    ::probes::harness::main(file!(), &[\n");
    for Test { name, returns } in tests {
        let body = if *returns {
            format!(
                "|| {{ if let Err(error) = ::exercise::{name}() {{ panic!(\"{{error:?}}\") }} }}"
            )
        } else {
            format!("::exercise::{name}")
        };
        program.push_str("        ::probes::harness::Check { name: \"");
        program.push_str(name);
        program.push_str("\", body: ");
        program.push_str(&body);
        program.push_str(" },\n");
    }
    program.push_str("    ])\n}\n");
    program
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tests_become_functions_that_can_be_called() {
        let text = "#[test]\nfn top() -> Result<(), String> { Ok(()) }\n\
            fn main() {}\n\
            #[cfg(test)]\nmod tests {\n    mod inner {\n        #[test]\n        pub(super) fn deep() {}\n    }\n\
            \x20   #[test]\n    #[should_panic]\n    fn panics() { panic!() }\n    fn helper() {}\n}\n";
        let own = TestsInFile::parse(text).unwrap();
        assert_eq!(own.names, ["top", "tests::inner::deep"]);
        assert_eq!(own.left_out, ["tests::panics"]);
        let expected = "       \npub fn top() -> Result<(), String> { Ok(()) }\n\
            fn main() {}\n\
            #[cfg(test)]\npub mod tests {\n    pub mod inner {\n               \n        pub fn deep() {}\n    }\n\
            \x20          \n    \n    fn panics() { panic!() }\n    fn helper() {}\n}\n";
        assert_eq!(own.library, expected);
        assert!(
            own.program
                .contains("body: ::exercise::tests::inner::deep }")
        );
        assert!(own.program.contains("= ::exercise::top()"));
    }

    #[test]
    fn what_is_no_rust_has_none() {
        assert_eq!(TestsInFile::parse("fn ("), None);
        let shell = TestsInFile::parse("\u{feff}#!/bin/sh\n#[test]\nfn a() {}\n").unwrap();
        assert_eq!(shell.names, ["a"]);
        assert_eq!(shell.library, "         \n       \npub fn a() {}\n");
    }
}
