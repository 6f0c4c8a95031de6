use exercise::bake;
use probes::ThreadLog;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc;
use std::time::Duration;

type Oven = Box<dyn FnOnce() + Send>;

/// Bakes with `count` ovens, of which number `slow` goes on until `bake` has returned or has waited long enough to be
/// believed. Only the slow loaf is looked at: how far the quick ones got by then is nobody's promise.
fn bake_with_a_slow_oven(count: usize, slow: usize) {
    let (shop_opens, still_closed) = mpsc::channel::<()>();
    let mut still_closed = Some(still_closed);
    let done = Arc::new(AtomicBool::new(false));
    let ovens: Vec<Oven> = (1..=count)
        .map(|number| -> Oven {
            if number != slow {
                return Box::new(|| {});
            }
            let still_closed = still_closed.take();
            let done = Arc::clone(&done);
            Box::new(move || {
                // Ends early only when the shop has opened: the loaf is late then, and the verdict has fallen.
                if let Some(closed) = still_closed {
                    let _ = closed.recv_timeout(Duration::from_millis(400));
                }
                done.store(true, Ordering::SeqCst);
            })
        })
        .collect();
    bake(ovens);
    let in_time = done.load(Ordering::SeqCst);
    drop(shop_opens);
    assert!(
        in_time,
        "`bake` returned while the loaf of oven {slow} (of {count}) was still in the oven. \
         The shop opened and sold dough."
    );
}

/// Every loaf is done when `bake` returns, also when the first oven is slow.
#[test]
fn the_first_oven_may_be_slow() {
    bake_with_a_slow_oven(3, 1);
}

/// Every loaf is done when `bake` returns, also when an oven in the middle is slow.
#[test]
fn a_middle_oven_may_be_slow() {
    bake_with_a_slow_oven(5, 3);
}

/// Every loaf is done when `bake` returns, also when the last oven is slow.
#[test]
fn the_last_oven_may_be_slow() {
    bake_with_a_slow_oven(3, 3);
}

/// Every oven bakes on a thread of its own.
#[test]
fn every_oven_has_its_own_thread() {
    let log = ThreadLog::new();
    let (ping, pings) = mpsc::channel();
    let ovens: Vec<Oven> = (1..=3)
        .map(|number| -> Oven {
            let (log, ping) = (log.clone(), ping.clone());
            Box::new(move || {
                log.note(format!("oven {number}"));
                let _ = ping.send(());
            })
        })
        .collect();
    drop(ping);
    bake(ovens);
    // Ends when every oven has baked or was thrown away, however early `bake` came back.
    let baked = pings.iter().count();
    assert!(
        baked == 3,
        "3 ovens were handed to `bake`, but {baked} of them baked."
    );
    let at_home = log.at_home();
    assert!(
        at_home.is_empty(),
        "Thread `main`, the one that called `bake`, had to do the baking of {} itself.",
        at_home.join(", ")
    );
    let threads = log.threads();
    assert!(
        threads == 3,
        "Three ovens baked, but the number of threads that did it is {threads}: each oven should have one of its own."
    );
}
