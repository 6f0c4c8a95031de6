//! The last drop of an `Arc` drops the value, and others can notice whose that was.

use std::cell::Cell;
use std::collections::BTreeSet;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::Duration;

use explorer::sync::atomic::{AtomicU32, Ordering::SeqCst};
use explorer::sync::mpsc::{self, Sender};
use explorer::sync::{Arc, Mutex, Weak};
use explorer::thread;
use explorer::time::Instant;

use crate::explored::{deadlocked, holds, outcomes};

/// Calls a function when it is dropped.
struct OnDrop<F: Fn()>(F);

impl<F: Fn()> Drop for OnDrop<F> {
    fn drop(&mut self) {
        (self.0)();
    }
}

/// A value that does something when it is dropped.
type Noisy = Arc<OnDrop<fn()>>;

/// Whether the first thread is the last to drop a value, as `in_main` drops its own and tells. The other thread has sent a
/// message before it drops its own, for which the first one waits.
fn last_after_a_message(on_drop: fn(), in_main: fn(Noisy) -> bool) -> BTreeSet<bool> {
    outcomes(|| {
        let (done, all_done) = mpsc::channel();
        let mine: Noisy = Arc::new(OnDrop(on_drop));
        let theirs = Arc::clone(&mine);
        let thread = thread::spawn(move || {
            done.send(()).unwrap();
            drop(theirs);
        });
        all_done.recv().unwrap();
        let last = in_main(mine);
        // A destructor may panic.
        let _ = thread.join();
        last
    })
}

#[test]
fn the_last_one_can_be_told_by_what_it_keeps_for_itself() {
    explorer::thread_local! {
        static DROPPED: Cell<bool> = const { Cell::new(false) };
    }
    let last = last_after_a_message(
        || DROPPED.set(true),
        |mine| {
            drop(mine);
            DROPPED.get()
        },
    );
    assert_eq!(last, [false, true].into());
}

#[test]
fn the_last_one_can_be_told_by_its_panic() {
    let last = last_after_a_message(
        || panic!("dropped"),
        |mine| explorer::panic::catch_unwind(AssertUnwindSafe(|| drop(mine))).is_err(),
    );
    assert_eq!(last, [false, true].into());
}

#[test]
fn the_last_one_can_be_told_by_its_name() {
    static IN_MAIN: AtomicU32 = AtomicU32::new(2);
    let last = last_after_a_message(
        || {
            let in_main = thread::current().name() == Some("main");
            IN_MAIN.store(in_main.into(), SeqCst);
        },
        |mine| {
            drop(mine);
            IN_MAIN.load(SeqCst) == 1
        },
    );
    assert_eq!(last, [false, true].into());
}

#[test]
fn the_last_one_can_be_told_although_its_thread_does_the_same_as_the_other() {
    // The two threads do nothing else that the other could notice, so that one order stands for both.
    let named = outcomes(|| {
        let seen = Arc::new(AtomicU32::new(0));
        let value = {
            let seen = Arc::clone(&seen);
            Arc::new(OnDrop(move || {
                if thread::current().name() == Some("a") {
                    seen.store(1, SeqCst);
                }
            }))
        };
        let threads = ["a", "b"].map(|name| {
            let value = Arc::clone(&value);
            let builder = thread::Builder::new().name(name.to_owned());
            builder.spawn(move || drop(value)).unwrap()
        });
        drop(value);
        for thread in threads {
            thread.join().unwrap();
        }
        seen.load(SeqCst)
    });
    assert_eq!(named, [0, 1].into());
}

#[test]
fn whoever_is_last_waits_where_the_destructor_waits() {
    let waiting = deadlocked(|| {
        let (_kept, receiver) = mpsc::channel::<()>();
        let receiver = Mutex::new(receiver);
        let mine = Arc::new(OnDrop(move || {
            // The first thread keeps the sender for as long as it is here.
            let _ = receiver.lock().unwrap().recv();
        }));
        let theirs = Arc::clone(&mine);
        thread::spawn(move || drop(theirs));
        drop(mine);
    });
    assert!(waiting >= 1);
}

#[test]
fn a_channel_is_closed_by_whoever_drops_its_last_owner() {
    let closed = outcomes(|| {
        let (sender, receiver) = mpsc::channel::<u32>();
        let mine = Arc::new(sender);
        let theirs: Arc<Sender<u32>> = Arc::clone(&mine);
        let thread = thread::spawn(move || drop(theirs));
        let before = receiver.try_recv();
        drop(mine);
        let after = receiver.try_recv();
        thread.join().unwrap();
        assert_eq!(before, Err(mpsc::TryRecvError::Empty));
        after == Err(mpsc::TryRecvError::Disconnected)
    });
    assert_eq!(closed, [false, true].into());
}

#[test]
fn a_value_inside_of_another_goes_with_it() {
    let last = outcomes(|| {
        let (sender, receiver) = mpsc::channel();
        let inner = Arc::new(OnDrop(move || {
            let name = thread::current().name().map(str::to_owned);
            sender.send(name.is_some()).unwrap();
        }));
        let mine = Arc::new(vec![inner]);
        let theirs = Arc::clone(&mine);
        let thread = thread::spawn(move || drop(theirs));
        drop(mine);
        thread.join().unwrap();
        receiver.recv().unwrap()
    });
    assert_eq!(last, [false, true].into());
}

#[test]
fn whoever_is_last_is_as_late_as_the_others() {
    const LONG: Duration = Duration::from_millis(100);
    holds(|| {
        let start = Instant::now();
        let (sender, receiver) = mpsc::channel();
        let mine = Arc::new(OnDrop(move || sender.send(start.elapsed()).unwrap()));
        let theirs = Arc::clone(&mine);
        thread::spawn(move || {
            thread::sleep(LONG);
            drop(theirs);
        });
        drop(mine);
        assert_eq!(receiver.recv().unwrap(), LONG);
    });
}

#[test]
fn whoever_sees_that_it_is_alone_is_as_late_as_the_others() {
    const LONG: Duration = Duration::from_millis(100);
    let looks: [fn(Arc<u32>) -> bool; 5] = [
        |value| Arc::strong_count(&value) == 1,
        |value| Arc::try_unwrap(value).is_ok(),
        |value| Arc::into_inner(value).is_some(),
        |mut value| Arc::get_mut(&mut value).is_some(),
        |value| {
            let weak = Arc::downgrade(&value);
            drop(value);
            weak.strong_count() == 0
        },
    ];
    for look in looks {
        let times = outcomes(|| {
            let start = Instant::now();
            let mine = Arc::new(5);
            let theirs = Arc::clone(&mine);
            let thread = thread::spawn(move || {
                thread::sleep(LONG);
                drop(theirs);
            });
            let alone = look(mine);
            let time = start.elapsed();
            thread.join().unwrap();
            (alone, time)
        });
        assert!(times.contains(&(true, LONG)) && times.contains(&(false, Duration::ZERO)));
        assert!(!times.contains(&(true, Duration::ZERO)), "{times:?}");
    }
}

#[test]
fn whoever_only_drops_one_learns_nothing_of_the_time() {
    holds(|| {
        let start = Instant::now();
        let mine = Arc::new(5);
        let theirs = Arc::clone(&mine);
        let thread = thread::spawn(move || {
            thread::sleep(Duration::from_secs(1));
            drop(theirs);
        });
        drop(mine);
        assert_eq!(start.elapsed(), Duration::ZERO);
        thread.join().unwrap();
    });
}

#[test]
fn a_value_that_is_being_dropped_cannot_be_upgraded() {
    struct Node {
        me: Weak<Node>,
        dropped: Sender<(bool, usize, usize)>,
    }
    impl Drop for Node {
        fn drop(&mut self) {
            let Self { me, dropped } = self;
            let dead = me.upgrade().is_none();
            dropped
                .send((dead, me.strong_count(), me.weak_count()))
                .unwrap();
        }
    }
    holds(|| {
        let (dropped, receiver) = mpsc::channel();
        drop(Arc::new_cyclic(|me| Node {
            me: me.clone(),
            dropped,
        }));
        assert_eq!(receiver.recv().unwrap(), (true, 0, 0));
    });
}

#[test]
fn outside_of_an_exploration_it_counts_too() {
    let dropped = Cell::new(0);
    let value = Arc::new(OnDrop(|| dropped.set(dropped.get() + 1)));
    let other = Arc::clone(&value);
    let weak = Arc::downgrade(&value);
    assert_eq!((Arc::strong_count(&value), Arc::weak_count(&value)), (2, 1));
    drop(value);
    assert_eq!((dropped.get(), weak.strong_count()), (0, 1));
    let value = Arc::into_inner(other).unwrap();
    assert!(weak.upgrade().is_none());
    assert_eq!(dropped.get(), 0);
    drop(value);
    assert_eq!(dropped.get(), 1);
    let panics = Arc::new(OnDrop(|| panic!("dropped")));
    assert!(catch_unwind(AssertUnwindSafe(|| drop(panics))).is_err());
}
