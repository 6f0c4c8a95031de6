//! In which order the steps of judging are taken. It must not know what a step does.

use std::thread;

use super::{Built, Explored, Runs, WithChecks, is_decided, with_rules};
use crate::judge::build::Opinion;
use crate::judge::parallel::joined;
use crate::judge::{JudgeError, sentences};
use crate::process::Cancel;
use crate::verdict::Verdict;

/// What the compiler thinks, and what became of the rest.
pub(super) type Steps<'a> = (
    Opinion,
    Result<Built<'a>, JudgeError>,
    Result<Explored<'a>, JudgeError>,
);

/// How the compiler's opinion is asked for.
#[derive(Clone, Copy, PartialEq)]
enum Asking {
    /// Types alone.
    Types,
    /// Types, and then clippy.
    Clippy,
    /// The attempt is built for the real library on the way.
    Building,
}

impl<'a> WithChecks<'a> {
    fn opinion(&self, asking: Asking, cancel: &Cancel) -> Result<Opinion, JudgeError> {
        let rules = |compilation| with_rules(self.setup, compilation);
        let mut opinion = match asking {
            Asking::Building => {
                let library = self.library();
                self.setup.opinion_of_build(rules, &library, cancel)?
            }
            Asking::Types => self.setup.opinion(&[], rules, false, cancel)?,
            Asking::Clippy => self.setup.opinion(&[], rules, true, cancel)?,
        };
        if opinion.rejected.is_none() && self.setup.says_unsafe() {
            opinion.rejected = Some(Verdict::BreaksRules);
            opinion.reason = Some(sentences::forbidden("`unsafe`"));
        }
        Ok(opinion)
    }

    /// The compiler's opinion, the run and the exploration at the same time: the shortest way to a verdict.
    pub(super) fn in_parallel(
        &self,
        runs: &Runs,
        building: &Cancel,
        cancel: &Cancel,
    ) -> Result<Steps<'a>, JudgeError> {
        if self.setup.says_unsafe() {
            // The compiler's opinion will say so.
            building.cancel();
        }
        let (opinion, built, explored) = thread::scope(|scope| {
            let explore = scope.spawn(|| self.build_and_explore(runs, building));
            // Its errors are those of a look at the types alone, and come as soon.
            let opinion = self.opinion(Asking::Building, cancel);
            if !is_accepted(&opinion) {
                building.cancel();
                return (opinion, Ok(self.nothing()), joined(explore));
            }
            let clippy = self.setup.toolchain.clippy.as_deref().map(|clippy| {
                scope.spawn(|| {
                    let rules = |compilation| with_rules(self.setup, compilation);
                    let opinion = self.setup.opinion_of_clippy(clippy, &[], rules, cancel);
                    if !is_accepted(&opinion) {
                        building.cancel();
                    }
                    opinion
                })
            });
            let built = self.build_and_run(true, runs, building);
            let opinion = clippy.map_or(opinion, joined);
            (opinion, built, joined(explore))
        });
        Ok((opinion?, built, explored))
    }

    /// What became of running checks that nobody needs.
    fn nothing(&self) -> Built<'a> {
        Built::Ran(None, self.no_outcomes())
    }

    /// One after the other, each only where it is needed: the cheapest way to the same verdict.
    pub(super) fn one_after_another(
        &self,
        runs: &Runs,
        cancel: &Cancel,
    ) -> Result<Steps<'a>, JudgeError> {
        let asking = if self.setup.exercise.asks_clippy() {
            Asking::Clippy
        } else if self.judge.is_for_verdicts {
            // Most of these fail, and need not be built for the real library.
            Asking::Types
        } else {
            Asking::Building
        };
        let opinion = self.opinion(asking, cancel)?;
        if opinion.rejected.is_some() {
            return Ok((opinion, Ok(self.nothing()), Ok(Explored::NotAsked)));
        }
        let explored = self.build_and_explore(runs, cancel);
        let decides = match &explored {
            Ok(Explored::Ran(_, outcomes)) if self.judge.is_for_verdicts => {
                outcomes.iter().any(is_decided)
            }
            Ok(Explored::Ran(_, outcomes)) => outcomes.iter().all(is_decided),
            _ => false,
        };
        let built = if decides {
            self.try_twins(cancel)
        } else {
            self.build_and_run(asking == Asking::Building, runs, cancel)
        };
        Ok((opinion, built, explored))
    }
}

fn is_accepted(opinion: &Result<Opinion, JudgeError>) -> bool {
    matches!(opinion, Ok(Opinion { rejected: None, .. }))
}
