//! `Weak`s beside an `Arc`.

use explorer::sync::atomic::{AtomicU32, Ordering::SeqCst};
use explorer::sync::{Arc, Weak};
use explorer::thread;

use crate::explored::outcomes;

#[test]
fn the_number_of_weaks_is_nothing_without_a_value() {
    let seen = outcomes(|| {
        let (told, about) = (Arc::new(AtomicU32::new(0)), Arc::new(1));
        let (tells, weak) = (Arc::clone(&told), Arc::downgrade(&about));
        let thread = thread::spawn(move || {
            tells.store(1, SeqCst);
            drop(about);
        });
        let seen = (told.load(SeqCst), weak.weak_count());
        thread.join().unwrap();
        seen
    });
    assert_eq!(seen, [(0, 0), (0, 1), (1, 0), (1, 1)].into());
}

#[test]
fn what_is_alive_may_be_dead_before_it_is_upgraded() {
    let upgraded = outcomes(|| {
        let value = Arc::new(5);
        let weak = Arc::downgrade(&value);
        let thread = thread::spawn(move || {
            let alive = weak.strong_count() > 0;
            (alive, weak.upgrade().is_some())
        });
        drop(value);
        thread.join().unwrap()
    });
    assert_eq!(
        upgraded,
        [(false, false), (true, false), (true, true)].into()
    );
}

#[test]
fn who_upgrades_keeps_others_from_unwrapping() {
    let seen = outcomes(|| {
        let value = Arc::new(5);
        let weak = Arc::downgrade(&value);
        let thread = thread::spawn(move || weak.upgrade().is_some());
        let unwrapped = Arc::try_unwrap(value).is_ok();
        (thread.join().unwrap(), unwrapped)
    });
    // Upgraded and dropped again, it is alone too.
    assert_eq!(seen, [(false, true), (true, false), (true, true)].into());
}

#[test]
fn a_weak_is_in_the_way_until_it_is_dropped() {
    let changes: [fn(&mut Arc<u32>) -> bool; 2] = [
        |value| Arc::get_mut(value).is_some(),
        |value| {
            let before = Arc::as_ptr(value);
            *Arc::make_mut(value) += 1;
            Arc::as_ptr(value) == before
        },
    ];
    for change in changes {
        let stayed = outcomes(|| {
            let (told, about) = (Arc::new(AtomicU32::new(0)), Arc::new(1));
            let (tells, weak, mut about) = (told.clone(), Arc::downgrade(&about), about);
            let thread = thread::spawn(move || {
                tells.store(1, SeqCst);
                drop(weak);
            });
            let stayed = (told.load(SeqCst), change(&mut about));
            thread.join().unwrap();
            stayed
        });
        let expected = [(0, false), (0, true), (1, false), (1, true)];
        assert_eq!(stayed, expected.into());
    }
}

#[test]
fn what_is_changed_beside_a_weak_moves_away_from_it() {
    let upgraded = outcomes(|| {
        let mut value = Arc::new(1);
        let weak = Arc::downgrade(&value);
        let thread = thread::spawn(move || weak.upgrade().map(|value| *value));
        *Arc::make_mut(&mut value) += 1;
        assert_eq!(*value, 2);
        thread.join().unwrap()
    });
    // Whoever came first has the old value, or else there is none any more.
    assert_eq!(upgraded, [None, Some(1)].into());
}

#[test]
fn one_that_refers_to_itself_is_not_there_before_it_is_made() {
    let seen = outcomes(|| {
        let mut thread = None;
        let _made = Arc::new_cyclic(|weak: &Weak<u32>| {
            assert!(weak.upgrade().is_none());
            assert_eq!((weak.strong_count(), weak.weak_count()), (0, 0));
            let weak = weak.clone();
            thread = Some(thread::spawn(move || weak.upgrade().map(|made| *made)));
            3
        });
        thread.unwrap().join().unwrap()
    });
    assert_eq!(seen, [None, Some(3)].into());
}

#[test]
fn who_looks_and_who_changes_come_in_both_orders() {
    type Kept = (Arc<u32>, Result<u32, Arc<u32>>);
    let changes: [fn(Arc<u32>) -> Kept; 3] = [
        |value| (Arc::new(0), Arc::try_unwrap(value)),
        |value| (Arc::new(0), Arc::into_inner(value).ok_or(Arc::new(0))),
        |value| {
            let weak = Arc::downgrade(&value);
            (weak.upgrade().unwrap(), Err(value))
        },
    ];
    for (change, now) in changes.into_iter().zip([0, 0, 2]) {
        // Each order needs more than one preemption.
        let seen = outcomes(|| {
            let value = Arc::new(1);
            let weak = Arc::downgrade(&value);
            let (first, last) = (AtomicU32::new(0), AtomicU32::new(0));
            thread::scope(|scope| {
                let thread = scope.spawn(|| {
                    first.store(1, SeqCst);
                    let count = weak.strong_count();
                    last.store(1, SeqCst);
                    count
                });
                let before = first.load(SeqCst);
                let _kept = change(value);
                let after = last.load(SeqCst);
                (before, thread.join().unwrap(), after)
            })
        });
        for count in [1, now] {
            assert!(seen.contains(&(1, count, 0)), "{count}: {seen:?}");
        }
    }
}
