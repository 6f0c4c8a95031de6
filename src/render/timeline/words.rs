//! Every sentence of a timeline. What one step is called stands in `steps`, what went wrong in general in `causes`.

pub(crate) mod causes;
mod names;
pub(crate) mod steps;

pub(crate) use names::{all_of, and};

use super::entries::{Entry, Tone};
use crate::text::one_line;
use crate::text::{plural, thousands};
use crate::trace::names::Names;
use crate::trace::no_progress::{Fares, fares};
use crate::trace::state::{Channel, Hold, State};
use crate::trace::words as places;
use crate::trace::{Blocked, Ending, Operation, Trace};

/// Above the drawing.
pub(crate) fn title(ending: &Ending) -> &'static str {
    match ending {
        Ending::Panic { .. } => "How the check failed, step by step",
        Ending::Deadlock(_) => "How the threads got stuck, step by step",
        Ending::NoProgress { .. } => "How the threads ran in circles, step by step",
        Ending::LeftRunning(_) => "How a thread was left behind, step by step",
        Ending::Exit { .. } => "How the program ended early, step by step",
    }
}

/// Above the column of line numbers.
pub(crate) fn line_head() -> &'static str {
    "line"
}

/// Explains what threads are called.
pub(crate) fn spawned_at(names: &Names, threads: &[usize], line: u32) -> String {
    format!("{}: spawned at line {line}", all_of(names, threads))
}

/// The same of those that the check spawned.
pub(crate) fn spawned_by_check(names: &Names, threads: &[usize]) -> String {
    format!("{}: spawned by the check", all_of(names, threads))
}

/// The same where `spawn` was handed to an iterator, for example.
pub(crate) fn spawned_by_library(names: &Names, threads: &[usize]) -> String {
    let names = all_of(names, threads);
    format!("{names}: spawned from within the standard library")
}

/// Explains numbers behind the name of objects.
pub(crate) fn made_at(names: &[&str], line: Option<u32>) -> String {
    let names = and(names);
    match line {
        Some(line) => format!("{names}: made at line {line}, numbered as they are first used"),
        None => format!("{names}: numbered as they are first used"),
    }
}

/// What explains a name, as a sentence.
pub(crate) fn note(note: &str) -> String {
    format!("{}.", begin(note))
}

/// Threads without a column.
pub(crate) fn left_out(names: &Names, threads: &[usize], steps: usize) -> String {
    let steps = plural(steps, "step");
    format!("not shown: {} ({steps})", all_of(names, threads))
}

/// Steps that say nothing new.
pub(crate) fn quiet(steps: usize) -> String {
    format!("… {} …", plural(steps, "step"))
}

/// Steps that repeat those above.
pub(crate) fn alike(steps: usize) -> String {
    format!("… {} like these …", plural(steps, "more step"))
}

/// Steps that make a round without end.
pub(crate) fn again(steps: usize) -> String {
    match steps {
        1 => "… this step again and again …".to_owned(),
        _ => format!("… these {steps} steps again and again …"),
    }
}

/// Below the last step.
pub(crate) fn ending(trace: &Trace, names: &Names) -> String {
    match &trace.ending {
        Ending::Panic { message, place } => match trace.own_line(place.as_ref()) {
            Some(line) => format!(
                "{} panics at line {line}: {}",
                names.thread(0),
                one_line(message)
            ),
            None => "The check does not hold.".to_owned(),
        },
        Ending::Deadlock(_) => "Nobody can go on.".to_owned(),
        Ending::NoProgress { steps, .. } => {
            format!("No progress in {} steps.", thousands(*steps))
        }
        Ending::LeftRunning(left) => {
            let threads: Vec<usize> = left.iter().map(|left| left.thread).collect();
            let were = if threads.len() == 1 { "was" } else { "were" };
            let names = begin(&all_of(names, &threads));
            format!("{names} {were} still running when the check ended.")
        }
        Ending::Exit { status, place } => match trace.own_line(place.as_ref()) {
            Some(line) => format!("The program ended itself at line {line}, with status {status}."),
            None => format!("The program ended itself, with status {status}."),
        },
    }
}

/// Who waits for whom in a deadlock, and where each thread was where nothing was achieved.
pub(crate) fn whereabouts(
    trace: &Trace,
    names: &Names,
    state: &State,
    blocked: &Blocked,
) -> Option<String> {
    let thread = begin(names.thread(blocked.thread));
    let line = trace.own_line(blocked.place.as_ref());
    let at = places::at(trace.spot_of_wait(blocked).as_ref());
    if matches!(trace.ending, Ending::Deadlock(_)) {
        let held = held_by(trace, names, state, blocked);
        return Some(format!(
            "{thread} {}{at}{held}.",
            steps::waits(names, blocked)
        ));
    }
    let attempt = match trace.ending {
        Ending::NoProgress { .. } if fares(trace)[blocked.thread] == Fares::Waits => {
            Some(steps::waits(names, blocked)).filter(|_| blocked.object.is_some())
        }
        _ => None,
    };
    let attempt = attempt.or_else(|| steps::attempt(names, blocked));
    match (blocked.operation, attempt, line) {
        // The place is that of something else: where it was spawned, or where a lock was taken.
        (Operation::Spawn | Operation::Exit, ..) | (_, None, None) => None,
        (Operation::Unlock, Some(attempt), _) => Some(format!("{thread} {attempt}.")),
        (_, Some(attempt), _) => Some(format!("{thread} {attempt}{at}.")),
        (_, None, Some(line)) => Some(format!("{thread} is at line {line}.")),
    }
}

/// A step as a sentence.
pub(crate) fn sentence(names: &Names, step: &Entry) -> String {
    if step.tone == Tone::LeftOut {
        return step.words.clone();
    }
    let at = places::at(step.spot.as_ref());
    format!("{}{at}", who_does_what(names, step))
}

/// The same for somebody who sees where.
pub(crate) fn who_does_what(names: &Names, step: &Entry) -> String {
    // What a probe notes is a sentence of its own.
    let colon = if step.what.0 == Operation::Note || step.words == steps::fails(true) {
        ":"
    } else {
        ""
    };
    let thread = begin(names.thread(step.thread));
    format!("{thread}{colon} {}", step.words)
}

/// That somebody holds a lock.
pub(crate) fn held(trace: &Trace, names: &Names, lock: usize, hold: &Hold) -> String {
    let how = if hold.shared { " to read" } else { "" };
    let since = since(trace, hold);
    format!(
        "{} has {}{how}{since}",
        names.thread(hold.thread),
        names.object(Some(lock))
    )
}

/// What lies in a channel.
pub(crate) fn channel(trace: &Trace, names: &Names, number: usize, channel: &Channel) -> String {
    let messages = channel.messages.iter().map(|message| {
        let sender = names.thread(message.thread);
        match trace.own_line(message.place.as_ref()) {
            Some(line) => format!("{} of {sender} (line {line})", message.name),
            None => format!("{} of {sender}", message.name),
        }
    });
    let messages: Vec<String> = messages.collect();
    let content = if messages.is_empty() {
        "empty".to_owned()
    } else {
        messages.join(", ")
    };
    let ends = match (channel.senders, channel.has_receiver) {
        (_, false) => ", no receiver".to_owned(),
        (0, true) => ", closed".to_owned(),
        (senders, true) => format!(", {}", plural(senders, "sender")),
    };
    format!("{}: {content}{ends}", names.object(Some(number)))
}

/// What an atomic holds.
pub(crate) fn value(names: &Names, atomic: usize, value: &str) -> String {
    format!("{} = {}", names.object(Some(atomic)), one_line(value))
}

/// Who waits for what.
pub(crate) fn waits(trace: &Trace, names: &Names, blocked: &Blocked) -> String {
    let at = places::at(trace.spot_of_wait(blocked).as_ref());
    format!(
        "{} {}{at}",
        names.thread(blocked.thread),
        steps::waits(names, blocked)
    )
}

/// `, which thread 2 has held since line 19`.
fn held_by(trace: &Trace, names: &Names, state: &State, blocked: &Blocked) -> String {
    let wants_lock = matches!(
        blocked.operation,
        Operation::Lock | Operation::ReadLock | Operation::WriteLock
    );
    let holders = match blocked.object {
        Some(lock) if wants_lock => state.holders(lock),
        _ => return String::new(),
    };
    let holders: Vec<String> = holders
        .iter()
        .map(|hold| {
            let since = since(trace, hold);
            let holds = if since.is_empty() {
                "holds"
            } else {
                "has held"
            };
            if hold.thread == blocked.thread {
                format!("it {holds} itself{since}")
            } else {
                format!("{} {holds}{since}", names.thread(hold.thread))
            }
        })
        .collect();
    if holders.is_empty() {
        String::new()
    } else {
        format!(", which {}", holders.join(" and "))
    }
}

/// ` since line 19`.
pub(crate) fn since(trace: &Trace, hold: &Hold) -> String {
    let spot = trace.events.get(hold.event);
    let spot = spot.and_then(|event| trace.spot(event));
    spot.map_or(String::new(), |spot| {
        format!(" since {}", places::line(&spot))
    })
}

/// The same at the beginning of a sentence.
pub(crate) fn begin(sentence: &str) -> String {
    let mut chars = sentence.chars();
    match chars.next() {
        // A name stays as it is: it begins with a backtick.
        Some(first) => first.to_uppercase().chain(chars).collect(),
        None => String::new(),
    }
}
