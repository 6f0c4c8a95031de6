use super::{assert_says, says};
use crate::trace::script::{Script, waits};
use crate::trace::{Ending, Operation, Trace};

/// What is said where nothing is certain.
const ANY_ORDER: &str = "Threads may run in any order. In this one the check does not hold.";

/// Two threads that have ended by the time `main` goes on.
fn with_atomic(events: &[(usize, Operation, usize, &str)]) -> Trace {
    let mut script = Script::new(2).object("AtomicU32", "views");
    for (thread, operation, line, detail) in events {
        script = script.event(*thread, *operation, 1, *line, detail);
    }
    script
        .event(1, Operation::Exit, 0, 0, "")
        .event(2, Operation::Exit, 0, 0, "")
        .fails()
}

#[test]
fn a_write_that_overwrites_is_a_lost_update() {
    let trace = with_atomic(&[
        (1, Operation::Read, 8, "0"),
        (2, Operation::Read, 8, "0"),
        (2, Operation::Write, 9, "1"),
        (1, Operation::Write, 9, "1"),
    ]);
    assert_says(
        &trace,
        "Thread 1 read `views` (line 8), then thread 2 wrote it (line 9), and then thread 1 wrote over that without \
         having looked again (line 9).",
    );
    let looked_again = with_atomic(&[
        (1, Operation::Read, 8, "0"),
        (2, Operation::Write, 9, "1"),
        (1, Operation::Read, 8, "1"),
        (1, Operation::Write, 9, "2"),
    ]);
    assert_eq!(says(&looked_again), ANY_ORDER);
    let same_value = with_atomic(&[
        (1, Operation::Read, 8, "1"),
        (2, Operation::Write, 9, "1"),
        (1, Operation::Write, 9, "2"),
    ]);
    assert_eq!(says(&same_value), ANY_ORDER);
    let one_step = with_atomic(&[
        (1, Operation::Update, 8, "0 → 1"),
        (2, Operation::Update, 8, "1 → 2"),
    ]);
    assert_eq!(says(&one_step), ANY_ORDER);
    let uninterrupted = Trace {
        preemptions: 0,
        ..one_step
    };
    assert_eq!(
        says(&uninterrupted),
        "-",
        "it may well be no matter of order"
    );
}

#[test]
fn acting_on_what_was_seen_before() {
    let trace = with_atomic(&[
        (1, Operation::Read, 8, "1"),
        (2, Operation::Update, 9, "1 → 0"),
        (1, Operation::Update, 9, "0 → -1"),
    ]);
    assert_says(
        &trace,
        "Thread 1 looked at `views` (line 8) and changed it later (line 9), but in between thread 2 had changed it \
         (line 9).",
    );
    let exchange = with_atomic(&[
        (1, Operation::Read, 8, "1"),
        (2, Operation::Update, 9, "1 → 0"),
        (2, Operation::Update, 9, "0 → 1"),
        (1, Operation::Update, 9, "1 → 2"),
    ]);
    assert_eq!(says(&exchange), ANY_ORDER, "it found what it had read");
}

/// Thread 1 takes the lock at two lines, thread 2 in between.
fn sections(first: usize, second: usize, between: Operation) -> Trace {
    Script::new(2)
        .object("RwLock", "likes")
        .event(1, Operation::WriteLock, 1, first, "")
        .event(1, Operation::Unlock, 1, 0, "")
        .event(2, between, 1, 7, "")
        .event(2, Operation::Unlock, 1, 0, "")
        .event(1, Operation::WriteLock, 1, second, "")
        .event(1, Operation::Unlock, 1, 0, "")
        .event(1, Operation::Exit, 0, 0, "")
        .event(2, Operation::Exit, 0, 0, "")
        .fails()
}

#[test]
fn two_sections_that_belong_together() {
    let trace = sections(8, 9, Operation::WriteLock);
    assert_says(
        &trace,
        "Thread 1 took `likes` at line 8 and again at line 9, and in between thread 2 had it (line 7).",
    );
    let joined = Script::new(2)
        .object("RwLock", "likes")
        .event(1, Operation::WriteLock, 1, 8, "")
        .event(1, Operation::Unlock, 1, 0, "")
        .event(2, Operation::WriteLock, 1, 7, "")
        .event(2, Operation::Unlock, 1, 0, "")
        .event(2, Operation::Exit, 0, 0, "")
        .event(1, Operation::Join, 0, 9, "")
        .about(2)
        .event(1, Operation::WriteLock, 1, 10, "")
        .event(1, Operation::Exit, 0, 0, "")
        .fails();
    assert_eq!(says(&joined), ANY_ORDER, "it was waited for");
    let next_round = sections(8, 8, Operation::WriteLock);
    assert_eq!(says(&next_round), ANY_ORDER);
    let only_read = sections(8, 9, Operation::ReadLock);
    assert_eq!(says(&only_read), ANY_ORDER);
}

#[test]
fn nobody_waited() {
    let trace = Script::new(1).fails();
    assert_says(&trace, "Thread 1 was still running when the check failed");
    let several = Script::new(2).fails();
    assert_says(
        &several,
        "Threads 1 and 2 were still running when the check failed",
    );
    let waits_for_it = Script::new(2)
        .event(2, Operation::Block, 0, 9, "join")
        .about(1)
        .fails();
    assert_says(&waits_for_it, "Thread 2 was still running");
    let ended = Script::new(1).event(1, Operation::Exit, 0, 0, "").fails();
    assert_eq!(says(&ended), ANY_ORDER);
    let left = waits((1, Operation::Lock, 0, 9));
    let left = Script::new(1).ends(Ending::LeftRunning(vec![left]));
    assert_says(&left, "Nobody had waited for thread 1 to end.");
}

#[test]
fn without_other_threads_nothing_is_said() {
    assert_eq!(says(&Script::new(0).fails()), "-");
}

const UNWRAP: &str = "called `Result::unwrap()` on an `Err` value: Any { .. }";

#[test]
fn a_check_that_fails_after_an_err_is_no_panic_that_travelled() {
    let fails = Script::new(1)
        .event(1, Operation::Panic, 0, 20, "too cold")
        .event(1, Operation::Exit, 0, 0, "")
        .event(0, Operation::Join, 0, 14, "panicked")
        .about(1)
        .event(0, Operation::Panic, 0, 0, "The reading is Any { .. }")
        .fails();
    assert!(!says(&fails).contains("in turn"));
}

#[test]
fn panics_travel_and_poison() {
    let travels = Script::new(1)
        .event(1, Operation::Panic, 0, 20, "too cold")
        .event(1, Operation::Exit, 0, 0, "panicked")
        .event(0, Operation::Join, 0, 14, "panicked")
        .about(1)
        .event(0, Operation::Panic, 0, 14, UNWRAP)
        .fails();
    assert_eq!(
        says(&travels),
        "Thread 1 panicked (line 20). `join` gave that to `main` as an `Err` (line 14), and `main` panicked in turn."
    );
    // The check has caught that one, and fails of something else.
    let caught = Script::new(2)
        .event(1, Operation::Panic, 0, 20, "too cold")
        .event(1, Operation::Exit, 0, 0, "panicked")
        .event(0, Operation::Join, 0, 14, "panicked")
        .about(1)
        .event(0, Operation::Panic, 0, 14, UNWRAP)
        .event(0, Operation::Panic, 0, 0, "the takings were 12")
        .fails();
    assert_eq!(
        says(&caught),
        ANY_ORDER,
        "nor is the thread that was left behind"
    );
    let poisons = Script::new(1)
        .object("Mutex", "till")
        .event(1, Operation::Lock, 1, 19, "")
        .event(1, Operation::Panic, 0, 20, "too cold")
        .event(1, Operation::Unlock, 1, 0, "")
        .event(1, Operation::Exit, 0, 0, "panicked")
        .event(0, Operation::Lock, 1, 30, "poisoned")
        .event(0, Operation::Panic, 0, 30, "no till: PoisonError { .. }")
        .fails();
    assert_says(
        &poisons,
        "Thread 1 panicked (line 20) while it held `till`. The lock is poisoned since then: `lock` gave `main` an `Err` \
         (line 30), and `main` panicked in turn.",
    );
}

#[test]
fn why_a_thread_panicked_tells_more_than_how_its_panic_travelled() {
    let panics = |wakes: usize| {
        Script::new(2)
            .object("Condvar", "bell")
            .event(wakes, Operation::Wait, 1, 14, "")
            .event(wakes, Operation::Wake, 1, 14, "for no reason")
            .event(1, Operation::Panic, 0, 16, "no dish")
            .event(1, Operation::Exit, 0, 0, "")
            .event(2, Operation::Exit, 0, 0, "")
            .event(0, Operation::Join, 0, 20, "panicked")
            .about(1)
            .event(0, Operation::Panic, 0, 20, UNWRAP)
            .fails()
    };
    assert_says(
        &panics(1),
        "Thread 1 woke (line 14) although nobody had notified it",
    );
    assert_says(&panics(2), "Thread 1 panicked (line 16). `join` gave that");
}

#[test]
fn looking_without_waiting() {
    let looks = |later: &str| {
        Script::new(1)
            .object("channel", "tx/rx")
            .event(0, Operation::Receive, 1, 9, "empty")
            .event(1, Operation::Send, 1, 5, later)
            .event(1, Operation::Exit, 0, 0, "")
            .fails()
    };
    assert_says(
        &looks("message 1"),
        "`main` found `rx` empty (line 9) and went on.",
    );
    let wakes = |again: Operation| {
        Script::new(1)
            .object("Condvar", "bell")
            .event(0, Operation::Wait, 1, 9, "")
            .event(0, Operation::Wake, 1, 9, "for no reason")
            .event(0, again, 1, 9, "")
            .event(1, Operation::Exit, 0, 0, "")
            .fails()
    };
    assert_says(
        &wakes(Operation::Yield),
        "`main` woke (line 9) although nobody had notified it, and did not wait again.",
    );
    assert_eq!(says(&wakes(Operation::Wait)), ANY_ORDER);
}
