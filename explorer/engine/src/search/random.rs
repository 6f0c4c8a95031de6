//! Runs by chance.

use crate::rng::Rng;
use crate::strategy::{Alternative, Mode, Strategy};
use crate::task::TaskId;

/// Every alternative is as likely.
pub(crate) struct Random {
    rng: Rng,
    mode: Mode,
}

impl Random {
    pub(crate) fn new(seed: u64, mode: Mode) -> Self {
        let rng = Rng::new(seed);
        Self { rng, mode }
    }
}

impl Strategy for Random {
    fn mode(&self) -> Mode {
        self.mode
    }

    fn pick(&mut self, alternatives: &[Alternative], _: Option<usize>, _: u32) -> Option<usize> {
        Some(self.rng.below(alternatives.len()))
    }

    fn choose(&mut self, count: usize) -> Option<usize> {
        Some(self.rng.below(count))
    }
}

/// The thread with the highest priority runs; at a few random steps its priority falls below all others.
pub(crate) struct Pct {
    rng: Rng,
    mode: Mode,
    /// By thread; higher goes first.
    priorities: Vec<i64>,
    step: usize,
    /// Steps at which the running thread falls back.
    changes: Vec<usize>,
    lowest: i64,
}

const CHANGES: usize = 3;

impl Pct {
    /// `spread` is about how many steps a run takes.
    pub(crate) fn new(seed: u64, mode: Mode, spread: usize) -> Self {
        let mut rng = Rng::new(seed);
        let changes = (0..CHANGES).map(|_| rng.below(spread.max(1))).collect();
        Self {
            rng,
            mode,
            priorities: Vec::new(),
            step: 0,
            changes,
            lowest: -1,
        }
    }

    fn priority(&mut self, task: TaskId) -> i64 {
        while self.priorities.len() <= task {
            let priority = i64::try_from(self.rng.below(1 << 30)).unwrap_or(0);
            self.priorities.push(priority);
        }
        self.priorities[task]
    }
}

impl Strategy for Pct {
    fn mode(&self) -> Mode {
        self.mode
    }

    fn pick(&mut self, alternatives: &[Alternative], last: Option<usize>, _: u32) -> Option<usize> {
        self.step += 1;
        if self.changes.contains(&self.step)
            && let Some(last) = last
        {
            let task = alternatives[last].task;
            self.priority(task);
            self.priorities[task] = self.lowest;
            self.lowest -= 1;
        }
        let priorities: Vec<i64> = alternatives
            .iter()
            .map(|alternative| self.priority(alternative.task))
            .collect();
        (0..alternatives.len()).max_by_key(|index| priorities[*index])
    }

    fn choose(&mut self, count: usize) -> Option<usize> {
        Some(self.rng.below(count))
    }
}
