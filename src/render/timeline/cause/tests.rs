use super::super::cast::Cast;
use super::super::words::causes;
use super::Cause;
use crate::trace::script::{Script, waits};
use crate::trace::{Ending, Operation, Trace};

/// What is said of a trace; `-` where nothing is.
fn says(trace: &Trace) -> String {
    let cause = Cause::find(trace);
    cause.map_or("-".to_owned(), |cause| {
        causes::cause(trace, &Cast::of(trace), &cause)
    })
}

#[track_caller]
fn assert_says(trace: &Trace, words: &str) {
    let said = says(trace);
    assert!(said.contains(words), "{said}\ndoes not say\n{words}");
}

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

#[test]
fn panics_travel_and_poison() {
    let travels = Script::new(1)
        .event(1, Operation::Panic, 0, 20, "too cold")
        .event(1, Operation::Exit, 0, 0, "panicked")
        .event(0, Operation::Join, 0, 14, "panicked")
        .about(1)
        .event(0, Operation::Panic, 0, 14, "unwrap")
        .fails();
    assert_eq!(
        says(&travels),
        "Thread 1 panicked (line 20). `join` gave that to `main` as an `Err` (line 14), and `main` panicked in turn."
    );
    let poisons = Script::new(1)
        .object("Mutex", "till")
        .event(1, Operation::Lock, 1, 19, "")
        .event(1, Operation::Panic, 0, 20, "too cold")
        .event(1, Operation::Unlock, 1, 0, "")
        .event(1, Operation::Exit, 0, 0, "panicked")
        .event(0, Operation::Lock, 1, 30, "poisoned")
        .event(0, Operation::Panic, 0, 30, "unwrap")
        .fails();
    assert_says(
        &poisons,
        "Thread 1 panicked (line 20) while it held `till`. The lock is poisoned since then: `lock` gave `main` an `Err` \
         (line 30), and `main` panicked in turn.",
    );
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

#[test]
fn a_lock_taken_twice() {
    let trace = Script::new(0)
        .object("Mutex", "likes")
        .event(0, Operation::Lock, 1, 8, "")
        .deadlock(&[(0, Operation::Lock, 1, 9)]);
    assert_says(
        &trace,
        "`main` asks for `likes` at line 9 and holds it since line 8: it waits for itself, for ever.",
    );
    let same_line = Script::new(0)
        .object("Mutex", "likes")
        .event(0, Operation::Lock, 1, 9, "")
        .deadlock(&[(0, Operation::Lock, 1, 9)]);
    assert_says(&same_line, "`main` asks for `likes` twice at line 9:");
    // Another reader stands in the way too, but it is itself that it waits for.
    let upgrade = Script::new(1)
        .object("RwLock", "likes")
        .event(1, Operation::ReadLock, 1, 7, "")
        .event(0, Operation::ReadLock, 1, 8, "")
        .deadlock(&[(1, Operation::Park, 0, 3), (0, Operation::WriteLock, 1, 9)]);
    assert_says(
        &upgrade,
        "`main` asks for `likes` at line 9 and holds it since line 8:",
    );
}

#[test]
fn cycles() {
    let script = || {
        Script::new(2)
            .object("Mutex", "a")
            .object("Mutex", "b")
            .event(1, Operation::Lock, 1, 10, "")
    };
    let order = script().event(2, Operation::Lock, 2, 20, "").deadlock(&[
        (0, Operation::Join, 1, 30),
        (1, Operation::Lock, 2, 11),
        (2, Operation::Lock, 1, 21),
    ]);
    assert_says(&order, "Each of them holds a lock that the next one needs.");
    assert_eq!(Cause::find(&order).unwrap().stuck(&order), [1, 2]);
    let join = script().deadlock(&[(1, Operation::Join, 2, 30), (2, Operation::Lock, 1, 21)]);
    assert_says(
        &join,
        "Thread 1 waits for thread 2 to end (line 30) and holds `a` (line 10) meanwhile, which thread 2 needs (line \
         21).",
    );
    let joins = script().deadlock(&[(1, Operation::Join, 2, 30), (2, Operation::Join, 1, 21)]);
    assert_says(&joins, "These threads wait for each other to end");
}

/// `main` joins thread 1, which waits for messages; it runs this closure.
fn receiver(closure: &str) -> Trace {
    let mut trace = Script::new(2)
        .object("channel", "tx/rx")
        .event(0, Operation::Clone, 1, 60, "2")
        .event(2, Operation::Drop, 1, 0, "1")
        .event(2, Operation::Exit, 0, 0, "")
        .deadlock(&[(0, Operation::Join, 1, 30), (1, Operation::Receive, 1, 9)]);
    let lines = (1..=110).map(|line| match line {
        60 => "    let tx2 = tx.clone();".to_owned(),
        101 => format!("    thread::spawn({closure});"),
        _ => String::new(),
    });
    trace.source.text = lines.collect::<Vec<_>>().join("\n");
    trace
}

#[test]
fn a_sender_lives() {
    assert_says(
        &receiver("move || for line in rx {}"),
        "Thread 1 waits for a message (line 9), for ever: a `Sender` of `tx` is still alive in `main`, made at line \
         50 or 60.",
    );
    for uncertain in [
        "move || { for line in rx {} drop(tx) }",
        "move || { for line in rx {} drop(tx2) }",
        "move || logger.run()",
    ] {
        assert_says(
            &receiver(uncertain),
            "is still alive in `main` or in thread 1 itself,",
        );
    }
    let alone =
        Script::new(0)
            .object("channel", "tx/rx")
            .deadlock(&[(0, Operation::Receive, 1, 9)]);
    assert_says(
        &alone,
        "a `Sender` of `tx` is still alive in `main` itself, made at line 50.",
    );
}

#[test]
fn notifications_that_do_not_help() {
    let script = || Script::new(1).object("Condvar", "bell");
    let stuck = [(0, Operation::Wait, 1, 18)];
    let missed = script()
        .event(1, Operation::Notify, 1, 13, "nobody")
        .event(1, Operation::Exit, 0, 0, "")
        .event(0, Operation::Wait, 1, 18, "")
        .deadlock(&stuck);
    assert_says(
        &missed,
        "`main` began to wait on `bell` (line 18) after the last notification had gone by (line 13).",
    );
    let never = script()
        .event(0, Operation::Wait, 1, 18, "")
        .deadlock(&stuck);
    assert_says(
        &never,
        "`main` waits on `bell` (line 18), and nobody ever notifies it.",
    );
    let others = script()
        .event(0, Operation::Wait, 1, 18, "")
        .event(1, Operation::Notify, 1, 13, "one")
        .about(1)
        .deadlock(&stuck);
    assert_says(
        &others,
        "While `main` waited on `bell` (line 18), one notification came, and it woke another thread.",
    );
    let woken = script()
        .event(0, Operation::Wait, 1, 18, "")
        .event(1, Operation::Notify, 1, 13, "one")
        .about(0)
        .deadlock(&stuck);
    assert_eq!(
        says(&woken),
        "Nobody is left who could do what they wait for."
    );
}

#[test]
fn who_waits_holds_what_others_need() {
    let trace = Script::new(2)
        .object("Mutex", "jobs")
        .object("Barrier", "meeting")
        .event(1, Operation::Lock, 1, 8, "")
        .deadlock(&[
            (0, Operation::Join, 1, 30),
            (1, Operation::Arrive, 2, 9),
            (2, Operation::Lock, 1, 8),
        ]);
    assert_says(
        &trace,
        "Thread 1 waits (line 9) and holds `jobs` (line 8) meanwhile, and thread 2 cannot go on without it (line 8).",
    );
}

#[test]
fn other_waits() {
    let script = || Script::new(1).object("channel", "tx/rx");
    let join = (0, Operation::Join, 1, 30);
    let full = script().deadlock(&[join, (1, Operation::Send, 1, 9)]);
    assert_says(
        &full,
        "Thread 1 waits (line 9) until there is room in `tx`, and nobody receives",
    );
    let barrier = script().deadlock(&[join, (1, Operation::Arrive, 1, 9)]);
    assert_says(
        &barrier,
        "Only thread 1 is at `tx/rx`, which waits for more",
    );
    let parked = script().deadlock(&[join, (1, Operation::Park, 0, 9)]);
    assert_says(
        &parked,
        "Thread 1 is parked (line 9), and nobody is left to unpark it.",
    );
    let mut in_check = script().deadlock(&[join, (1, Operation::Wait, 1, 9)]);
    if let Ending::Deadlock(blocked) = &mut in_check.ending {
        blocked[1].place.as_mut().unwrap().file = "probes.rs".into();
    }
    assert_eq!(
        says(&in_check),
        "In the check's own code, thread 1 waits for what other threads do; but `main` waits for thread 1 to end first \
         (line 30)."
    );
    let unknown = script().deadlock(&[(0, Operation::Initialise, 1, 9)]);
    assert_says(&unknown, "Nobody is left");
}

#[test]
fn nothing_is_achieved() {
    let ends = |script: Script| {
        script.ends(Ending::NoProgress {
            steps: 10_000,
            threads: Vec::new(),
        })
    };
    let mut script = Script::new(2).object("AtomicBool", "ready");
    for _ in 0..20 {
        script =
            script
                .event(1, Operation::Read, 1, 9, "false")
                .event(1, Operation::Yield, 0, 10, "");
    }
    assert_says(
        &ends(script),
        "Thread 1 does the same again and again (line 9): it reads `ready`: false.",
    );
    let mut script = Script::new(2).object("Mutex", "fork");
    for thread in [1, 2].into_iter().cycle().take(20) {
        script = script.event(thread, Operation::TryLock, 1, 9, "busy");
    }
    assert_says(&ends(script), "Threads 1 and 2 each find a lock taken");
    let mut script = Script::new(2).object("AtomicBool", "ready");
    for value in ["1", "2"].into_iter().cycle().take(20) {
        script = script.event(1, Operation::Read, 1, 9, value);
    }
    assert_says(&ends(script), "A loop waits by asking again and again, or");
}
