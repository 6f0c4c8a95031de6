//! Which interleavings are run, and in which order.
//!
//! 1. All with 0 preemptions, then all with 1: most mistakes show here, and what is found first is shortest (iterative
//!    context bounding: Musuvathi, Qadeer, PLDI 2007).
//! 2. All of them, those that only swap commuting operations once (sleep sets: Godefroid, LNCS 1032, 1996).
//! 3. Where that is too many: all with 2 preemptions, 3, and so on.
//! 4. Random ones, and ones with random priorities (PCT: Burckhardt et al., ASPLOS 2010), for the rest of the budget.
//!
//! What fails is then looked at again, for a run that fails with fewer preemptions or after fewer steps.
//!
//! Budgets are numbers of runs and of steps, so that the verdict does not depend on the machine. Only a program that
//! computes for long between its points is cut off by time.

mod depth_first;
mod random;

use std::panic::Location;
use std::time::Duration;

use crate::execution::{Execution, Outcome, Record, run};
use crate::image;
use crate::report::{Coverage, Exploration, Failure, Found, Place, Thread, place};
use crate::silent;
use crate::task::TaskId;
use crate::trace::Operation;
use crate::watch::computed;

pub(crate) use depth_first::DepthFirst;
use random::{Pct, Random, Replay};

/// One way to go on.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Alternative {
    pub(crate) task: TaskId,
    /// Whether a wait ends for no reason.
    pub(crate) early: bool,
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
    /// Steps of all runs together.
    pub steps: u64,
    /// Most preemptions tried systematically.
    pub preemptions: u32,
    /// Seed of the random part.
    pub seed: u64,
    /// No run starts when the process has been computing for longer than this.
    pub time: Duration,
}

impl Default for Budget {
    fn default() -> Self {
        Self {
            schedules: 20_000,
            // About 300 ms on a machine of 2020.
            steps: 1_500_000,
            preemptions: u32::MAX,
            seed: 0,
            time: Duration::from_secs(10),
        }
    }
}

/// How to search, for comparisons.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    /// As this module says.
    Bounded,
    /// At random only.
    Random,
    /// With random priorities only.
    Pct,
}

/// So many runs, and steps, are spent on a shorter failing run.
const SHORTEN: (usize, u64) = (2_000, 200_000);
/// So many runs, and steps, are spent to see whether any run holds.
const COMPARE: (usize, u64) = (200, 200_000);

/// A failing run, by its choices.
struct Candidate {
    failure: Failure,
    picks: Vec<u32>,
    preemptions: u32,
    steps: u64,
}

struct Search<'a> {
    body: &'a dyn Fn(),
    caller: &'static Location<'static>,
    budget: Budget,
    coverage: Coverage,
    /// How long the process had been computing before.
    started: Duration,
    /// Steps of all runs so far.
    steps: u64,
    /// Steps of the first run.
    length: usize,
    held: bool,
    /// Whether some way to go on was left out in some run.
    pruned: bool,
    /// How many silent operations were points from the start.
    matter: usize,
    output: String,
}

/// Runs the closure in every interleaving, as far as the budget goes, up to the first that fails.
#[track_caller]
pub fn explore(budget: Budget, body: &dyn Fn()) -> Exploration {
    explore_by(Method::Bounded, budget, body)
}

/// The same, by another method.
#[track_caller]
pub fn explore_by(method: Method, budget: Budget, body: &dyn Fn()) -> Exploration {
    silent::forget();
    image::keep();
    let (caller, started) = (Location::caller(), computed());
    loop {
        let mut search = Search {
            body,
            caller,
            budget,
            coverage: Coverage::default(),
            started,
            steps: 0,
            length: 0,
            held: false,
            pruned: false,
            matter: silent::how_many_matter(),
            output: String::new(),
        };
        let found = match method {
            Method::Bounded => search.find(),
            Method::Random | Method::Pct => search.random(method),
        };
        let coverage = search.coverage.clone();
        let found = found.map(|candidate| search.retrace(method, candidate));
        // What was run so far missed what somebody turned out to look at.
        if search.must_restart() {
            continue;
        }
        return Exploration {
            found,
            coverage,
            output: search.output,
        };
    }
}

impl Search<'_> {
    fn must_restart(&self) -> bool {
        silent::how_many_matter() != self.matter
    }

    fn left(&self) -> usize {
        self.budget
            .schedules
            .saturating_sub(self.coverage.schedules)
    }

    /// Whether nothing more may be tried.
    fn is_spent(&self) -> bool {
        self.left() == 0
            || self.steps >= self.budget.steps
            || self.must_restart()
            || computed() >= self.started + self.budget.time
    }

    fn find(&mut self) -> Option<Candidate> {
        let most = self.budget.preemptions;
        // Whatever cannot be done wholly leaves something for what comes after it.
        let share = (self.budget.schedules / 4, self.budget.steps / 4);
        for bound in 0..=most.min(1) {
            let searched = self.bounded(bound, share);
            if !matches!(searched, Searched::Some) {
                return self.settle(searched, bound);
            }
            if self.coverage.preemptions != Some(bound) {
                break;
            }
        }
        if most == u32::MAX {
            let mut strategy = DepthFirst::exhaustive();
            match self.depth_first(&mut strategy, share.0, share.1) {
                Searched::Failed(candidate) => return Some(self.simplify(candidate)),
                Searched::All { .. } => {
                    self.coverage.exhaustive = !self.pruned;
                    return None;
                }
                Searched::Some => {}
            }
        }
        for bound in 2..=most {
            if self.coverage.preemptions != Some(bound - 1) {
                break;
            }
            let share = (
                self.left() / 2,
                self.budget.steps.saturating_sub(self.steps) / 2,
            );
            let searched = self.bounded(bound, share);
            if !matches!(searched, Searched::Some) {
                return self.settle(searched, bound);
            }
        }
        self.random(Method::Bounded)
    }

    /// What a bounded search that ended comes to.
    fn settle(&mut self, searched: Searched, bound: u32) -> Option<Candidate> {
        match searched {
            Searched::Failed(candidate) => Some(self.shorten(candidate, bound)),
            Searched::All { .. } => {
                self.coverage.exhaustive = !self.pruned;
                None
            }
            Searched::Some => None,
        }
    }

    /// All runs with at most `bound` preemptions. `All` comes back only when these were all there are.
    fn bounded(&mut self, bound: u32, (runs, steps): (usize, u64)) -> Searched {
        let mut strategy = DepthFirst::bounded(bound);
        match self.depth_first(&mut strategy, runs, steps) {
            Searched::All { cut } => {
                self.coverage.preemptions = Some(bound);
                if cut {
                    Searched::Some
                } else {
                    Searched::All { cut }
                }
            }
            other => other,
        }
    }

    /// Goes on with the search up to a failing run, for so many runs and steps.
    fn depth_first(&mut self, strategy: &mut DepthFirst, runs: usize, steps: u64) -> Searched {
        let steps = self.steps.saturating_add(steps);
        for _ in 0..runs {
            if self.is_spent() || self.steps >= steps {
                return Searched::Some;
            }
            let first = self.coverage.schedules == 0;
            let record = if first {
                Record::Output
            } else {
                Record::Nothing
            };
            let (outcome, execution) = self.run(strategy, record);
            if first {
                self.length = usize::try_from(execution.steps).unwrap_or(usize::MAX);
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

    fn run(&mut self, strategy: &mut dyn Strategy, record: Record) -> (Outcome, Execution) {
        let (outcome, mut execution) = run(self.body, strategy, record, self.caller);
        self.steps += execution.steps;
        self.pruned |= execution.pruned;
        self.coverage.left_running |= execution.left_running;
        if !matches!(outcome, Outcome::Abandoned) {
            self.coverage.schedules += 1;
        }
        self.held |= matches!(outcome, Outcome::Held);
        if record != Record::Nothing {
            self.output = std::mem::take(&mut execution.output);
        }
        (outcome, execution)
    }

    /// Looks for a failing run with fewer preemptions.
    fn simplify(&mut self, candidate: Candidate) -> Candidate {
        for bound in 2..candidate.preemptions {
            let simpler = self.aside(SHORTEN.0, SHORTEN.1, |search| {
                search.bounded(bound, SHORTEN)
            });
            if let Searched::Failed(simpler) = simpler {
                return self.shorten(simpler, bound);
            }
        }
        let bound = candidate.preemptions;
        self.shorten(candidate, bound)
    }

    /// Looks for a failing run with as many preemptions that takes fewer steps.
    fn shorten(&mut self, mut shortest: Candidate, bound: u32) -> Candidate {
        if matches!(shortest.failure, Failure::NotRepeatable) {
            return shortest;
        }
        self.aside(SHORTEN.0, SHORTEN.1, |search| {
            let mut strategy = DepthFirst::bounded(bound);
            loop {
                let searched = search.depth_first(&mut strategy, usize::MAX, u64::MAX);
                let Searched::Failed(candidate) = searched else {
                    return;
                };
                if candidate.kind() == shortest.kind()
                    && (candidate.preemptions, candidate.steps)
                        < (shortest.preemptions, shortest.steps)
                {
                    shortest = candidate;
                }
                if strategy.diverged() || !strategy.advance() {
                    return;
                }
            }
        });
        shortest
    }

    /// Does something with a budget of its own. Its runs explain a failure; they are not part of what was covered.
    fn aside<R>(&mut self, runs: usize, steps: u64, f: impl FnOnce(&mut Self) -> R) -> R {
        let before = (self.coverage.clone(), self.budget, self.steps);
        self.budget.schedules = self.coverage.schedules + runs;
        self.budget.steps = self.steps + steps;
        let result = f(self);
        (self.coverage, self.budget, self.steps) = before;
        result
    }

    fn random(&mut self, method: Method) -> Option<Candidate> {
        let mut number = 0;
        while !self.is_spent() {
            let seed = self.budget.seed.wrapping_add(number);
            let mut random = Random::new(seed);
            let mut pct = Pct::new(seed, self.length.max(20));
            let is_random = match method {
                Method::Bounded => number % 2 == 0,
                Method::Random => true,
                Method::Pct => false,
            };
            let strategy: &mut dyn Strategy = if is_random { &mut random } else { &mut pct };
            let (outcome, execution) = self.run(strategy, Record::Nothing);
            self.coverage.random += 1;
            number += 1;
            if let Outcome::Failed(failure) = outcome {
                let candidate = Candidate::new(failure, &execution);
                return Some(match method {
                    Method::Bounded => self.simplify(candidate),
                    Method::Random | Method::Pct => candidate,
                });
            }
        }
        None
    }

    /// Whether any run holds, as far as one can tell by trying some.
    fn some_hold(&mut self) -> bool {
        if !self.held {
            self.aside(COMPARE.0, COMPARE.1, |search| {
                while !search.is_spent() && !search.held {
                    let seed = search.coverage.schedules as u64;
                    search.run(&mut Random::new(seed), Record::Nothing);
                }
            });
        }
        self.held
    }

    /// Runs the candidate again, with everything written down.
    fn retrace(&mut self, method: Method, candidate: Candidate) -> Found {
        let some_hold = method == Method::Bounded && self.some_hold();
        let mut replay = Replay::new(candidate.picks);
        let (outcome, execution) = self.run(&mut replay, Record::Everything);
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
            some_hold,
            threads: threads.collect(),
            objects: objects
                .map(|object| (object.what, place(object.made_at)))
                .collect(),
            events: execution.events,
        }
    }
}

enum Searched {
    Failed(Candidate),
    /// All there were; `cut` where a bound kept some out.
    All {
        cut: bool,
    },
    /// The budget ended first, or there are more.
    Some,
}

impl Candidate {
    fn new(failure: Failure, execution: &Execution) -> Self {
        Self {
            failure,
            picks: execution.picks.clone(),
            preemptions: execution.preemptions,
            steps: execution.steps,
        }
    }

    /// Of a panic also where, so that another check of the same test does not take its place.
    fn kind(&self) -> (std::mem::Discriminant<Failure>, Option<&Place>) {
        let place = match &self.failure {
            Failure::Panic { place, .. } => place.as_ref(),
            _ => None,
        };
        (std::mem::discriminant(&self.failure), place)
    }
}
