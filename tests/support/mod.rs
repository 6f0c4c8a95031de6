//! Calls the program in a workspace of its own and checks all that comes back.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{self, Output};
use std::time::Duration;

use assert_cmd::Command;
use serde_json::Value;
use tempfile::TempDir;

/// Long after any sound call has ended, on however busy a machine.
const DEADLINE: Duration = Duration::from_mins(3);

/// A folder with a student's files, removed when the test is over.
pub(crate) struct Workspace {
    // The system may reach its temporary folder through a link; the program then says the true path.
    path: PathBuf,
    _dir: TempDir,
}

impl Workspace {
    /// A folder with nothing in it.
    pub(crate) fn empty() -> Self {
        let dir = tempfile::tempdir().unwrap();
        Self {
            path: fs::canonicalize(dir.path()).unwrap(),
            _dir: dir,
        }
    }

    /// A student's first day: the starts of our own kit. The kit itself is the one inside the program.
    pub(crate) fn new() -> Self {
        let workspace = Self::empty();
        copy(&repository("exercises"), &workspace.path("exercises"));
        workspace
    }

    /// A kit made on the spot, which is its own workspace.
    pub(crate) fn of_kit(manifest: &str, files: &[(&str, &str)]) -> Self {
        let workspace = Self::empty();
        workspace.write("info.toml", manifest);
        for (path, text) in files {
            workspace.write(path, text);
        }
        workspace
    }

    /// The folder itself is `path("")`.
    pub(crate) fn path(&self, path: &str) -> PathBuf {
        self.path.join(path)
    }

    pub(crate) fn write(&self, path: &str, text: impl AsRef<[u8]>) {
        let path = self.path(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    pub(crate) fn read(&self, path: &str) -> String {
        fs::read_to_string(self.path(path)).unwrap()
    }

    /// Replaces an exercise's file by the kit's own solution.
    pub(crate) fn solve(&self, exercise: &str) {
        let solution = fs::read(repository(&format!("solutions/{exercise}.rs"))).unwrap();
        self.write(&format!("exercises/{exercise}.rs"), solution);
    }

    /// A call of the program from the workspace. Unless told otherwise it must succeed and print nothing.
    pub(crate) fn call<'a>(&'a self, args: impl IntoIterator<Item = &'a str>) -> Call<'a> {
        Call {
            workspace: self,
            command: Command::from_std(self.process(args)),
            stdout: None,
            stderr: String::new(),
            status: 0,
        }
    }

    /// The same call for a test that follows it while it runs.
    pub(crate) fn process<'a>(&self, args: impl IntoIterator<Item = &'a str>) -> process::Command {
        let mut command = process::Command::new(env!("CARGO_BIN_EXE_threadlings"));
        command
            .args(args)
            .current_dir(&self.path)
            .env_clear()
            .env("THREADLINGS_CACHE", cache());
        // What the toolchain and the system need; nothing that sets colours, a terminal or a compiler.
        for name in KEPT {
            if let Some(value) = std::env::var_os(name) {
                command.env(name, value);
            }
        }
        command
    }
}

const KEPT: [&str; 9] = [
    "PATH",
    "HOME",
    "RUSTUP_HOME",
    "CARGO_HOME",
    "RUSTUP_TOOLCHAIN",
    "TMPDIR",
    "SystemRoot",
    "TEMP",
    "LOCALAPPDATA",
];

/// One call of the program and what must come of it.
#[must_use = "nothing is called before `check`, `text` or `json`"]
pub(crate) struct Call<'a> {
    workspace: &'a Workspace,
    command: Command,
    stdout: Option<String>,
    stderr: String,
    status: i32,
}

impl Call<'_> {
    /// Standard output must be exactly this, with the workspace's path and the times in names redacted.
    pub(crate) fn stdout(mut self, text: &str) -> Self {
        self.stdout = Some(text.to_owned());
        self
    }

    /// Standard error must be exactly this, with the workspace's path and the times in names redacted.
    pub(crate) fn stderr(mut self, text: &str) -> Self {
        text.clone_into(&mut self.stderr);
        self
    }

    pub(crate) fn status(mut self, status: i32) -> Self {
        self.status = status;
        self
    }

    pub(crate) fn env(mut self, name: &str, value: impl AsRef<std::ffi::OsStr>) -> Self {
        self.command.env(name, value);
        self
    }

    /// Stands in a folder of the workspace.
    pub(crate) fn from(mut self, folder: &str) -> Self {
        self.command.current_dir(self.workspace.path(folder));
        self
    }

    /// Calls, and compares everything; without an expectation standard output must be empty.
    pub(crate) fn check(mut self) {
        let expected = self.stdout.take().unwrap_or_default();
        let stdout = self.text();
        assert_eq!(stdout, expected, "standard output differs");
    }

    /// Calls, compares standard error and status, and returns standard output.
    pub(crate) fn text(mut self) -> String {
        let output = self.command.timeout(DEADLINE).output().unwrap();
        let [stdout, stderr] = self.redacted(&output);
        assert_eq!(
            (output.status.code(), stderr.as_str()),
            (Some(self.status), self.stderr.as_str()),
            "status or standard error differs; standard output:\n{stdout}"
        );
        stdout
    }

    /// Calls, and returns standard error in place of comparing it; standard output must be empty.
    pub(crate) fn failure(mut self) -> String {
        let output = self.command.timeout(DEADLINE).output().unwrap();
        let [stdout, stderr] = self.redacted(&output);
        assert_eq!(
            (output.status.code(), stdout.as_str()),
            (Some(self.status), ""),
            "status or standard output differs; standard error:\n{stderr}"
        );
        stderr
    }

    /// The same as [`text`](Self::text) for an answer that is one JSON object.
    pub(crate) fn json(self) -> Value {
        let text = self.text();
        let value: Value = serde_json::from_str(&text)
            .unwrap_or_else(|error| panic!("no JSON ({error}):\n{text}"));
        assert!(value.is_object(), "no object:\n{text}");
        value
    }

    fn redacted(&self, output: &Output) -> [String; 2] {
        [&output.stdout, &output.stderr].map(|bytes| {
            let text = str::from_utf8(bytes).unwrap();
            let root = self.workspace.path.display().to_string();
            let text = text.replace(&root, "[WORKSPACE]");
            redact_stamps(&text)
        })
    }
}

/// `20260321-090712`, as in a backup's name, becomes `[TIME]`.
fn redact_stamps(text: &str) -> String {
    let mut redacted = String::new();
    let mut rest = text;
    while let Some(at) = rest.find('-') {
        let stamp = at
            .checked_sub(8)
            .and_then(|from| Some((from, rest.get(from..at + 7)?)));
        match stamp {
            Some((from, stamp)) if is_stamp(stamp) => {
                redacted.push_str(&rest[..from]);
                redacted.push_str("[TIME]");
                rest = &rest[at + 7..];
            }
            _ => {
                redacted.push_str(&rest[..=at]);
                rest = &rest[at + 1..];
            }
        }
    }
    redacted + rest
}

fn is_stamp(text: &str) -> bool {
    text.char_indices().all(|(index, char)| match index {
        8 => char == '-',
        _ => char.is_ascii_digit(),
    })
}

/// A path of the repository.
pub(crate) fn repository(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

/// One cache for all tests, so that the harness is compiled once.
pub(crate) fn cache() -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).join("cache")
}

pub(crate) fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).unwrap();
        }
    }
}
