//! Calls the compiler and hears what it says. It does not know why something is compiled.

mod machine;
mod messages;
mod wording;

use std::collections::HashSet;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::time::Duration;

use super::tokens::calls_own_functions_twice;
use super::toolchain::SHARED_STD;
use super::{JudgeError, sentences};
use crate::process::{self, Cancel, Confined, End, Job};
use crate::verdict::{Diagnostic, Level};
use messages::{Note, Said};

/// Far above what any exercise needs; it ends a macro or a constant without end.
const DEADLINE: Duration = Duration::from_secs(30);
/// Address space of a compiler. It maps its own libraries into it too.
const MEMORY: u64 = 8 << 30;
/// Far above what an empty file needs.
const PATIENCE: Duration = Duration::from_secs(10);
pub(super) const MAX_OUTPUT: usize = 16 << 20;

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

/// Whether a library could not be read, which is nobody's fault who did not ask for it.
fn is_about_libraries(error: &Diagnostic) -> bool {
    const CODES: [&str; 4] = ["E0460", "E0463", "E0514", "E0786"];
    let code = error.code.as_deref();
    code.is_some_and(|code| CODES.contains(&code))
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
        let lines: Vec<&str> = text.lines().collect();
        let mut told = HashSet::new();
        for note in &self.notes {
            // The compiler may name it from the root of the disk.
            let is_meant = Path::new(&note.span.file_name).ends_with(file);
            let index = (note.span.line_start as usize).checked_sub(1);
            let line = index.and_then(|index| lines.get(index));
            let Some(line) = line.filter(|line| is_meant && line.len() <= LONGEST_LINE) else {
                continue;
            };
            let error = note.at(file, line);
            if told.insert(error.rendered.clone()) {
                about.push(error);
            }
        }
        about
    }

    /// Whether it failed without naming anything in a source that it failed over.
    fn blames_nothing(&self) -> bool {
        let blames = |error: &Diagnostic| error.file.is_some() && !is_about_libraries(error);
        self.end != End::OutputExceeded && !self.errors().any(blames)
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
    pub(super) fn within(mut self, sandbox: Option<Confined>) -> Self {
        self.confined = sandbox;
        self
    }

    /// Links with another crate: `--extern name=path`.
    pub(super) fn with_crate(self, name: &str, path: &Path) -> Self {
        let mut value = OsString::from(format!("{name}="));
        value.push(path);
        self.args([OsString::from("--extern"), value])
    }

    /// Fails where the machine lacks something, which an attempt must not be blamed for.
    pub(super) fn run(mut self, cancel: &Cancel) -> Result<Compiled, JudgeError> {
        if self.confined.is_none() {
            // A linker that is killed leaves its temporary files behind. Here they go with the rest.
            let here = ("TMPDIR".to_owned(), self.dir.clone().into());
            self.env.push(here);
        }
        let finished = process::run(&self.job(self.args.clone(), DEADLINE), cancel)?;
        if finished.end == End::Cancelled {
            return Err(JudgeError::Cancelled);
        }
        let Said {
            diagnostics,
            notes,
            unplaced,
            rest,
        } = messages::read(&String::from_utf8_lossy(&finished.stderr));
        let compiled = Compiled {
            end: finished.end,
            diagnostics,
            notes,
            rest,
        };
        if compiled.succeeded() {
            return Ok(compiled);
        }
        match machine::fault(compiled.end, [&unplaced, &compiled.rest]) {
            Some(said) => Err(JudgeError::Machine(said)),
            // Words that nobody foresaw.
            None if compiled.blames_nothing() => self.try_with_nothing(cancel).map(|()| compiled),
            None => Ok(compiled),
        }
    }

    /// Compiles an empty file in the same way, to tell what any attempt would meet from what this one brought about.
    fn try_with_nothing(&self, cancel: &Cancel) -> Result<(), JudgeError> {
        let behind = |option: &str| {
            let mut args = self.args.iter();
            args.find(|arg| *arg == option).and(args.next())
        };
        let output = match (behind("-o"), behind("--out-dir")) {
            (Some(file), _) => Path::new(file).with_extension("nothing"),
            (None, Some(folder)) => Path::new(folder).join("nothing"),
            (None, None) => return Ok(()),
        };
        let args = [
            "-",
            "--crate-type=lib",
            "--crate-name=nothing",
            BUILD[0],
            "-o",
        ];
        let args = args.map(OsString::from).into_iter().chain([output.into()]);
        let finished = process::run_without_input(&self.job(args.collect(), PATIENCE), cancel)?;
        let said = match finished.end {
            End::Exited(0) => return Ok(()),
            End::Cancelled => return Err(JudgeError::Cancelled),
            End::DeadlinePassed => sentences::compiler_hangs(PATIENCE),
            _ => {
                let said = String::from_utf8_lossy(&finished.stderr);
                let first = said.lines().find(|line| !line.trim().is_empty());
                first.unwrap_or("it said nothing").to_owned()
            }
        };
        Err(JudgeError::Compiler(said))
    }

    fn job(&self, args: Vec<OsString>, deadline: Duration) -> Job {
        Job {
            program: self.program.clone(),
            args,
            // It would make a stable compiler take what only a nightly one may.
            env_remove: vec!["RUSTC_BOOTSTRAP".into()],
            env: self.env.clone(),
            current_dir: self.dir.clone(),
            stdin: Vec::new(),
            deadline,
            max_stdout: MAX_OUTPUT,
            max_stderr: MAX_OUTPUT,
            max_memory: Some(MEMORY),
            confined: self.confined.clone(),
        }
    }
}
