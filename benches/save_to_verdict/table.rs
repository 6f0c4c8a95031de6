//! The measurements as lines of at most 80 columns.

use std::thread;
use std::time::Duration;

use super::scenario::Scenario;
use super::subject::Subject;

/// What one program needed in one scenario.
pub(crate) struct Measured {
    name: &'static str,
    /// Seconds from save to verdict, round by round.
    waits: Vec<f64>,
    /// CPU seconds, round by round, where the system tells.
    cpu: Vec<f64>,
}

impl Measured {
    pub(crate) fn new(name: &'static str) -> Self {
        Self {
            name,
            waits: Vec::new(),
            cpu: Vec::new(),
        }
    }

    pub(crate) fn add(&mut self, wait: Duration, cpu: Option<Duration>) {
        self.waits.push(wait.as_secs_f64());
        self.cpu.extend(cpu.map(|cpu| cpu.as_secs_f64()));
    }

    /// The mean: a clock tick is too coarse for a median.
    fn mean_cpu(&self) -> Option<f64> {
        let count = u32::try_from(self.cpu.len())
            .ok()
            .filter(|count| *count > 0)?;
        Some(self.cpu.iter().sum::<f64>() / f64::from(count))
    }
}

/// What is measured, and the head of the table.
pub(crate) fn title(rounds: usize, subjects: &[Subject]) -> String {
    let programs: Vec<String> = subjects
        .iter()
        .map(|subject| format!("{} {}", subject.name, subject.version))
        .collect();
    let cores = thread::available_parallelism().map_or(1, usize::from);
    let mut lines = vec![
        format!(
            "Seconds from save to verdict: {} on {cores} cores, rounds: {rounds}",
            programs.join(" and ")
        ),
        "CPU: seconds of user and system time an attempt, children included, mean".to_owned(),
    ];
    if subjects.len() == 1 {
        lines.push("There is no `rustlings` on the PATH to compare with.".to_owned());
    }
    lines.push(String::new());
    lines.push(row(
        "",
        ["min", "quartile", "median", "quartile", "max", "CPU"],
    ));
    lines.join("\n")
}

/// The lines of one scenario.
pub(crate) fn scenario(scenario: Scenario, measured: &[Measured]) -> String {
    let mut lines = vec![scenario.name().to_owned()];
    for subject in measured {
        let cpu = number(subject.mean_cpu());
        lines.push(spread_row(subject.name, &subject.waits, &cpu));
    }
    if let [ours, theirs] = measured {
        // Round by round: the two saves of a round met the same machine.
        let ratios: Vec<f64> = ours
            .waits
            .iter()
            .zip(&theirs.waits)
            .map(|(ours, theirs)| ours / theirs)
            .collect();
        let cpu = ours.mean_cpu().zip(theirs.mean_cpu());
        let cpu = number(cpu.map(|(ours, theirs)| ours / theirs));
        lines.push(spread_row("ratio", &ratios, &cpu));
        if let Some(goal) = scenario.goal() {
            let median = quantile(&ratios, 0.5);
            let word = if median <= goal { "reached" } else { "MISSED" };
            lines.push(format!(
                "  goal: at most {goal} of rustlings; {median:.2}, {word}"
            ));
        }
    }
    lines.push(String::new());
    lines.join("\n")
}

fn spread_row(name: &str, values: &[f64], cpu: &str) -> String {
    let [min, quarter, median, three_quarters, max] =
        [0.0, 0.25, 0.5, 0.75, 1.0].map(|part| number(Some(quantile(values, part))));
    row(name, [&min, &quarter, &median, &three_quarters, &max, cpu])
}

fn row(name: &str, cells: [&str; 6]) -> String {
    let [min, quarter, median, three_quarters, max, cpu] = cells;
    format!("  {name:14}{min:>9}{quarter:>9}{median:>9}{three_quarters:>9}{max:>9}{cpu:>9}")
}

fn number(value: Option<f64>) -> String {
    value.map_or_else(|| "-".to_owned(), |value| format!("{value:.3}"))
}

/// The value below which this part of them lies, between two of them by weight.
#[expect(
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a few dozen values, and a part from 0 to 1"
)]
fn quantile(values: &[f64], part: f64) -> f64 {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    let place = part * (sorted.len() - 1) as f64;
    let (below, above) = (place.floor() as usize, place.ceil() as usize);
    sorted[below] + (sorted[above] - sorted[below]) * place.fract()
}
