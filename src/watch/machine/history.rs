//! The verdicts since the watcher was started, by exercise.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::verdict::Judgement;

/// More than anybody goes back.
const MOST: usize = 20;

/// A verdict and what it is about.
#[derive(Clone, Debug)]
pub(crate) struct Judged {
    pub(crate) judgement: Judgement,
    pub(crate) text: Arc<str>,
}

/// The last verdicts on each exercise, by its index.
#[derive(Debug, Default)]
pub(super) struct History {
    of: BTreeMap<usize, Vec<Judged>>,
}

impl History {
    /// Adds a verdict. One on the same text takes the place of the one before.
    pub(super) fn add(&mut self, exercise: usize, judgement: &Judgement, text: Arc<str>) {
        let all = self.of.entry(exercise).or_default();
        if all.last().is_some_and(|last| last.text == text) {
            all.pop();
        }
        if all.len() == MOST {
            all.remove(0);
        }
        let judgement = judgement.clone();
        all.push(Judged { judgement, text });
    }

    /// The verdict so many verdicts ago; 0 is the last one.
    pub(super) fn earlier(&self, exercise: usize, ago: usize) -> Option<&Judged> {
        self.of.get(&exercise)?.iter().rev().nth(ago)
    }
}
