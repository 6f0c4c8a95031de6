//! From the JSON of a trace back to the trace. A file may say anything: every number must be that of a listed thread or
//! object before anybody looks it up.

use super::{At, Blocked, Ending, Event, Object, Place, Source, Thread, Trace};
use crate::trace::{self, UnknownOperation};

/// Why a trace cannot be one.
#[derive(Debug, thiserror::Error)]
pub enum BadTrace {
    /// An operation that nobody knows.
    #[error(transparent)]
    Operation(#[from] UnknownOperation),
    /// There is no thread at all.
    #[error("it has no threads")]
    NoThreads,
    /// A thread that is not listed.
    #[error("it has no thread {0}")]
    Thread(usize),
    /// An object that is not listed.
    #[error("it has no object {0}")]
    Object(usize),
}

/// How many threads and objects are listed.
#[derive(Clone, Copy)]
struct Lists {
    threads: usize,
    objects: usize,
}

impl Lists {
    fn thread(self, number: usize) -> Result<usize, BadTrace> {
        if number < self.threads {
            Ok(number)
        } else {
            Err(BadTrace::Thread(number))
        }
    }

    /// Object 0 is nothing.
    fn object(self, number: Option<usize>) -> Result<Option<usize>, BadTrace> {
        match number {
            Some(number) if number >= self.objects => Err(BadTrace::Object(number)),
            number => Ok(number.filter(|number| *number > 0)),
        }
    }

    fn other(self, number: Option<usize>) -> Result<Option<usize>, BadTrace> {
        number.map(|number| self.thread(number)).transpose()
    }
}

impl Trace {
    /// The trace that this JSON stands for.
    pub(crate) fn read(self) -> Result<trace::Trace, BadTrace> {
        let lists = Lists {
            threads: self.threads.len(),
            objects: self.objects.len(),
        };
        if self.threads.is_empty() {
            return Err(BadTrace::NoThreads);
        }
        let events = self.events.into_iter().map(|event| event.read(lists));
        Ok(trace::Trace {
            check: self.check,
            description: self.description,
            source: self.source.into(),
            threads: self.threads.into_iter().map(Into::into).collect(),
            objects: self.objects.into_iter().map(Into::into).collect(),
            events: events.collect::<Result<_, _>>()?,
            ending: self.ending.read(lists)?,
            preemptions: self.preemptions,
        })
    }
}

impl Event {
    fn read(self, lists: Lists) -> Result<trace::Event, BadTrace> {
        Ok(trace::Event {
            thread: lists.thread(self.thread)?,
            operation: self.operation.parse()?,
            object: lists.object(self.object)?,
            other: lists.other(self.other)?,
            place: self.at.into(),
            detail: self.detail,
            callers: self.callers.into_iter().map(Into::into).collect(),
        })
    }
}

impl Blocked {
    fn read(self, lists: Lists) -> Result<trace::Blocked, BadTrace> {
        Ok(trace::Blocked {
            thread: lists.thread(self.thread)?,
            operation: self.operation.parse()?,
            object: lists.object(self.object)?,
            other: lists.other(self.other)?,
            place: self.at.into(),
            callers: self.callers.into_iter().map(Into::into).collect(),
        })
    }
}

impl Ending {
    fn read(self, lists: Lists) -> Result<trace::Ending, BadTrace> {
        let all = |threads: Vec<Blocked>| {
            let threads = threads.into_iter().map(|blocked| blocked.read(lists));
            threads.collect::<Result<Vec<_>, _>>()
        };
        Ok(match self {
            Self::Panic { message, at } => trace::Ending::Panic {
                message,
                place: at.into(),
            },
            Self::Deadlock { threads } => trace::Ending::Deadlock(all(threads)?),
            Self::NoProgress { steps, threads } => trace::Ending::NoProgress {
                steps,
                threads: all(threads)?,
            },
            Self::LeftRunning { threads } => trace::Ending::LeftRunning(all(threads)?),
            Self::Exit { status, at } => trace::Ending::Exit {
                status,
                place: at.into(),
            },
        })
    }
}

impl From<Source> for trace::Source {
    fn from(source: Source) -> Self {
        Self {
            path: source.path,
            text: source.text,
        }
    }
}

impl From<Thread> for trace::Thread {
    fn from(thread: Thread) -> Self {
        Self {
            name: thread.name,
            handle: thread.handle,
            spawned_at: thread.spawned_at.map(Into::into),
        }
    }
}

impl From<Object> for trace::Object {
    fn from(object: Object) -> Self {
        Self {
            kind: object.kind,
            name: object.name,
            made_at: object.made_at.map(Into::into),
        }
    }
}

impl From<Place> for trace::Place {
    fn from(place: Place) -> Self {
        Self {
            file: place.file,
            line: place.line,
            column: place.column,
        }
    }
}

/// A line alone is no place: nobody knows which file it is in.
impl From<At> for Option<trace::Place> {
    fn from(at: At) -> Self {
        Some(trace::Place {
            file: at.file?,
            line: at.line?,
            column: at.column.unwrap_or(1),
        })
    }
}
