//! What grading costs: submissions a minute, CPU seconds per attempt and peak memory of `threadlings grade`, and beside it
//! `cargo test` on the same attempts as plain packages, each in a folder of its own, as they would be handed in.
//!
//! `cargo bench --bench grade` runs it; `-- 60`, or `GRADE_SUBMISSIONS=60`, asks for 60 submissions. `cargo test --benches`
//! grades a handful, to see whether the benchmark works. The goal: without the cache, at most 0.4 of cargo's CPU seconds,
//! although cargo runs each check once and grading runs it in every interleaving besides.

#[path = "grade/class.rs"]
mod class;
#[path = "save_to_verdict/cpu.rs"]
mod cpu;
#[path = "grade/measure.rs"]
mod measure;

use std::env;
use std::ffi::OsStr;
use std::io::{self, Write};
use std::path::Path;
use std::process::Command;

use anyhow::{Context, bail};
use measure::Measured;

const SUBMISSIONS: usize = 30;
const AT_ONCE: usize = 15;

/// The most that our CPU seconds may be of cargo's.
const GOAL: f64 = 0.4;

fn main() -> anyhow::Result<()> {
    let count = submissions()?;
    let dir = tempfile::Builder::new().prefix("grade-bench-").tempdir()?;
    class::write(dir.path(), count)?;
    // Harness and explorer are there before anybody grades.
    grade(dir.path(), "warm-up", &["warm-up"])?;

    // In turns, so that whatever else the machine does slows both.
    let mut first = Measured::new("grade");
    let mut tests = Measured::new("cargo test");
    let numbers: Vec<usize> = (0..count).collect();
    for some in numbers.chunks(AT_ONCE) {
        let paths: Vec<String> = some.iter().copied().map(class::submission).collect();
        first.add(&grade(dir.path(), "grade", &paths)?);
        for number in some {
            tests.add(&cargo_test(&dir.path().join(class::package(*number)))?);
        }
    }
    let again = grade(dir.path(), "grade, from the cache", &["class"])?;

    let mut out = io::stdout();
    writeln!(
        out,
        "{count} submissions, a third of which does not compile, fails a check, passes\n"
    )?;
    writeln!(out, "{}", measure::head())?;
    for measured in [&first, &again, &tests] {
        writeln!(out, "{}", measured.row(count))?;
    }
    if let (Some(ours), Some(cargos)) = (first.cpu(), tests.cpu()) {
        let ratio = ours / cargos;
        let met = if ratio <= GOAL { "met" } else { "missed" };
        writeln!(
            out,
            "\n{ratio:.2} of cargo's CPU seconds without the cache; the goal is at most {GOAL}: {met}"
        )?;
    }
    Ok(())
}

/// `cargo bench` says `--bench`; without it, or with `--test`, this is only a test of whether the benchmark works.
fn submissions() -> anyhow::Result<usize> {
    let args: Vec<String> = env::args().skip(1).collect();
    let has = |flag: &str| args.iter().any(|arg| arg == flag);
    if has("--test") || !has("--bench") {
        return Ok(3);
    }
    let typed = args.iter().find(|arg| !arg.starts_with('-')).cloned();
    match typed.or_else(|| env::var("GRADE_SUBMISSIONS").ok()) {
        None => Ok(SUBMISSIONS),
        Some(text) => match text.parse() {
            Ok(count @ 1..) => Ok(count),
            _ => bail!("`{text}` is no number of submissions"),
        },
    }
}

/// Grades what is in a folder, with as many jobs as there are cores.
fn grade(dir: &Path, name: &'static str, paths: &[impl AsRef<OsStr>]) -> anyhow::Result<Measured> {
    let mut command = Command::new(env!("CARGO_BIN_EXE_threadlings"));
    command
        .args(["--kit", "kit", "grade", "--cache", "judgements"])
        .args(paths)
        .current_dir(dir)
        .env(
            "THREADLINGS_CACHE",
            Path::new(env!("CARGO_TARGET_TMPDIR")).join("cache"),
        );
    let (measured, status) = measure::run(name, command)?;
    // Some do not pass.
    match status.code() {
        Some(0 | 1) => Ok(measured),
        _ => bail!("{name}: {status}"),
    }
}

fn cargo_test(package: &Path) -> anyhow::Result<Measured> {
    let mut command = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command
        .args(["test", "--offline", "--quiet"])
        .current_dir(package);
    for (variable, _) in env::vars_os() {
        let name = variable.to_string_lossy();
        let is_ours = name.starts_with("CARGO") || name.starts_with("RUST");
        if is_ours && !["CARGO_HOME", "RUSTUP_HOME", "RUSTUP_TOOLCHAIN"].contains(&&*name) {
            command.env_remove(&variable);
        }
    }
    let (measured, _) =
        measure::run("cargo test", command).with_context(|| package.display().to_string())?;
    Ok(measured)
}
