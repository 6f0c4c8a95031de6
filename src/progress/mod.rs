//! What a student has done, kept in the workspace's `.threadlings/` folder: progress, the watcher's lock, backups.
//!
//! Exercises are names and files are paths here. This module must not know the kit, the judge or the terminal.

mod backup;
mod change;
mod disk;
mod format;
mod lock;
mod salvage;
mod store;

use std::collections::BTreeMap;
use std::time::SystemTime;

pub use backup::{BackupError, back_up, restore_start};
pub use change::Change;
pub use disk::FileError;
pub(crate) use disk::{
    folder, is_half_written, keep_file, make_folder, make_one_folder, read, write_absent,
    write_into, write_whole,
};
pub(crate) use format::day;
pub use lock::{Lock, LockError};
pub use store::{Loaded, ProgressError, Recovery, from_text, load, save, to_text, update};

/// All that a student has done in one workspace.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    current: Option<String>,
    exercises: BTreeMap<String, Record>,
}

/// What a student has done in one exercise.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Record {
    /// Attempts judged.
    pub attempts: u32,
    /// Hints seen, counted from the first.
    pub hints_seen: u32,
    /// When it was first passed. Files keep whole seconds.
    pub passed_at: Option<SystemTime>,
    /// The most points a passing attempt earned.
    pub points: u32,
}

impl Record {
    /// Whether some attempt passed.
    pub fn is_passed(&self) -> bool {
        self.passed_at.is_some()
    }
}

impl Progress {
    /// Name of the exercise the student is at.
    pub fn current(&self) -> Option<&str> {
        self.current.as_deref()
    }

    /// Moves the student to an exercise, or to none when all are done.
    pub fn set_current(&mut self, name: Option<&str>) {
        self.current = name.map(str::to_owned);
    }

    /// What was done in an exercise: nothing, where it was never attempted.
    pub fn record(&self, name: &str) -> Record {
        self.exercises.get(name).copied().unwrap_or_default()
    }

    /// Whether some attempt at the exercise passed.
    pub fn is_passed(&self, name: &str) -> bool {
        self.record(name).is_passed()
    }

    /// Counts an attempt, whatever came of it. What is passed stays passed.
    pub fn attempted(&mut self, name: &str) {
        let record = self.entry(name);
        record.attempts = record.attempts.saturating_add(1);
    }

    /// Notes that an attempt passed; [`attempted`](Self::attempted) counts it. The first time and the most points stay.
    pub fn passed(&mut self, name: &str, points: u32, when: SystemTime) {
        let record = self.entry(name);
        record.passed_at.get_or_insert(when);
        record.points = record.points.max(points);
    }

    /// Notes that the first `count` hints have been seen. Seeing an early one again forgets none.
    pub fn hint_seen(&mut self, name: &str, count: u32) {
        let record = self.entry(name);
        record.hints_seen = record.hints_seen.max(count);
    }

    /// Whether anything is noted of an exercise of this name.
    pub fn knows(&self, name: &str) -> bool {
        self.exercises.contains_key(name) || self.current() == Some(name)
    }

    /// Notes what was done in one exercise as done in another.
    pub fn rename(&mut self, from: &str, to: &str) {
        if let Some(before) = self.exercises.remove(from) {
            let record = self.entry(to);
            *record = Record {
                attempts: record.attempts.saturating_add(before.attempts),
                hints_seen: record.hints_seen.max(before.hints_seen),
                passed_at: before.passed_at.or(record.passed_at),
                points: record.points.max(before.points),
            };
        }
        if self.current() == Some(from) {
            self.set_current(Some(to));
        }
    }

    /// Adds what was done elsewhere. What counts is the first pass, and the most attempts and hints: both may hold the same ones.
    pub fn merge(&mut self, other: &Self) {
        for (name, theirs) in &other.exercises {
            let record = self.entry(name);
            *record = Record {
                attempts: record.attempts.max(theirs.attempts),
                hints_seen: record.hints_seen.max(theirs.hints_seen),
                passed_at: [record.passed_at, theirs.passed_at]
                    .into_iter()
                    .flatten()
                    .min(),
                points: record.points.max(theirs.points),
            };
        }
        if self.current.is_none() {
            self.current.clone_from(&other.current);
        }
    }

    /// Names of the exercises that are passed.
    pub fn passed_names(&self) -> impl Iterator<Item = &str> {
        let exercises = self.exercises.iter();
        exercises.filter_map(|(name, record)| record.is_passed().then_some(name.as_str()))
    }

    /// Where in a row of exercises the student is: at the current one while it is not passed, or else at the first
    /// one not passed. When all are passed it is the current one, or the first.
    pub fn place_among<'a>(&self, names: impl Iterator<Item = &'a str>) -> usize {
        let names: Vec<&str> = names.collect();
        let position = |wanted: &dyn Fn(&str) -> bool| names.iter().position(|name| wanted(name));
        let is_current = |name: &str| self.current() == Some(name);
        let is_pending = |name: &str| !self.is_passed(name);
        position(&|name| is_current(name) && is_pending(name))
            .or_else(|| position(&is_pending))
            .or_else(|| position(&is_current))
            .unwrap_or(0)
    }

    fn entry(&mut self, name: &str) -> &mut Record {
        self.exercises.entry(name.to_owned()).or_default()
    }
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, UNIX_EPOCH};

    use super::*;

    #[test]
    fn nothing_is_done_at_first() {
        let progress = Progress::default();
        assert_eq!(progress.current(), None);
        assert_eq!(progress.record("join1"), Record::default());
        assert!(!progress.is_passed("join1"));
    }

    #[test]
    fn a_failing_attempt_does_not_take_a_pass_away() {
        let mut progress = Progress::default();
        progress.attempted("join1");
        progress.passed("join1", 3, UNIX_EPOCH);
        progress.attempted("join1");
        let expected = Record {
            attempts: 2,
            hints_seen: 0,
            passed_at: Some(UNIX_EPOCH),
            points: 3,
        };
        assert_eq!(progress.record("join1"), expected);
        assert!(progress.is_passed("join1"));
        assert!(!progress.is_passed("join2"));
    }

    #[test]
    fn passing_again_keeps_the_first_time_and_the_most_points() {
        let later = UNIX_EPOCH + Duration::from_mins(1);
        let mut progress = Progress::default();
        progress.passed("join1", 3, UNIX_EPOCH);
        progress.passed("join1", 2, later);
        assert_eq!(progress.record("join1").points, 3);
        progress.passed("join1", 4, later);
        assert_eq!(progress.record("join1").points, 4);
        assert_eq!(progress.record("join1").passed_at, Some(UNIX_EPOCH));
    }

    #[test]
    fn seeing_an_early_hint_again_forgets_none() {
        let mut progress = Progress::default();
        progress.hint_seen("join1", 2);
        progress.hint_seen("join1", 1);
        assert_eq!(progress.record("join1").hints_seen, 2);
        assert_eq!(progress.record("join1").attempts, 0);
    }

    #[test]
    fn the_current_exercise_can_be_none_again() {
        let mut progress = Progress::default();
        progress.set_current(Some("join1"));
        assert_eq!(progress.current(), Some("join1"));
        progress.set_current(None);
        assert_eq!(progress.current(), None);
    }
}
