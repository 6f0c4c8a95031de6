use exercise::bake;
use probes::ThreadLog;
use std::sync::mpsc;

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

    let done = shelf.entries();
    for number in 1..=count {
        assert!(
            done.contains(&format!("oven {number}")),
            "`bake` returned while the loaf of oven {number} (of {count}) was still in the oven. \
             The shop opened and sold dough."
        );
    }
}

/// A bakery with one oven opens when its loaf is done.
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
