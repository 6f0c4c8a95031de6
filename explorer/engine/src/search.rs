//! Which interleavings are run, and in which order.
//!
//! 1. All with 0 preemptions, then all with 1: most mistakes show here, and what is found first is shortest (iterative
//!    context bounding: Musuvathi, Qadeer, PLDI 2007).
//! 2. All of them, those that only swap commuting operations once (sleep sets: Godefroid, LNCS 1032, 1996).
//! 3. Where that is too many: all with 2 preemptions, 3, and so on.
//! 4. Random ones, and ones with random priorities (PCT: Burckhardt et al., ASPLOS 2010), for the rest of the budget.
//!
//! Budgets are numbers of runs and of steps, never of time, so that the verdict does not depend on the machine.

mod depth_first;
mod random;

use std::panic::Location;

use crate::execution::{Execution, Outcome, run};
use crate::report::{Coverage, Exploration, Failure, Found, Thread, place};
use crate::task::TaskId;
use crate::trace::Operation;

pub(crate) use depth_first::DepthFirst;
use random::{Pct, Random, Replay};

/// One way to go on.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Alternative {
    pub(crate) task: TaskId,
    /// Whether a wait ends for no reason.
    pub(crate) spuriously: bool,
    pub(crate) operation: Operation,
}

/// Decides wherever a run can go on in more ways than one.
pub(crate) trait Strategy {
    /// Which alternative; `last` is the one of the thread that ran last, if it can go on. `None` gives the run up.
    fn pick(
        &mut self,
        alternatives: &[Alternative],
        last: Option<usize>,
        preemptions: u32,
    ) -> Option<usize>;

    /// One of `count`.
    fn choose(&mut self, count: usize) -> usize;

    /// Whether the run did not meet what an earlier one had met after the same choices.
    fn diverged(&self) -> bool {
        false
    }
}

/// How much may be tried.
#[derive(Clone, Copy, Debug)]
pub struct Budget {
    /// Runs of the closure.
    pub schedules: usize,
    /// Most preemptions tried systematically.
    pub preemptions: u32,
    /// Seed of the random part.
    pub seed: u64,
}

impl Default for Budget {
    fn default() -> Self {
        Self {
            schedules: 20_000,
            preemptions: u32::MAX,
            seed: 0,
        }
    }
}

/// A failing run, by its choices.
struct Candidate {
    failure: Failure,
    picks: Vec<u32>,
    preemptions: u32,
}

struct Search<'a> {
    body: &'a dyn Fn(),
    caller: &'static Location<'static>,
    budget: Budget,
    coverage: Coverage,
}

/// Runs the closure in every interleaving, as far as the budget goes, up to the first that fails.
#[track_caller]
pub fn explore(budget: Budget, body: &dyn Fn()) -> Exploration {
    let mut search = Search {
        body,
        caller: Location::caller(),
        budget,
        coverage: Coverage::default(),
    };
    let found = search.find();
    let coverage = search.coverage.clone();
    Exploration {
        found: found.map(|candidate| search.retrace(candidate)),
        coverage,
    }
}

impl Search<'_> {
    fn left(&self) -> usize {
        self.budget
            .schedules
            .saturating_sub(self.coverage.schedules)
    }

    fn find(&mut self) -> Option<Candidate> {
        let most = self.budget.preemptions;
        for bound in 0..=most.min(1) {
            if let Some(candidate) = self.bounded(bound, self.budget.schedules / 5) {
                return Some(candidate);
            }
            if self.coverage.exhaustive {
                return None;
            }
        }
        if most > 1 {
            let half = self.budget.schedules / 2;
            match self.depth_first(DepthFirst::exhaustive(), half) {
                Searched::Failed(candidate) => return Some(self.simplify(candidate)),
                Searched::All { .. } => {
                    self.coverage.exhaustive = true;
                    return None;
                }
                Searched::Some => {}
            }
        }
        for bound in 2..=most {
            let share = self.left() * 2 / 3;
            if let Some(candidate) = self.bounded(bound, share) {
                return Some(candidate);
            }
            if self.coverage.preemptions != Some(bound) || self.coverage.exhaustive {
                break;
            }
        }
        if self.coverage.exhaustive {
            return None;
        }
        self.random()
    }

    /// All runs with at most `bound` preemptions.
    fn bounded(&mut self, bound: u32, most: usize) -> Option<Candidate> {
        match self.depth_first(DepthFirst::bounded(bound), most) {
            Searched::Failed(candidate) => return Some(candidate),
            Searched::All { cut } => {
                self.coverage.preemptions = Some(bound);
                self.coverage.exhaustive = !cut;
            }
            Searched::Some => {}
        }
        None
    }

    fn depth_first(&mut self, mut strategy: DepthFirst, most: usize) -> Searched {
        let most = most.min(self.left());
        for _ in 0..most {
            let (outcome, execution) = run(self.body, &mut strategy, false, self.caller);
            if !matches!(outcome, Outcome::Abandoned) {
                self.coverage.schedules += 1;
            }
            if strategy.diverged() {
                return Searched::Failed(Candidate::new(Failure::NotRepeatable, &execution));
            }
            if let Outcome::Failed(failure) = outcome {
                return Searched::Failed(Candidate::new(failure, &execution));
            }
            if !strategy.advance() {
                let cut = strategy.was_cut();
                return Searched::All { cut };
            }
        }
        Searched::Some
    }

    /// Looks for a failing run with fewer preemptions.
    fn simplify(&mut self, candidate: Candidate) -> Candidate {
        for bound in 2..candidate.preemptions {
            let coverage = self.coverage.clone();
            self.budget.schedules = coverage.schedules + 5_000;
            let simpler = self.bounded(bound, 5_000);
            // These runs explain a failure; they are not part of what was covered.
            self.coverage = coverage;
            if let Some(simpler) = simpler {
                return simpler;
            }
        }
        candidate
    }

    fn random(&mut self) -> Option<Candidate> {
        for number in 0..self.left() as u64 {
            let seed = self.budget.seed.wrapping_add(number);
            let mut random = Random::new(seed);
            let mut pct = Pct::new(seed);
            let strategy: &mut dyn Strategy = if number % 2 == 0 {
                &mut random
            } else {
                &mut pct
            };
            let (outcome, execution) = run(self.body, strategy, false, self.caller);
            self.coverage.schedules += 1;
            self.coverage.random += 1;
            if let Outcome::Failed(failure) = outcome {
                let candidate = Candidate::new(failure, &execution);
                return Some(self.simplify(candidate));
            }
        }
        None
    }

    /// Runs the candidate again, with everything written down.
    fn retrace(&self, candidate: Candidate) -> Found {
        let mut replay = Replay::new(candidate.picks);
        let (outcome, execution) = run(self.body, &mut replay, true, self.caller);
        let failure = match outcome {
            Outcome::Failed(failure) if !matches!(candidate.failure, Failure::NotRepeatable) => {
                failure
            }
            _ => Failure::NotRepeatable,
        };
        let threads = execution.threads().map(|info| Thread {
            name: info.name.clone(),
            spawned_at: place(info.spawned_at),
        });
        let objects = execution.objects.iter();
        Found {
            failure,
            preemptions: candidate.preemptions,
            threads: threads.collect(),
            objects: objects
                .map(|object| (object.what, place(object.made_at)))
                .collect(),
            events: execution.events.unwrap_or_default(),
        }
    }
}

enum Searched {
    Failed(Candidate),
    /// All there were; `cut` where a bound kept some out.
    All {
        cut: bool,
    },
    /// The budget ended first.
    Some,
}

impl Candidate {
    fn new(failure: Failure, execution: &Execution) -> Self {
        Self {
            failure,
            picks: execution.picks.clone(),
            preemptions: execution.preemptions,
        }
    }
}
