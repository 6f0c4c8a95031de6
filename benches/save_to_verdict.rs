//! How long a student waits: from the save of a file to its verdict on the screen, in a real pseudo-terminal, for a
//! compile error, a failing check and a pass; and from ours for a deadlock, which only it finds.
//!
//! `cargo bench --bench save_to_verdict` runs it; `-- 30`, or `SAVE_TO_VERDICT_ROUNDS=30`, asks for 30 rounds. Where
//! a `rustlings` is on the `PATH`, it judges the same exercise by the same checks, save by save in turn with ours, so
//! that whatever else the machine does meanwhile falls on both. `cargo test --benches` makes one quick round.

#[path = "save_to_verdict/cpu.rs"]
mod cpu;
#[path = "save_to_verdict/kits.rs"]
mod kits;
#[path = "save_to_verdict/scenario.rs"]
mod scenario;
#[path = "save_to_verdict/subject.rs"]
mod subject;
#[path = "save_to_verdict/table.rs"]
mod table;
#[path = "save_to_verdict/terminal.rs"]
mod terminal;

use std::env;
use std::io::{self, Write};
use std::thread;
use std::time::Duration;

use anyhow::Context;
use scenario::Scenario;
use subject::Subject;
use table::Measured;

const ROUNDS: usize = 15;

/// How long both programs are left alone before each save, so that what a verdict leaves to be done falls on nobody's
/// next one. rustlings needs it: a save in the moment after its verdict is lost on it.
const REST: Duration = Duration::from_millis(250);

fn main() -> anyhow::Result<()> {
    let rounds = rounds()?;
    let rival = Subject::rustlings()?;
    let mut subjects = vec![Subject::threadlings()?];
    subjects.extend(rival);
    let mut out = io::stdout();
    writeln!(out, "{}", table::title(rounds, &subjects))?;
    let mut saves = 0;
    // A pass needs all that is built once: who builds it beside the first saves would make them dearer.
    measure(Scenario::Pass, 0, &mut subjects, &mut saves)?;
    for scenario in Scenario::ALL {
        let subjects = match scenario.goal() {
            Some(_) => &mut subjects[..],
            None => &mut subjects[..1],
        };
        let measured = measure(scenario, rounds, subjects, &mut saves)?;
        writeln!(out, "{}", table::scenario(scenario, &measured))?;
    }
    Ok(())
}

/// `cargo bench` says `--bench`; without it, or with `--test`, this is only a test of whether the benchmark works.
fn rounds() -> anyhow::Result<usize> {
    let args: Vec<String> = env::args().skip(1).collect();
    let has = |flag: &str| args.iter().any(|arg| arg == flag);
    if has("--test") || !has("--bench") {
        return Ok(1);
    }
    let typed = args.iter().find(|arg| !arg.starts_with('-')).cloned();
    match typed.or_else(|| env::var("SAVE_TO_VERDICT_ROUNDS").ok()) {
        None => Ok(ROUNDS),
        Some(text) => match text.parse() {
            Ok(rounds @ 1..) => Ok(rounds),
            _ => anyhow::bail!("`{text}` is no number of rounds"),
        },
    }
}

/// All rounds of one scenario, the subjects taking turns.
fn measure(
    scenario: Scenario,
    rounds: usize,
    subjects: &mut [Subject],
    saves: &mut u32,
) -> anyhow::Result<Vec<Measured>> {
    let mut measured: Vec<Measured> = subjects
        .iter()
        .map(|subject| Measured::new(subject.name))
        .collect();
    // The first one of a kind finds cold files, and is not counted.
    for round in 0..=rounds {
        for (subject, measured) in subjects.iter_mut().zip(&mut measured) {
            *saves += 1;
            thread::sleep(REST);
            let before = subject.cpu();
            let took = subject
                .save(scenario, *saves)
                .with_context(|| format!("{}, {}", subject.name, scenario.name()))?;
            // What was started for this verdict and is given up at it costs CPU time too.
            thread::sleep(REST);
            if round > 0 {
                measured.add(took, cpu::between(before, subject.cpu()));
            }
        }
    }
    Ok(measured)
}
