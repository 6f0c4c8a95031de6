//! Reads what the explorer reports over its private channel (see `explorer/std/src/runner.rs`).

use std::str::FromStr;
use std::time::Duration;

use crate::judge::records::records;
use crate::trace::choice::Choice;
use crate::trace::{Blocked, Ending, Event, Object, Operation, Place, Thread};
use crate::verdict::Exploration;

/// All that was reported.
#[derive(Default)]
pub(super) struct Report {
    pub(super) finished: bool,
    pub(super) exploration: Option<Exploration>,
    pub(super) output: String,
    pub(super) found: Option<Found>,
    /// Whether some run fails, where one was chosen.
    pub(super) fails: bool,
    /// Choices that make it fail, where the run was chosen.
    pub(super) shortest: Option<Shortest>,
    /// Who can be chosen where such a run stopped.
    pub(super) turns: Vec<Turn>,
    /// What is to be chosen there.
    pub(super) asks: Option<Asks>,
    /// A thread reached no point for long.
    pub(super) stalled: Option<Stalled>,
    /// How long the process waited for something outside of the program.
    pub(super) idle: Option<Duration>,
    /// What ended the process.
    pub(super) crash: Option<Crash>,
    /// The first part of a failing interleaving that cannot be read: the explorer and the judge do not know the same words.
    pub(super) unknown: Option<String>,
}

/// The engine's words for a thread that is at no operation of its own: not begun, or past a spawn. It could go on.
const AT_NO_OPERATION: [&str; 2] = ["start", "spawned"];

/// A thread that reaches no point.
pub(super) struct Stalled {
    /// Where it last was.
    pub(super) place: Option<Place>,
}

/// The end of the process.
pub(super) struct Crash {
    pub(super) cause: Cause,
    /// Who was running.
    pub(super) thread: usize,
    pub(super) spawned_at: Option<Place>,
    /// Where it had last reached a point.
    pub(super) place: Option<Place>,
}

/// What brought it about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Cause {
    StackOverflow,
    OutOfMemory,
    TooMuchOutput,
    Signal(i32),
}

/// A failing interleaving.
pub(super) struct Found {
    pub(super) what: What,
    pub(super) run: Run,
    /// Where it is not over: the threads that have not ended, each before what it does next.
    pub(super) still_running: Vec<Blocked>,
    /// Whether some interleavings hold.
    pub(super) some_hold: bool,
}

/// What happened in it.
pub(super) struct Run {
    pub(super) threads: Vec<Thread>,
    pub(super) objects: Vec<Object>,
    pub(super) events: Vec<Event>,
    pub(super) preemptions: u32,
}

/// How it ended.
pub(super) enum What {
    Ending(Ending),
    /// More threads at a time than this.
    TooManyThreads(u16),
    /// The same choices led elsewhere.
    NotRepeatable,
    /// A run that was chosen is not over.
    Open,
    /// It is over, and held.
    Held,
    /// It was chosen what cannot be.
    Astray,
}

/// A failing run, for whoever wants to make it themselves.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Shortest {
    /// What is to be chosen.
    pub(crate) choices: Vec<Choice>,
    /// How many times a thread that could go on is interrupted.
    pub(crate) switches: u32,
}

/// A thread that can be chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Turn {
    /// Its number.
    pub(crate) thread: usize,
    /// Whether its wait would end although what it waits for is not there.
    pub(crate) early: bool,
    /// Whether a thread that could go on would be interrupted.
    pub(crate) switches: bool,
}

/// A step that can go in several ways.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Asks {
    /// Number of the thread whose step it is.
    pub(crate) thread: usize,
    /// How many ways there are.
    pub(crate) ways: usize,
    /// The threads that the ways stand for, where they stand for some.
    pub(crate) threads: Vec<usize>,
}

impl Report {
    /// Counts only records that carry the token, of the check that was asked for.
    pub(super) fn read(channel: &str, token: &str, check: &str) -> Self {
        let mut report = Self::default();
        let (mut threads, mut objects) = (Vec::new(), Vec::new());
        let (mut events, mut blocked) = (Vec::new(), Vec::new());
        for (kind, text) in records(channel, token) {
            match kind {
                "finished" => report.finished = text == check,
                "output" => report.output = text,
                "explored" => report.exploration = exploration(&mut Parts::of(&text, 6)),
                "fails" => report.fails = true,
                "shortest" => report.shortest = shortest(&mut Parts::of(&text, 2)),
                "turn" => report.turns.extend(turn(&mut Parts::of(&text, 3))),
                "asks" => report.asks = asks(&mut Parts::of(&text, 3)),
                "stalled" => {
                    let mut parts = Parts::of(&text, 4);
                    parts.text();
                    report.stalled = Some(Stalled {
                        place: parts.place(),
                    });
                }
                "idle" => report.idle = text.parse().ok().map(Duration::from_millis),
                "crashed" => report.crash = crash(&mut Parts::of(&text, 8)),
                "thread" => threads.push(thread(&mut Parts::of(&text, 4))),
                "object" => objects.push(object(&mut Parts::of(&text, 4))),
                "event" => match event(&mut Parts::of(&text, 8)) {
                    Some(event) => events.push(event),
                    None => report.does_not_know(text),
                },
                "blocked" => match self::blocked(&mut Parts::of(&text, 7)) {
                    Some(thread) => blocked.push(thread),
                    None => report.does_not_know(text),
                },
                // They belong to what was told before, and the threads that are blocked come behind all events.
                "callers" => match (blocked.last_mut(), events.last_mut()) {
                    (Some(blocked), _) => blocked.callers = callers(&text),
                    (None, Some(event)) => event.callers = callers(&text),
                    (None, None) => {}
                },
                "ending" => {
                    report.found = ending(
                        &mut Parts::of(&text, 8),
                        std::mem::take(&mut blocked),
                        |what, preemptions, some_hold| Found {
                            what,
                            run: Run {
                                threads: std::mem::take(&mut threads),
                                objects: std::mem::take(&mut objects),
                                events: std::mem::take(&mut events),
                                preemptions,
                            },
                            still_running: Vec::new(),
                            some_hold,
                        },
                    );
                }
                _ => {}
            }
        }
        report
    }

    fn does_not_know(&mut self, record: String) {
        self.unknown.get_or_insert(record);
    }
}

/// The parts of a record, divided by tabs.
struct Parts<'a>(std::str::SplitN<'a, char>);

impl<'a> Parts<'a> {
    /// At most `count`: the last may hold tabs.
    fn of(text: &'a str, count: usize) -> Self {
        Self(text.splitn(count, '\t'))
    }

    fn text(&mut self) -> &'a str {
        self.0.next().unwrap_or_default()
    }

    /// `None` where there is nothing, or something else.
    fn parsed<T: FromStr>(&mut self) -> Option<T> {
        self.text().parse().ok()
    }

    fn place(&mut self) -> Option<Place> {
        let file = self.text().to_owned();
        let (line, column) = (self.parsed(), self.parsed());
        Some(Place {
            file,
            line: line?,
            column: column?,
        })
    }
}

fn exploration(parts: &mut Parts) -> Option<Exploration> {
    Some(Exploration {
        schedules: parts.parsed()?,
        exhaustive: parts.parsed()?,
        preemptions: parts.parsed(),
        random: parts.parsed()?,
        left_running: parts.parsed()?,
        spurious: parts.parsed(),
    })
}

fn crash(parts: &mut Parts) -> Option<Crash> {
    let cause = match parts.text() {
        "stack_overflow" => Cause::StackOverflow,
        "out_of_memory" => Cause::OutOfMemory,
        "too_much_output" => Cause::TooMuchOutput,
        signal => Cause::Signal(signal.parse().ok()?),
    };
    Some(Crash {
        cause,
        thread: parts.parsed()?,
        spawned_at: parts.place(),
        place: parts.place(),
    })
}

fn shortest(parts: &mut Parts) -> Option<Shortest> {
    let choices = parts.text().split_whitespace();
    Some(Shortest {
        choices: choices.map(|it| it.parse().ok()).collect::<Option<_>>()?,
        switches: parts.parsed()?,
    })
}

fn turn(parts: &mut Parts) -> Option<Turn> {
    Some(Turn {
        thread: parts.parsed()?,
        early: parts.parsed()?,
        switches: parts.parsed()?,
    })
}

fn asks(parts: &mut Parts) -> Option<Asks> {
    Some(Asks {
        thread: parts.parsed()?,
        ways: parts.parsed()?,
        threads: parts
            .text()
            .split_whitespace()
            .flat_map(str::parse)
            .collect(),
    })
}

fn thread(parts: &mut Parts) -> Thread {
    let name = Some(parts.text().to_owned());
    Thread {
        name: name.filter(|name| !name.is_empty()),
        handle: None,
        spawned_at: parts.place(),
    }
}

fn object(parts: &mut Parts) -> Object {
    Object {
        kind: parts.text().to_owned(),
        name: None,
        made_at: parts.place(),
    }
}

fn event(parts: &mut Parts) -> Option<Event> {
    Some(Event {
        thread: parts.parsed()?,
        operation: parts.parsed()?,
        object: parts.parsed(),
        other: parts.parsed(),
        place: parts.place(),
        detail: parts.text().to_owned(),
        callers: Vec::new(),
    })
}

fn blocked(parts: &mut Parts) -> Option<Blocked> {
    let thread = parts.parsed()?;
    let operation = match parts.text() {
        word if AT_NO_OPERATION.contains(&word) => Operation::Spawn,
        word => word.parse().ok()?,
    };
    Some(Blocked {
        thread,
        operation,
        object: parts.parsed(),
        other: parts.parsed(),
        place: parts.place(),
        callers: Vec::new(),
    })
}

/// Any number of places.
fn callers(text: &str) -> Vec<Place> {
    let mut parts = Parts(text.splitn(usize::MAX, '\t'));
    std::iter::from_fn(|| parts.place()).collect()
}

fn ending(
    parts: &mut Parts,
    blocked: Vec<Blocked>,
    found: impl FnOnce(What, u32, bool) -> Found,
) -> Option<Found> {
    let what = parts.text();
    let count = parts.parsed::<i64>().unwrap_or_default();
    let place = parts.place();
    let (preemptions, some_hold) = (parts.parsed()?, parts.parsed()?);
    let message = parts.text().to_owned();
    let ending = match what {
        "panic" => Ending::Panic { message, place },
        "deadlock" => Ending::Deadlock(blocked),
        "no_progress" => Ending::NoProgress {
            steps: count.unsigned_abs(),
            threads: blocked,
        },
        "left_running" => Ending::LeftRunning(blocked),
        // A trace has an ending; this one lists the threads that have none.
        "open" | "held" | "astray" => {
            let what = match what {
                "open" => What::Open,
                "held" => What::Held,
                _ => What::Astray,
            };
            return Some(Found {
                still_running: blocked,
                ..found(what, preemptions, some_hold)
            });
        }
        "exit" => Ending::Exit {
            status: i32::try_from(count).unwrap_or(i32::MAX),
            place,
        },
        "too_many_threads" => {
            let most = u16::try_from(count).unwrap_or(u16::MAX);
            return Some(found(What::TooManyThreads(most), preemptions, some_hold));
        }
        _ => return Some(found(What::NotRepeatable, preemptions, some_hold)),
    };
    Some(found(What::Ending(ending), preemptions, some_hold))
}

#[cfg(test)]
mod tests;
