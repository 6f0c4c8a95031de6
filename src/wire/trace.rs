//! The JSON of a trace, to be written and to be read again.
//!
//! Threads and objects are known by their number, which is their place in `threads` and `objects`; object 0 is nothing.
//! Of what has a place, `file`, `line` and `column` say it; all three are null where it is unknown.

mod read;

use serde::{Deserialize, Serialize};

use crate::trace;

pub use read::BadTrace;

/// A failing interleaving.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Trace {
    /// Name of the check that ran.
    check: String,
    /// Its sentence. Left out where it is not known.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    description: String,
    source: Source,
    threads: Vec<Thread>,
    objects: Vec<Object>,
    events: Vec<Event>,
    ending: Ending,
    preemptions: u32,
}

/// The student's file.
#[derive(Debug, Serialize, Deserialize)]
struct Source {
    path: String,
    text: String,
}

#[derive(Debug, Serialize, Deserialize)]
struct Thread {
    /// `main`, or the name its `Builder` gave it.
    name: Option<String>,
    /// The variable that holds its handle.
    handle: Option<String>,
    /// Null for `main`.
    spawned_at: Option<Place>,
}

#[derive(Debug, Serialize, Deserialize)]
struct Object {
    /// Its type.
    kind: String,
    /// Its name in the source.
    name: Option<String>,
    made_at: Option<Place>,
}

#[derive(Debug, Serialize, Deserialize)]
struct Place {
    file: String,
    line: u32,
    column: u32,
}

/// Null in all three fields where the place is unknown.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default)]
struct At {
    file: Option<String>,
    line: Option<u32>,
    column: Option<u32>,
}

#[derive(Debug, Serialize, Deserialize)]
struct Event {
    /// Number of the thread.
    thread: usize,
    /// One of the words of [`trace::Operation`].
    operation: String,
    /// Number of the object.
    object: Option<usize>,
    /// Number of another thread.
    other: Option<usize>,
    #[serde(flatten)]
    at: At,
    detail: String,
    /// Left out where it has none.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    callers: Vec<Place>,
}

#[derive(Debug, Serialize, Deserialize)]
struct Blocked {
    thread: usize,
    operation: String,
    object: Option<usize>,
    other: Option<usize>,
    #[serde(flatten)]
    at: At,
    /// Left out where it has none.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    callers: Vec<Place>,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
enum Ending {
    Panic {
        message: String,
        #[serde(flatten)]
        at: At,
    },
    Deadlock {
        threads: Vec<Blocked>,
    },
    NoProgress {
        steps: u64,
        threads: Vec<Blocked>,
    },
    LeftRunning {
        threads: Vec<Blocked>,
    },
    Exit {
        status: i32,
        #[serde(flatten)]
        at: At,
    },
}

impl From<&trace::Trace> for Trace {
    fn from(trace: &trace::Trace) -> Self {
        Self {
            check: trace.check.clone(),
            description: trace.description.clone(),
            source: Source {
                path: trace.source.path.clone(),
                text: trace.source.text.clone(),
            },
            threads: trace.threads.iter().map(Thread::from).collect(),
            objects: trace.objects.iter().map(Object::from).collect(),
            events: trace.events.iter().map(Event::from).collect(),
            ending: Ending::from(&trace.ending),
            preemptions: trace.preemptions,
        }
    }
}

impl From<&trace::Thread> for Thread {
    fn from(thread: &trace::Thread) -> Self {
        Self {
            name: thread.name.clone(),
            handle: thread.handle.clone(),
            spawned_at: thread.spawned_at.as_ref().map(Place::from),
        }
    }
}

impl From<&trace::Object> for Object {
    fn from(object: &trace::Object) -> Self {
        Self {
            kind: object.kind.clone(),
            name: object.name.clone(),
            made_at: object.made_at.as_ref().map(Place::from),
        }
    }
}

impl From<&trace::Place> for Place {
    fn from(place: &trace::Place) -> Self {
        Self {
            file: place.file.clone(),
            line: place.line,
            column: place.column,
        }
    }
}

impl From<Option<&trace::Place>> for At {
    fn from(place: Option<&trace::Place>) -> Self {
        Self {
            file: place.map(|place| place.file.clone()),
            line: place.map(|place| place.line),
            column: place.map(|place| place.column),
        }
    }
}

impl From<&trace::Event> for Event {
    fn from(event: &trace::Event) -> Self {
        Self {
            thread: event.thread,
            operation: event.operation.word().to_owned(),
            object: event.object,
            other: event.other,
            at: event.place.as_ref().into(),
            detail: event.detail.clone(),
            callers: event.callers.iter().map(Place::from).collect(),
        }
    }
}

impl From<&trace::Blocked> for Blocked {
    fn from(blocked: &trace::Blocked) -> Self {
        Self {
            thread: blocked.thread,
            operation: blocked.operation.word().to_owned(),
            object: blocked.object,
            other: blocked.other,
            at: blocked.place.as_ref().into(),
            callers: blocked.callers.iter().map(Place::from).collect(),
        }
    }
}

impl From<&trace::Ending> for Ending {
    fn from(ending: &trace::Ending) -> Self {
        let all = |threads: &[trace::Blocked]| threads.iter().map(Blocked::from).collect();
        match ending {
            trace::Ending::Panic { message, place } => Self::Panic {
                message: message.clone(),
                at: place.as_ref().into(),
            },
            trace::Ending::Deadlock(threads) => Self::Deadlock {
                threads: all(threads),
            },
            trace::Ending::NoProgress { steps, threads } => Self::NoProgress {
                steps: *steps,
                threads: all(threads),
            },
            trace::Ending::LeftRunning(threads) => Self::LeftRunning {
                threads: all(threads),
            },
            trace::Ending::Exit { status, place } => Self::Exit {
                status: *status,
                at: place.as_ref().into(),
            },
        }
    }
}
