//! What an exploration comes to.

use crate::callers::Callers;
use crate::choice::{Asked, Choice, Turn};
use crate::operation::Kind;
use crate::place::Place;
use crate::strategy::Mode;
use crate::task::TaskId;
use crate::trace::Event;

/// Why a run failed.
#[derive(Clone, Debug)]
pub enum Failure {
    /// The first thread panicked.
    Panic {
        /// What it said.
        message: String,
        /// Where, if that is known.
        place: Option<Place>,
    },
    /// Nobody can go on.
    Deadlock(Vec<Blocked>),
    /// So many steps without anything achieved, or without an end.
    NoProgress {
        /// How many.
        steps: u64,
        /// Where each thread was.
        threads: Vec<Blocked>,
    },
    /// The program ended itself.
    Exit {
        /// Its status.
        status: i32,
        /// Where.
        place: Place,
    },
    /// More threads at the same time than may be.
    TooManyThreads {
        /// How many may be.
        most: usize,
        /// Where one more was to start.
        place: Place,
    },
    /// No thread may be left behind, and these still ran when the first one ended.
    LeftRunning(Vec<Blocked>),
    /// The same choices led elsewhere: something outside the explorer's control is in play.
    NotRepeatable,
}

/// A thread that stands before an operation.
#[derive(Clone, Debug)]
pub struct Blocked {
    /// Who.
    pub thread: TaskId,
    /// Before what.
    pub kind: Kind,
    /// On which object.
    pub object: usize,
    /// Where in the source.
    pub place: Place,
    /// From where that was called.
    pub callers: Callers,
}

/// What was covered.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Coverage {
    /// Runs of the closure.
    pub schedules: usize,
    /// Whether every interleaving was run, or one that it equals.
    pub exhaustive: bool,
    /// All interleavings with at most this many preemptions were run.
    pub preemptions: Option<u32>,
    /// How many of the runs were random.
    pub random: usize,
    /// Where something can happen for no reason (a wait ends, a weak exchange fails): how often in one run was tried.
    /// `None`: as often as it can.
    pub spurious: Option<u32>,
    /// Whether in some run a thread was left behind when the first one ended.
    pub left_running: bool,
}

/// A thread in a trace.
#[derive(Clone, Debug)]
pub struct Thread {
    /// Its name, where it was given one.
    pub name: Option<String>,
    /// Where it was spawned.
    pub spawned_at: Place,
}

/// A failing run.
#[derive(Clone, Debug)]
pub struct Found {
    /// Why it failed.
    pub failure: Failure,
    /// How many times a thread that could go on was interrupted.
    pub preemptions: u32,
    /// Whether some runs hold. `false`: every run that was tried fails. Where there was no progress, none are tried for it.
    pub some_hold: bool,
    /// Its threads, by number.
    pub threads: Vec<Thread>,
    /// Its objects, by number: what each is and where it was made.
    pub objects: Vec<(&'static str, Place)>,
    /// What happened, in order.
    pub events: Vec<Event>,
    /// How many events of a long run are missing behind the first [`FIRST_EVENTS`](crate::FIRST_EVENTS).
    pub left_out: usize,
    /// What was chosen, for [`play`](crate::play).
    pub choices: Vec<Choice>,
    pub(crate) mode: Mode,
}

/// A failing run, for whoever wants to make it themselves.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shortest {
    /// What is to be chosen.
    pub choices: Vec<Choice>,
    /// How many times a thread that could go on is interrupted.
    pub preemptions: u32,
}

/// How a run stands behind the choices it was given.
#[derive(Clone, Debug)]
pub enum Standing {
    /// Somebody is to be chosen.
    Open(Vec<Turn>),
    /// A way is to be chosen.
    Asks(Asked),
    /// It is over, and held.
    Held,
    /// It is over, and failed.
    Failed(Failure),
    /// A choice does not exist.
    Astray,
}

/// A run that somebody else decided, up to its end or to where nothing more was chosen.
#[derive(Clone, Debug)]
pub struct Run {
    /// How it stands there.
    pub standing: Standing,
    /// Its threads that have not ended, each before what it does next.
    pub blocked: Vec<Blocked>,
    /// How many times a thread that could go on was interrupted.
    pub preemptions: u32,
    /// Its threads, by number.
    pub threads: Vec<Thread>,
    /// Its objects, by number: what each is and where it was made.
    pub objects: Vec<(&'static str, Place)>,
    /// What happened, in order.
    pub events: Vec<Event>,
    /// How many events of a long run are missing behind the first [`FIRST_EVENTS`](crate::FIRST_EVENTS).
    pub left_out: usize,
    /// The failing run that was found, where its choices are known.
    pub shortest: Option<Shortest>,
}

/// The result of an exploration.
#[derive(Clone, Debug)]
pub struct Exploration {
    /// What was covered.
    pub coverage: Coverage,
    /// The failing run that is easiest to follow, if any fails.
    pub found: Option<Found>,
    /// What the failing run printed, or else the first one.
    pub output: String,
}
