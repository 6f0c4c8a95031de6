use super::*;
use crate::render::timeline::entries::condense;
use crate::render::timeline::{Detail, Story, timeline};
use crate::text::plain;
use crate::trace::script::{Script, waits};
use crate::trace::{Ending, Operation, Trace};

/// The rows of a trace that runs in circles: the thread, the line and the words of a step.
fn rows(trace: &Trace) -> Vec<String> {
    let story = Story::of(trace);
    let steps = condense(trace, &story.names, story.steps);
    let circle = Circle::find(&steps).unwrap();
    let rows = circle.rows(&|_| false, &|_| false).into_iter();
    rows.map(|row| match row {
        Row::Step(step) => match step.line() {
            Some(line) => format!("{} {line} {}", step.thread, step.words),
            None => step.words,
        },
        Row::Again(steps) => format!("again {steps}"),
        other => format!("{other:?}"),
    })
    .collect()
}

/// Threads that achieve nothing, each about to do something to an object, or with thread 1.
fn no_progress(script: Script, threads: &[(usize, Operation, usize, usize)]) -> Trace {
    script.ends(Ending::NoProgress {
        steps: 10_000,
        threads: threads.iter().map(|one| waits(*one)).collect(),
    })
}

#[test]
fn code_that_runs_in_circles_is_drawn_as_one_round() {
    let mut script = Script::new(1)
        .object("AtomicBool", "ready")
        .object("Mutex", "till")
        .event(1, Operation::Lock, 2, 7, "");
    for _ in 0..20 {
        script =
            script
                .event(1, Operation::Read, 1, 8, "false")
                .event(1, Operation::Yield, 0, 9, "");
    }
    let trace = no_progress(
        script,
        &[(0, Operation::Lock, 2, 30), (1, Operation::Read, 1, 8)],
    );
    assert_eq!(
        rows(&trace),
        [
            "0 101 spawns thread 1",
            "1 7 locks `till`",
            "1 8 reads `ready`: false",
            "1 9 gives way",
            "again 2",
        ]
    );
    let drawn = plain(&timeline(&trace, 500, Detail::All).join(" "));
    for sentence in [
        "`main` waits for `till` (line 30).",
        "Thread 1 does the same again and again (line 8): it reads `ready`: false. Meanwhile it holds `till` (line 7), and \
         nobody else can go on.",
    ] {
        assert!(drawn.contains(sentence), "{sentence}: {drawn}");
    }
}

#[test]
fn a_round_that_waits_for_a_while_is_one_all_the_same() {
    let mut script = Script::new(0).object("channel", "tx/rx");
    for _ in 0..20 {
        script = script.event(0, Operation::Block, 1, 8, "recv").event(
            0,
            Operation::Receive,
            1,
            8,
            "timed out",
        );
    }
    let script = script.event(0, Operation::Block, 1, 8, "recv");
    let trace = no_progress(script, &[(0, Operation::Receive, 1, 8)]);
    assert_eq!(
        rows(&trace),
        ["0 8 gives up on `rx`: time is over", "again 1",]
    );
}

#[test]
fn a_circle_of_which_no_event_tells_is_drawn() {
    let mut trace = no_progress(Script::new(1), &[(0, Operation::Read, 0, 22)]);
    trace.ending.blocked_mut()[0].other = Some(1);
    assert_eq!(
        rows(&trace),
        [
            "0 101 spawns thread 1",
            "0 22 looks whether thread 1 has ended",
            "again 1",
        ]
    );
}

#[test]
fn a_circle_behind_what_is_left_out_is_drawn_from_where_it_is_known_and_the_way_there_is_short() {
    let mut script = Script::new(0).object("Mutex", "till");
    for line in 1..=20 {
        script = script.event(0, Operation::Lock, 1, line, "");
    }
    script = script.event(0, Operation::Note, 0, 0, "9700 more events");
    for _ in 0..20 {
        script = script.event(0, Operation::TryLock, 1, 30, "busy");
    }
    let trace = no_progress(script, &[(0, Operation::TryLock, 1, 30)]);
    assert_eq!(
        rows(&trace),
        [
            "0 1 locks `till`",
            "0 2 locks `till`",
            "0 3 locks `till`",
            "0 4 locks `till`",
            "… many more steps …",
            "0 30 tries `till`: busy",
            "again 1",
        ]
    );
}

#[test]
fn a_circle_in_a_helper_is_one_where_callers_are_known_of_its_beginning_only() {
    let mut script = Script::new(0).object("AtomicBool", "ready");
    for _ in 0..20 {
        script = script.event(0, Operation::Read, 1, 8, "false").from(&[20]);
    }
    script = script.event(0, Operation::Note, 0, 0, "9700 more events");
    for _ in 0..20 {
        script = script.event(0, Operation::Read, 1, 8, "false");
    }
    let mut trace = no_progress(script, &[(0, Operation::Read, 1, 8)]);
    trace.events[20].place = None;
    assert_eq!(rows(&trace), ["0 8 reads `ready`: false", "again 1"]);
    let drawn = plain(&timeline(&trace, 200, Detail::Folded).join(" "));
    assert!(!drawn.contains("from line"), "{drawn}");
}
