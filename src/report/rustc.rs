//! Findings as rustc and cargo tell theirs, so that whatever reads `cargo check` reads ours: `--message-format=json`, one object a
//! line (<https://doc.rust-lang.org/cargo/reference/external-tools.html#json-messages>,
//! <https://doc.rust-lang.org/rustc/json.html>), or a drawing for people.

mod drawn;

use std::path::{MAIN_SEPARATOR_STR, Path, PathBuf};

use serde_json::{Value, json};

use super::marks::{Finding, Mark, Span};
use crate::text::plain;
use crate::verdict::{Diagnostic, Level};

/// A file that was judged.
pub(crate) struct Judged<'a> {
    /// The folder that the compiler's paths begin at.
    pub(crate) root: &'a Path,
    /// The file, from there, as the compiler calls it.
    pub(crate) path: &'a str,
    pub(crate) text: &'a str,
    /// Name of the exercise.
    pub(crate) exercise: &'a str,
    pub(crate) edition: &'a str,
}

/// What cargo prints at the end.
pub(crate) fn build_finished(success: bool) -> Value {
    json!({ "reason": "build-finished", "success": success })
}

impl Judged<'_> {
    /// A finding as cargo would print it. `None` for a diagnostic that cannot be read.
    pub(crate) fn message(&self, finding: &Finding) -> Option<Value> {
        let message = match finding {
            Finding::Compiler(diagnostic) => self.passed_on(diagnostic)?,
            Finding::Own(mark) => self.own(mark),
        };
        let folder = self.root.join("exercises");
        let manifest = [self.root, &folder].map(|folder| folder.join("Cargo.toml"));
        // A kit's own exercises have theirs beside them.
        let manifest = manifest.iter().rev().find(|path| path.exists());
        let manifest = manifest.map_or_else(|| self.root.join("Cargo.toml"), PathBuf::from);
        let package = manifest.parent().unwrap_or(self.root).display().to_string();
        Some(json!({
            "reason": "compiler-message",
            "package_id": format!("path+file://{}#exercises@0.0.0", package.replace('\\', "/")),
            "manifest_path": manifest,
            "target": {
                "kind": ["bin"],
                "crate_types": ["bin"],
                "name": self.exercise,
                "src_path": self.file(),
                "edition": self.edition,
                "doc": true,
                "doctest": false,
                "test": true,
            },
            "message": message,
        }))
    }

    /// A finding for people, as rustc would draw it; in its colours where `colored`.
    pub(crate) fn drawn(&self, finding: &Finding, colored: bool) -> String {
        match finding {
            Finding::Compiler(diagnostic) if colored => diagnostic.rendered.clone(),
            Finding::Compiler(diagnostic) => plain(&diagnostic.rendered),
            Finding::Own(mark) => drawn::drawn(mark, self.path, self.text, colored),
        }
    }

    fn file(&self) -> PathBuf {
        // On Windows an editor knows no path with both kinds of slashes.
        self.root.join(self.path.replace('/', MAIN_SEPARATOR_STR))
    }

    fn passed_on(&self, diagnostic: &Diagnostic) -> Option<Value> {
        let mut message: Value = serde_json::from_str(diagnostic.original.as_ref()?).ok()?;
        message["rendered"] = plain(&diagnostic.rendered).into();
        self.make_absolute(&mut message);
        Some(message)
    }

    /// An editor may stand in another folder than the compiler.
    fn make_absolute(&self, value: &mut Value) {
        match value {
            Value::Object(fields) => {
                for (name, field) in fields {
                    match field {
                        Value::String(file) if name == "file_name" => {
                            if file.replace('\\', "/").ends_with(self.path) {
                                *file = self.file().display().to_string();
                            }
                        }
                        field => self.make_absolute(field),
                    }
                }
            }
            Value::Array(values) => values
                .iter_mut()
                .for_each(|value| self.make_absolute(value)),
            _ => {}
        }
    }

    fn own(&self, mark: &Mark) -> Value {
        let steps = mark.steps.iter();
        let steps = steps.map(|(at, label)| self.span(*at, false, Some(label)));
        let primary = self.span(mark.at, true, None);
        let spans: Vec<Value> = [primary].into_iter().chain(steps).collect();
        let child = |level: &str, said: &String| {
            json!({
                "message": said, "code": null, "level": level, "spans": [], "children": [], "rendered": null,
            })
        };
        let notes = mark.notes.iter().map(|note| child("note", note));
        let helps = mark.helps.iter().map(|help| child("help", help));
        let children: Vec<Value> = notes.chain(helps).collect();
        let code =
            (!mark.code.is_empty()).then(|| json!({ "code": mark.code, "explanation": null }));
        json!({
            "$message_type": "diagnostic",
            "message": mark.message,
            "code": code,
            "level": match mark.level {
                Level::Error => "error",
                Level::Warning => "warning",
                Level::Note => "note",
            },
            "spans": spans,
            "children": children,
            "rendered": drawn::drawn(mark, self.path, self.text, false),
        })
    }

    fn span(&self, span: Span, is_primary: bool, label: Option<&String>) -> Value {
        let line = self.text.lines().nth(span.line.saturating_sub(1) as usize);
        let line = line.unwrap_or_default();
        let [from, to] = drawn::bytes(self.text, span);
        json!({
            "file_name": self.file(),
            "byte_start": from,
            "byte_end": to,
            "line_start": span.line,
            "line_end": span.line,
            "column_start": span.start,
            "column_end": span.end,
            "is_primary": is_primary,
            "text": [{ "text": line, "highlight_start": span.start, "highlight_end": span.end }],
            "label": label,
            "suggested_replacement": null,
            "suggestion_applicability": null,
            "expansion": null,
        })
    }
}

#[cfg(test)]
mod tests;
