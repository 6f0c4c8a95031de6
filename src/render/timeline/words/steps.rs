//! What a thread does in one step, in few words.

use super::names::all_of;
use crate::text::one_line;
use crate::text::plural;
use crate::trace::names::Names;
use crate::trace::{Blocked, Ending, Event, OFFERED, Operation, Trace};

/// A step.
pub(crate) fn step(trace: &Trace, names: &Names, event: &Event) -> String {
    let object = names.object(event.object);
    let other = event.other.map(|other| names.thread(other));
    let other = other.unwrap_or("a thread");
    let detail = one_line(&event.detail);
    if let Some(words) = on_arc(trace, names, event, &detail) {
        return words;
    }
    match (event.operation, detail.as_str()) {
        (Operation::Spawn, _) => format!("spawns {other}"),
        (Operation::Exit, "panicked") => "ends by the panic".to_owned(),
        (Operation::Exit, _) => "ends".to_owned(),
        (Operation::Join, "panicked") => format!("joins {other}: it panicked"),
        (Operation::Join, _) => format!("joins {other}"),
        (Operation::TryLock | Operation::WriteLock, "busy") => format!("tries {object}: busy"),
        (Operation::ReadLock, "busy") => format!("tries to read {object}: busy"),
        (Operation::TryLock, _) => format!("locks {object} by `try_lock`"),
        (Operation::Unlock, _) => format!("unlocks {object}"),
        (Operation::Lock | Operation::ReadLock | Operation::WriteLock, _) => {
            let lock = locked(names, event);
            format!("locks {}", lock.as_deref().unwrap_or(object))
        }
        (Operation::Block, word) => {
            let blocked = Blocked {
                thread: event.thread,
                operation: word.parse().unwrap_or(Operation::Block),
                object: event.object,
                other: event.other,
                place: None,
                callers: Vec::new(),
            };
            begins_to_wait(names, &blocked)
        }
        (Operation::Wait, _) => format!("waits on {object}"),
        (Operation::Wake, "notified") => format!("is woken on {object}"),
        (Operation::Wake, "timed out") => format!("gives up on {object}: time is over"),
        (Operation::Wake, _) => format!("wakes on {object} for no reason"),
        (Operation::Notify, "nobody") => format!("notifies {object}: nobody waits"),
        (Operation::Notify, "all") => format!("notifies all on {object}"),
        (Operation::Notify, _) if event.other.is_some() => {
            format!("notifies {object}: wakes {other}")
        }
        (Operation::Notify, _) => format!("notifies one on {object}"),
        (Operation::Read, value) if event.object.is_none() && event.other.is_some() => {
            format!("looks whether {other} has ended: {value}")
        }
        (Operation::Read, value) if looks_into(trace, event) => {
            format!("looks into {object}: {value}")
        }
        (Operation::Read, value) => format!("reads {object}: {value}"),
        (Operation::Write, value) => format!("writes {object}: {value}"),
        (Operation::Update, value) => format!("changes {object}: {value}"),
        (Operation::Sleep, time) => format!("sleeps {time}"),
        (Operation::Yield, _) => "gives way".to_owned(),
        (Operation::Print, text) => format!("prints \"{text}\""),
        (Operation::Panic, message) => format!("panics: {message}"),
        (Operation::Arrive, "") => format!("arrives at {object}"),
        (Operation::Arrive, place) => format!("arrives at {object}: {place}"),
        (Operation::Initialise, "too late") => format!("sets {object}: too late"),
        (Operation::Initialise, _) => format!("initialises {object}"),
        (Operation::Note, note) => match event.left_out() {
            // How many steps make no progress is said otherwise.
            Some(_) if matches!(trace.ending, Ending::NoProgress { .. }) => many_left_out(),
            Some(count) => left_out(count),
            None => note.to_owned(),
        },
        (Operation::Park, "unparked") => "goes on: was unparked".to_owned(),
        (Operation::Park, "timed out") => "goes on: parked long enough".to_owned(),
        (Operation::Park, _) => "wakes from `park` for no reason".to_owned(),
        (Operation::Unpark, _) => format!("unparks {other}"),
        (Operation::ExitProcess, status) => ends_program(status),
        (
            Operation::Send
            | Operation::Receive
            | Operation::Clone
            | Operation::Drop
            | Operation::Closed,
            _,
        ) => on_channel(trace, names, event, &detail),
    }
}

/// What is done to the counts of an `Arc`.
fn on_arc(trace: &Trace, names: &Names, event: &Event, detail: &str) -> Option<String> {
    let object = event.object.filter(|object| trace.is_arc(*object))?;
    let object = names.object(Some(object));
    let (before, now) = detail.split_once(" → ").unwrap_or(("", detail));
    let owners = match now {
        "1" => "1 owner".to_owned(),
        _ if now.ends_with("weak") => now.to_owned(),
        _ => format!("{now} owners"),
    };
    Some(match event.operation {
        Operation::Read => format!("sees {owners} of {object}"),
        Operation::Clone => format!("clones {object}: now {owners}"),
        Operation::Drop => format!("drops a {object}: {owners} left"),
        Operation::Update if now == "0" => format!("takes the value of {object}"),
        // As numbers.
        Operation::Update if (before.len(), before) < (now.len(), now) => {
            format!("upgrades to {object}: now {owners}")
        }
        Operation::Update => format!("gives up its {object}: {owners} left"),
        _ => return None,
    })
}

/// A step in a function that was called from these lines, innermost first.
pub(crate) fn from(step: &str, callers: &[u32]) -> String {
    let callers = callers.iter().map(|line| format!("from line {line}"));
    let callers: Vec<String> = callers.collect();
    format!("{step} ({})", callers.join(", "))
}

/// Whether what is read is no value, but whether there is one.
fn looks_into(trace: &Trace, event: &Event) -> bool {
    let object = event.object.and_then(|object| trace.objects.get(object));
    object.is_some_and(|object| matches!(object.kind.as_str(), "OnceLock" | "LazyLock" | "Once"))
}

fn on_channel(trace: &Trace, names: &Names, event: &Event, detail: &str) -> String {
    let sender = names.sender(event.object);
    let receiver = names.receiver(event.object);
    match (event.operation, detail) {
        (Operation::Send, "full") => format!("tries to send on {sender}: full"),
        (Operation::Send, "refused") => format!("cannot send on {sender}: nobody receives"),
        (Operation::Send, message) => match message.strip_suffix(OFFERED) {
            Some(message) => format!("offers {message} on {sender}"),
            None => format!("sends {message} on {sender}"),
        },
        (Operation::Receive, "empty") => format!("looks into {receiver}: empty"),
        (Operation::Receive, "closed") => format!("finds {receiver} closed"),
        (Operation::Receive, "timed out") => format!("gives up on {receiver}: time is over"),
        (Operation::Receive, message) => format!("receives {message}"),
        (Operation::Clone, count) => format!("clones {sender}: now {count}"),
        (Operation::Drop, left) => match trace.own_line(event.place.as_ref()) {
            Some(made_at) => format!("drops the {sender} of line {made_at}: {left} left"),
            None => format!("drops a {sender}: {left} left"),
        },
        (_, "receiver") => format!("drops {receiver}"),
        _ => format!("drops the last {sender}"),
    }
}

/// It begins to wait, in few words.
pub(crate) fn begins_to_wait(names: &Names, blocked: &Blocked) -> String {
    match (blocked.operation, blocked.other) {
        // Nobody waits for a thread in another way.
        (Operation::Join, Some(other)) if names.is_numbered(other) => {
            format!("waits for {}", names.thread(other))
        }
        _ => waits(names, blocked),
    }
}

/// It cannot go on yet.
pub(crate) fn waits(names: &Names, blocked: &Blocked) -> String {
    let object = names.object(blocked.object);
    match blocked.operation {
        Operation::Lock | Operation::TryLock => format!("waits for {object}"),
        Operation::ReadLock => format!("waits to read {object}"),
        Operation::WriteLock => format!("waits to write {object}"),
        Operation::Join => match blocked.other {
            Some(other) => format!("waits for {} to end", names.thread(other)),
            None => "waits for its threads to end".to_owned(),
        },
        Operation::Receive => format!("waits for a message on {}", names.receiver(blocked.object)),
        Operation::Send => format!("waits for room in {}", names.sender(blocked.object)),
        Operation::Wait | Operation::Wake => format!("waits on {object}"),
        Operation::Arrive => format!("waits at {object}"),
        Operation::Park => "is parked".to_owned(),
        Operation::Initialise => format!("waits until {object} is initialised"),
        Operation::Sleep => "sleeps".to_owned(),
        _ if blocked.object.is_some() => format!("waits for {object}"),
        _ => "waits".to_owned(),
    }
}

/// Where nothing is achieved: what it is about to do, as far as that can be said.
pub(crate) fn attempt(names: &Names, blocked: &Blocked) -> Option<String> {
    let object = names.object(blocked.object);
    Some(match blocked.operation {
        Operation::TryLock => format!("tries to lock {object}"),
        Operation::Lock | Operation::ReadLock | Operation::WriteLock => format!("locks {object}"),
        Operation::Unlock => format!("unlocks {object}"),
        Operation::Read if blocked.object.is_some() => format!("reads {object}"),
        Operation::Read => {
            let other = blocked.other.map(|other| names.thread(other))?;
            format!("looks whether {other} has ended")
        }
        Operation::Write | Operation::Update => format!("changes {object}"),
        Operation::Yield => "gives way".to_owned(),
        Operation::Sleep => "sleeps".to_owned(),
        Operation::Receive => format!("looks into {}", names.receiver(blocked.object)),
        Operation::Join
        | Operation::Wait
        | Operation::Wake
        | Operation::Arrive
        | Operation::Park => waits(names, blocked),
        _ => return None,
    })
}

/// The panic that ends the check: in the student's code, or because the check does not hold.
pub(crate) fn fails(in_check: bool) -> &'static str {
    if in_check {
        "the check fails"
    } else {
        "panics"
    }
}

/// It ended the whole program.
pub(crate) fn ends_program(status: &str) -> String {
    format!("ends the program, status {status}")
}

/// The check is over, and a thread still runs.
pub(crate) fn check_ends() -> &'static str {
    "the check ends"
}

/// Steps that the trace itself leaves out.
pub(crate) fn left_out(steps: usize) -> String {
    format!("… {} …", plural(steps, "more step"))
}

/// The same of a run without end.
fn many_left_out() -> String {
    "… many more steps …".to_owned()
}

/// It spawned these, one after the other.
pub(crate) fn spawns(names: &Names, threads: &[usize]) -> String {
    format!("spawns {}", all_of(names, threads))
}

/// It joined these, one after the other.
pub(crate) fn joins(names: &Names, threads: &[usize]) -> String {
    format!("joins {}", all_of(names, threads))
}

/// It took a lock and gave it back before anybody else did anything.
pub(crate) fn for_a_moment(names: &Names, event: &Event, callers: &[u32]) -> Option<String> {
    let words = format!("locks, unlocks {}", locked(names, event)?);
    Some(if callers.is_empty() {
        words
    } else {
        from(&words, callers)
    })
}

/// It had tried a lock, and then gave back what it had.
pub(crate) fn tried_and_unlocked(tries: &str) -> String {
    format!("{tries}, unlocks")
}

/// What an operation on a lock took, and how. `None` where it only tried, or did something else.
fn locked(names: &Names, event: &Event) -> Option<String> {
    let object = names.object(event.object);
    match (event.operation, event.detail.as_str()) {
        (Operation::Lock, "poisoned") => Some(format!("{object}: poisoned")),
        (Operation::Lock, _) => Some(object.to_owned()),
        (Operation::ReadLock | Operation::WriteLock, "busy") => None,
        (Operation::ReadLock, _) => Some(format!("{object} to read")),
        (Operation::WriteLock, _) => Some(format!("{object} to write")),
        _ => None,
    }
}

/// Two steps in a row.
pub(crate) fn then(one: &str, two: &str) -> String {
    format!("{one}; {two}")
}
