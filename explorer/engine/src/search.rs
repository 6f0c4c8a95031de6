//! Which interleavings are run, and in which order.
//!
//! 1. All of them, those that only swap commuting operations once (sleep sets: Godefroid, LNCS 1032, 1996). Where these
//!    are not too many and all hold, little is left to do: the same with more that happens for no reason; and, where some
//!    way to go on was left out to be fair, those in which nobody is made to wait.
//! 2. Where they are too many: all with 0 preemptions, then all with 1, since most mistakes show there (iterative context
//!    bounding: Musuvathi, Qadeer, PLDI 2007); some more of step 1; all with 2 preemptions, 3, and so on.
//! 3. Random ones, and ones with random priorities (PCT: Burckhardt et al., ASPLOS 2010), for the rest of the budget.
//!
//! What fails is then looked at again, for a run that fails with fewer preemptions or after fewer steps: those with none,
//! then those with one.
//!
//! Budgets are numbers of runs and of steps, so that the verdict does not depend on the machine. Only a program that
//! computes for long between its points is cut off by time.

mod depth_first;
mod guided;
mod random;
mod replay;

use std::panic::Location;
use std::time::Duration;

use crate::choice::Choice;
use crate::execution::run::{Settings, run};
use crate::execution::{Execution, Outcome, Record};
use crate::observation::forget_observations;
use crate::place::{Place, place};
use crate::progress::{self, computed};
use crate::report::{Coverage, Exploration, Failure, Found, Run, Shortest, Standing, Thread};
use crate::statics;
use crate::strategy::{Mode, Strategy};

use depth_first::DepthFirst;
use guided::Guided;
use random::{Pct, Random};
use replay::Replay;

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
    /// Most threads that live at the same time.
    pub threads: usize,
    /// How often in one run something may happen for no reason: a wake-up, a failing weak exchange.
    pub spurious: u32,
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
            threads: 1_024,
            spurious: 3,
        }
    }
}

impl Budget {
    /// So many runs, and the steps that go with them.
    #[must_use]
    pub fn of_schedules(schedules: usize) -> Self {
        let default = Self::default();
        let steps = schedules as u64 * (default.steps / default.schedules as u64);
        Self {
            schedules,
            steps: steps.max(default.steps),
            ..default
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
    /// All runs, without any reduction.
    Plain,
}

/// What a run may do without progress where it need not be fair: asking in vain a thousand times.
const UNFAIR_IDLE: u64 = 100_000;
/// So many runs, and steps, are spent on a shorter failing run.
const SHORTEN: (usize, u64) = (2_000, 200_000);
/// So many runs, and steps, are spent to see whether any run holds.
const COMPARE: (usize, u64) = (200, 200_000);

/// A failing run, by its choices.
struct Candidate {
    failure: Failure,
    mode: Mode,
    picks: Vec<u32>,
    preemptions: u32,
    steps: u64,
}

/// What the runs of a phase did not do.
#[derive(Default)]
struct LeftOut {
    /// Some way to go on.
    ways: bool,
    /// What could have happened for no reason once more.
    spurious: bool,
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
    left_out: LeftOut,
    /// Whether somebody looked at what has been no point so far.
    has_news: bool,
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
    begin();
    let started = computed();
    loop {
        let mut search = Search::new(body, budget, started);
        let found = match method {
            Method::Bounded => search.find(),
            Method::Random | Method::Pct => search.random(method),
            Method::Plain => search.plain(),
        };
        // What was run so far missed what somebody can see.
        if search.has_news {
            continue;
        }
        let coverage = search.coverage.clone();
        let found = found.map(|candidate| search.retrace(method, candidate));
        if search.has_news {
            continue;
        }
        return Exploration {
            found,
            coverage,
            output: search.output,
        };
    }
}

/// Explores the closure, and then runs it once more, as `choices` say, up to where they end. The exploration comes first
/// since it knows what threads look at, and so what the choices are.
#[track_caller]
pub fn play(budget: Budget, choices: &[Choice], body: &dyn Fn()) -> (Exploration, Run) {
    let exploration = explore(budget, body);
    let mut mode = Mode {
        spurious: budget.spurious,
        ..Mode::FAIR
    };
    let mut shortest = None;
    let mut search = Search::new(body, budget, computed());
    if let Some(found) = &exploration.found {
        let as_found = Mode {
            eager: false,
            ..found.mode
        };
        let run = search.guided(&found.choices, as_found);
        // In few programs the steps of one thread cannot be told from choices; then the shortest way is not known.
        if matches!(run.standing, Standing::Failed(_)) {
            mode = as_found;
            shortest = Some(Shortest {
                choices: found.choices.clone(),
                preemptions: run.preemptions,
            });
        }
    }
    let run = search.guided(choices, mode);
    (exploration, Run { shortest, ..run })
}

/// Nothing is known of the closure yet.
fn begin() {
    forget_observations();
    progress::start();
    statics::keep();
}

impl<'a> Search<'a> {
    #[track_caller]
    fn new(body: &'a dyn Fn(), budget: Budget, started: Duration) -> Self {
        Search {
            body,
            caller: Location::caller(),
            budget,
            coverage: Coverage::default(),
            started,
            steps: 0,
            length: 0,
            held: false,
            left_out: LeftOut::default(),
            has_news: false,
            output: String::new(),
        }
    }

    fn left(&self) -> usize {
        self.budget
            .schedules
            .saturating_sub(self.coverage.schedules)
    }

    fn steps_left(&self) -> u64 {
        self.budget.steps.saturating_sub(self.steps)
    }

    /// Whether nothing more may be tried.
    fn is_spent(&self) -> bool {
        self.left() == 0
            || self.steps_left() == 0
            || self.has_news
            || computed() >= self.started + self.budget.time
    }

    fn find(&mut self) -> Option<Candidate> {
        let most = self.budget.preemptions;
        let mut all = DepthFirst::exhaustive(Mode::EAGER);
        if most == u32::MAX {
            // Often this is all there is to do.
            let share = self.budget.steps / 8;
            match self.phase(&mut all, self.budget.schedules / 2, share) {
                Searched::Failed(candidate) => return Some(self.simplest(candidate)),
                Searched::All { cut } => return self.and_more(cut),
                Searched::Some => {}
            }
        }
        // Whatever cannot be done wholly leaves something for what comes after it.
        let share = (self.budget.schedules / 4, self.budget.steps / 8);
        for bound in 0..=most.min(1) {
            match self.bounded(bound, Mode::FAIR, share) {
                Searched::Failed(candidate) => return Some(self.shorten(candidate, bound)),
                Searched::All { cut } => self.may_be_all(cut),
                Searched::Some => break,
            }
        }
        if most == u32::MAX {
            let share = self.budget.steps / 2;
            match self.depth_first(&mut all, usize::MAX, share.saturating_sub(self.steps)) {
                Searched::Failed(candidate) => return Some(self.simplify(candidate)),
                Searched::All { cut } => return self.and_more(cut),
                Searched::Some => {}
            }
        }
        for bound in 2..=most {
            let is_next = self.coverage.preemptions == Some(bound - 1);
            if !is_next || self.coverage.exhaustive || self.is_spent() {
                break;
            }
            let share = (self.left() / 2, self.steps_left() / 2);
            match self.bounded(bound, Mode::FAIR, share) {
                Searched::Failed(candidate) => return Some(self.shorten(candidate, bound)),
                Searched::All { cut } => self.may_be_all(cut),
                Searched::Some => break,
            }
        }
        if self.coverage.exhaustive {
            return None;
        }
        if let Some(candidate) = self.unfair(false) {
            return Some(candidate);
        }
        self.random(Method::Bounded)
    }

    /// A phase has run all it was to run. Says whether these were all there are.
    fn may_be_all(&mut self, cut: bool) {
        self.coverage.exhaustive = !cut && !self.left_out.ways;
        self.coverage.spurious = self.left_out.spurious.then_some(1);
    }

    /// All runs were tried, save what was left out to be fair, or happens for no reason more than once.
    fn and_more(&mut self, cut: bool) -> Option<Candidate> {
        let pruned = self.left_out.ways;
        self.may_be_all(cut);
        for spurious in 2..=self.budget.spurious {
            if pruned || self.coverage.spurious.is_none() {
                break;
            }
            let mode = Mode {
                spurious,
                ..Mode::EAGER
            };
            let share = self.steps_left() / 4;
            match self.phase(&mut DepthFirst::exhaustive(mode), usize::MAX, share) {
                Searched::Failed(candidate) => return Some(self.simplify(candidate)),
                Searched::All { .. } => {
                    self.coverage.spurious = self.left_out.spurious.then_some(spurious);
                }
                Searched::Some => break,
            }
        }
        if pruned { self.unfair(!cut) } else { None }
    }

    /// Of a failing run that was found before the simple ones were tried: the simplest that fails.
    fn simplest(&mut self, candidate: Candidate) -> Candidate {
        let (runs, steps) = (self.budget.schedules / 4, self.budget.steps / 8);
        for bound in 0..=candidate.preemptions.min(1) {
            let searched = self.aside(runs, steps, |search| {
                search.bounded(bound, Mode::FAIR, (runs, steps))
            });
            match searched {
                Searched::Failed(simple) => return self.shorten(simple, bound),
                Searched::All { .. } => {}
                Searched::Some => break,
            }
        }
        self.simplify(candidate)
    }

    /// Runs in which nobody is made to wait. Each that gets nowhere is given up, since it may be endless. If none is,
    /// and these were all, nothing is left out.
    fn unfair(&mut self, all: bool) -> Option<Candidate> {
        let unfair = |eager| Mode {
            eager,
            fair: false,
            most_idle: UNFAIR_IDLE,
            spurious: 1,
        };
        let share = (self.left() / 4, self.steps_left() / 8);
        let before = self.coverage.preemptions;
        for bound in 0..=1 {
            let searched = self.bounded(bound, unfair(false), share);
            self.coverage.preemptions = before;
            if let Searched::Failed(candidate) = searched {
                return Some(candidate);
            }
        }
        if all && !self.is_spent() {
            let mut strategy = DepthFirst::exhaustive(unfair(true));
            match self.phase(&mut strategy, usize::MAX, share.1) {
                Searched::Failed(candidate) => return Some(candidate),
                Searched::All { cut } => self.may_be_all(cut),
                Searched::Some => {}
            }
        }
        None
    }

    /// All runs with at most `bound` preemptions.
    fn bounded(&mut self, bound: u32, mode: Mode, (runs, steps): (usize, u64)) -> Searched {
        let searched = self.phase(&mut DepthFirst::bounded(bound, mode), runs, steps);
        if let Searched::All { .. } = searched {
            self.coverage.preemptions = Some(bound);
        }
        searched
    }

    /// All runs of the strategy, with what was left out known for these alone.
    fn phase(&mut self, strategy: &mut DepthFirst, runs: usize, steps: u64) -> Searched {
        self.left_out = LeftOut::default();
        self.depth_first(strategy, runs, steps)
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
            if execution.has_news {
                return Searched::Some;
            }
            if strategy.diverged() {
                let failure = Failure::NotRepeatable;
                return Searched::Failed(Candidate::new(&failure, strategy, &execution));
            }
            if let Outcome::Failed(failure) = outcome {
                return Searched::Failed(Candidate::new(&failure, strategy, &execution));
            }
            if !strategy.advance() {
                let cut = strategy.was_cut();
                return Searched::All { cut };
            }
        }
        Searched::Some
    }

    fn run(&mut self, strategy: &mut dyn Strategy, record: Record) -> (Outcome, Execution) {
        let settings = Settings {
            record,
            most_threads: self.budget.threads,
            caller: self.caller,
        };
        let (outcome, execution) = run(self.body, strategy, settings);
        self.steps += execution.steps;
        self.left_out.ways |= execution.pruned;
        self.left_out.spurious |= execution.spurious_left_out;
        self.has_news |= execution.has_news;
        self.coverage.left_running |= execution.left_running;
        if !matches!(outcome, Outcome::Abandoned) {
            self.coverage.schedules += 1;
        }
        self.held |= matches!(outcome, Outcome::Held);
        if record != Record::Nothing {
            // Copied: it lies in memory of the run.
            self.output.clone_from(&execution.output);
        }
        (outcome, execution)
    }

    /// Looks for a failing run with fewer preemptions.
    fn simplify(&mut self, candidate: Candidate) -> Candidate {
        if !candidate.mode.fair {
            return candidate;
        }
        for bound in 2..candidate.preemptions {
            let simpler = self.aside(SHORTEN.0, SHORTEN.1, |search| {
                search.bounded(bound, Mode::FAIR, SHORTEN)
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
        // One round is all that is drawn of a run without end, however long it took to get there.
        if matches!(
            shortest.failure,
            Failure::NotRepeatable | Failure::NoProgress { .. }
        ) {
            return shortest;
        }
        self.aside(SHORTEN.0, SHORTEN.1, |search| {
            let mut strategy = DepthFirst::bounded(bound, Mode::FAIR);
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
            let mut random = Random::new(seed, Mode::FAIR);
            let mut pct = Pct::new(seed, Mode::FAIR, self.length.max(20));
            let is_random = match method {
                Method::Bounded => number % 2 == 0,
                Method::Random => true,
                Method::Pct | Method::Plain => false,
            };
            let strategy: &mut dyn Strategy = if is_random { &mut random } else { &mut pct };
            let (outcome, execution) = self.run(strategy, Record::Nothing);
            self.coverage.random += 1;
            number += 1;
            if let Outcome::Failed(failure) = outcome {
                let candidate = Candidate::new(&failure, strategy, &execution);
                return Some(match method {
                    Method::Bounded => self.simplify(candidate),
                    _ => candidate,
                });
            }
        }
        None
    }

    fn plain(&mut self) -> Option<Candidate> {
        match self.bounded(u32::MAX, Mode::FAIR, (usize::MAX, u64::MAX)) {
            Searched::Failed(candidate) => Some(candidate),
            Searched::All { cut } => {
                self.may_be_all(cut);
                None
            }
            Searched::Some => None,
        }
    }

    /// Whether any run holds, as far as one can tell by trying some. Of a run without end nobody asks, and more of them take
    /// long.
    fn some_hold(&mut self, failure: &Failure) -> bool {
        if !self.held && !matches!(failure, Failure::NoProgress { .. }) {
            self.aside(COMPARE.0, COMPARE.1, |search| {
                while !search.is_spent() && !search.held {
                    let seed = search.coverage.schedules as u64;
                    search.run(&mut Random::new(seed, Mode::FAIR), Record::Nothing);
                }
            });
        }
        self.held
    }

    /// Runs the candidate again, with everything written down.
    fn retrace(&mut self, method: Method, candidate: Candidate) -> Found {
        let some_hold = method == Method::Bounded && self.some_hold(&candidate.failure);
        let mut replay = Replay::new(candidate.picks, candidate.mode);
        let (outcome, execution) = self.run(&mut replay, Record::Everything);
        // Copied, as all that is told: it lies in memory of the run.
        let failure = match &outcome {
            Outcome::Failed(failure) if !matches!(candidate.failure, Failure::NotRepeatable) => {
                failure.clone()
            }
            _ => Failure::NotRepeatable,
        };
        Found {
            failure,
            preemptions: candidate.preemptions,
            some_hold,
            threads: threads(&execution),
            objects: objects(&execution),
            events: execution.events.kept(),
            left_out: execution.events.left_out(),
            choices: replay.into_choices(),
            mode: candidate.mode,
        }
    }

    /// Runs as the choices say, with everything written down.
    fn guided(&mut self, choices: &[Choice], mode: Mode) -> Run {
        let mut guided = Guided::new(choices, mode);
        let (outcome, execution) = self.run(&mut guided, Record::Everything);
        if execution.has_news {
            // No exploration came as far as this run.
            drop(execution);
            return self.guided(choices, mode);
        }
        let standing = match (outcome, &execution.asked) {
            (Outcome::Held, _) => Standing::Held,
            (Outcome::Failed(failure), _) => Standing::Failed(failure.clone()),
            (Outcome::Abandoned, _) if guided.is_astray => Standing::Astray,
            (Outcome::Abandoned, Some(asked)) => Standing::Asks(asked.clone()),
            (Outcome::Abandoned, None) if guided.turns.is_empty() => Standing::Astray,
            (Outcome::Abandoned, None) => Standing::Open(guided.turns),
        };
        Run {
            standing,
            blocked: execution.blocked(),
            preemptions: execution.preemptions,
            threads: threads(&execution),
            objects: objects(&execution),
            events: execution.events.kept(),
            left_out: execution.events.left_out(),
            shortest: None,
        }
    }
}

/// The threads of a run.
fn threads(execution: &Execution) -> Vec<Thread> {
    let threads = execution.threads().map(|info| Thread {
        name: info.name.clone(),
        spawned_at: place(info.spawned_at),
    });
    threads.collect()
}

/// What its threads shared.
fn objects(execution: &Execution) -> Vec<(&'static str, Place)> {
    let objects = execution.objects.iter();
    objects
        .map(|object| (object.what, place(object.made_at)))
        .collect()
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
    /// The failure is copied: what it says lies in memory of the run.
    fn new(failure: &Failure, strategy: &dyn Strategy, execution: &Execution) -> Self {
        Self {
            failure: failure.clone(),
            mode: strategy.mode(),
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
