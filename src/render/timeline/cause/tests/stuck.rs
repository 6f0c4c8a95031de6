use super::super::Cause;
use super::{assert_says, says};
use crate::trace::script::Script;
use crate::trace::{Ending, Operation, Trace};

#[test]
fn a_lock_taken_twice() {
    let trace = Script::new(0)
        .object("Mutex", "likes")
        .event(0, Operation::Lock, 1, 8, "")
        .deadlock(&[(0, Operation::Lock, 1, 9)]);
    assert_says(
        &trace,
        "`main` asks for `likes` at line 9 and has held it since line 8: it waits for itself, for ever.",
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
        "`main` asks for `likes` at line 9 and has held it since line 8:",
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

/// `main` joins thread 1, which waits for messages; it runs this closure. A `Sender` made at this line was dropped.
fn receiver(closure: &str, dropped: usize) -> Trace {
    let mut trace = Script::new(2)
        .object("channel", "tx/rx")
        .event(0, Operation::Clone, 1, 60, "2")
        .event(2, Operation::Drop, 1, dropped, "1")
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
        &receiver("move || for line in rx {}", 0),
        "Thread 1 waits for a message (line 9), for ever: a `Sender` of `tx` is still alive in `main`, made at line \
         50 or 60.",
    );
    for uncertain in [
        "move || { for line in rx {} drop(tx) }",
        "move || { for line in rx {} drop(tx2) }",
        "move || logger.run()",
    ] {
        assert_says(
            &receiver(uncertain, 0),
            "is still alive in `main` or in thread 1 itself,",
        );
    }
    for (dropped, left) in [(50, 60), (60, 50)] {
        assert_says(
            &receiver("move || for line in rx {}", dropped),
            &format!("is still alive in `main`, made at line {left}."),
        );
    }
    let mut kept = receiver("move || for line in rx {}", 0);
    kept.source.text += "\nstatic SENDER: OnceLock<Sender<u8>> = OnceLock::new();";
    assert_says(
        &kept,
        "a `Sender` of `tx` is still alive, made at line 50 or 60.",
    );
    let alone =
        Script::new(0)
            .object("channel", "tx/rx")
            .deadlock(&[(0, Operation::Receive, 1, 9)]);
    assert_says(
        &alone,
        "a `Sender` of `tx` is still alive in `main` itself, made at line 50.",
    );
}

/// `main` makes two clones of `tx`, which the closures of two threads take along, drops its own and waits for messages.
fn lanes(text: &str, last: (usize, Operation, usize, usize)) -> Trace {
    let mut trace = Script::new(2)
        .object("channel", "tx/rx")
        .event(0, Operation::Clone, 1, 60, "2")
        .event(0, Operation::Clone, 1, 60, "3")
        .event(0, Operation::Drop, 1, 50, "2")
        .deadlock(&[
            (0, Operation::Receive, 1, 70),
            (1, Operation::Arrive, 0, 80),
            last,
        ]);
    for thread in &mut trace.threads[1..] {
        thread.spawned_at.as_mut().unwrap().line = 61;
    }
    let lines = (1..=70).map(|line| match line {
        60 => "    let tx = tx.clone();".to_owned(),
        61 => format!("    thread::spawn({text});"),
        _ => String::new(),
    });
    trace.source.text = lines.collect::<Vec<_>>().join("\n");
    trace
}

#[test]
fn whose_sender_lives_is_told_where_closures_took_them() {
    let moved = "move || for item in lane { tx.send(item) }";
    let both = lanes(moved, (2, Operation::Park, 0, 90));
    assert_says(
        &both,
        "2 `Sender`s of `tx` are still alive in thread 1 or in thread 2, made at line 60. But thread 1 waits at \
         something (line 80) and thread 2 is parked (line 90). A receiver stops waiting when a message comes, or when",
    );
    let mut in_check = both.clone();
    if let Ending::Deadlock(blocked) = &mut in_check.ending {
        for blocked in &mut blocked[1..] {
            blocked.place.as_mut().unwrap().file = "probes.rs".into();
        }
    }
    assert_says(
        &in_check,
        "But threads 1 and 2 wait in the check's own code.",
    );
    // One that is not taken along may be anybody's.
    let borrowed = lanes(
        "|| for item in lane { tx.send(item) }",
        (2, Operation::Park, 0, 90),
    );
    assert_says(&borrowed, "in `main` itself or in thread 1 or in thread 2");
    // Where a clone hides the original, nobody knows which of the two was taken.
    let mut original = lanes(moved, (2, Operation::Join, 1, 90));
    original.events.pop();
    original.events.pop();
    assert_says(&original, "in `main` itself or in thread 1 or in thread 2");
}

#[test]
fn in_a_row_of_receivers_the_first_one_is_told() {
    let pipeline = Script::new(2)
        .object("channel", "tx1/rx1")
        .object("channel", "tx2/rx2")
        .event(1, Operation::Send, 2, 20, "message 1")
        .event(2, Operation::Receive, 2, 30, "message 1")
        .deadlock(&[
            (0, Operation::Join, 2, 40),
            (2, Operation::Receive, 2, 30),
            (1, Operation::Receive, 1, 19),
        ]);
    assert_says(
        &pipeline,
        "Thread 1 waits for a message (line 19), for ever: a `Sender` of `tx1` is still alive",
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
    // Had it begun to wait earlier, it would wait as well.
    let of_change = script()
        .object("Mutex", "belt")
        .event(1, Operation::Notify, 1, 13, "nobody")
        .event(0, Operation::Lock, 2, 17, "")
        .event(0, Operation::Wait, 1, 18, "")
        .event(1, Operation::Lock, 2, 38, "")
        .event(1, Operation::Unlock, 2, 39, "")
        .event(1, Operation::Exit, 0, 0, "")
        .deadlock(&stuck);
    assert_says(
        &of_change,
        "`main` began to wait on `bell` (line 18), and later thread 1 had `belt` (line 38). If that changed what `main` \
         waits for, nobody notified `bell` of it.",
    );
    let again = script()
        .object("Mutex", "belt")
        .event(0, Operation::Lock, 2, 17, "")
        .event(0, Operation::Wait, 1, 18, "")
        .event(1, Operation::Notify, 1, 13, "all")
        .event(0, Operation::Wake, 1, 18, "notified")
        .event(0, Operation::Wait, 1, 18, "")
        .deadlock(&stuck);
    assert_says(
        &again,
        "`main` was woken on `bell` (line 18), did not find what it waits for, and waits again (line 18).",
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
    let reads = |script: Script, values: [&str; 2]| {
        values
            .into_iter()
            .cycle()
            .take(20)
            .fold(script, |script, value| {
                script
                    .event(1, Operation::Read, 1, 9, value)
                    .event(1, Operation::Yield, 0, 10, "")
            })
    };
    let script = || Script::new(1).object("AtomicBool", "ready");
    let joins = || script().event(0, Operation::Block, 0, 30, "join").about(1);
    assert_says(
        &ends(reads(joins(), ["false", "false"])),
        "Thread 1 does the same again and again (line 9): it reads `ready`: false. Meanwhile nobody else does anything.",
    );
    let any = "A loop waits by asking again and again, or";
    let main_may_go_on = reads(script(), ["false", "false"]);
    assert_says(&ends(main_may_go_on), any);
    let too_few = joins().event(1, Operation::Read, 1, 9, "false");
    assert_says(&ends(too_few), any);
    // Two in turn are a round; so would be a lock, a look and an unlock.
    assert_says(&ends(reads(joins(), ["1", "2"])), "it reads `ready`: 2.");
    let numbers = (0..20).map(|number: u32| number.to_string());
    let counts = numbers.fold(joins(), |script, number| {
        script.event(1, Operation::Read, 1, 9, &number)
    });
    assert_says(&ends(counts), any);

    let tries = |threads: &[usize]| {
        let threads = threads.iter().cycle().take(20);
        let script = Script::new(2).object("Mutex", "fork");
        ends(threads.fold(script, |script, thread| {
            script.event(*thread, Operation::TryLock, 1, 9, "busy")
        }))
    };
    assert_says(&tries(&[1, 2]), "Threads 1 and 2 each find a lock taken");
    assert_says(&tries(&[1]), any);
}
