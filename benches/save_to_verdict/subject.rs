//! A program under measurement: a watcher in a terminal, and the file it watches.

use std::env;
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use anyhow::Context;
use portable_pty::CommandBuilder;
use tempfile::TempDir;

use super::scenario::{Scenario, test_module};
use super::terminal::Terminal;
use super::{cpu, kits};

/// A watcher and what it watches.
pub(crate) struct Subject {
    pub(crate) name: &'static str,
    pub(crate) version: String,
    /// Ends before the folder goes.
    terminal: Terminal,
    file: PathBuf,
    /// Follows the exercise's text.
    tail: String,
    verdict: fn(Scenario) -> &'static str,
    _dir: TempDir,
}

impl Subject {
    /// Ours, as built for this benchmark.
    pub(crate) fn threadlings() -> anyhow::Result<Self> {
        let dir = folder()?;
        let file = kits::threadlings(dir.path())?;
        let mut command = command(Path::new(env!("CARGO_BIN_EXE_threadlings")), dir.path());
        command.arg("--stay");
        command.arg("--kit");
        command.arg(dir.path().join("kit"));
        command.arg("--workspace");
        command.arg(dir.path().join("workspace"));
        command.env("THREADLINGS_CACHE", dir.path().join("cache"));
        let subject = Self {
            name: "threadlings",
            version: env!("CARGO_PKG_VERSION").to_owned(),
            terminal: Terminal::start(command)?,
            file,
            tail: String::new(),
            verdict: |scenario| match scenario {
                Scenario::CompileError => "does not compile",
                Scenario::FailingCheck => "do not hold",
                Scenario::Pass => "tills passed",
                Scenario::Deadlock => "tills deadlocks",
            },
            _dir: dir,
        };
        subject.started()
    }

    /// rustlings, where there is one.
    pub(crate) fn rustlings() -> anyhow::Result<Option<Self>> {
        let version = match Command::new("rustlings").arg("--version").output() {
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
            output => String::from_utf8_lossy(&output.context("rustlings --version")?.stdout)
                .trim()
                .trim_start_matches("rustlings ")
                .to_owned(),
        };
        let dir = folder()?;
        let file = kits::rustlings(dir.path())?;
        let subject = Self {
            name: "rustlings",
            version,
            terminal: Terminal::start(command(Path::new("rustlings"), dir.path()))?,
            file,
            tail: test_module(),
            verdict: |scenario| match scenario {
                Scenario::CompileError => "could not compile",
                Scenario::FailingCheck => "test result: FAILED",
                Scenario::Pass => "Exercise done",
                Scenario::Deadlock => unreachable!("it has no goal beside it"),
            },
            _dir: dir,
        };
        subject.started().map(Some)
    }

    /// The watcher judges what it finds before it watches.
    fn started(mut self) -> anyhow::Result<Self> {
        let scenario = Scenario::CompileError;
        self.terminal
            .wait_for(&[&scenario.sign(0), (self.verdict)(scenario)])
            .with_context(|| self.name.to_owned())?;
        Ok(self)
    }

    /// Saves this number's file. How long it took until its verdict was on the screen comes back.
    pub(crate) fn save(&mut self, scenario: Scenario, number: u32) -> anyhow::Result<Duration> {
        let text = scenario.text(number) + &self.tail;
        let sign = scenario.sign(number);
        let saved = Instant::now();
        fs::write(&self.file, text)?;
        let shown = self.terminal.wait_for(&[&sign, (self.verdict)(scenario)])?;
        Ok(shown - saved)
    }

    /// The CPU time of the watcher and of the children it has waited for, so far.
    pub(crate) fn cpu(&self) -> Option<Duration> {
        cpu::used_by(self.terminal.process()?)
    }
}

fn folder() -> anyhow::Result<TempDir> {
    let dir = tempfile::Builder::new()
        .prefix("save-to-verdict-")
        .tempdir();
    dir.context("a temporary folder")
}

/// The program as a student's shell would start it: without what cargo or a developer has put into our environment.
fn command(program: &Path, dir: &Path) -> CommandBuilder {
    let mut command = CommandBuilder::new(program);
    command.cwd(dir);
    for (name, _) in env::vars_os() {
        if is_ours_alone(&name.to_string_lossy()) {
            command.env_remove(&name);
        }
    }
    command.env("TERM", "xterm-256color");
    command
}

fn is_ours_alone(variable: &str) -> bool {
    // Backtraces would make rustlings slower and its screen longer.
    let meddles = ["CARGO", "RUST_", "RUSTFLAGS", "RUSTDOCFLAGS", "NO_COLOR"]
        .iter()
        .any(|beginning| variable.starts_with(beginning));
    (meddles && variable != "CARGO_HOME") || variable.ends_with("LIBRARY_PATH")
}
