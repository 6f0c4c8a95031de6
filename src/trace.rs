//! One interleaving of an attempt's threads: what happened, in order. A model like `verdict`; it imports nothing of the
//! project but `text`.

pub(crate) mod choice;
pub(crate) mod names;
pub(crate) mod no_progress;
#[cfg(test)]
pub(crate) mod script;
pub(crate) mod spot;
pub mod state;
pub(crate) mod words;

use std::fmt;
use std::str::FromStr;

use crate::text::worded;

/// What follows the name of a message that somebody must come for.
pub const OFFERED: &str = ", offered";

/// A place in the source. Lines and columns count from 1.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Place {
    /// Path as given to the compiler: of the attempt, of the checks, or of a probe.
    pub file: String,
    /// Line.
    pub line: u32,
    /// Column, in characters.
    pub column: u32,
}

impl Place {
    /// Whether it lies in the standard library, or in what stands in for it: a call that an iterator makes, for example.
    pub fn is_in_library(&self) -> bool {
        // As the compiler's system writes it.
        let file = self.file.replace('\\', "/");
        let parts = ["/library/core/", "/library/alloc/", "/library/std/"];
        file.starts_with("explorer/std/src/") || parts.iter().any(|part| file.contains(part))
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}:{}", self.file, self.line, self.column)
    }
}

/// The file that the student wrote, as it was judged.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// Path as given to the compiler, so that a [`Place`] can be recognised as lying in it.
    pub path: String,
    /// What it holds.
    pub text: String,
}

/// A failing interleaving.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trace {
    /// Name of the check that ran.
    pub check: String,
    /// The sentence that a student reads of that check. Empty where it is not known.
    pub description: String,
    /// What the student wrote.
    pub source: Source,
    /// The threads, by number. Number 0 runs the check.
    pub threads: Vec<Thread>,
    /// What they share, by number. Number 0 is nothing.
    pub objects: Vec<Object>,
    /// What happened, in order.
    pub events: Vec<Event>,
    /// How it ended.
    pub ending: Ending,
    /// How many times a thread that could have gone on was interrupted.
    pub preemptions: u32,
}

/// A thread of a trace.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Thread {
    /// Its name: `main`, or the one its `Builder` gave it.
    pub name: Option<String>,
    /// The variable that its handle is kept in, as the source calls it.
    pub handle: Option<String>,
    /// Where it was spawned. `None` for `main`.
    pub spawned_at: Option<Place>,
}

/// Something that threads share.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Object {
    /// Its type: `Mutex`, `RwLock`, `Condvar`, `channel`, `AtomicU32`, `Barrier`, `Once`, `Arc`, …
    pub kind: String,
    /// The variable, static or field it was made for, as the source calls it.
    pub name: Option<String>,
    /// Where it was made.
    pub made_at: Option<Place>,
}

/// One thing that a thread did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    /// Number of the thread.
    pub thread: usize,
    /// What it did.
    pub operation: Operation,
    /// Number of the object it did it to.
    pub object: Option<usize>,
    /// Number of another thread that it concerns: the one spawned, joined, unparked or woken.
    pub other: Option<usize>,
    /// Where, if that is known.
    pub place: Option<Place>,
    /// A value, or how it went; see [`Operation`].
    pub detail: String,
    /// From where the function was called that did it, in the student's file, and from where that one was, and so on. Empty
    /// where it is not known.
    pub callers: Vec<Place>,
}

/// A thread that cannot go on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Blocked {
    /// Number of the thread.
    pub thread: usize,
    /// What it waits to do.
    pub operation: Operation,
    /// To which object.
    pub object: Option<usize>,
    /// For which thread.
    pub other: Option<usize>,
    /// Where.
    pub place: Option<Place>,
    /// From where; see [`Event::callers`].
    pub callers: Vec<Place>,
}

impl Event {
    /// How many events are left out of the trace in this place.
    pub fn left_out(&self) -> Option<usize> {
        let says_so = self.operation == Operation::Note && self.place.is_none();
        let count = self.detail.strip_suffix(" more events");
        count.filter(|_| says_so)?.parse().ok()
    }

    /// The name of the message that was sent or received: `message 3`.
    pub fn message(&self) -> Option<&str> {
        let passes = matches!(self.operation, Operation::Send | Operation::Receive);
        let name = self.detail.strip_suffix(OFFERED).unwrap_or(&self.detail);
        let number = name.strip_prefix("message ")?;
        (passes && number.parse::<u64>().is_ok()).then_some(name)
    }

    /// Whether its place is where it happened, and not where what it is about was made.
    pub fn is_there(&self) -> bool {
        !matches!(self.operation, Operation::Drop | Operation::Closed)
    }
}

impl Trace {
    /// Whether an object is an `Arc`, of which `Weak`s are a part.
    pub fn is_arc(&self, object: usize) -> bool {
        let object = self.objects.get(object);
        object.is_some_and(|object| object.kind == "Arc")
    }

    /// The event that stands for those that are left out.
    pub fn gap(&self) -> Option<usize> {
        self.events
            .iter()
            .position(|event| event.left_out().is_some())
    }

    /// The line of the student's file where an event happened.
    pub fn line_of(&self, event: &Event) -> Option<u32> {
        let place = event.place.as_ref().filter(|_| event.is_there());
        self.own_line(place)
    }

    /// The line of a place, where that lies in the student's own file.
    pub fn own_line(&self, place: Option<&Place>) -> Option<u32> {
        place
            .filter(|place| place.file == self.source.path)
            .map(|place| place.line)
    }

    /// Where in the student's file it fails: where a panic, or a thread that is stuck, is; where that is elsewhere, what was done
    /// last in that file.
    pub fn fails_at(&self) -> Option<&Place> {
        let own = |place: &&Place| self.own_line(Some(place)).is_some();
        let ending = match &self.ending {
            Ending::Panic { place, .. } | Ending::Exit { place, .. } => place.as_ref().filter(own),
            ending => {
                let mut places = ending.blocked().iter().filter_map(|it| it.place.as_ref());
                places.find(own)
            }
        };
        let events = self.events.iter().rev().filter(|event| event.is_there());
        let mut events = events.filter_map(|event| event.place.as_ref());
        ending.or_else(|| events.find(own))
    }

    /// Whether an object is the student's: made in their file, or used there.
    pub fn is_own(&self, object: usize) -> bool {
        let made_at = self
            .objects
            .get(object)
            .and_then(|object| object.made_at.as_ref());
        let events = self.events.iter().map(|event| (event.object, &event.place));
        let blocked = self.ending.blocked().iter();
        let blocked = blocked.map(|blocked| (blocked.object, &blocked.place));
        let mut uses = events.chain(blocked);
        self.own_line(made_at).is_some()
            || uses.any(|(used, place)| {
                used == Some(object) && self.own_line(place.as_ref()).is_some()
            })
    }
}

/// How a failing interleaving ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Ending {
    /// A panic ended the check, in the check itself or in the code it called.
    Panic {
        /// What it said.
        message: String,
        /// Where.
        place: Option<Place>,
    },
    /// Nobody could go on.
    Deadlock(Vec<Blocked>),
    /// So many steps went by without anything being achieved: a loop that waits by asking again and again, or threads
    /// that keep giving way to each other. Lists where each thread was.
    NoProgress {
        /// Steps since something was achieved.
        steps: u64,
        /// Where each thread was.
        threads: Vec<Blocked>,
    },
    /// The check asks that no thread be left behind, and these were still running when it ended.
    LeftRunning(Vec<Blocked>),
    /// The program ended itself.
    Exit {
        /// With this status.
        status: i32,
        /// Where.
        place: Option<Place>,
    },
}

impl Ending {
    /// The threads that it lists.
    pub fn blocked(&self) -> &[Blocked] {
        match self {
            Self::Deadlock(threads)
            | Self::NoProgress { threads, .. }
            | Self::LeftRunning(threads) => threads,
            Self::Panic { .. } | Self::Exit { .. } => &[],
        }
    }

    /// The same, to be changed.
    pub fn blocked_mut(&mut self) -> &mut [Blocked] {
        match self {
            Self::Deadlock(threads)
            | Self::NoProgress { threads, .. }
            | Self::LeftRunning(threads) => threads,
            Self::Panic { .. } | Self::Exit { .. } => &mut [],
        }
    }
}

worded! {
    /// What a thread can do, in the field's words.
    #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
    pub enum Operation {
        /// Started the thread `other`.
        Spawn = "spawn",
        /// Ended; detail `panicked` where it did.
        Exit = "exit",
        /// Came back from joining the thread `other`; detail `panicked` where that one did.
        Join = "join",
        /// Took a mutex; detail `poisoned` where it was.
        Lock = "lock",
        /// Tried to take a mutex; detail `taken` or `busy`.
        TryLock = "try_lock",
        /// Gave a mutex or a reader-writer lock back.
        Unlock = "unlock",
        /// Took a reader-writer lock for reading; detail `busy` where it only tried.
        ReadLock = "read_lock",
        /// Took a reader-writer lock for writing; detail `busy` where it only tried.
        WriteLock = "write_lock",
        /// Cannot go on here yet; detail is the word of what it waits to do.
        Block = "block",
        /// Began to wait on a condition variable.
        Wait = "wait",
        /// Stopped waiting on it; detail `notified`, `timed out` or `for no reason`.
        Wake = "wake",
        /// Notified a condition variable; detail `one` or `all`, or `nobody` where nobody waited; `other` is the thread
        /// that one wakes.
        Notify = "notify",
        /// Read an atomic; detail is the value. Looked whether a `OnceLock` is set: `empty` or `set`. Looked how many `Arc`s there
        /// are: `2`, or how many `Weak`s: `1 weak`.
        Read = "read",
        /// Wrote an atomic; detail is the value.
        Write = "write",
        /// Read and wrote an atomic in one step; detail `0 → 1`. Looked at the number of `Arc`s and changed it: `1 → 2` to upgrade,
        /// `1 → 0` to take the value, `2 → 1` to give it up to the others.
        Update = "update",
        /// Sent; detail `message 3`, or `full` or `refused`; `message 3, offered` where somebody must come for it.
        Send = "send",
        /// Received; detail `message 3`, or `empty`, `closed` or `timed out`.
        Receive = "recv",
        /// Made another `Sender` of a channel, or another `Arc` or `Weak`; detail is how many there are now: `2`, or `1 weak`.
        Clone = "clone",
        /// Dropped a `Sender`; detail is how many are left. The place is where that one was made. Dropped an `Arc` or a `Weak`;
        /// detail is how many are left: `1`, or `0 weak`.
        Drop = "drop",
        /// Dropped the last `Sender`, or the `Receiver`: detail `sender` or `receiver`. The place is where that was made.
        Closed = "closed",
        /// Came back from parking; detail `unparked`, `timed out` or `for no reason`.
        Park = "park",
        /// Unparked the thread `other`.
        Unpark = "unpark",
        /// Slept; detail is for how long: `100 ms`.
        Sleep = "sleep",
        /// Gave way.
        Yield = "yield",
        /// Printed; detail is the text.
        Print = "print",
        /// Panicked; detail is the message.
        Panic = "panic",
        /// Arrived at a barrier; detail `2 of 3`.
        Arrive = "arrive",
        /// Initialised a `OnceLock`, `LazyLock` or `Once`; detail `too late` where that had been done.
        Initialise = "initialise",
        /// What a probe saw; detail says it. Without a place: `9700 more events` that are left out here.
        Note = "note",
        /// Ended the whole program; detail is the status.
        ExitProcess = "exit_process",
    }
}

impl fmt::Display for Operation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}

impl FromStr for Operation {
    type Err = UnknownOperation;

    fn from_str(word: &str) -> Result<Self, Self::Err> {
        Self::from_word(word).ok_or_else(|| UnknownOperation(word.to_owned()))
    }
}

/// The word names no operation.
#[derive(Debug, thiserror::Error)]
#[error("`{0}` is no operation")]
pub struct UnknownOperation(String);
