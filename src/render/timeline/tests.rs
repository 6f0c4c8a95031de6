use super::*;
use crate::text::{plain, width};
use crate::trace::Operation;
use crate::trace::script::{Script, waits};

/// Numbers that look random and are the same every time.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, limit: usize) -> usize {
        // Knuth's multiplier for a linear congruential generator.
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1);
        usize::try_from(self.0 >> 33).unwrap() % limit
    }

    fn one_of<T: Copy>(&mut self, all: &[T]) -> T {
        all[self.below(all.len())]
    }
}

const DETAILS: [&str; 18] = [
    "",
    "0",
    "1",
    "0 → 1",
    "message 1",
    "message 2",
    "busy",
    "taken",
    "poisoned",
    "nobody",
    "one",
    "empty",
    "closed",
    "lock",
    "recv",
    "join",
    "panicked",
    "\u{1b}[2J a rather long text, with a\nline break and 漢字 in it",
];

/// A trace that makes no sense.
fn nonsense(seed: u64) -> Trace {
    let mut numbers = Numbers(seed);
    let others = numbers.below(7);
    let mut script = Script::new(others)
        .object("Mutex", "till")
        .object("channel", "tx/rx")
        .object("Condvar", "till");
    for _ in 0..numbers.below(80) {
        script = script.event(
            numbers.below(others + 1),
            numbers.one_of(&Operation::ALL),
            numbers.below(4),
            numbers.below(30),
            numbers.one_of(&DETAILS),
        );
        if numbers.below(2) == 0 {
            script = script.about(numbers.below(others + 1));
        }
    }
    let mut blocked = Vec::new();
    for _ in 0..numbers.below(others + 2) {
        let operation = numbers.one_of(&Operation::ALL);
        let limit = if operation == Operation::Join {
            others + 1
        } else {
            4
        };
        let number = numbers.below(limit);
        blocked.push(waits((
            numbers.below(others + 1),
            operation,
            number,
            numbers.below(30),
        )));
    }
    let place = crate::trace::script::place(numbers.below(30));
    let mut trace = script.ends(match numbers.below(5) {
        0 => Ending::Deadlock(blocked),
        1 => Ending::LeftRunning(blocked),
        2 => Ending::NoProgress {
            steps: 10_000,
            threads: blocked,
        },
        3 => Ending::Exit { status: 3, place },
        _ => Ending::Panic {
            message: "no\nsense".into(),
            place,
        },
    });
    trace.source.text = "    some code;\n".repeat(20);
    trace
}

#[test]
fn whatever_a_trace_says_is_drawn() {
    for seed in 0..40 {
        let trace = nonsense(seed);
        for columns in [20, 53, 131] {
            for detail in [Detail::Folded, Detail::All] {
                for line in timeline(&trace, columns, detail) {
                    let taken = width(&line);
                    assert!(
                        taken <= columns,
                        "{seed}: {taken} of {columns} columns:\n{line}"
                    );
                    assert!(!plain(&line).contains('\u{1b}'), "{seed}: {line:?}");
                }
            }
        }
    }
}

/// All of a drawing in one line.
fn drawn(trace: &Trace) -> String {
    let lines = timeline(trace, 200, Detail::All);
    plain(&lines.join(" "))
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
}

#[test]
fn a_lock_that_is_set_once_is_looked_into() {
    let trace = Script::new(1)
        .object("OnceLock", "text")
        .event(1, Operation::Read, 1, 8, "empty")
        .event(0, Operation::Initialise, 1, 9, "")
        .event(1, Operation::Initialise, 1, 9, "too late")
        .fails();
    let drawn = drawn(&trace);
    for step in [
        "looks into `text`: empty",
        "initialises `text`",
        "sets `text`: too late",
    ] {
        assert!(drawn.contains(step), "{step}: {drawn}");
    }
}

#[test]
fn a_message_that_nobody_has_come_for_is_offered() {
    let trace = Script::new(1)
        .object("channel", "tray/desk")
        .event(1, Operation::Send, 1, 8, "message 1, offered")
        .event(0, Operation::Receive, 1, 9, "message 1")
        .event(1, Operation::Send, 1, 8, "message 2")
        .fails();
    let drawn = drawn(&trace);
    assert!(drawn.contains("offers message 1 on `tray`"), "{drawn}");
    assert!(drawn.contains("sends message 2 on `tray`"), "{drawn}");
}

#[test]
fn what_only_the_check_has_named_is_said_to_be_its_own() {
    let of_check = |text: &str| {
        let mut trace = Script::new(1)
            .object("Mutex", "ROAD")
            .event(1, Operation::Lock, 1, 8, "")
            .fails();
        trace.objects[1].made_at.as_mut().unwrap().file = "checks/a.rs".into();
        trace.source.text = text.into();
        drawn(&trace)
    };
    assert!(of_check("").contains("locks `ROAD` (the check's)"));
    assert!(!of_check("use exercise::ROAD;").contains("the check's)"));
}

#[test]
fn what_the_library_calls_is_not_said_to_be_the_checks() {
    let mut trace = Script::new(1).fails();
    for file in [
        "/rustc/1/library/core/src/ops/function.rs",
        r"/rustc/1/library\alloc\src\vec\mod.rs",
    ] {
        trace.threads[1].spawned_at.as_mut().unwrap().file = file.into();
        assert!(drawn(&trace).contains("thread 1: spawned from within the standard library"));
    }
}

#[test]
fn an_end_that_is_asked_for_again_and_again_has_a_name() {
    let trace = Script::new(1).ends(Ending::NoProgress {
        steps: 10_000,
        threads: vec![
            crate::trace::Blocked {
                other: Some(1),
                ..waits((0, Operation::Read, 0, 22))
            },
            waits((1, Operation::Read, 0, 23)),
        ],
    });
    let drawn = drawn(&trace);
    assert!(
        drawn.contains("main` looks whether thread 1 has ended (line 22)."),
        "{drawn}"
    );
    assert!(drawn.contains("Thread 1 is at line 23."), "{drawn}");
}

#[test]
fn a_lazy_lock_and_what_it_holds_share_a_name() {
    let trace = Script::new(1)
        .object("LazyLock", "PADS")
        .object("Mutex", "PADS")
        .event(1, Operation::Initialise, 1, 8, "")
        .event(1, Operation::Lock, 2, 8, "")
        .fails();
    let drawn = drawn(&trace);
    assert!(
        drawn.contains("initialises `PADS`") && drawn.contains("locks `PADS`"),
        "{drawn}"
    );
    assert!(!drawn.contains("`PADS` 1"), "{drawn}");
}

#[test]
fn what_is_done_to_an_arc_tells_of_its_owners() {
    let trace = Script::new(1)
        .object("Arc", "list")
        .object("Mutex", "list")
        .event(0, Operation::Clone, 1, 1, "2")
        .event(0, Operation::Clone, 1, 2, "1 weak")
        .event(0, Operation::Lock, 2, 3, "")
        .event(1, Operation::Read, 1, 4, "2")
        .event(1, Operation::Read, 1, 5, "1 weak")
        .event(1, Operation::Update, 1, 6, "9 → 10")
        .event(1, Operation::Update, 1, 7, "10 → 9")
        .event(1, Operation::Drop, 1, 8, "1")
        .event(0, Operation::Update, 1, 9, "1 → 0")
        .fails();
    let drawn = drawn(&trace);
    for words in [
        "clones `list`: now 2 owners",
        "clones `list`: now 1 weak",
        "locks `list`",
        "sees 2 owners of `list`",
        "sees 1 weak of `list`",
        "upgrades to `list`: now 10 owners",
        "gives up its `list`: 9 owners left",
        "drops a `list`: 1 owner left",
        "takes the value of `list`",
    ] {
        assert!(drawn.contains(words), "{words}: {drawn}");
    }
}

#[test]
fn who_waits_is_shown_to_from_where_the_wait_begins() {
    let mut trace = Script::new(1)
        .object("Mutex", "till")
        .event(0, Operation::Block, 0, 9, "join")
        .about(1)
        .event(1, Operation::Lock, 1, 8, "")
        .event(1, Operation::Unlock, 1, 8, "")
        .event(1, Operation::Lock, 1, 8, "")
        .deadlock(&[(0, Operation::Join, 1, 9), (1, Operation::Lock, 1, 8)]);
    // The check joins, at a line that is not shown.
    trace.events[1].place.as_mut().unwrap().file = "checks/a.rs".into();
    let story = Story::of(&trace);
    let words: Vec<&str> = story.steps.iter().map(|step| &*step.words).collect();
    assert_eq!(
        words,
        [
            "spawns thread 1",
            "waits for thread 1",
            "locks `till`",
            "unlocks `till`",
            "locks `till`",
            "waits for `till`",
        ]
    );
}

#[test]
fn what_an_explanation_speaks_of_is_never_folded() {
    let reads = |mut script: Script, lines: std::ops::Range<usize>| {
        for line in lines {
            script = script.event(1, Operation::Read, 2, line, "0");
        }
        script
    };
    let script = || {
        reads(
            Script::new(1)
                .object("Condvar", "bell")
                .object("AtomicBool", "x"),
            1..15,
        )
    };
    let shows = |trace: &Trace, words: &str| {
        let drawn = plain(&timeline(trace, 200, Detail::Folded).join("\n"));
        assert!(drawn.contains(words), "{words}: {drawn}");
        assert!(drawn.contains(" steps …"), "nothing is folded: {drawn}");
    };

    let unparked = script().event(1, Operation::Unpark, 0, 60, "").about(0);
    let unparked = reads(unparked, 21..35).event(0, Operation::Park, 0, 61, "unparked");
    let unparked = reads(unparked, 41..55).deadlock(&[(0, Operation::Park, 0, 61)]);
    shows(&unparked, "unparks `main`");
    shows(&unparked, "goes on: was unparked");

    let woken = script().event(0, Operation::Wait, 1, 60, "");
    let woken = reads(woken, 21..35)
        .event(1, Operation::Notify, 1, 61, "one")
        .about(1);
    let woken = reads(woken, 41..55).deadlock(&[(0, Operation::Wait, 1, 60)]);
    shows(&woken, "notifies `bell`: wakes thread 1");

    let senders = script()
        .object("channel", "tx/rx")
        .event(1, Operation::Clone, 3, 60, "2");
    let senders = reads(senders, 21..45).deadlock(&[(0, Operation::Receive, 3, 61)]);
    shows(&senders, "clones `tx`: now 2");
}

#[test]
fn one_step_that_is_left_out_is_no_more_than_one() {
    let trace = Script::new(1)
        .event(1, Operation::Note, 0, 0, "1 more events")
        .fails();
    assert!(drawn(&trace).contains("… 1 more step …"));
}
