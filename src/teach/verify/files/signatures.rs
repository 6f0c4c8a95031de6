//! Whether what the head of an exercise says to keep is what the start and the solutions have, and what the checks use.

use super::rust::{self, Declaration};
use crate::teach::bundle::{Bundle, File};
use crate::teach::{Finding, Kind, words};

/// The head of a start: its `//!` lines.
struct Head<'a> {
    /// Each with its number.
    lines: Vec<(usize, &'a str)>,
}

impl<'a> Head<'a> {
    fn of(text: &'a str) -> Self {
        let lines = text.lines().enumerate();
        Self {
            lines: lines
                .map_while(|(index, line)| Some((index + 1, line.strip_prefix("//!")?)))
                .collect(),
        }
    }

    fn text(&self) -> String {
        self.join(|_| true)
    }

    /// From `Keep:` to the end, with the line on which it begins.
    fn to_keep(&self) -> Option<(usize, String)> {
        let starts = |(_, line): &&(usize, &str)| line.trim_start().starts_with("Keep:");
        let (first, _) = self.lines.iter().find(starts)?;
        Some((*first, self.join(|number| number >= *first)))
    }

    fn join(&self, wanted: impl Fn(usize) -> bool) -> String {
        let lines = self.lines.iter().filter(|(number, _)| wanted(*number));
        lines
            .map(|(_, line)| line.trim())
            .collect::<Vec<_>>()
            .join(" ")
    }
}

pub(super) fn findings(bundle: &Bundle) -> Vec<Finding> {
    let (Some(start), Some(checks)) = (bundle.start, bundle.checks) else {
        return Vec::new();
    };
    let head = Head::of(start.text);
    if head.lines.is_empty() {
        return vec![Finding::new(
            Kind::NoGoal,
            start.path,
            Some(1),
            words::no_goal(),
        )];
    }
    let used = rust::imports(checks.text);
    let Some((line, keep)) = head.to_keep() else {
        let used: Vec<&str> = used.iter().map(String::as_str).collect();
        if used.is_empty() {
            return Vec::new();
        }
        let (last, _) = head.lines[head.lines.len() - 1];
        let message = words::nothing_to_keep(&used);
        return vec![Finding::new(Kind::NoGoal, start.path, Some(last), message)];
    };
    let mut findings = Vec::new();
    let whole = head.text();
    // A type that is in the start stays there; a function might be thought to be one's own.
    let start_types: Vec<String> = rust::declarations(start.text)
        .unwrap_or_default()
        .into_iter()
        .filter(|declared| declared.signature.is_empty())
        .map(|declared| declared.name)
        .collect();
    let untold = |name: &&String| !has_word(&whole, name) && !start_types.contains(name);
    for name in used.iter().filter(untold) {
        let message = words::not_kept(name);
        findings.push(Finding::new(
            Kind::SignatureNotKept,
            start.path,
            Some(line),
            message,
        ));
    }
    for file in bundle.solutions.iter().chain([&start]) {
        findings.extend(compare(file, &keep));
    }
    findings
}

fn compare(file: &File, keep: &str) -> Vec<Finding> {
    // A start need not be Rust yet, and of a solution that is not, judging tells.
    let Some(declared) = rust::declarations(file.text) else {
        return Vec::new();
    };
    let mut findings = Vec::new();
    let mut find = |line, message| {
        findings.push(Finding::new(
            Kind::SignatureDiffers,
            file.path,
            line,
            message,
        ));
    };
    for name in names(keep) {
        let declared: Vec<&Declaration> = declared.iter().filter(|d| d.name == name).collect();
        let Some(first) = declared.first() else {
            find(None, words::signature_missing(name));
            continue;
        };
        // Two types may have a method of this name.
        let is_said = has_pair(keep, "fn", name);
        if is_said && !declared.iter().any(|one| says(keep, one)) {
            let line = first
                .signature
                .split_whitespace()
                .collect::<Vec<_>>()
                .join(" ");
            find(Some(first.line), words::signature_differs(&line));
        }
    }
    findings
}

/// The functions and types that a text names after their keywords.
fn names(keep: &str) -> Vec<&str> {
    const KEYWORDS: [&str; 6] = ["fn", "struct", "enum", "trait", "type", "static"];
    let words: Vec<&str> = keep.split_whitespace().collect();
    let mut names: Vec<&str> = words
        .windows(2)
        .filter(|pair| KEYWORDS.contains(&pair[0].trim_start_matches('`')))
        .map(|pair| {
            let end = pair[1].find(|c: char| !c.is_alphanumeric() && c != '_');
            &pair[1][..end.unwrap_or(pair[1].len())]
        })
        .filter(|name| !name.is_empty())
        .collect();
    names.sort_unstable();
    names.dedup();
    names
}

fn has_pair(keep: &str, keyword: &str, name: &str) -> bool {
    let words: Vec<&str> = keep.split_whitespace().collect();
    words.windows(2).any(|pair| {
        pair[0].trim_start_matches('`') == keyword
            && pair[1]
                .strip_prefix(name)
                .is_some_and(|rest| !rest.starts_with(|c: char| c.is_alphanumeric() || c == '_'))
    })
}

/// Whether the text says this signature. Bounds may be left out; if they are there, they must be the same.
fn says(keep: &str, declaration: &Declaration) -> bool {
    let keep = compact(keep);
    // The type's name may stand for `Self`, and the other way round.
    let names = |signature: &str| -> Vec<String> {
        let mut texts = vec![compact(signature)];
        if let Some(self_type) = &declaration.self_type {
            let self_type = compact(self_type);
            texts.push(texts[0].replace("Self", &self_type));
            texts.push(texts[0].replace(&self_type, "Self"));
        }
        texts
    };
    if names(&declaration.signature)
        .iter()
        .any(|whole| keep.contains(whole))
    {
        return true;
    }
    let mut shorter = declaration
        .shorter
        .iter()
        .flat_map(|shorter| names(shorter));
    shorter.any(|shorter| {
        let mut places = keep.match_indices(&shorter);
        places.any(|(at, _)| !keep[at + shorter.len()..].starts_with("where"))
    })
}

/// Without what rustfmt decides, and without `mut`, which is the function's own affair.
fn compact(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut text = line
        .replace("( ", "(")
        .replace("(mut ", "(")
        .replace(", mut ", ", ");
    text.retain(|letter| !letter.is_whitespace());
    let text = text.replace(",)", ")").replace(",>", ">");
    text.trim_end_matches([',', '`', '.']).to_owned()
}

fn has_word(text: &str, word: &str) -> bool {
    text.split(|c: char| !c.is_alphanumeric() && c != '_')
        .any(|other| other == word)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Whether the text says the only function of this Rust.
    fn says_all(keep: &str, rust: &str) -> bool {
        let declared = rust::declarations(rust).unwrap();
        says(keep, declared.last().unwrap())
    }

    #[test]
    fn signatures_are_compared_without_their_layout() {
        let keep = "pub fn takings(left: impl Iterator<Item = u32>, right: u32) -> u32";
        let says = |signature: &str| says_all(keep, &format!("{signature} {{}}"));
        assert!(says(
            "fn takings(\n    mut left: impl Iterator<Item = u32>,\n    right: u32,\n) -> u32"
        ));
        assert!(!says(
            "fn takings(left: impl Iterator<Item = u32>, right: u64) -> u32"
        ));
        assert!(!says("fn takings(left: impl Iterator<Item = u32>) -> u32"));
    }

    #[test]
    fn bounds_may_be_left_out_but_not_be_others() {
        let where_clause = "fn race<R>(crew: Vec<R>) -> u8\nwhere\n    R: FnOnce() + Send,\n{}";
        let inline = "fn race<R: FnOnce() + Send>(crew: Vec<R>) -> u8 {}";
        let bare = "pub fn race<R>(crew: Vec<R>) -> u8";
        assert!(says_all(bare, where_clause) && says_all(bare, inline));
        assert!(says_all(
            &format!("{bare} where R: FnOnce() + Send"),
            where_clause
        ));
        assert!(!says_all(
            &format!("{bare} where R: FnOnce()"),
            where_clause
        ));
        assert!(!says_all(
            "pub fn race<R: FnOnce()>(crew: Vec<R>) -> u8",
            inline
        ));
    }

    #[test]
    fn a_type_may_be_called_self() {
        let with_self = "impl<T> Cellar<T> { pub fn new(books: T) -> Self { x } }";
        let with_name = "impl<T> Cellar<T> { pub fn new(books: T) -> Cellar<T> { x } }";
        for rust in [with_self, with_name] {
            assert!(says_all("pub fn new(books: T) -> Cellar<T>", rust));
            assert!(says_all("pub fn new(books: T) -> Self", rust));
            assert!(!says_all("pub fn new(books: T) -> Key<T>", rust));
        }
    }

    #[test]
    fn names_stand_behind_their_keywords() {
        let keep = "Keep: trait Recipe, pub fn one_cook(r: Vec<u8>), pub struct Thermostat, with `pub fn new() -> Self`";
        assert_eq!(names(keep), ["Recipe", "Thermostat", "new", "one_cook"]);
    }
}
