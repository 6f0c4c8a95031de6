//! One thing a student did, so that two programs on one workspace can each add theirs.

use std::time::SystemTime;

use super::Progress;

/// A step of progress.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// An attempt was judged.
    Attempted(String),
    /// An attempt passed.
    Passed {
        /// The exercise.
        name: String,
        /// Points earned.
        points: u32,
        /// When.
        when: SystemTime,
    },
    /// The first `count` hints were shown.
    HintSeen {
        /// The exercise.
        name: String,
        /// How many.
        count: u32,
    },
    /// The kit calls an exercise by another name now.
    Renamed {
        /// What it was called.
        from: String,
        /// What it is called.
        to: String,
    },
    /// What was done elsewhere is added.
    Merged(Progress),
    /// The student moved to this exercise.
    Current(String),
}

impl Progress {
    /// Takes the step.
    pub fn apply(&mut self, change: &Change) {
        match change {
            Change::Attempted(name) => self.attempted(name),
            Change::Passed { name, points, when } => self.passed(name, *points, *when),
            Change::HintSeen { name, count } => self.hint_seen(name, *count),
            Change::Renamed { from, to } => self.rename(from, to),
            Change::Merged(other) => self.merge(other),
            Change::Current(name) => self.set_current(Some(name)),
        }
    }
}
