//! A toolchain whose cargo does what a test wants: it counts its calls, can be held up or absent, and is quick to build an explorer,
//! which is then a slow one.

use std::env::consts::EXE_SUFFIX;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::thread;
use std::time::{Duration, Instant};

use tempfile::TempDir;
use threadlings::judge;

/// Long after anything has happened, on however busy a machine.
const PATIENCE: Duration = Duration::from_mins(1);

/// A `rustc` and a `cargo` that stand before the real ones.
pub(crate) struct Toolchain {
    dir: TempDir,
}

impl Toolchain {
    /// Both, and nothing wrong with them.
    pub(crate) fn new() -> Self {
        let toolchain = Self::without_cargo();
        let cargo = real_rustc().with_file_name(format!("cargo{EXE_SUFFIX}"));
        let dir = toolchain.dir.path().display();
        let script = format!(
            "#!/bin/sh\n\
             echo \"$1\" >> '{dir}/calls'\n\
             if [ \"$1\" = tree ] && [ -e '{dir}/lack' ]; then echo 'error: no matching package: --offline' >&2; exit 101; fi\n\
             if [ \"$1\" = build ]; then\n\
             while [ -e '{dir}/hold' ]; do sleep 0.02; done\n\
             if [ -e '{dir}/fail' ]; then echo over >> '{dir}/calls'; echo 'error: it must not be' >&2; exit 1; fi\n\
             set -- \"$@\" --config profile.explorer.opt-level=0\n\
             fi\n\
             exec '{}' \"$@\"\n",
            cargo.display()
        );
        write_program(&toolchain.dir.path().join("cargo"), &script);
        toolchain
    }

    /// A `rustc` with no cargo beside it.
    pub(crate) fn without_cargo() -> Self {
        let dir = tempfile::tempdir().unwrap();
        let script = format!(
            "#!/bin/sh\n\
             if [ \"$1\" = --print=sysroot ]; then echo '{}/sysroot'; shift; fi\n\
             exec '{}' \"$@\"\n",
            dir.path().display(),
            real_rustc().display()
        );
        write_program(&dir.path().join("rustc"), &script);
        Self { dir }
    }

    /// For the variable `RUSTC`.
    pub(crate) fn rustc(&self) -> PathBuf {
        self.dir.path().join("rustc")
    }

    /// Lets the next builds wait until this is dropped.
    pub(crate) fn hold(&self) -> Switch {
        Switch::on(self.dir.path().join("hold"))
    }

    /// Lets the next builds lack crates, with no network to fetch them, until this is dropped.
    pub(crate) fn lack_crates(&self) -> Switch {
        Switch::on(self.dir.path().join("lack"))
    }

    /// Lets the next builds fail until this is dropped.
    pub(crate) fn fail(&self) -> Switch {
        Switch::on(self.dir.path().join("fail"))
    }

    /// How often cargo was called like that.
    pub(crate) fn calls(&self, command: &str) -> usize {
        let calls = fs::read_to_string(self.dir.path().join("calls")).unwrap_or_default();
        calls.lines().filter(|call| *call == command).count()
    }

    /// Waits until cargo was called like that so many times.
    pub(crate) fn wait_for_calls(&self, command: &str, count: usize) {
        let what = format!("cargo was called with `{command}` {count} times");
        wait_until(&what, || self.calls(command) >= count);
    }
}

/// A file that is there while this is.
pub(crate) struct Switch(PathBuf);

impl Switch {
    fn on(path: PathBuf) -> Self {
        fs::write(&path, "").unwrap();
        Self(path)
    }
}

impl Drop for Switch {
    fn drop(&mut self) {
        let _ = fs::remove_file(&self.0);
    }
}

/// The compiler itself, past rustup's proxy.
pub(crate) fn real_rustc() -> PathBuf {
    judge::Toolchain::find(Path::new(".")).unwrap().rustc
}

/// Waits for what nobody tells of.
pub(crate) fn wait_until(what: &str, ready: impl Fn() -> bool) {
    let deadline = Instant::now() + PATIENCE;
    while !ready() {
        assert!(Instant::now() < deadline, "waited in vain until {what}");
        thread::sleep(Duration::from_millis(5));
    }
}

/// Has another process write it: a program that is open for writing cannot be started, and a child that some other test
/// starts at this moment would hold it open.
fn write_program(path: &Path, text: &str) {
    let status = Command::new("sh")
        .args(["-c", "printf %s \"$1\" > \"$2\" && chmod 755 \"$2\"", "sh"])
        .arg(text)
        .arg(path)
        .status()
        .unwrap();
    assert!(status.success());
}
