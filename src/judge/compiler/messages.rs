//! Reads the compiler's JSON.

use std::collections::BTreeSet;
use std::iter;

use serde::Deserialize;

use super::wording::{shorten_std_paths, tame, with_public_paths, without_long_types};
use crate::process::shorten;
use crate::verdict::{Diagnostic, Level};

/// Bytes of what is kept of one diagnostic, and about how many of all. What an attempt has the compiler say may be megabytes.
const LONGEST: usize = 32 << 10;
const MOST: usize = 256 << 10;

/// What the compiler says of a library of its own that there was no memory to map.
pub(super) const LIBRARY_UNREADABLE: &str = "only metadata stub found for `rlib` dependency";

/// One line of `--error-format=json`: <https://doc.rust-lang.org/rustc/json.html>.
#[derive(Deserialize)]
struct Line {
    message: String,
    code: Option<Code>,
    level: String,
    spans: Vec<Span>,
    children: Vec<Child>,
    rendered: Option<String>,
}

/// A note or a help.
#[derive(Deserialize)]
struct Child {
    message: String,
    spans: Vec<Span>,
}

#[derive(Deserialize)]
struct Code {
    code: String,
}

#[derive(Clone, Deserialize)]
pub(super) struct Span {
    pub(super) file_name: String,
    pub(super) line_start: u32,
    column_start: u32,
    column_end: u32,
    is_primary: bool,
}

/// A note to an error, with a place of its own.
#[derive(Clone)]
pub(super) struct Note {
    code: Option<String>,
    /// What the error is.
    message: String,
    said: String,
    pub(super) span: Span,
}

impl Note {
    /// The error on this line of the file.
    pub(super) fn at(&self, file: &str, text: &str) -> Diagnostic {
        let Self {
            code,
            message,
            said,
            span,
        } = self;
        let (line, column) = (span.line_start, span.column_start);
        let code_shown = code.iter().map(|code| format!("[{code}]"));
        let code_shown: String = code_shown.collect();
        let margin = " ".repeat(line.to_string().len());
        let before = text.chars().take((column as usize).saturating_sub(1));
        let blank = |char| if char == '\t' { '\t' } else { ' ' };
        let indent: String = before.map(blank).collect();
        let marks = "^".repeat(span.column_end.saturating_sub(column).max(1) as usize);
        Diagnostic {
            level: Level::Error,
            code: code.clone(),
            message: message.clone(),
            file: Some(file.to_owned()),
            line: Some(line),
            column: Some(column),
            rendered: tame(&format!(
                "error{code_shown}: {message}\n{margin}--> {file}:{line}:{column}\n{margin} |\n{line} | {text}\n\
                 {margin} | {indent}{marks} {said}\n"
            )),
            original: None,
        }
    }
}

/// What the compiler wrote.
#[derive(Default)]
pub(super) struct Said {
    pub(super) diagnostics: Vec<Diagnostic>,
    /// To errors.
    pub(super) notes: Vec<Note>,
    /// Errors that are about no place in a source, with all that is said of them, such as what a linker printed.
    pub(super) unplaced: String,
    /// Lines that were no diagnostics.
    pub(super) rest: String,
}

/// Sorts it. Past a bound only diagnostics of another kind than those before are kept.
pub(super) fn read(stderr: &str) -> Said {
    let mut said = Said::default();
    let mut kept = 0;
    let mut kinds = BTreeSet::new();
    for line in stderr.lines() {
        let original = line;
        let Ok(line) = serde_json::from_str::<Line>(line) else {
            said.rest.push_str(line);
            said.rest.push('\n');
            continue;
        };
        if line.level.starts_with("error") && (line.spans.is_empty() || line.is_about_a_library()) {
            let notes = line.children.iter().map(|note| note.message.as_str());
            let words = iter::once(line.message.as_str()).chain(notes);
            said.unplaced.extend(words.flat_map(|words| [words, "\n"]));
        }
        let kind = line.code.as_ref().map(|code| code.code.clone());
        if kinds.insert((line.level.clone(), kind)) || kept < MOST {
            said.notes.extend(notes_of(&line));
            let mut diagnostic = diagnostic(line);
            if let Some(diagnostic) = &mut diagnostic {
                diagnostic.original = (original.len() <= LONGEST).then(|| original.to_owned());
            }
            kept += diagnostic.iter().map(|it| it.rendered.len()).sum::<usize>();
            said.diagnostics.extend(diagnostic);
        }
    }
    said
}

impl Line {
    /// Whether a library could not be read, wherever it is asked for.
    fn is_about_a_library(&self) -> bool {
        self.code.as_ref().is_some_and(|code| code.code == "E0786")
            || self.message.starts_with(LIBRARY_UNREADABLE)
    }
}

/// The notes to an error that have a place.
fn notes_of(line: &Line) -> Vec<Note> {
    if line.level != "error" {
        return Vec::new();
    }
    let notes = line.children.iter().filter_map(|note| {
        Some(Note {
            code: line.code.as_ref().map(|code| code.code.clone()),
            message: tame(&with_public_paths(&line.message)),
            said: with_public_paths(&note.message),
            span: note.spans.iter().find(|span| span.is_primary)?.clone(),
        })
    });
    notes.collect()
}

fn diagnostic(line: Line) -> Option<Diagnostic> {
    let level = match line.level.as_str() {
        "error" | "error: internal compiler error" => Level::Error,
        "warning" => Level::Warning,
        // "For more information about this error …"
        "failure-note" => return None,
        _ => Level::Note,
    };
    // The counts at the end say nothing that the diagnostics did not say.
    let is_count = line.spans.is_empty()
        && (line.message.starts_with("aborting due to") || line.message.ends_with("emitted"));
    if is_count {
        return None;
    }
    let place = line.spans.into_iter().find(|span| span.is_primary);
    Some(Diagnostic {
        level,
        code: line.code.map(|code| code.code),
        message: tame(&with_public_paths(&shorten(&line.message, LONGEST))),
        line: place.as_ref().map(|span| span.line_start),
        column: place.as_ref().map(|span| span.column_start),
        file: place.map(|span| span.file_name),
        rendered: tame(&with_public_paths(&shorten_std_paths(&without_long_types(
            &shorten(&line.rendered.unwrap_or_default(), LONGEST),
        )))),
        original: None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(level: &str, message: &str, span: &str, note: &str) -> String {
        format!(
            r#"{{"message":"{message}","code":null,"level":"{level}","spans":[{span}],"children":[{{"message":"{note}","spans":[]}}],"rendered":"{message}"}}"#
        ) + "\n"
    }

    const SPAN: &str =
        r#"{"file_name":"a.rs","line_start":3,"column_start":5,"column_end":6,"is_primary":true}"#;

    #[test]
    fn only_what_no_source_can_choose_may_be_the_machines() {
        let said = line("error", "my words: os error 28", SPAN, "my note")
            + &line("error", "linking failed", "", "no room")
            + &line("warning", "unused", "", "");
        assert_eq!(read(&said).unplaced, "linking failed\nno room\n");
    }

    #[test]
    fn of_megabytes_of_diagnostics_a_bounded_part_is_kept() {
        let warning = line("warning", &"w".repeat(10_000), SPAN, "");
        let long = line("error", &"e".repeat(1_000_000), SPAN, "");
        let said = read(&(warning.repeat(200) + &long));
        let kept: usize = said.diagnostics.iter().map(|it| it.rendered.len()).sum();
        assert!(kept < MOST + 3 * LONGEST, "{kept}");
        // The error came after the bound, and says what no warning said.
        assert_eq!(said.diagnostics.last().unwrap().level, Level::Error);
    }

    #[test]
    fn diagnostics_are_told_from_counts_and_other_lines() {
        let stderr = concat!(
            r#"{"message":"cannot find","code":{"code":"E0425","explanation":null},"level":"error","spans":[{"file_name":"a.rs","line_start":3,"column_start":5,"column_end":6,"is_primary":true}],"children":[{"message":"defined here","spans":[{"file_name":"/x/b.rs","line_start":12,"column_start":4,"column_end":7,"is_primary":true}]}],"rendered":"error…"}"#,
            "\n",
            r#"{"message":"aborting due to 1 previous error","code":null,"level":"error","spans":[],"children":[],"rendered":""}"#,
            "\n",
            r#"{"message":"1 warning emitted","code":null,"level":"warning","spans":[],"children":[],"rendered":""}"#,
            "\nthread 'rustc' panicked\n"
        );
        let Said {
            diagnostics,
            notes,
            rest,
            ..
        } = read(stderr);
        assert_eq!(diagnostics.len(), 1);
        let first = &diagnostics[0];
        assert_eq!(first.code.as_deref(), Some("E0425"));
        assert_eq!((first.line, first.column), (Some(3), Some(5)));
        assert_eq!(rest, "thread 'rustc' panicked\n");
        assert_eq!(notes.len(), 1);
        assert_eq!(
            notes[0].at("b.rs", "fn abc() {}").rendered,
            "error[E0425]: cannot find\n  --> b.rs:12:4\n   |\n12 | fn abc() {}\n   |    ^^^ defined here\n"
        );
    }
}
