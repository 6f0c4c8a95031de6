//! The declared files of a submission, and its problems.

use std::mem;

use super::layout::Layouts;
use super::limits::{Handed, MAX_PROBLEMS, Whole};
use crate::grade::words;

/// What was handed in for each declared path.
#[derive(Debug)]
pub(in crate::grade) struct Files<'w> {
    wanted: &'w [String],
    handed: Vec<Option<Handed>>,
    problems: Vec<String>,
    more_problems: usize,
}

impl<'w> Files<'w> {
    pub(super) fn new(wanted: &'w [String]) -> Self {
        Self {
            wanted,
            handed: wanted.iter().map(|_| None).collect(),
            problems: Vec::new(),
            more_problems: 0,
        }
    }

    pub(super) fn wanted(&self) -> &'w [String] {
        self.wanted
    }

    /// Notes what is at a declared path; what was there before comes back.
    pub(super) fn put(&mut self, number: usize, handed: Handed) -> Option<Handed> {
        self.handed[number].replace(handed)
    }

    /// Notes something about the submission as a whole.
    pub(in crate::grade) fn problem(&mut self, problem: String) {
        if self.problems.contains(&problem) {
        } else if self.problems.len() < MAX_PROBLEMS {
            self.problems.push(problem);
        } else {
            self.more_problems += 1;
        }
    }

    /// Whether a declared file lies in the folder of this path.
    pub(super) fn is_above(&self, path: &str) -> bool {
        let below = |wanted: &String| {
            wanted
                .strip_prefix(path)
                .is_some_and(|rest| rest.starts_with('/'))
        };
        self.wanted.iter().any(below)
    }

    /// Notes a link that is no declared file: of interest where it takes the place of a folder above one.
    pub(super) fn link(&mut self, path: &str) {
        if self.is_above(path) {
            self.problem(words::whole::link_to_folder(path));
        }
    }

    /// Says why none of the files was handed in, where their names are the reason.
    pub(super) fn explain(&mut self, layouts: &Layouts) {
        if self.handed.iter().all(Option::is_none)
            && let Some(problem) = layouts.strangers()
        {
            self.problem(problem);
        }
    }

    /// Takes nothing of the submission: half of what was handed in is not what was handed in.
    pub(super) fn give_up(&mut self, problem: Whole) {
        self.handed.fill_with(|| None);
        self.problem(problem);
    }

    /// What is at each path, in their order.
    pub(in crate::grade) fn take(&mut self) -> Vec<Option<Handed>> {
        mem::take(&mut self.handed)
    }

    /// What is wrong with the submission as a whole.
    pub(in crate::grade) fn problems(self) -> Vec<String> {
        let mut problems = self.problems;
        if self.more_problems > 0 {
            problems.push(words::whole::more(self.more_problems));
        }
        problems
    }
}
