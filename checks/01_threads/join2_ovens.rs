use exercise::bake;
use probes::{Meeting, ThreadLog, quiesce, thread_count};
use std::sync::mpsc;
use std::thread;
use std::time::Instant;

/// Bakes with so many ovens, and sees which loaves are done when `bake` returns.
fn bake_with(count: usize) {
    let shelf = ThreadLog::new();
    let ovens = (1..=count)
        .map(|number| {
            let shelf = shelf.clone();
            move || shelf.note(format!("oven {number}"))
        })
        .collect();
    bake(ovens);

    let done = shelf.sorted();
    for number in 1..=count {
        assert!(
            done.contains(&format!("oven {number}")),
            "`bake` returned while the loaf of oven {number} (of {count}) was still in the oven. \
             The shop opened and sold dough."
        );
    }
}

/// A bakery with one oven opens when its loaf is done, whatever kind of oven it is.
///
/// ```
/// use exercise::bake;
/// use std::cell::Cell;
/// struct Dough;
/// let (dough, degrees) = (Dough, Cell::new(180));
/// bake(vec![move || {
///     let _loaf = dough;
///     degrees.set(220);
/// }]);
/// ```
#[test]
fn one_oven_is_waited_for() {
    bake_with(1);
}

/// A bakery with three ovens opens when all three loaves are done, whichever oven is slow.
#[test]
fn every_oven_is_waited_for() {
    bake_with(3);
}

/// Every oven bakes on a thread of its own.
#[test]
fn every_oven_has_its_own_thread() {
    let log = ThreadLog::new();
    let (ping, pings) = mpsc::channel();
    let ovens = (1..=2)
        .map(|number| {
            let (log, ping) = (log.clone(), ping.clone());
            move || {
                log.note(format!("oven {number}"));
                let _ = ping.send(());
            }
        })
        .collect();
    drop(ping);
    bake(ovens);
    // Ends when every oven has baked or was thrown away, however early `bake` came back.
    let baked = pings.iter().count();
    assert!(
        baked == 2,
        "2 ovens were handed to `bake`, but {baked} of them baked."
    );
    let at_home = log.at_home();
    assert!(
        at_home.is_empty(),
        "Thread `main`, the one that called `bake`, had to do the baking of {} itself.",
        at_home.join(" and ")
    );
    let threads = log.threads();
    assert!(
        threads == 2,
        "Two ovens baked, but the number of threads that did it is {threads}: each oven should have one of its own."
    );
}

/// However many ovens bake, on however many days, each loaf has a thread of its own.
#[test]
fn many_ovens_are_many_threads() {
    let log = ThreadLog::new();
    for count in [11, 2] {
        let ovens = (0..count).map(|_| {
            let log = log.clone();
            move || log.note("a loaf")
        });
        bake(ovens.collect());
    }
    let (done, threads) = (log.count(), log.threads());
    assert!(
        done == 13,
        "On one day 11 ovens baked and on the next one 2, but when `bake` had returned twice, {done} loaves were done."
    );
    assert!(
        threads == 13,
        "On one day 11 ovens baked and on the next one 2. That makes 13 threads, but the number of those that baked is {threads}."
    );
}

/// A bakery with eleven ovens waits for all eleven, and one without any opens as well.
#[test]
fn any_number_of_ovens() {
    for count in [0, 11] {
        bake_with(count);
    }
}

/// However slow an oven is, `bake` sleeps until the last loaf is done, and no longer.
#[test]
fn sleeps_until_the_last_loaf_is_done() {
    for (count, slow) in [(2, 1), (2, 2), (3, 3)] {
        let shelf = ThreadLog::new();
        let ovens = (1..=count)
            .map(|number| {
                let shelf = shelf.clone();
                move || {
                    if number == slow {
                        // Slower than everything else: code that polls, or gives up after some time, does so before.
                        quiesce();
                    }
                    shelf.note(format!("oven {number}"));
                }
            })
            .collect();
        let before = Instant::now();
        bake(ovens);
        let took = before.elapsed();

        let done = shelf.count();
        assert!(
            done == count,
            "Oven {slow} of {count} was slow. `bake` did not wait for it: when it returned, the number of loaves that were done was {done}."
        );
        // Where interleavings are explored, a clock moves only for a thread that sleeps or waits by it, and these ovens do not.
        assert!(
            thread_count().is_none() || took.is_zero(),
            "The ovens took no time at all, but by the clock `bake` took {took:?}: it slept, or waited with a time limit. \
             Wait for the ovens, not for the clock."
        );
    }
}

/// Two bakeries at the same time wait for their own ovens.
#[test]
fn two_bakeries_do_not_mix() {
    let both = Meeting::new(2);
    let next_door = both.clone();
    let bakery = |count: usize, both: Meeting| {
        let shelf = ThreadLog::new();
        let ovens = (0..count)
            .map(|oven| {
                let (shelf, both) = (shelf.clone(), both.clone());
                move || {
                    if oven == 0 {
                        both.wait(format!("an oven in the bakery with {count}"));
                    }
                    shelf.note("a loaf");
                }
            })
            .collect();
        bake(ovens);
        shelf.count()
    };
    let other = thread::spawn(move || bakery(1, next_door));
    let here = bakery(2, both);
    let there = other.join();
    let Ok(there) = there else {
        panic!("Two bakeries baked at the same time, and in the one with 1 oven `bake` panicked.");
    };
    assert!(
        (here, there) == (2, 1),
        "Of two bakeries at the same time, one had 2 ovens and the other one 1, but when they opened, {here} and {there} loaves were done."
    );

    // A loaf that takes until the bakery here has opened.
    let (open, opened) = mpsc::channel();
    let next_door = thread::spawn(move || {
        bake(vec![move || drop(opened.recv())]);
    });
    bake(vec![|| {}]);
    // Where nobody bakes next door any more, nobody listens.
    let _ = open.send(());
    assert!(
        next_door.join().is_ok(),
        "Two bakeries baked at the same time, and in one of them `bake` panicked."
    );
}
