//! Calls the compiler and reads what it says. It does not know why something is compiled.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::time::Duration;

use serde::Deserialize;

use super::JudgeError;
use super::tokens::calls_own_functions_twice;
use super::toolchain::SHARED_STD;
use crate::process::{self, Cancel, Confined, End, Job};
use crate::verdict::{Diagnostic, Level};

/// Far above what any exercise needs; it ends a macro or a constant without end.
const DEADLINE: Duration = Duration::from_secs(30);
/// Address space of a compiler. It maps its own libraries into it too.
const MEMORY: u64 = 8 << 30;
const MAX_OUTPUT: usize = 16 << 20;

/// Bytes of a line that is quoted; a longer one is no line to read.
const LONGEST_LINE: usize = 1000;

/// Has code built for one run, as cheaply as can be: on the shared standard library, without the bitcode that nobody reads, and
/// in one piece, since a small crate only pays for being cut up.
pub(super) const BUILD: [&str; 3] = [SHARED_STD, "-Cembed-bitcode=no", "-Ccodegen-units=1"];

/// Leaves out what the library asserts in its own `unsafe` code, which these texts have none of: a twelfth of all that is
/// compiled. A text that has assertions of its own for debugging keeps both.
pub(super) fn assertions(text: &str) -> &'static [&'static str] {
    if text.contains("debug_assert") {
        &[]
    } else {
        &["-Cdebug-assertions=off", "-Coverflow-checks=on"]
    }
}

/// Has the explorer tell from where a function was called. That makes a build longer by a twentieth, and a failing
/// verdict by up to a tenth of a second, so only attempts in which there can be a doubt are built so.
pub(super) fn line_tables(attempt: &str) -> Option<&'static str> {
    calls_own_functions_twice(attempt).then_some("-Cdebuginfo=line-tables-only")
}

/// One call of `rustc` or of something that takes its arguments.
pub(super) struct Compilation {
    program: PathBuf,
    args: Vec<OsString>,
    env: Vec<(String, OsString)>,
    dir: PathBuf,
    confined: Option<Confined>,
}

/// What came of it.
#[derive(Clone)]
pub(super) struct Compiled {
    pub(super) end: End,
    pub(super) diagnostics: Vec<Diagnostic>,
    notes: Vec<Note>,
    /// Lines that were no diagnostics, for a crash of the compiler.
    pub(super) rest: String,
}

impl Compiled {
    pub(super) fn succeeded(&self) -> bool {
        self.end == End::Exited(0)
    }

    pub(super) fn errors(&self) -> impl Iterator<Item = &Diagnostic> {
        self.diagnostics
            .iter()
            .filter(|diagnostic| diagnostic.level == Level::Error)
    }

    /// The errors at the places that the compiler names for them in another file, with this text; drawn as rustc would.
    pub(super) fn errors_about(&self, file: &str, text: &str) -> Vec<Diagnostic> {
        let mut about: Vec<Diagnostic> = Vec::new();
        for note in &self.notes {
            // The compiler may name it from the root of the disk.
            let is_meant = Path::new(&note.span.file_name).ends_with(file);
            let index = (note.span.line_start as usize).checked_sub(1);
            let line = index.and_then(|index| text.lines().nth(index));
            let Some(line) = line.filter(|line| is_meant && line.len() <= LONGEST_LINE) else {
                continue;
            };
            let error = note.at(file, line);
            if about.iter().all(|other| other.rendered != error.rendered) {
                about.push(error);
            }
        }
        about
    }

    /// All that was wrong, on one line, for code that is ours.
    pub(super) fn gist(&self) -> String {
        self.errors()
            .map(|error| error.message.as_str())
            .chain([self.rest.as_str()])
            .collect::<Vec<_>>()
            .join("; ")
    }
}

impl Compilation {
    /// Compiles `file`, relative to `dir`, where the compiler stands. Diagnostics name the file as given here.
    pub(super) fn new(program: &Path, dir: &Path, file: &str, edition: &str) -> Self {
        let fixed = ["--error-format=json", "--json=diagnostic-rendered-ansi"];
        let mut args: Vec<OsString> = fixed.into_iter().map(OsString::from).collect();
        args.push(format!("--edition={edition}").into());
        args.push(file.into());
        Self {
            program: program.to_owned(),
            args,
            // clippy would otherwise look for a `clippy.toml` up to the root of the disk.
            env: vec![("CLIPPY_CONF_DIR".to_owned(), dir.into())],
            dir: dir.to_owned(),
            confined: None,
        }
    }

    pub(super) fn args<A: Into<OsString>>(mut self, args: impl IntoIterator<Item = A>) -> Self {
        self.args.extend(args.into_iter().map(Into::into));
        self
    }

    /// Sets variables, of which the code may read some with `env!`.
    pub(super) fn env(mut self, env: impl IntoIterator<Item = (String, OsString)>) -> Self {
        self.env.extend(env);
        self
    }

    /// Keeps it in bounds, where there are any.
    pub(super) fn within(mut self, bounds: Option<Confined>) -> Self {
        self.confined = bounds;
        self
    }

    /// Where it is kept in bounds, has it stand at `place`, at which it sees the folder it writes to.
    pub(super) fn standing_at(mut self, place: &Path) -> Self {
        self.confined = self
            .confined
            .map(|confined| confined.standing_at(place.to_owned()));
        self
    }

    /// Links with another crate: `--extern name=path`.
    pub(super) fn with_crate(self, name: &str, path: &Path) -> Self {
        let mut value = OsString::from(format!("{name}="));
        value.push(path);
        self.args([OsString::from("--extern"), value])
    }

    pub(super) fn run(mut self, cancel: &Cancel) -> Result<Compiled, JudgeError> {
        if self.confined.is_none() {
            // A linker that is killed leaves its temporary files behind. Here they go with the rest.
            let here = ("TMPDIR".to_owned(), self.dir.clone().into());
            self.env.push(here);
        }
        let job = Job {
            program: self.program,
            args: self.args,
            // It would make a stable compiler take what only a nightly one may.
            env_remove: vec!["RUSTC_BOOTSTRAP".into()],
            env: self.env,
            current_dir: self.dir,
            stdin: Vec::new(),
            deadline: DEADLINE,
            max_stdout: MAX_OUTPUT,
            max_stderr: MAX_OUTPUT,
            max_memory: Some(MEMORY),
            confined: self.confined,
        };
        let finished = process::run(&job, cancel)?;
        if finished.end == End::Cancelled {
            return Err(JudgeError::Cancelled);
        }
        let (diagnostics, notes, rest) = read(&String::from_utf8_lossy(&finished.stderr));
        Ok(Compiled {
            end: finished.end,
            diagnostics,
            notes,
            rest,
        })
    }
}

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
struct Span {
    file_name: String,
    line_start: u32,
    column_start: u32,
    column_end: u32,
    is_primary: bool,
}

/// A note to an error, with a place of its own.
#[derive(Clone)]
struct Note {
    code: Option<String>,
    /// What the error is.
    message: String,
    said: String,
    span: Span,
}

impl Note {
    /// The error on this line of the file.
    fn at(&self, file: &str, text: &str) -> Diagnostic {
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
        }
    }
}

/// Splits what the compiler wrote into its diagnostics, the notes to errors, and everything else.
fn read(stderr: &str) -> (Vec<Diagnostic>, Vec<Note>, String) {
    let mut diagnostics = Vec::new();
    let mut notes = Vec::new();
    let mut rest = String::new();
    for line in stderr.lines() {
        match serde_json::from_str::<Line>(line) {
            Ok(line) => {
                notes.extend(notes_of(&line));
                diagnostics.extend(diagnostic(line));
            }
            Err(_) => {
                rest.push_str(line);
                rest.push('\n');
            }
        }
    }
    (diagnostics, notes, rest)
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
        message: tame(&with_public_paths(&line.message)),
        line: place.as_ref().map(|span| span.line_start),
        column: place.as_ref().map(|span| span.column_start),
        file: place.map(|span| span.file_name),
        rendered: tame(&with_public_paths(&shorten_std_paths(&without_long_types(
            &line.rendered.unwrap_or_default(),
        )))),
    })
}

/// The compiler quotes what the attempt says, and an attempt may say escape sequences. Only colours are let through.
fn tame(text: &str) -> String {
    let mut tamed = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(char) = rest.chars().next() {
        let colour = rest.strip_prefix("\x1b[").and_then(|sequence| {
            let end = sequence.find(|char: char| !char.is_ascii_digit() && char != ';')?;
            sequence[end..].starts_with('m').then_some(end + 3)
        });
        let length = colour.unwrap_or(char.len_utf8());
        let (piece, behind) = rest.split_at(length);
        if colour.is_none() && char.is_control() && !matches!(char, '\n' | '\t') {
            tamed.extend(char.escape_default());
        } else {
            tamed.push_str(piece);
        }
        rest = behind;
    }
    tamed
}

/// Long type names are written to a file, in a folder that is gone when the student reads of it.
fn without_long_types(rendered: &str) -> String {
    const NOTES: [&str; 2] = [
        "the full name for the type has been written to",
        "consider using `--verbose` to print the full type name",
    ];
    rendered
        .split_inclusive('\n')
        .filter(|line| !NOTES.iter().any(|note| line.contains(note)))
        .collect()
}

/// The compiler may name the errors of a channel by another module, which a student cannot use.
fn with_public_paths(text: &str) -> String {
    let errors = [
        "RecvError",
        "RecvTimeoutError",
        "SendError",
        "TryRecvError",
        "TrySendError",
    ];
    errors.iter().fold(text.to_owned(), |text, error| {
        text.replace(
            &format!("std::sync::mpmc::{error}"),
            &format!("std::sync::mpsc::{error}"),
        )
    })
}

/// The standard library's sources are named after a commit, as in `/rustc/59807616e1fa…/library/std/…`. That tells a
/// student nothing and does not fit on a line.
fn shorten_std_paths(rendered: &str) -> String {
    let mut short = String::with_capacity(rendered.len());
    let mut rest = rendered;
    while let Some(start) = rest.find("/rustc/") {
        let (before, path) = rest.split_at(start);
        short.push_str(before);
        // On Windows the rest of it is written as Windows does.
        let end = path.find("/library/").or_else(|| path.find("/library\\"));
        rest = match end {
            Some(end) if end == "/rustc/".len() + 40 => &path[end + 1..],
            _ => {
                short.push_str("/rustc/");
                &path["/rustc/".len()..]
            }
        };
    }
    short + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_colours_are_let_through() {
        assert_eq!(
            tame("\x1b[1;31merror\x1b[0m\n\x1b[2J\x1b]0;x\x07\u{9b}m\x1b["),
            "\x1b[1;31merror\x1b[0m\n\\u{1b}[2J\\u{1b}]0;x\\u{7}\\u{9b}m\\u{1b}["
        );
    }

    #[test]
    fn notes_of_files_that_are_gone_are_left_out() {
        let rendered =
            "error\n = note: the full name for the type has been written to '/tmp/x'\nend\n";
        assert_eq!(without_long_types(rendered), "error\nend\n");
    }

    #[test]
    fn paths_into_the_standard_library_are_short() {
        let hash = "59807616e1fa2540724bfbac14d7976d7e4a3860";
        assert_eq!(
            shorten_std_paths(&format!(
                "a\n --> /rustc/{hash}/library/std/src/a.rs:1:2\n/rustc/x"
            )),
            "a\n --> library/std/src/a.rs:1:2\n/rustc/x"
        );
        assert_eq!(
            shorten_std_paths(&format!(r"/rustc/{hash}/library\std\src\a.rs:1:2")),
            r"library\std\src\a.rs:1:2"
        );
    }

    #[test]
    fn errors_of_channels_are_named_as_one_may_use_them() {
        assert_eq!(
            with_public_paths(
                "try `std::sync::mpmc::TryRecvError::Empty`, not `std::sync::mpmc::channel`"
            ),
            "try `std::sync::mpsc::TryRecvError::Empty`, not `std::sync::mpmc::channel`"
        );
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
        let (diagnostics, notes, rest) = read(stderr);
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
