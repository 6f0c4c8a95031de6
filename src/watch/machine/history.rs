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
    /// Adds a verdict, and says whether it is one more: one on the same text takes the place of the one before.
    pub(super) fn add(&mut self, exercise: usize, judgement: &Judgement, text: Arc<str>) -> bool {
        let all = self.of.entry(exercise).or_default();
        let is_more = all.last().is_none_or(|last| last.text != text);
        if !is_more {
            all.pop();
        }
        if all.len() == MOST {
            all.remove(0);
        }
        let judgement = judgement.clone();
        all.push(Judged { judgement, text });
        is_more
    }

    /// The verdict so many verdicts ago; 0 is the last one.
    pub(super) fn earlier(&self, exercise: usize, ago: usize) -> Option<&Judged> {
        self.of.get(&exercise)?.iter().rev().nth(ago)
    }
}
