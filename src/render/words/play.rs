//! Sentences for whoever decides which thread goes on.

use super::exploration::explored;
use crate::render::timeline::words::{begin, steps};
use crate::text::plural;
use crate::trace::names::Names;
use crate::trace::words as places;
use crate::trace::{Blocked, Operation, Trace};
use crate::verdict::Exploration;

/// How many switches.
pub(crate) fn switches(count: u32) -> String {
    match count {
        0 => "no switch".to_owned(),
        count => plural(count as usize, "switch").replace("switchs", "switches"),
    }
}

/// What the student is to do, and how many switches they have made.
pub(crate) fn aim(
    fails: bool,
    fewest: Option<u32>,
    exploration: &Exploration,
    made: u32,
) -> String {
    let made = match made {
        0 => "none so far".to_owned(),
        made => format!("{made} so far"),
    };
    match (fails, fewest) {
        (true, Some(fewest)) => format!(
            "Make the check fail: it can be done with {} ({made}).",
            switches(fewest)
        ),
        (true, None) => format!("Make the check fail: it can be done (switches: {made})."),
        (false, _) => {
            let held = explored(exploration);
            format!("Try to break it: the check {held}.")
        }
    }
}

/// Where nobody can win, after some tries.
pub(crate) fn cannot_win(exploration: &Exploration, tries: usize) -> String {
    let held = explored(exploration);
    let runs = plural(tries, "run");
    if exploration.exhaustive {
        format!(
            "You cannot break it. The check {held}, and your {runs} were among them, or equal to one of them: whoever goes first, this code is right."
        )
    } else {
        format!(
            "Your {runs} held, and the check {held}. There are more than that, so nobody can promise that none of them fails."
        )
    }
}

/// The check failed, as the student wanted it to.
pub(crate) fn won(made: u32, fewest: Option<u32>) -> String {
    let by = switches(made);
    match fewest {
        Some(fewest) if made > fewest => format!(
            "You made it fail with {by}: {} more than needed.",
            made - fewest
        ),
        Some(fewest) if made < fewest => {
            format!("You made it fail with {by}: fewer than the explorer needed.")
        }
        Some(_) => format!("You made it fail with {by}: no way with fewer is known."),
        None => format!("You made it fail with {by}."),
    }
}

/// The run is over, and the check held.
pub(crate) fn held() -> &'static str {
    "The check held this time. Take choices back with u, or start again with s."
}

/// Below the threads that are listed.
pub(crate) fn more_threads(count: usize) -> String {
    format!("   … and {}", plural(count, "more thread"))
}

/// What to choose next.
pub(crate) fn hint(key: &str, what: &str) -> String {
    format!("Hint: press {key} ({what}).")
}

/// What was chosen leads elsewhere.
pub(crate) fn hint_is_elsewhere(back: usize) -> String {
    let choices = plural(back, "choice");
    format!("Hint: the shortest failing run parts from yours here: take back {choices} (u) first.")
}

/// There is none.
pub(crate) fn no_hint(fails: bool, exploration: &Exploration) -> String {
    if fails {
        return "There is no hint for this check: its shortest failing run is known, but not choice by choice.".to_owned();
    }
    let held = explored(exploration);
    format!("There is no hint: the check {held}.")
}

/// A key of a thread that cannot go on.
pub(crate) fn cannot_go_on(thread: &str) -> String {
    format!("{} cannot go on now.", begin(thread))
}

/// While the program runs.
pub(crate) fn running() -> &'static str {
    "running…"
}

/// Behind a thread whose turn would be a switch, or which would stop waiting early.
pub(crate) fn is_switch(early: bool) -> &'static str {
    if early {
        "(counts as a switch)"
    } else {
        "(a switch)"
    }
}

/// The head of the list of checks.
pub(crate) fn which_check() -> &'static str {
    "Which check do you want to play?"
}

/// Below that list.
pub(crate) fn keys_of_list() -> &'static str {
    "↑ ↓ choose  ⏎ play  q quit"
}

/// Beside a check in that list.
pub(crate) fn can_fail(fails: bool, fewest: Option<u32>, exploration: &Exploration) -> String {
    match (fails, fewest) {
        (true, Some(fewest)) => format!("can fail, with {}", switches(fewest)),
        (true, None) => "can fail".to_owned(),
        (false, _) => explored(exploration),
    }
}

/// One of the small programs that are made to be broken.
pub(crate) fn level(name: &str, title: &str) -> String {
    format!("{name:16}{title}")
}

/// While it is compiled.
pub(crate) fn building() -> &'static str {
    "compiling what is to be played…"
}

/// While it is found out which checks can fail.
pub(crate) fn exploring(check: usize, checks: usize) -> String {
    format!("exploring check {check} of {checks}…")
}

/// How a step can go; see [`crate::judge::Asks`].
pub(crate) fn way(
    operation: Operation,
    names: &Names,
    thread: Option<usize>,
    way: usize,
) -> String {
    match (operation, thread, way) {
        (_, Some(thread), _) => format!("wakes {}", names.thread(thread)),
        (Operation::Update, None, 0) => "the exchange succeeds".to_owned(),
        (Operation::Update, None, _) => "the exchange fails for no reason".to_owned(),
        (Operation::Wait | Operation::Wake, None, 0) => "its time is over".to_owned(),
        (Operation::Wait | Operation::Wake, None, _) => "it wakes for no reason".to_owned(),
        _ => format!("way {}", way + 1),
    }
}

/// What a thread is about to do: `can_go` says whether it can be chosen, and if so, whether its wait would end early.
pub(crate) fn about_to(
    trace: &Trace,
    names: &Names,
    blocked: &Blocked,
    can_go: Option<bool>,
) -> String {
    let starts = blocked.operation == Operation::Spawn;
    let words = match can_go {
        None if blocked.operation == Operation::Spawn => "goes on".to_owned(),
        None => steps::waits(names, blocked),
        Some(true) => early(names, blocked),
        Some(false) => next(names, blocked),
    };
    let spot = trace.spot_of_wait(blocked).filter(|_| !starts);
    format!("{words}{}", places::at(spot.as_ref()))
}

/// It goes on although what it waits for is not there.
fn early(names: &Names, blocked: &Blocked) -> String {
    let object = names.object(blocked.object);
    match blocked.operation {
        Operation::Wait | Operation::Wake => {
            format!("wakes on {object}, though nobody notified it")
        }
        Operation::Park => "wakes from `park`, though nobody unparked it".to_owned(),
        Operation::Receive => format!(
            "gives up on {}: its time is over",
            names.receiver(blocked.object)
        ),
        Operation::Sleep => "goes on: nothing else happens any more".to_owned(),
        _ => "stops waiting: its time is over".to_owned(),
    }
}

/// It can take its next step.
fn next(names: &Names, blocked: &Blocked) -> String {
    let object = names.object(blocked.object);
    let other = blocked.other.map(|other| names.thread(other));
    let other = other.unwrap_or("a thread");
    match blocked.operation {
        Operation::Spawn => "starts".to_owned(),
        Operation::Exit => "ends".to_owned(),
        Operation::Join => format!("joins {other}, which has ended"),
        Operation::Wait => format!("begins to wait on {object}"),
        Operation::Wake => format!("wakes on {object}: it was notified"),
        Operation::Park => "goes on: it was unparked, or may park no longer".to_owned(),
        Operation::Unpark => format!("unparks {other}"),
        Operation::Notify => format!("notifies {object}"),
        Operation::Send => format!("sends on {}", names.sender(blocked.object)),
        Operation::Receive => format!("receives on {}", names.receiver(blocked.object)),
        Operation::Clone => format!("clones {object}"),
        Operation::Drop | Operation::Closed => format!("drops {object}"),
        Operation::Write => format!("writes {object}"),
        Operation::Arrive => format!("goes through {object}"),
        Operation::Initialise => format!("initialises {object}"),
        _ => steps::attempt(names, blocked).unwrap_or_else(|| "goes on".to_owned()),
    }
}
