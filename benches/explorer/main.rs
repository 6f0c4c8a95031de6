//! How soon classic mistakes are found: by our search, by random and PCT search, and by 1,000 real runs.
//!
//! `cargo bench --bench explorer` prints the table that stands in `docs/explorer.md`, and after it the kit's own
//! mistakes. Schedules are a median over 20 seeds where chance is in play.

#![expect(clippy::print_stdout, reason = "a table is what a bench is for")]

mod bugs;
mod corpus;

use std::sync::mpsc;
use std::time::{Duration, Instant};
use std::{panic, thread};

use explorer::explorer::{Budget, Method, explore_by};

const SEEDS: u64 = 20;
const REAL_RUNS: usize = 1_000;
/// A real run that takes longer hangs.
const PATIENCE: Duration = Duration::from_millis(300);
/// So many hanging runs are enough to know a rate.
const ENOUGH_HANGS: usize = 10;

/// How one search went.
struct Search {
    schedules: usize,
    time: Duration,
    /// Events of the failing run.
    length: usize,
}

fn main() {
    println!("| mistake | ours | random | PCT | 1,000 real runs |");
    println!("|---|---|---|---|---|");
    for ((name, explored), (_, real)) in bugs::explored::ALL.into_iter().zip(bugs::real::ALL) {
        let [ours, random, pct] = [Method::Bounded, Method::Random, Method::Pct]
            .map(|method| cell(&searches(method, explored)));
        println!(
            "| {name} | {ours} | {random} | {pct} | {} |",
            real_runs(real)
        );
    }
    println!();
    corpus::print();
}

fn searches(method: Method, bug: fn()) -> Vec<Option<Search>> {
    let seeds = if method == Method::Bounded { 1 } else { SEEDS };
    (0..seeds)
        .map(|seed| {
            let budget = Budget {
                seed: seed * 1_000_000,
                ..Budget::default()
            };
            let start = Instant::now();
            let exploration = explore_by(method, budget, &bug);
            let time = start.elapsed();
            exploration.found.map(|found| Search {
                schedules: exploration.coverage.schedules,
                time,
                length: found.events.len() + found.left_out,
            })
        })
        .collect()
}

/// `12 schedules, 0.8 ms, 9 events`; the medians of what was found.
fn cell(searches: &[Option<Search>]) -> String {
    let found: Vec<&Search> = searches.iter().flatten().collect();
    if found.is_empty() {
        return "not found".to_owned();
    }
    let schedules = median(found.iter().map(|search| search.schedules));
    let time = median(found.iter().map(|search| search.time));
    let length = median(found.iter().map(|search| search.length));
    let missed = match searches.len() - found.len() {
        0 => String::new(),
        missed => format!(", missed {missed} of {}", searches.len()),
    };
    let millis = time.as_secs_f64() * 1000.0;
    format!("{schedules} schedules, {millis:.1} ms, {length} events{missed}")
}

fn median<T: Ord>(values: impl Iterator<Item = T>) -> T {
    let mut values: Vec<T> = values.collect();
    values.sort_unstable();
    let middle = values.len() / 2;
    values.swap_remove(middle)
}

/// The share of real runs that show it.
fn real_runs(bug: fn()) -> String {
    // Thousands of panics are expected.
    let hook = panic::take_hook();
    panic::set_hook(Box::new(|_| ()));
    let (mut failed, mut hung, mut runs) = (0, 0, 0);
    while runs < REAL_RUNS && hung < ENOUGH_HANGS {
        runs += 1;
        let (done, ended) = mpsc::channel();
        thread::spawn(move || {
            // A thread that panics drops its sender.
            bug();
            let _ = done.send(());
        });
        match ended.recv_timeout(PATIENCE) {
            Ok(()) => {}
            Err(mpsc::RecvTimeoutError::Disconnected) => failed += 1,
            Err(mpsc::RecvTimeoutError::Timeout) => hung += 1,
        }
    }
    panic::set_hook(hook);
    let share = 100.0 * f64::from(failed + i32::try_from(hung).unwrap_or(i32::MAX))
        / f64::from(u32::try_from(runs).unwrap_or(u32::MAX));
    format!("{share:.1} %")
}
