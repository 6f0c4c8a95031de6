//! The folder in which one attempt is judged, and the compilations of the attempt itself.

use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};

use super::cargo::remap;
use super::compiler::{BUILD, Compilation, Compiled, MAX_OUTPUT, assertions};
use super::explorer::Explorer;
use super::files::{io_error, write};
use super::sandbox::Sandbox;
use super::sysroot::Sysroot;
use super::tokens::says_unsafe;
use super::toolchain::Toolchain;
use super::{Attempt, Judge, JudgeError, sentences};
use crate::kit::{Exercise, Package};
use crate::process::{Cancel, Confined, End};
use crate::verdict::{Diagnostic, Level, Verdict};

/// Where one attempt is judged, and what it is compiled with.
pub(super) struct Setup<'a> {
    pub(super) toolchain: &'a Toolchain,
    sysroot: Option<&'a Sysroot>,
    pub(super) sandbox: &'a Sandbox,
    pub(super) exercise: &'a Exercise,
    pub(super) text: &'a [u8],
    pub(super) package: &'a Package,
    width: Option<usize>,
    /// Holds the attempt under the path it has in the workspace, and nothing else.
    pub(super) attempt_dir: PathBuf,
    /// Holds what was made of the attempt.
    pub(super) built_dir: PathBuf,
    /// Holds what the attempt must not see.
    pub(super) hidden_dir: PathBuf,
    /// Holds the folders that programs stand in.
    pub(super) run_dir: PathBuf,
}

impl Judge {
    /// Writes the attempt where it is judged: below `dir`.
    pub(super) fn set_up<'a>(
        &'a self,
        attempt: &Attempt<'a>,
        text: &'a [u8],
        package: &'a Package,
        dir: &Path,
    ) -> Result<Setup<'a>, JudgeError> {
        let setup = Setup {
            toolchain: &self.toolchain,
            sysroot: self.sysroot.as_ref(),
            sandbox: &self.sandbox,
            exercise: attempt.exercise,
            text,
            package,
            width: attempt.width,
            attempt_dir: dir.join("attempt"),
            built_dir: dir.join("built"),
            hidden_dir: dir.join("hidden"),
            run_dir: dir.join("run"),
        };
        for dir in [&setup.built_dir, &setup.hidden_dir, &setup.run_dir] {
            fs::create_dir_all(dir).map_err(io_error(dir))?;
        }
        write(&setup.attempt_dir.join(setup.exercise.path()), text)?;
        Ok(setup)
    }
}

impl Setup<'_> {
    /// The compiler on the attempt: it sees the attempt, not the checks.
    fn confined_attempt(&self, more: &[PathBuf]) -> Option<Confined> {
        let (reads, writes) = (&self.attempt_dir, &self.built_dir);
        self.sandbox.tools(self.toolchain, reads, more, writes)
    }

    /// The compiler on the checks: no line of the attempt's source is compiled with them.
    pub(super) fn confined_checks(&self, more: &[PathBuf]) -> Option<Confined> {
        let (reads, writes) = (&self.built_dir, &self.hidden_dir);
        self.sandbox.tools(self.toolchain, reads, more, writes)
    }

    /// Calls `program` on the attempt in `dir`, with the diagnostics as wide as the screen. Besides it the compiler reads what is
    /// below `reads`.
    pub(super) fn compile(&self, program: &Path, dir: &Path, reads: &[PathBuf]) -> Compilation {
        let edition = &self.package.edition;
        let compilation = self
            .compilation(program, dir, &self.exercise.path(), edition)
            // Rust 1.91 would tell the checks the places in a generic function from the root of the disk.
            .args([remap(dir)])
            .within(self.confined_attempt(reads));
        match self.width {
            Some(width) => compilation.args([format!("--diagnostic-width={width}")]),
            None => compilation,
        }
    }

    /// Calls `program` on `file` in `dir`, with the library as it is on every machine.
    pub(super) fn compilation(
        &self,
        program: &Path,
        dir: &Path,
        file: &str,
        edition: &str,
    ) -> Compilation {
        let sysroot = self.sysroot.into_iter().flat_map(Sysroot::args);
        Compilation::new(program, dir, file, edition).args(sysroot)
    }

    /// What the compiler thinks of the attempt, and clippy where it is wanted. All error codes come from here, and from rustc:
    /// clippy names types in full, as a student sees them nowhere else.
    pub(super) fn opinion(
        &self,
        reads: &[PathBuf],
        compile: impl Fn(Compilation) -> Compilation,
        wants_clippy: bool,
        cancel: &Cancel,
    ) -> Result<Opinion, JudgeError> {
        let clippy = self.toolchain.clippy.as_ref();
        let clippy = clippy.filter(|_| wants_clippy);
        let rustc = compile(self.compile(&self.toolchain.rustc, &self.attempt_dir, reads));
        let rustc = rustc.args(self.strict(clippy.is_none()));
        let opinion = self.opinion_of_types(rustc, cancel)?;
        match clippy {
            Some(clippy) if opinion.rejected.is_none() => {
                self.opinion_of_clippy(clippy, reads, compile, cancel)
            }
            _ => Ok(opinion),
        }
    }

    /// What clippy thinks of an attempt that compiles.
    pub(super) fn opinion_of_clippy(
        &self,
        clippy: &Path,
        reads: &[PathBuf],
        compile: impl FnOnce(Compilation) -> Compilation,
        cancel: &Cancel,
    ) -> Result<Opinion, JudgeError> {
        let clippy = compile(self.compile(clippy, &self.attempt_dir, reads));
        self.opinion_of_types(clippy.args(self.strict(true)), cancel)
    }

    fn opinion_of_types(
        &self,
        compilation: Compilation,
        cancel: &Cancel,
    ) -> Result<Opinion, JudgeError> {
        let compilation = compilation.args(["--emit=metadata", "--out-dir"]);
        Opinion::of(compilation.args([&self.built_dir]).run(cancel)?)
    }

    /// Where every warning is an error, whoever has the last word says so.
    fn strict(&self, has_last_word: bool) -> Option<&'static str> {
        (has_last_word && self.exercise.strict_clippy).then_some("-Dwarnings")
    }

    /// Whether the attempt has the keyword anywhere. Nothing of such an attempt is run.
    pub(super) fn says_unsafe(&self) -> bool {
        says_unsafe(&String::from_utf8_lossy(self.text))
    }

    /// Builds the attempt into `output`, below `built_dir`; where it is not for the real library, on `stand_in`.
    pub(super) fn build(
        &self,
        crate_args: &[&str],
        stand_in: Option<&Explorer>,
        output: &Path,
        cancel: &Cancel,
    ) -> Result<Compiled, JudgeError> {
        let reads: Vec<PathBuf> = stand_in
            .iter()
            .map(|explorer| explorer.dir().into())
            .collect();
        self.compile(&self.toolchain.rustc, &self.attempt_dir, &reads)
            .args(crate_args)
            .args(stand_in.into_iter().flat_map(Explorer::args))
            .args(["--cap-lints=allow"])
            .args(self.building(output))
            .run(cancel)
    }

    /// The same as [`opinion`](Self::opinion) without clippy, by way of building the attempt into `output`.
    pub(super) fn opinion_of_build(
        &self,
        compile: impl FnOnce(Compilation) -> Compilation,
        output: &Path,
        cancel: &Cancel,
    ) -> Result<Opinion, JudgeError> {
        let compilation = compile(self.compile(&self.toolchain.rustc, &self.attempt_dir, &[]))
            .args(self.strict(self.toolchain.clippy.is_none()));
        Opinion::of(compilation.args(self.building(output)).run(cancel)?)
    }

    fn building(&self, output: &Path) -> Vec<OsString> {
        let assertions = assertions(&String::from_utf8_lossy(self.text));
        let args = BUILD.iter().chain(assertions).map(OsString::from);
        args.chain(["-o".into(), output.into()]).collect()
    }
}

/// What the compiler thinks of the attempt.
#[derive(Clone)]
pub(super) struct Opinion {
    /// The verdict, where it is decided already.
    pub(super) rejected: Option<Verdict>,
    pub(super) reason: Option<String>,
    pub(super) diagnostics: Vec<Diagnostic>,
    /// Whether a busy machine may have had a part in it.
    pub(super) may_be_load: bool,
}

impl Opinion {
    /// Reads it off a compilation, whether or not it succeeded.
    pub(super) fn of(compiled: Compiled) -> Result<Self, JudgeError> {
        if compiled.succeeded() {
            return Ok(Self {
                rejected: None,
                reason: None,
                diagnostics: compiled.diagnostics,
                may_be_load: false,
            });
        }
        if compiled.end == End::DeadlinePassed {
            return Ok(Self {
                rejected: Some(Verdict::DoesNotCompile),
                reason: Some(sentences::compiler_gave_up()),
                diagnostics: Vec::new(),
                may_be_load: true,
            });
        }
        if compiled.end == End::OutputExceeded {
            return Ok(Self {
                rejected: Some(Verdict::DoesNotCompile),
                reason: Some(sentences::compiler_said_too_much(MAX_OUTPUT)),
                diagnostics: Vec::new(),
                may_be_load: false,
            });
        }
        if let Some(linker) = compiled.errors().find(|error| is_missing_linker(error)) {
            return Err(JudgeError::Linker(linker.message.clone()));
        }
        // Types without end exhaust its stack or its memory. A compiler that cannot even start says so in words.
        if matches!(compiled.end, End::Signalled(_)) && compiled.errors().next().is_none() {
            return Ok(Self {
                rejected: Some(Verdict::DoesNotCompile),
                reason: Some(sentences::compiler_crashed()),
                diagnostics: Vec::new(),
                may_be_load: false,
            });
        }
        if compiled.errors().next().is_none() {
            let said = compiled.rest.lines().next().unwrap_or("it said nothing");
            return Err(JudgeError::Compiler(said.to_owned()));
        }
        let forbidden = compiled.errors().any(breaks_rules);
        Ok(Self {
            rejected: Some(if forbidden {
                Verdict::BreaksRules
            } else {
                Verdict::DoesNotCompile
            }),
            reason: forbidden.then(|| sentences::forbidden("`unsafe`")),
            diagnostics: compiled.diagnostics,
            may_be_load: false,
        })
    }
}

/// Whether there is no linker, or the machine could not start it.
fn is_missing_linker(error: &Diagnostic) -> bool {
    let said = ["linker `", "could not exec the linker `"];
    error.file.is_none() && said.iter().any(|words| error.message.starts_with(words))
}

fn breaks_rules(error: &Diagnostic) -> bool {
    match error.code.as_deref() {
        Some("unsafe_code") => true,
        // "allow(unsafe_code) incompatible with previous forbid"
        Some("E0453") => error.message.contains("unsafe_code"),
        _ => false,
    }
}

/// The errors alone, where warnings would only repeat what clippy said.
pub(super) fn only_errors(diagnostics: Vec<Diagnostic>) -> Vec<Diagnostic> {
    diagnostics
        .into_iter()
        .filter(|diagnostic| diagnostic.level == Level::Error)
        .collect()
}
