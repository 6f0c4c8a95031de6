//! Whether solutions are formatted, which rustfmt tells. It reads the kit's own `rustfmt.toml`, where there is one.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::time::Duration;

use super::super::bundle::File;
use super::super::{Finding, Kind, words};
use crate::judge::Toolchain;
use crate::process::{self, Cancel, End, Finished, Job, SpawnError};

const DEADLINE: Duration = Duration::from_mins(1);
/// Files a call: the length of a command line has a limit.
const FILES: usize = 50;

/// The solutions of the kit in `root` that are not formatted, each with the exercise it is for.
pub(super) fn findings(
    toolchain: &Toolchain,
    root: &Path,
    edition: &str,
    solutions: &[(&str, File)],
    cancel: &Cancel,
) -> Vec<Finding> {
    let mut findings = Vec::new();
    for chunk in solutions.chunks(FILES) {
        match run(toolchain, root, edition, chunk, cancel) {
            Ok(finished) if finished.end == End::Exited(0) => {}
            Ok(finished) if finished.end == End::Cancelled => return findings,
            Ok(finished) => {
                let found = read(root, chunk, &finished);
                // rustup has a program of this name even where there is no rustfmt.
                if found.is_empty() {
                    return vec![missing()];
                }
                findings.extend(found);
            }
            Err(_) => return vec![missing()],
        }
    }
    findings
}

fn missing() -> Finding {
    Finding::new(Kind::ToolMissing, "solutions", None, words::no_rustfmt())
}

fn run(
    toolchain: &Toolchain,
    root: &Path,
    edition: &str,
    solutions: &[(&str, File)],
    cancel: &Cancel,
) -> Result<Finished, SpawnError> {
    let beside = toolchain
        .rustc
        .with_file_name(format!("rustfmt{}", std::env::consts::EXE_SUFFIX));
    let mut args: Vec<OsString> = ["--check", "--color=never"].map(OsString::from).into();
    args.push(format!("--edition={edition}").into());
    let paths = solutions.iter().map(|(_, file)| root.join(file.path));
    args.extend(paths.map(PathBuf::into_os_string));
    let job = Job {
        program: if beside.is_file() {
            beside
        } else {
            PathBuf::from("rustfmt")
        },
        args,
        current_dir: root.to_owned(),
        env_remove: Vec::new(),
        env: vec![toolchain.loader_env()],
        stdin: Vec::new(),
        deadline: DEADLINE,
        max_stdout: 16 << 20,
        max_stderr: 16 << 20,
        max_memory: None,
        confined: None,
    };
    process::run(&job, cancel)
}

/// Reads `Diff in PATH:LINE:`, one for each place, and `error: …` followed by ` --> PATH:LINE:COLUMN`.
fn read(root: &Path, solutions: &[(&str, File)], finished: &Finished) -> Vec<Finding> {
    let stdout = String::from_utf8_lossy(&finished.stdout);
    let stderr = String::from_utf8_lossy(&finished.stderr);
    let mut findings = Vec::new();
    for (exercise, file) in solutions {
        let path = root.join(file.path).display().to_string();
        let line_of = |rest: &str| rest.split(':').next()?.parse::<usize>().ok();
        let mut diffs = stdout.lines();
        let diff = diffs.find_map(|line| {
            let rest = line.strip_prefix("Diff in ")?.strip_prefix(&path)?;
            line_of(rest.strip_prefix(':')?)
        });
        // Lines that are right already stand before the first that is not.
        let diff = diff.map(|line| line + diffs.take_while(|line| line.starts_with(' ')).count());
        let mut errors = stderr.lines();
        let mut reason = "";
        let error = errors.find_map(|line| {
            if let Some(words) = line.strip_prefix("error: ") {
                reason = words;
            }
            line_of(
                line.trim()
                    .strip_prefix("--> ")?
                    .strip_prefix(&path)?
                    .strip_prefix(':')?,
            )
        });
        let message = match (error, diff) {
            (Some(_), _) => words::rustfmt_refuses(reason),
            (None, Some(_)) => words::not_formatted().to_owned(),
            (None, None) => continue,
        };
        let line = error.or(diff);
        findings.push(Finding::new(Kind::NotFormatted, file.path, line, message).of(exercise));
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_place_is_told() {
        let finished = Finished {
            end: End::Exited(1),
            stdout: b"Diff in /kit/solutions/a.rs:3:\n w\n-x\n+y\nDiff in /kit/solutions/a.rs:9:\n"
                .into(),
            stderr: b"error: expected one of `!`\n --> /kit/solutions/b.rs:2:4\n  |\n".into(),
        };
        let file = |path| File { path, text: "" };
        let solutions = [
            ("a", file("solutions/a.rs")),
            ("b", file("solutions/b.rs")),
            ("c", file("solutions/c.rs")),
        ];
        let found = read(Path::new("/kit"), &solutions, &finished);
        let shown: Vec<_> = found
            .iter()
            .map(|one| (one.path.as_str(), one.line, one.exercise.as_deref()))
            .collect();
        assert_eq!(
            shown,
            [
                ("solutions/a.rs", Some(4), Some("a")),
                ("solutions/b.rs", Some(2), Some("b")),
            ]
        );
    }
}
