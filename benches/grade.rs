//! What grading costs: submissions a minute, CPU seconds per attempt and peak memory of `threadlings grade`, and beside it
//! `cargo test` on the same attempts as plain packages, each in a folder of its own, as they would be handed in.
//!
//! `cargo bench --bench grade` runs it; `-- 60`, or `GRADE_SUBMISSIONS=60`, asks for 60 submissions. `cargo test --benches`
//! grades a handful, to see whether the benchmark works. The goal: without the cache, at most 0.4 of cargo's CPU seconds,
//! although cargo runs each check once and grading runs it in every interleaving besides. A busy machine is not as fast in
//! one second as in the next, so the two take turns, and what counts is the middle of the turns' ratios.

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

const SUBMISSIONS: usize = 210;
const AT_ONCE: usize = 30;
/// Graded before anything is measured.
const WARM_UP: usize = 9;

/// The most that our CPU seconds may be of cargo's.
const GOAL: f64 = 0.4;

fn main() -> anyhow::Result<()> {
    let count = submissions()?;
    let dir = tempfile::Builder::new().prefix("grade-bench-").tempdir()?;
    class::write(dir.path(), count, WARM_UP)?;
    // What is compiled once, for a toolchain or for an exercise, is there before anybody grades.
    let earlier: Vec<String> = (count..count + WARM_UP).map(class::submission).collect();
    grade(dir.path(), "warm-up", &earlier)?;

    let mut first = Measured::new("grade");
    let mut tests = Measured::new("cargo test");
    let mut ratios = Vec::new();
    let numbers: Vec<usize> = (0..count).collect();
    for some in numbers.chunks(AT_ONCE) {
        let paths: Vec<String> = some.iter().copied().map(class::submission).collect();
        let ours = grade(dir.path(), "grade", &paths)?;
        let mut cargos = Measured::new("cargo test");
        for number in some {
            cargos.add(&cargo_test(&dir.path().join(class::package(*number)))?);
        }
        ratios.extend(
            ours.cpu()
                .zip(cargos.cpu())
                .map(|(ours, cargos)| ours / cargos),
        );
        first.add(&ours);
        tests.add(&cargos);
    }
    let again: Vec<String> = numbers.into_iter().map(class::submission).collect();
    let again = grade(dir.path(), "grade, from the cache", &again)?;

    let mut out = io::stdout();
    writeln!(
        out,
        "{count} submissions, a third of which does not compile, fails a check, passes\n"
    )?;
    writeln!(out, "{}", measure::head())?;
    for measured in [&first, &again, &tests] {
        writeln!(out, "{}", measured.row(count))?;
    }
    ratios.sort_by(f64::total_cmp);
    if let [least, .., most] = ratios[..] {
        let middle = ratios[ratios.len() / 2];
        let met = if middle <= GOAL { "met" } else { "missed" };
        writeln!(
            out,
            "\n{middle:.2} of cargo's CPU seconds without the cache, {least:.2} to {most:.2} by turn; the goal is at most {GOAL}: {met}"
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
