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
    for name in used.iter().filter(|name| !has_word(&whole, name)) {
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
        if is_said && !declared.iter().any(|one| says(keep, &one.signature)) {
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

/// Whether the text says this signature. A `where` may be left out; if it is there, it must be the same.
fn says(keep: &str, signature: &str) -> bool {
    let (keep, whole) = (compact(keep), compact(signature));
    if keep.contains(&whole) {
        return true;
    }
    let Some((before, _)) = whole.split_once("where") else {
        return false;
    };
    let mut rest = keep.as_str();
    while let Some(at) = rest.find(before) {
        rest = &rest[at + before.len()..];
        if !rest.starts_with("where") {
            return true;
        }
    }
    false
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

    #[test]
    fn signatures_are_compared_without_their_layout() {
        let keep = "pub fn takings(left: impl Iterator<Item = u32>, right: u32) -> u32";
        assert!(says(
            keep,
            "fn takings(\n    mut left: impl Iterator<Item = u32>,\n    right: u32,\n) -> u32"
        ));
        assert!(!says(
            keep,
            "fn takings(left: impl Iterator<Item = u32>, right: u64) -> u32"
        ));
        assert!(!says(
            keep,
            "fn takings(left: impl Iterator<Item = u32>) -> u32"
        ));
    }

    #[test]
    fn a_where_may_be_left_out_but_not_be_another() {
        let signature = "fn race<R>(crew: Vec<R>) -> u8\nwhere\n    R: FnOnce() + Send,\n";
        assert!(says("pub fn race<R>(crew: Vec<R>) -> u8", signature));
        assert!(says(
            "pub fn race<R>(crew: Vec<R>) -> u8 where R: FnOnce() + Send",
            signature
        ));
        assert!(!says(
            "pub fn race<R>(crew: Vec<R>) -> u8 where R: FnOnce()",
            signature
        ));
    }

    #[test]
    fn names_stand_behind_their_keywords() {
        let keep = "Keep: trait Recipe, pub fn one_cook(r: Vec<u8>), pub struct Thermostat, with `pub fn new() -> Self`";
        assert_eq!(names(keep), ["Recipe", "Thermostat", "new", "one_cook"]);
    }
}
