use exercise::takings;
use probes::{Meeting, ThreadLog, quiesce, thread_count};
use std::iter;
use std::panic;
use std::thread;
use std::time::Instant;

/// The takings are the sum of both tills, whatever they are made of.
///
/// ```
/// use exercise::takings;
/// use std::cell::Cell;
/// struct Lock;
/// fn till() -> impl Iterator<Item = u32> + Send + 'static {
///     let (lock, left) = (Lock, Cell::new(2));
///     std::iter::from_fn(move || {
///         let _keep = &lock;
///         left.set(left.get() - 1);
///         (left.get() > 0).then_some(5)
///     })
/// }
/// let _ = takings(till(), [5].into_iter());
/// ```
#[test]
fn adds_both_tills() {
    let total = takings([250, 1_199, 80].into_iter(), [999, 420].into_iter());
    assert!(
        total == 2_948,
        "The left till held 250, 1199 and 80 cents, the right one 999 and 420. That makes 2948, but `takings` said {total}."
    );
    let total = takings(
        [0, 250, 0, 1_199, 80].into_iter(),
        [999, 0, 0, 420, 0].into_iter(),
    );
    assert!(
        total == 2_948,
        "The left till held 250, 1199 and 80 cents, the right one 999 and 420, and at both something was sold for 0 cents in \
         between. That makes 2948, but `takings` said {total}."
    );
}

/// A long day counts to the last cent: many sales, dear ones, and the same ones in both tills.
#[test]
fn a_long_day_counts_to_the_last_cent() {
    let total = takings(iter::repeat_n(70_003, 6), iter::repeat_n(70_003, 6));
    assert!(
        total == 840_036,
        "Each till held six sales of 70003 cents. That makes 840036 in all, but `takings` said {total}."
    );
    let total = takings(iter::once(2_000_000_001), iter::once(1_600_000_000));
    assert!(
        total == 3_600_000_001,
        "The left till held one sale of 2000000001 cents and the right one another of 1600000000. That makes 3600000001 in all, but \
         `takings` said {total}."
    );
}

/// A till without sales adds nothing.
#[test]
fn a_till_may_be_empty() {
    let total = takings(iter::empty(), [420].into_iter());
    assert!(
        total == 420,
        "The left till was empty and the right one held 420 cents, but `takings` said {total}."
    );
    let total = takings([420].into_iter(), iter::empty());
    assert!(
        total == 420,
        "The left till held 420 cents and the right one was empty, but `takings` said {total}."
    );
    let total = takings(iter::empty(), iter::empty());
    assert!(
        total == 0,
        "Both tills were empty, but `takings` said {total}."
    );
}

/// Every day is counted afresh.
#[test]
fn every_day_starts_at_zero() {
    let monday = takings([300].into_iter(), [200].into_iter());
    let tuesday = takings([10].into_iter(), [5].into_iter());
    assert!(
        tuesday != 515,
        "Tuesday's tills held 15 cents, but `takings` said {tuesday}: Monday's {monday} were counted again."
    );
    assert!(
        tuesday == 15,
        "Tuesday's tills held 15 cents, but `takings` said {tuesday} (after {monday} on Monday)."
    );
}

/// Each till is added up on a thread of its own.
#[test]
fn each_till_has_its_own_thread() {
    let log = ThreadLog::new();
    let till = |name: &'static str| {
        let log = log.clone();
        let mut sales = [120, 35].into_iter();
        iter::from_fn(move || {
            log.note(name);
            sales.next()
        })
    };
    takings(till("the left till"), till("the right till"));
    // Each till is asked for two sales and once more.
    let asked = log.count();
    assert!(
        asked == 6,
        "When `takings` returned, the tills had not been gone through to their ends, each once: they had been asked for \
         a sale {asked} times, not 6."
    );
    let mut at_home = log.at_home();
    at_home.sort();
    at_home.dedup();
    assert!(
        at_home.is_empty(),
        "Thread `main`, the one that called `takings`, had to go through {} itself.",
        at_home.join(" and ")
    );
    let threads = log.threads();
    assert!(
        threads == 2,
        "Two tills were counted, but the number of threads that did it is {threads}: each till should have one of its own."
    );
}

/// A till that crashes at its second sale.
fn crashing() -> impl Iterator<Item = u32> + Send {
    crashing_at(200)
}

/// A till that crashes at this one of its sales.
fn crashing_at(last: u32) -> impl Iterator<Item = u32> + Send {
    [100, 200, 300].into_iter().inspect(move |&sale| {
        if sale == last {
            // As a panic does, without a message on the terminal.
            panic::resume_unwind(Box::new("the till is out of paper"));
        }
    })
}

/// A left till that crashes leaves no takings at all.
#[test]
fn a_crash_on_the_left_is_not_nothing() {
    let total = panic::catch_unwind(|| takings(crashing(), [50].into_iter()));
    if let Ok(total) = total {
        panic!(
            "The left till crashed while it was counted, and still `takings` said {total}. \
             A crash became a number in the books."
        );
    }
}

/// A right till that crashes leaves no takings either.
#[test]
fn a_crash_on_the_right_is_not_nothing() {
    let total = panic::catch_unwind(|| takings([50].into_iter(), crashing()));
    if let Ok(total) = total {
        panic!(
            "The right till crashed while it was counted, and still `takings` said {total}. \
             A crash became a number in the books."
        );
    }
}

/// When both tills crash, at the first sale or at the last, there are no takings either.
#[test]
fn two_crashes_are_not_nothing() {
    for last in [100, 300] {
        let total = panic::catch_unwind(|| takings(crashing_at(last), crashing_at(last)));
        if let Ok(total) = total {
            panic!(
                "Both tills crashed while they were counted, and still `takings` said {total}. \
                 Two crashes became a number in the books."
            );
        }
    }
}

/// However slow a till is, `takings` sleeps until it is counted, and no longer.
#[test]
fn sleeps_until_both_are_counted() {
    for slow in ["left", "right"] {
        let till = |side: &'static str, cents: u32| {
            iter::once_with(move || {
                if side == slow {
                    // Slower than everything else: code that polls, or gives up after some time, does so before.
                    quiesce();
                }
                cents
            })
        };
        let before = Instant::now();
        let total = takings(till("left", 300), till("right", 20));
        let took = before.elapsed();
        assert!(
            total == 320,
            "The left till held 300 cents, the right one 20, and the {slow} one took long to count. `takings` said {total}."
        );
        // Where interleavings are explored, a clock moves only for a thread that sleeps or waits by it, and these tills do not.
        assert!(
            thread_count().is_none() || took.is_zero(),
            "Counting took no time at all, but by the clock `takings` took {took:?}: it slept, or waited with a time limit. \
             Wait for the tills, not for the clock."
        );
    }
}

/// Two shops that close at the same time do not mix their money.
#[test]
fn two_shops_do_not_mix() {
    let both = Meeting::new(2);
    let next_door = both.clone();
    // Neither shop has counted its left till before the other one has begun with its own.
    let left = |cents: u32, both: Meeting| {
        iter::once_with(move || {
            both.wait(format!("the left till with {cents} cents"));
            cents
        })
    };
    let other = thread::spawn(move || takings(left(30, next_door), [4].into_iter()));
    let here = takings(left(500, both), [6000].into_iter());
    let there = other.join();
    let Ok(there) = there else {
        panic!(
            "Two shops closed at the same time, and for one of them `takings` panicked. No till had crashed."
        );
    };
    assert!(
        (here, there) == (6_500, 34),
        "Two shops closed at the same time: one had taken 6500 cents and the other one 34, but `takings` said {here} and {there}."
    );
}

/// A crash is forgotten by the next day, and does not touch another shop.
#[test]
fn a_crash_is_forgotten() {
    for (left, right) in [(200, 0), (0, 200), (200, 200)] {
        let crash = panic::catch_unwind(|| takings(crashing_at(left), crashing_at(right)));
        let day = panic::catch_unwind(|| takings([300].into_iter(), [20].into_iter()));
        let Ok(total) = day else {
            panic!(
                "Yesterday a till crashed. Today none did, but `takings` panicked all the same."
            );
        };
        assert!(
            crash.is_err() && total == 320,
            "Yesterday a till crashed, and today the tills held 300 and 20 cents. Today `takings` said {total}."
        );
    }
    let other = thread::spawn(|| takings([30].into_iter(), crashing()));
    let here = panic::catch_unwind(|| takings([500].into_iter(), [6000].into_iter()));
    let there = other.join();
    let Ok(here) = here else {
        panic!(
            "A till crashed in another shop at the same time. In this one none did, but `takings` panicked all the same."
        );
    };
    assert!(
        here == 6_500 && there.is_err(),
        "Two shops closed at the same time. One had taken 6500 cents, and there `takings` said {here}; in the other one a till \
         crashed, and there it {}.",
        if there.is_err() {
            "panicked"
        } else {
            "brought a sum"
        }
    );
}
