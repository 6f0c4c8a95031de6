//! What a submission comes to, counted. It knows the model and nothing else.

use super::model::{Graded, HandIn, Submission};
use super::points::Points;
use crate::verdict::{CheckResult, Verdict};

/// How many exercises of a submission went which way. The counts overlap: what is late may have passed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Every graded exercise.
    pub exercises: usize,
    /// Handed in, and every check held.
    pub passed: usize,
    /// Handed in after the deadline.
    pub late: usize,
    /// Not there.
    pub missing: usize,
    /// There, but nothing to be judged.
    pub refused: usize,
    /// Handed in as the start was, which does not pass.
    pub unchanged: usize,
    /// Handed in, and perhaps not the same where it is explored.
    pub asks_about_types: usize,
    /// Handed in, and we failed.
    pub not_judged: usize,
}

impl Graded {
    /// Whether something was judged.
    pub fn is_handed_in(&self) -> bool {
        matches!(self.hand_in, HandIn::InTime | HandIn::Late(_))
    }

    /// Whether it was handed in and every check held.
    pub fn passed(&self) -> bool {
        self.is_handed_in() && self.judgement.passed()
    }

    /// Whether it was handed in and we failed.
    pub fn is_our_failure(&self) -> bool {
        self.is_handed_in() && self.judgement.verdict == Verdict::NotJudged
    }

    /// Whether it was handed in as the start was, which does not pass.
    pub fn is_untouched(&self) -> bool {
        self.unchanged && !self.passed() && !self.is_our_failure()
    }

    /// Points earned, before lateness has cost any.
    pub fn earned(&self) -> Points {
        self.score + self.penalty.points
    }

    /// Points that one of its checks gives, as far as they count.
    pub fn points(&self, check: &CheckResult) -> Points {
        if self.earned() == Points::default() || self.held_at_start.contains(&check.name) {
            return Points::default();
        }
        Points::share(check.points(), 100 - self.penalty.percent.min(100))
    }

    /// Whether checks held for which no points were given, since another did not.
    pub fn lost_points(&self) -> bool {
        self.earned() < self.judgement.points().into()
    }
}

impl Submission {
    /// Counts its exercises.
    pub fn tally(&self) -> Tally {
        let count = |which: fn(&Graded) -> bool| {
            let exercises = self.exercises.iter();
            exercises.filter(|graded| which(graded)).count()
        };
        Tally {
            exercises: self.exercises.len(),
            passed: count(Graded::passed),
            late: count(|graded| matches!(graded.hand_in, HandIn::Late(_))),
            missing: count(|graded| graded.hand_in == HandIn::Missing),
            refused: count(|graded| matches!(graded.hand_in, HandIn::Refused(_))),
            unchanged: count(Graded::is_untouched),
            asks_about_types: count(|graded| graded.asks_about_types),
            not_judged: count(Graded::is_our_failure),
        }
    }
}
