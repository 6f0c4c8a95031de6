//! What `verify` found: the model.

use super::super::{Finding, Severity};
use crate::text::worded;
use crate::verdict::Verdict;

/// All that was found.
#[derive(Debug, Default)]
pub(crate) struct Report {
    /// The exercises looked at, in the order of the course.
    pub(crate) exercises: Vec<Summary>,
    /// The worst first.
    pub(crate) findings: Vec<Finding>,
    /// Whether mutants were asked for.
    pub(crate) with_mutants: bool,
    /// Whether somebody stopped it before its end.
    pub(crate) stopped: bool,
}

/// One exercise.
#[derive(Clone, Debug, Default)]
pub(crate) struct Summary {
    pub(crate) name: String,
    /// The start's path.
    pub(crate) path: String,
    pub(crate) attempts: Vec<Attempted>,
    /// `None` where they were not asked for, or where a solution does not pass.
    pub(crate) mutants: Option<Mutants>,
    /// Whether this is known from the last time.
    pub(crate) unchanged: bool,
}

/// An attempt of the kit's own that was judged.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Attempted {
    pub(crate) path: String,
    pub(crate) part: Part,
    pub(crate) verdict: Verdict,
    /// Whether that is what it should get.
    pub(crate) is_right: bool,
    /// Of a start, the checks that it passes: they earn nothing before all hold.
    pub(crate) held: Vec<String>,
}

worded! {
    /// What an attempt is in the kit.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub(crate) enum Part {
        Start = "start",
        Solution = "solution",
        Mistake = "mistake",
    }
}

/// What became of the changed solutions of one exercise.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Mutants {
    /// Judged, and not passed.
    pub(crate) killed: usize,
    /// Not judged by the checks, since the compiler rejects them.
    pub(crate) not_compiling: usize,
    /// Passed, and marked as making no difference.
    pub(crate) equivalent: Vec<Mutated>,
    /// Passed.
    pub(crate) surviving: Vec<Mutated>,
}

/// One small change to a solution.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Mutated {
    /// The solution's path.
    pub(crate) path: String,
    /// The first line that is changed.
    pub(crate) line: usize,
    /// What stands on it, as a mark in the manifest must say it.
    pub(crate) changed: String,
    /// The name of the change.
    pub(crate) operator: String,
    /// The lines taken out, each behind a `-`, and those put in, behind a `+`.
    pub(crate) diff: String,
    /// Why it makes no difference, where a teacher says so.
    pub(crate) because: Option<String>,
}

impl Report {
    /// Whether students can be given the kit.
    pub(crate) fn is_sound(&self) -> bool {
        !self.stopped && self.count(Severity::Error) + self.count(Severity::Warning) == 0
    }

    pub(crate) fn count(&self, severity: Severity) -> usize {
        let findings = self.findings.iter();
        findings
            .filter(|finding| finding.severity() == severity)
            .count()
    }

    /// The worst that was found about an exercise.
    pub(crate) fn worst(&self, exercise: &str) -> Option<Severity> {
        let about = |finding: &&Finding| finding.exercise.as_deref() == Some(exercise);
        self.findings
            .iter()
            .filter(about)
            .map(Finding::severity)
            .min()
    }
}
