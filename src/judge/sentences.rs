//! Every sentence the judge says to a student.

use std::time::Duration;

use super::JudgeError;
use super::signatures::Differing;
use crate::text::thousands;
use crate::trace::names::Names;
use crate::trace::words;
use crate::trace::{Blocked, Operation, Place, Trace};

/// Why an attempt is judged without its interleavings.
pub fn not_explored(error: &JudgeError) -> String {
    format!("Interleavings are not explored: {}.", error.in_full())
}

/// Why an attempt that held on real threads has not passed.
pub(super) fn held_unexplored(error: &JudgeError) -> String {
    format!(
        "All of it held on real threads, but nothing passes before its interleavings are explored, and they could not \
         be: {}. When that is put right, judge it again.",
        error.in_full()
    )
}

/// What is known of an attempt without its checks.
pub(super) fn checks_elsewhere() -> String {
    "They are not in this kit, so whether it passes is found out there.".to_owned()
}

pub(super) fn test_unseen(name: &str) -> String {
    format!(
        "The test `{name}` held on real threads, but its interleavings could not be explored: it must stand in the file as \
         `#[test] fn`, and not come of a macro or of another attribute. Or the exercise says `explore = false`."
    )
}

pub(super) fn still_running(limit: Duration, note: Option<&str>) -> String {
    let seconds = limit.as_secs_f64();
    match note {
        Some(note) => format!("It was still running after {seconds} s. Last seen: {note}."),
        None => format!("It was still running after {seconds} s."),
    }
}

/// Only real threads ran out of time.
pub(super) fn waits_too_long(said: &str, lines: &[u32]) -> String {
    let lines: Vec<String> = lines.iter().map(u32::to_string).collect();
    format!(
        "{said} In every interleaving that was explored it ended, but there no time really passes: does it wait too long at \
         line {}, for what it should be woken for?",
        lines.join(" or ")
    )
}

/// Only real threads ran out of time, and how many there are depends on the machine.
pub(super) fn counts_cores(said: &str, lines: &[u32]) -> String {
    let lines: Vec<String> = lines.iter().map(u32::to_string).collect();
    format!(
        "{said} In every interleaving that was explored it ended, but there `available_parallelism` (line {}) \
         always says 4. Here it may say less: what does the exercise ask for that fewer threads cannot do?",
        lines.join(" or ")
    )
}

pub(super) fn computes_for_ever(limit: Duration, last: Option<&Place>) -> String {
    let seconds = limit.as_secs_f64();
    match last {
        Some(place) => format!(
            "It was still running after {seconds} s: since {}:{} a thread has been going on without ever waiting for, \
             or looking at, anything that threads share. Does a loop never end?",
            place.file, place.line
        ),
        None => format!("It was still running after {seconds} s."),
    }
}

pub(super) fn no_progress(steps: u64) -> String {
    format!(
        "No progress in {} steps: instead of sleeping until there is something to do, threads ask again and again.",
        thousands(steps)
    )
}

pub(super) fn left_running() -> &'static str {
    "A thread was still running when the check ended."
}

pub(super) fn deadlock(trace: &Trace, blocked: &[Blocked]) -> String {
    let names = Names::of(trace);
    let waits = blocked.iter().map(|thread| wait(trace, &names, thread));
    let waits: Vec<String> = waits.collect();
    format!("Deadlock: {}. Nobody can go on.", waits.join(", "))
}

fn wait(trace: &Trace, names: &Names, blocked: &Blocked) -> String {
    let who = names.thread(blocked.thread);
    let own_line = trace.own_line(blocked.place.as_ref());
    // A thread that stands in a probe has left word of what it waits for.
    let mut events = trace.events.iter().rev();
    let note =
        events.find(|event| event.thread == blocked.thread && event.operation == Operation::Note);
    if let (None, Some(note)) = (own_line, note) {
        return format!("in {who} {}", note.detail);
    }
    let object = names.object(blocked.object);
    let what = match (blocked.operation, blocked.other) {
        (Operation::Join, Some(other)) => format!("waits for the end of {}", names.thread(other)),
        (Operation::Join, None) => "waits for the end of its threads".to_owned(),
        (Operation::Park, _) => "waits to be unparked".to_owned(),
        (Operation::Receive, _) => {
            let receiver = names.receiver(blocked.object);
            format!("waits for a message on {receiver}")
        }
        (Operation::Send, _) => {
            let sender = names.sender(blocked.object);
            format!("waits to hand over a message on {sender}")
        }
        (Operation::Wake | Operation::Wait, _) => format!("waits to be notified by {object}"),
        (Operation::Arrive, _) => format!("waits for the others at {object}"),
        _ => format!("waits for {object}"),
    };
    let at = words::at(trace.spot_of_wait(blocked).as_ref());
    format!("{who} {what}{at}")
}

pub(super) fn cannot_be_explored(place: &str, message: &str) -> String {
    format!(
        "{place}: {message}. Files, sockets and other processes cannot be explored, so they are not allowed here."
    )
}

pub(super) fn crate_refused(place: &str, name: &str) -> String {
    format!(
        "{place}: `{name}` has locks, channels, atomics or threads of its own, which cannot be explored. Use those of \
         `std`; where the exercise is about `{name}`, its kit must say `explore = false`."
    )
}

/// Of a run that may have waited for something that the explorer knows nothing of.
pub(super) fn may_wait_unseen(said: &str, crates: &[&str]) -> String {
    let crates: Vec<String> = crates.iter().map(|name| format!("`{name}`")).collect();
    let crates = crates.join(", ");
    format!(
        "{said} It uses {crates}: what waits in there is not explored, and whoever is waited for may never have its turn."
    )
}

pub(super) fn printed_too_much(max: usize) -> String {
    format!("It printed more than {} MiB and was stopped.", max >> 20)
}

pub(super) fn out_of_memory(limit_mb: u64) -> String {
    format!("It asked for more than the {limit_mb} MiB of memory it may use.")
}

pub(super) fn too_many_threads(most: u16) -> String {
    format!(
        "It started more threads than the {} that it may have at once (`max_threads` in the kit's info.toml).",
        thousands(most.into())
    )
}

/// A failure of the machine, unless somebody asks for very large stacks.
pub(super) fn no_thread(had: usize, most: u16) -> String {
    format!(
        "With {} threads, of the {} that it may have at once, there was no room for another one. Either this machine allows \
         no more: then raise its limit (`ulimit -u`, or that of its container) and judge again. Or a thread asked for a \
         stack of its own that is too large.",
        thousands(had as u64),
        thousands(most.into())
    )
}

pub(super) fn your_code_panicked(place: &str, message: &str) -> String {
    if place.is_empty() {
        format!("Your code panicked: {message}")
    } else {
        format!("Your code panicked at {place}: {message}")
    }
}

/// A panic that says nothing of the one that it comes from.
pub(super) fn carried_on(said: &str, trace: &Trace, thread: usize, first: &str) -> String {
    let names = Names::of(trace);
    let thread = names.thread(thread);
    format!("{said}. That is the panic of {thread}, which said: {first}")
}

pub(super) fn stack_overflow() -> String {
    "A stack overflowed: does a function call itself without end?".to_owned()
}

/// After the last thing that it did and others could notice.
fn after(place: Option<&Place>) -> String {
    place.map_or_else(String::new, |place| {
        format!(", after line {} of {}", place.line, place.file)
    })
}

/// Of a thread that has no name of its own.
pub(super) fn a_thread_spawned_at(place: Option<&Place>) -> String {
    place.map_or_else(
        || "a thread".to_owned(),
        |place| format!("the thread spawned at {}:{}", place.file, place.line),
    )
}

pub(super) fn stack_overflow_of(who: &str, last: Option<&Place>) -> String {
    format!(
        "The stack of {who} overflowed{}: does a function call itself without end, or does it need more than the thread has?",
        after(last)
    )
}

pub(super) fn out_of_memory_in(limit_mb: u64, who: &str, last: Option<&Place>) -> String {
    format!("{} That was {who}{}.", out_of_memory(limit_mb), after(last))
}

pub(super) fn killed_in(signal: i32, who: &str, last: Option<&Place>) -> String {
    format!("{} That was in {who}{}.", killed_by(signal), after(last))
}

pub(super) fn panicked_twice() -> String {
    "A `drop` panicked while another panic was under way. Rust aborts the whole program then."
        .to_owned()
}

pub(super) fn killed_by(signal: i32) -> String {
    match signal {
        6 => "The whole program was aborted before the check was over.".to_owned(),
        9 => "The whole program was killed before the check was over.".to_owned(),
        11 => {
            "The whole program crashed (segmentation fault) before the check was over.".to_owned()
        }
        _ => format!("Signal {signal} ended the whole program before the check was over."),
    }
}

pub(super) fn exited_early(status: i32) -> String {
    format!(
        "The whole program exited (status {status}) before the check was over. \
         Nothing in an exercise may end the program; let the function return."
    )
}

pub(super) fn must_not_compile(code: &str) -> String {
    format!(
        "The compiler accepts code that this rules out. It should refuse it, with error {code}."
    )
}

pub(super) fn rejected_otherwise(wanted: &str, found: &str) -> String {
    format!(
        "The compiler refuses code that this rules out, but for another reason: with {found} where it should be {wanted}."
    )
}

pub(super) fn must_compile(message: &str) -> String {
    format!("Ordinary code that uses yours no longer compiles: {message}.")
}

/// `said` is what the compiler says, where that is of no line of the attempt.
pub(super) fn cannot_be_called(differing: &Differing, said: Option<&str>) -> String {
    let mut text = "Your file compiles, but the checks cannot call it.".to_owned();
    match differing.signatures.len() {
        0 => {}
        1 => text.push_str(" Keep this as it is:"),
        _ => text.push_str(" Keep these as they are:"),
    }
    let signatures = differing.signatures.iter();
    let bounds = differing.bounds.iter();
    let mut lines: Vec<String> = signatures
        .map(|signature| format!("    {signature}"))
        .chain(bounds.map(|name| {
            format!(
                "The bounds of `{name}` ask for too much, or for something else: what calls it cannot keep to them."
            )
        }))
        .collect();
    // It speaks of code that the student does not see.
    lines.extend(
        said.filter(|_| differing.is_empty())
            .map(|said| format!("The compiler says: {said}.")),
    );
    lines.insert(0, text);
    lines.join("\n")
}

pub(super) fn forbidden(what: &str) -> String {
    format!("{what} is not allowed here: these exercises are solved in safe Rust.")
}

pub(super) fn file_is_missing(path: &str, name: &str) -> String {
    format!("{path} is not there. Save it again, or bring it back with `threadlings reset {name}`.")
}

pub(super) fn compiler_gave_up() -> String {
    "The compiler was still working after 30 s and was stopped: does a macro or a constant go on for ever?".to_owned()
}

pub(super) fn compiler_hangs(patience: Duration) -> String {
    format!(
        "it said nothing for {} s over an empty file",
        patience.as_secs()
    )
}

pub(super) fn compiler_said_too_much(most: usize) -> String {
    format!(
        "The compiler had more than {} MiB to say about this file and was stopped.",
        most >> 20
    )
}

pub(super) fn compiler_crashed() -> String {
    "The compiler ran out of memory or stack over this file and gave up: does a type or a constant go on for ever?".to_owned()
}

pub(super) fn main_failed(status: i32) -> String {
    format!("`main` ended with status {status}.")
}

pub(super) fn main_runs() -> &'static str {
    "The program runs to its end."
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::{Detail, timeline};
    use crate::text::plain;
    use crate::trace::Ending;
    use crate::trace::script::Script;

    #[test]
    fn a_message_and_its_drawing_have_the_same_names() {
        let mut trace = Script::new(1)
            .object("Mutex", "till")
            .object("Mutex", "till")
            .object("channel", "tx/rx")
            .event(0, Operation::Lock, 1, 8, "")
            .deadlock(&[
                (0, Operation::Join, 1, 9),
                (1, Operation::Lock, 2, 10),
                (1, Operation::Receive, 3, 11),
            ]);
        trace.threads[1].handle = Some("visitor".into());
        let message = deadlock(&trace, trace.ending.blocked());
        assert_eq!(
            message,
            "Deadlock: `main` waits for the end of `visitor` (line 9), `visitor` waits for `till` 2 (line 10), `visitor` \
             waits for a message on `rx` (line 11). Nobody can go on."
        );
        let drawing = plain(&timeline(&trace, 200, Detail::All).join(" "));
        for name in ["`visitor`", "`till` 2", "`rx`"] {
            assert!(drawing.contains(name), "{name}: {drawing}");
        }

        trace.ending = Ending::Panic {
            message: "Any { .. }".into(),
            place: None,
        };
        let said = carried_on("It panicked", &trace, 1, "the till is empty");
        assert!(said.contains("the panic of `visitor`"), "{said}");
    }
}
