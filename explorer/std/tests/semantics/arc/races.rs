//! Who sees which count.

use explorer::sync::atomic::{AtomicU32, Ordering::SeqCst};
use explorer::sync::{Arc, Mutex, mpsc};
use explorer::thread;

use crate::explored::{events, holds, outcomes, panic_message};

#[test]
fn of_two_who_try_to_unwrap_perhaps_nobody_succeeds() {
    let succeeded = outcomes(|| {
        let mine = Arc::new(5);
        let theirs = Arc::clone(&mine);
        let thread = thread::spawn(move || Arc::try_unwrap(theirs).is_ok());
        let mine = Arc::try_unwrap(mine).is_ok();
        u32::from(mine) + u32::from(thread.join().unwrap())
    });
    assert_eq!(succeeded, [0, 1].into());
}

#[test]
fn of_all_who_take_it_out_exactly_one_gets_it() {
    let got = outcomes(|| {
        let mine = Arc::new(7);
        let theirs = Arc::clone(&mine);
        let thread = thread::spawn(move || Arc::into_inner(theirs));
        [Arc::into_inner(mine), thread.join().unwrap()]
    });
    assert_eq!(got, [[Some(7), None], [None, Some(7)]].into());
}

#[test]
fn of_three_who_take_it_out_each_may_get_it() {
    let got = outcomes(|| {
        let mine = Arc::new(());
        let threads = [Arc::clone(&mine), Arc::clone(&mine)]
            .map(|value| thread::spawn(move || Arc::into_inner(value).is_some()));
        let mine = Arc::into_inner(mine).is_some();
        let [first, second] = threads.map(|thread| thread.join().unwrap());
        [mine, first, second]
    });
    assert_eq!(
        got,
        [
            [true, false, false],
            [false, true, false],
            [false, false, true]
        ]
        .into()
    );
}

#[test]
fn a_value_that_is_not_unwrapped_may_be_cloned() {
    let clones = outcomes(|| {
        struct Counted<'a>(&'a AtomicU32);
        impl Clone for Counted<'_> {
            fn clone(&self) -> Self {
                self.0.fetch_add(1, SeqCst);
                Self(self.0)
            }
        }
        let clones = AtomicU32::new(0);
        thread::scope(|scope| {
            let mine = Arc::new(Counted(&clones));
            let theirs = Arc::clone(&mine);
            scope.spawn(move || Arc::unwrap_or_clone(theirs));
            Arc::unwrap_or_clone(mine);
        });
        clones.load(SeqCst)
    });
    // Both may find it shared; who comes second finds it alone, unless the first has not dropped its own yet.
    assert_eq!(clones, [1, 2].into());
}

#[test]
fn the_last_one_out_may_be_nobody_by_the_count() {
    let lights = outcomes(|| {
        let off = AtomicU32::new(0);
        let leave = |room: Arc<()>| {
            if Arc::strong_count(&room) == 1 {
                off.fetch_add(1, SeqCst);
            }
            drop(room);
        };
        let room = Arc::new(());
        let (one, other) = (Arc::clone(&room), room);
        thread::scope(|scope| {
            scope.spawn(|| leave(one));
            scope.spawn(|| leave(other));
        });
        off.load(SeqCst)
    });
    assert_eq!(lights, [0, 1].into());
}

#[test]
fn a_message_does_not_say_that_the_sender_has_dropped_its_own() {
    let work = || {
        let total = Arc::new(Mutex::new(0));
        let (sender, receiver) = mpsc::channel();
        let theirs = Arc::clone(&total);
        thread::spawn(move || {
            *theirs.lock().unwrap() += 1;
            sender.send(()).unwrap();
        });
        receiver.recv().unwrap();
        Arc::try_unwrap(total).is_ok()
    };
    let message = panic_message(|| assert!(work(), "it is still shared"));
    assert_eq!(message, "it is still shared");
}

#[test]
fn a_join_says_that_the_thread_has_dropped_its_own() {
    holds(|| {
        let total = Arc::new(Mutex::new(0));
        let threads = [Arc::clone(&total), Arc::clone(&total)]
            .map(|total| thread::spawn(move || *total.lock().unwrap() += 1));
        for thread in threads {
            thread.join().unwrap();
        }
        assert_eq!(Arc::strong_count(&total), 1);
        let total = Arc::into_inner(total).unwrap();
        assert_eq!(total.into_inner().unwrap(), 2);
    });
}

#[test]
fn every_count_is_seen_on_the_way() {
    let seen = outcomes(|| {
        let value = Arc::new(0);
        let theirs = Arc::clone(&value);
        let thread = thread::spawn(move || {
            let more = [Arc::clone(&theirs), theirs];
            let weak = Arc::downgrade(&more[0]);
            drop((more, weak));
        });
        let seen = (Arc::strong_count(&value), Arc::weak_count(&value));
        thread.join().unwrap();
        seen
    });
    let expected = [(1, 0), (1, 1), (2, 0), (2, 1), (3, 0), (3, 1)];
    assert_eq!(seen, expected.into());
}

#[test]
fn to_change_it_in_place_nobody_else_may_have_it() {
    let changed = outcomes(|| {
        let mut value = Arc::new(1);
        let theirs = Arc::clone(&value);
        let weak = Arc::downgrade(&theirs);
        let thread = thread::spawn(move || drop((theirs, weak)));
        let changed = Arc::get_mut(&mut value).map(|value| *value += 1).is_some();
        thread.join().unwrap();
        assert_eq!(*value, if changed { 2 } else { 1 });
        assert!(Arc::get_mut(&mut value).is_some());
        changed
    });
    assert_eq!(changed, [false, true].into());
}

#[test]
fn what_is_changed_beside_another_is_cloned_or_not() {
    let seen = outcomes(|| {
        let mut mine = Arc::new(1);
        let theirs = Arc::clone(&mine);
        let before = Arc::as_ptr(&mine);
        let thread = thread::spawn(move || *theirs);
        *Arc::make_mut(&mut mine) += 1;
        assert_eq!((*mine, thread.join().unwrap()), (2, 1));
        Arc::as_ptr(&mine) == before
    });
    assert_eq!(seen, [false, true].into());
}

#[test]
fn before_it_is_made_a_clone_is_not_seen() {
    let seen = outcomes(|| {
        let value = Arc::new(AtomicU32::new(0));
        let theirs = Arc::clone(&value);
        let thread = thread::spawn(move || {
            theirs.store(1, SeqCst);
            let strong = Arc::clone(&theirs);
            theirs.store(2, SeqCst);
            let weak = Arc::downgrade(&theirs);
            (theirs, strong, weak)
        });
        let counts = |value| (Arc::strong_count(value), Arc::weak_count(value));
        let seen = (value.load(SeqCst), counts(&value));
        drop(thread.join().unwrap());
        seen
    });
    for seen_before in [(0, (2, 0)), (1, (2, 0)), (2, (3, 0))] {
        assert!(seen.contains(&seen_before), "{seen:?}");
    }
}

#[test]
fn a_clone_through_a_borrow_is_seen() {
    let seen = outcomes(|| {
        let value = Arc::new(0);
        thread::scope(|scope| {
            let thread = scope.spawn(|| Arc::clone(&value));
            let seen = Arc::strong_count(&value);
            drop(thread.join().unwrap());
            seen
        })
    });
    assert_eq!(seen, [1, 2].into());
}

#[test]
fn a_trace_tells_of_the_counts() {
    let events = events(|| {
        let value = Arc::new(0);
        let weak = Arc::downgrade(&value);
        let other = Arc::clone(&value);
        assert_eq!(Arc::strong_count(&value), 2);
        assert_eq!(Arc::weak_count(&value), 1);
        drop(other);
        drop(weak.upgrade());
        drop(weak);
        assert_eq!(Arc::try_unwrap(value), Ok(0));
        panic!("so that it is told");
    });
    let told: Vec<_> = events
        .iter()
        .map(|(word, _, detail)| (*word, detail.as_str()))
        .collect();
    assert_eq!(
        told[..told.len() - 1],
        [
            ("clone", "1 weak"),
            ("clone", "2"),
            ("read", "2"),
            ("read", "1 weak"),
            ("drop", "1"),
            ("update", "1 → 2"),
            ("drop", "1"),
            ("drop", "0 weak"),
            ("update", "1 → 0"),
        ]
    );
}
