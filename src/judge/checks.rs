//! Reads a checks file: its `#[test]` functions, their sentences and compile tests, and the program made of them.

use std::ops::Range;

use syn::spanned::Spanned;
use syn::visit::Visit;
use syn::{Attribute, Expr, ExprLit, File, Item, ItemFn, ItemUse, Lit, Meta, UseTree};

/// A checks file, ready to be compiled.
#[derive(Debug)]
pub(crate) struct Checks {
    pub(crate) checks: Vec<Check>,
    /// The program: the file with its `#[test]`s blanked, line by line the same, and a `main` behind it.
    pub(super) program: String,
}

/// One check.
#[derive(Debug, PartialEq)]
pub(crate) struct Check {
    pub(crate) name: String,
    /// First paragraph of its documentation.
    pub(crate) description: String,
    /// The line of its name, from 1.
    pub(crate) line: usize,
    pub(super) compile_tests: Vec<CompileTest>,
}

/// A block of code that must, or must not, compile against the attempt.
#[derive(Debug, PartialEq)]
pub(crate) struct CompileTest {
    pub(super) program: String,
    /// The error code it must fail with. `None`: it must compile.
    pub(super) code: Option<String>,
}

/// A checks file that breaks the conventions.
#[derive(Debug, thiserror::Error, PartialEq)]
#[error("line {line}: {message}")]
pub(crate) struct ChecksError {
    pub(crate) line: usize,
    pub(crate) message: String,
}

impl ChecksError {
    fn at(spanned: &impl Spanned, message: impl Into<String>) -> Self {
        Self {
            line: spanned.span().start().line,
            message: message.into(),
        }
    }
}

impl Checks {
    /// The first thing that is wrong is enough for whoever cannot put it right.
    pub(super) fn parse(text: &str) -> Result<Self, ChecksError> {
        Self::parse_all(text).map_err(|mut errors| errors.swap_remove(0))
    }

    /// Tells all that is wrong, which is at least one thing.
    pub(crate) fn parse_all(text: &str) -> Result<Self, Vec<ChecksError>> {
        let file: File = syn::parse_file(text).map_err(|error| {
            vec![ChecksError {
                line: error.span().start().line,
                message: format!("this is not Rust: {error}"),
            }]
        })?;
        let mut checks = Vec::new();
        let mut errors = Vec::new();
        let mut tests = Vec::new();
        for item in &file.items {
            let Item::Fn(function) = item else { continue };
            let Some(test) = function
                .attrs
                .iter()
                .find(|attribute| attribute.path().is_ident("test"))
            else {
                continue;
            };
            tests.push(test.span().byte_range());
            match check(function) {
                Ok(check) => checks.push(check),
                Err(error) => errors.push(error),
            }
        }
        if let Some(error) = everything_of_the_attempt(&file) {
            errors.push(error);
        }
        if tests.is_empty() {
            errors.push(ChecksError {
                line: 1,
                message: "there is no `#[test]` function at the top level".to_owned(),
            });
        }
        if !errors.is_empty() {
            return Err(errors);
        }
        let program = program(text, &tests, &checks);
        Ok(Self { checks, program })
    }
}

/// `use exercise::*` brings in whatever an attempt exports, be it an `assert_eq!` of its own.
fn everything_of_the_attempt(file: &File) -> Option<ChecksError> {
    #[derive(Default)]
    struct Globs(Option<ChecksError>);
    impl<'a> Visit<'a> for Globs {
        fn visit_item_use(&mut self, item: &'a ItemUse) {
            if matches!(&item.tree, UseTree::Path(path) if path.ident == "exercise" && has_glob(&path.tree))
            {
                let message = "`use exercise::*` lets an attempt replace anything, even `assert_eq!`; name what is needed";
                self.0.get_or_insert_with(|| ChecksError::at(item, message));
            }
        }
    }
    let mut globs = Globs::default();
    globs.visit_file(file);
    globs.0
}

fn has_glob(tree: &UseTree) -> bool {
    match tree {
        UseTree::Glob(_) => true,
        UseTree::Path(path) => has_glob(&path.tree),
        UseTree::Group(group) => group.items.iter().any(has_glob),
        UseTree::Name(_) | UseTree::Rename(_) => false,
    }
}

fn check(function: &ItemFn) -> Result<Check, ChecksError> {
    let name = function.sig.ident.to_string();
    for unsupported in ["should_panic", "ignore"] {
        if let Some(attribute) = function
            .attrs
            .iter()
            .find(|attribute| attribute.path().is_ident(unsupported))
        {
            let message = format!("check `{name}` is `{unsupported}`; say it in its body instead");
            return Err(ChecksError::at(attribute, message));
        }
    }
    if !function.sig.inputs.is_empty() {
        let message = format!("check `{name}` takes parameters; nothing could pass them");
        return Err(ChecksError::at(&function.sig, message));
    }
    let documentation: Vec<String> = function.attrs.iter().filter_map(doc_line).collect();
    let description = documentation
        .iter()
        .map(|line| line.trim())
        .skip_while(|line| line.is_empty())
        .take_while(|line| !line.is_empty() && !line.starts_with("```"))
        .collect::<Vec<_>>()
        .join(" ");
    if description.is_empty() {
        let message = format!("check `{name}` has no doc comment; students read it as a sentence");
        return Err(ChecksError::at(&function.sig.ident, message));
    }
    let compile_tests = compile_tests(&documentation).map_err(|message| {
        ChecksError::at(&function.sig.ident, format!("check `{name}`: {message}"))
    })?;
    Ok(Check {
        name,
        description,
        line: function.sig.ident.span().start().line,
        compile_tests,
    })
}

fn doc_line(attribute: &Attribute) -> Option<String> {
    let Meta::NameValue(pair) = &attribute.meta else {
        return None;
    };
    match &pair.value {
        Expr::Lit(ExprLit {
            lit: Lit::Str(text),
            ..
        }) if pair.path.is_ident("doc") => Some(text.value()),
        _ => None,
    }
}

/// The rustdoc blocks of a doc comment.
fn compile_tests(documentation: &[String]) -> Result<Vec<CompileTest>, String> {
    let mut compile_tests = Vec::new();
    let mut lines = documentation.iter();
    while let Some(line) = lines.next() {
        let Some(tags) = line.trim().strip_prefix("```") else {
            continue;
        };
        let body: Vec<&str> = lines
            .by_ref()
            .map(|line| line.strip_prefix(' ').unwrap_or(line))
            .take_while(|line| line.trim() != "```")
            .collect();
        let mut words = tags.split(',').map(str::trim).filter(|tag| !tag.is_empty());
        let code = match words.next() {
            None | Some("rust") => None,
            Some("compile_fail") => {
                match words.next() {
                    Some(code) => Some(code.to_owned()),
                    None => {
                        return Err("a `compile_fail` block names no error code, as in `compile_fail,E0277`".to_owned());
                    }
                }
            }
            Some("text") => continue,
            Some(other) => return Err(format!("a block is tagged `{other}`")),
        };
        let body = body.join("\n");
        let program = if body.contains("fn main()") {
            body
        } else {
            format!("fn main() {{\n{body}\n}}\n")
        };
        if syn::parse_file(&program).is_ok_and(|file| everything_of_the_attempt(&file).is_some()) {
            return Err("a block says `use exercise::*`; name what it needs".to_owned());
        }
        compile_tests.push(CompileTest { program, code });
    }
    Ok(compile_tests)
}

/// Without `#[test]` the functions are ordinary ones, and the harness calls them.
fn program(text: &str, tests: &[Range<usize>], checks: &[Check]) -> String {
    let mut program = text.to_owned();
    for range in tests {
        program.replace_range(range.clone(), &" ".repeat(range.len()));
    }
    program.push_str("\nfn main() {\n    ::probes::harness::main(file!(), &[\n");
    for Check { name, .. } in checks {
        program.push_str("        ::probes::harness::Check { name: \"");
        program.push_str(name);
        program.push_str("\", body: ");
        program.push_str(name);
        program.push_str(" },\n");
    }
    program.push_str("    ])\n}\n");
    program
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "use exercise::go;\n\n/// It goes,\n/// always.\n///\n/// More for teachers.\n/// ```compile_fail,E0277\n/// exercise::go(1);\n/// ```\n/// ```\n/// exercise::go();\n/// ```\n#[test]\nfn goes() {\n    go();\n}\n";

    #[test]
    fn sentences_twins_and_program_are_read() {
        let checks = Checks::parse(TEXT).unwrap();
        let check = &checks.checks[0];
        assert_eq!(check.name, "goes");
        assert_eq!(check.description, "It goes, always.");
        assert_eq!(check.line, 14);
        assert_eq!(check.compile_tests[0].code.as_deref(), Some("E0277"));
        assert_eq!(
            check.compile_tests[0].program,
            "fn main() {\nexercise::go(1);\n}\n"
        );
        assert_eq!(check.compile_tests[1].code, None);
        assert!(checks.program.contains("\n       \nfn goes()"));
        assert!(checks.program.contains("name: \"goes\", body: goes"));
    }

    #[test]
    fn what_breaks_the_conventions_is_named_with_its_line() {
        let error = |text| Checks::parse(text).unwrap_err().to_string();
        assert_eq!(
            error("#[test]\nfn quiet() {}"),
            "line 2: check `quiet` has no doc comment; students read it as a sentence"
        );
        assert_eq!(
            error("fn helper() {}"),
            "line 1: there is no `#[test]` function at the top level"
        );
        assert!(
            error("/// A.\n#[test]\n#[should_panic]\nfn a() {}").starts_with("line 3: check `a`")
        );
        assert!(error("fn (").starts_with("line 1: this is not Rust"));
        assert_eq!(
            error("use exercise::{fmt::*, go};\n/// A.\n#[test]\nfn a() {}"),
            "line 1: `use exercise::*` lets an attempt replace anything, even `assert_eq!`; name what is needed"
        );
        let all =
            Checks::parse_all("#[test]\nfn a() {}\n/// B.\n#[test]\nfn b(c: u8) {}").unwrap_err();
        assert_eq!(
            all.iter().map(|error| error.line).collect::<Vec<_>>(),
            [2, 5]
        );
    }
}
