//! Compiles, links and runs a tiny program the way the judge does, since only that proves that it can be done.

use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use super::facts::{Clippy, Linker, Memory};
use crate::judge::{SHARED_STD, Toolchain};
use crate::process::{self, Cancel, End, Finished, Job, SpawnError};
use crate::temporary::TemporaryFolder;

/// A cold disk and a virus scanner can make the first compilation slow.
const DEADLINE: Duration = Duration::from_mins(1);
/// Room for a program and its libraries, but not for what the program asks for.
const MEMORY: u64 = 256 << 20;

const BINARY: &str = if cfg!(windows) { "trial.exe" } else { "trial" };

/// Reads a line first, which arrives when the limits are set.
const PROGRAM: &str = "\
fn main() {
    let mut line = String::new();
    std::io::stdin().read_line(&mut line).expect(\"a line\");
    let given = Vec::<u8>::new().try_reserve_exact(512 << 20).is_ok();
    println!(\"{}\", if given { \"given\" } else { \"refused\" });
}
";

/// Whether programs can be linked and run; if so, whether memory limits hold.
pub(super) fn link_and_run(toolchain: &Toolchain) -> (Linker, Option<Memory>) {
    let dir = match folder() {
        Ok(dir) => dir,
        Err(error) => return (Linker::NoTemporaryFolder(error.to_string()), None),
    };
    if let Some(said) = link(toolchain, dir.path()) {
        return (Linker::DoesNotLink(said), None);
    }
    match run(toolchain, dir.path()) {
        Ok(memory) => (Linker::Works, Some(memory)),
        Err(said) => {
            let temporary = std::env::temp_dir();
            (Linker::DoesNotRun(temporary, said), None)
        }
    }
}

fn folder() -> std::io::Result<TemporaryFolder> {
    let dir = TemporaryFolder::new()?;
    fs::write(dir.path().join("trial.rs"), PROGRAM)?;
    Ok(dir)
}

/// What was wrong, if anything.
fn link(toolchain: &Toolchain, dir: &Path) -> Option<String> {
    let args = ["--edition=2024", SHARED_STD, "trial.rs", "-o", BINARY];
    match call(&toolchain.rustc, &args, dir, Vec::new(), None) {
        Ok(finished) if finished.end == End::Exited(0) => None,
        Ok(finished) => Some(gist(&finished)),
        Err(error) => Some(error.to_string()),
    }
}

fn run(toolchain: &Toolchain, dir: &Path) -> Result<Memory, String> {
    let program = dir.join(BINARY);
    let finished = call(
        &program,
        &[],
        dir,
        vec![toolchain.loader_env()],
        Some(MEMORY),
    )
    .map_err(|error| error.to_string())?;
    match (finished.end, finished.stdout.trim_ascii()) {
        (End::Exited(0), b"refused") if cfg!(any(target_os = "linux", windows)) => {
            Ok(Memory::Enforced)
        }
        // Elsewhere no limit is set, so a refusal only means that there is little memory.
        (End::Exited(0), b"refused" | b"given") => Ok(Memory::Ignored),
        _ => Err(gist(&finished)),
    }
}

/// Whether the toolchain's clippy can be called.
pub(super) fn clippy(toolchain: &Toolchain, dir: &Path) -> Clippy {
    let Some(driver) = &toolchain.clippy else {
        return Clippy::Absent;
    };
    match call(driver, &["--version"], dir, Vec::new(), None) {
        Ok(finished) if finished.end == End::Exited(0) => Clippy::Works(driver.clone()),
        Ok(finished) => Clippy::Broken(gist(&finished)),
        Err(error) => Clippy::Broken(error.to_string()),
    }
}

fn call(
    program: &Path,
    args: &[&str],
    dir: &Path,
    env: Vec<(String, OsString)>,
    max_memory: Option<u64>,
) -> Result<Finished, SpawnError> {
    let job = Job {
        program: PathBuf::from(program),
        args: args.iter().map(OsString::from).collect(),
        current_dir: dir.to_owned(),
        env_remove: Vec::new(),
        env,
        stdin: b"\n".to_vec(),
        deadline: DEADLINE,
        max_stdout: 1 << 20,
        max_stderr: 1 << 20,
        max_memory,
        confined: None,
    };
    process::run(&job, &Cancel::new())
}

/// What a program said before it failed, on one line.
fn gist(finished: &Finished) -> String {
    match finished.end {
        End::DeadlinePassed => format!("no end after {} s", DEADLINE.as_secs()),
        end => {
            let stderr = String::from_utf8_lossy(&finished.stderr);
            gist_of(&stderr).unwrap_or_else(|| format!("it said nothing ({end:?})"))
        }
    }
}

/// rustc's error and the last note below it, which is what the linker said; the notes before repeat its arguments.
fn gist_of(stderr: &str) -> Option<String> {
    let lines = || {
        stderr
            .lines()
            .map(str::trim)
            .filter(|line| !line.is_empty())
    };
    let error = lines().find_map(|line| line.strip_prefix("error: "));
    let note = lines()
        .filter_map(|line| line.strip_prefix("= note: "))
        .next_back();
    match (error, note) {
        (Some(error), Some(note)) => Some(format!("{error}: {note}")),
        (Some(error), None) => Some(error.to_owned()),
        (None, _) => lines().next().map(str::to_owned),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_gist_of_a_linkers_failure_is_its_last_word() {
        let stderr = "error: linking with `cc` failed: exit status: 1\n  |\n  = note:  \"cc\" \"-m64\" \"many\"\n  \
            = note: some arguments are omitted\n  = note: /usr/bin/ld: cannot find Scrt1.o\n          \
            collect2: error: ld returned 1 exit status\n\nerror: aborting due to 1 previous error\n";
        assert_eq!(
            gist_of(stderr).unwrap(),
            "linking with `cc` failed: exit status: 1: /usr/bin/ld: cannot find Scrt1.o"
        );
        assert_eq!(gist_of("\n  killed\nmore").unwrap(), "killed");
        assert_eq!(gist_of("\n"), None);
    }

    #[test]
    fn what_cannot_run_says_why() {
        let toolchain = Toolchain::find(Path::new(".")).unwrap();
        let dir = folder().unwrap();
        fs::write(dir.path().join("trial.rs"), "fn main() { panic!() }").unwrap();
        assert_eq!(link(&toolchain, dir.path()), None);
        assert!(run(&toolchain, dir.path()).is_err_and(|said| said.contains("panicked")));
        fs::write(dir.path().join("trial.rs"), "fn main() { nothing() }").unwrap();
        let said = link(&toolchain, dir.path()).unwrap();
        assert!(!said.is_empty());
    }
}
