use exercise::takings;
use probes::ThreadLog;
use std::iter;
use std::panic;

/// The takings are the sum of both tills.
#[test]
fn adds_both_tills() {
    let total = takings([250, 1_199, 80].into_iter(), [999, 420].into_iter());
    assert!(
        total == 2_948,
        "The left till held 250, 1199 and 80 cents, the right one 999 and 420. That makes 2948, but `takings` said {total}."
    );
}

/// A till without sales adds nothing, and takes nothing away.
#[test]
fn a_till_may_be_empty() {
    let total = takings(iter::empty(), [420].into_iter());
    assert!(
        total == 420,
        "The left till was empty and the right one held 420 cents, but `takings` said {total}."
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

/// A till that crashes.
fn crashing() -> impl Iterator<Item = u32> + Send {
    [100, 200, 300].into_iter().inspect(|&sale| {
        assert!(sale != 200, "the till is out of paper");
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
