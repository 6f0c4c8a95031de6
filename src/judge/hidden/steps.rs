//! In which order the steps of judging are taken. It must not know what a step does.

use std::thread;

use super::{Built, Explored, Hidden, Runs, is_decided, with_rules};
use crate::judge::build::Opinion;
use crate::judge::side_by_side::joined;
use crate::judge::{JudgeError, sentences};
use crate::process::Cancel;
use crate::verdict::Verdict;

/// What the compiler thinks, and what became of the rest.
pub(super) type Steps<'a> = (
    Opinion,
    Result<Built<'a>, JudgeError>,
    Result<Explored<'a>, JudgeError>,
);

impl<'a> Hidden<'a> {
    /// With `by_building`, the attempt is built on the way, and clippy is not heard.
    fn opinion(&self, by_building: bool, cancel: &Cancel) -> Result<Opinion, JudgeError> {
        let rules = |compilation| with_rules(self.site, compilation);
        let mut opinion = if by_building {
            let library = self.library();
            self.site.opinion_of_build(rules, &library, cancel)?
        } else {
            self.site.opinion(&[], rules, cancel)?
        };
        if opinion.rejected.is_none() && self.site.says_unsafe() {
            opinion.rejected = Some(Verdict::BreaksRules);
            opinion.reason = Some(sentences::forbidden("`unsafe`"));
        }
        Ok(opinion)
    }

    /// The compiler's opinion, the run and the exploration at the same time: the shortest way to a verdict.
    pub(super) fn side_by_side(
        &self,
        runs: &Runs,
        building: &Cancel,
        cancel: &Cancel,
    ) -> Result<Steps<'a>, JudgeError> {
        if self.site.says_unsafe() {
            // The compiler's opinion will say so.
            building.cancel();
        }
        let (opinion, built, explored) = thread::scope(|scope| {
            let build = scope.spawn(|| self.build_and_run(false, runs, building));
            let explore = scope.spawn(|| self.build_and_explore(runs, building));
            let opinion = self.opinion(false, cancel);
            if !matches!(&opinion, Ok(Opinion { rejected: None, .. })) {
                building.cancel();
            }
            (opinion, joined(build), joined(explore))
        });
        Ok((opinion?, built, explored))
    }

    /// One after the other, each only where it is needed: the cheapest way to the same verdict.
    pub(super) fn one_after_another(
        &self,
        runs: &Runs,
        cancel: &Cancel,
    ) -> Result<Steps<'a>, JudgeError> {
        let by_building = !self.site.exercise.hears_clippy();
        let opinion = self.opinion(by_building, cancel)?;
        if opinion.rejected.is_some() {
            let nothing = Built::Ran(None, self.no_outcomes());
            return Ok((opinion, Ok(nothing), Ok(Explored::NotAsked)));
        }
        let explored = self.build_and_explore(runs, cancel);
        let decides = match &explored {
            Ok(Explored::Ran(_, outcomes)) if self.judge.is_for_verdicts => {
                outcomes.iter().any(is_decided)
            }
            Ok(Explored::Ran(_, outcomes)) => outcomes.iter().all(is_decided),
            _ => false,
        };
        // What must not compile is tried on the real library alone.
        let is_needed = !decides
            || self
                .checks
                .checks
                .iter()
                .any(|check| !check.twins.is_empty());
        let built = if is_needed {
            self.build_and_run(by_building, runs, cancel)
        } else {
            Ok(Built::Ran(None, self.no_outcomes()))
        };
        Ok((opinion, built, explored))
    }
}
