//! What nobody looks at costs no interleavings.

use explorer::explorer::{Budget, explore};

/// How many interleavings the same program has with the real `Arc` and with ours. Both searches are whole.
macro_rules! schedules {
    ($body:expr) => {{
        let count = |body: &dyn Fn()| {
            let exploration = explore(Budget::default(), body);
            assert!(exploration.found.is_none(), "{:?}", exploration.found);
            assert!(exploration.coverage.exhaustive);
            exploration.coverage.schedules
        };
        let real = {
            use ::std::sync::Arc;
            count(&$body)
        };
        let ours = {
            use explorer::sync::Arc;
            count(&$body)
        };
        (real, ours)
    }};
}

#[test]
fn to_share_clone_and_drop_has_no_more_interleavings() {
    let (real, ours) = schedules!(|| {
        let total = Arc::new(explorer::sync::Mutex::new(0));
        let threads: Vec<_> = (0..3)
            .map(|_| {
                let total = Arc::clone(&total);
                explorer::thread::spawn(move || {
                    let again = Arc::clone(&total);
                    *again.lock().unwrap() += 1;
                    let weak = Arc::downgrade(&total);
                    drop((again, total, weak.clone()));
                })
            })
            .collect();
        for thread in threads {
            thread.join().unwrap();
        }
        assert_eq!(*total.lock().unwrap(), 3);
    });
    assert!(real > 1, "{real}");
    assert_eq!(ours, real);
}

#[test]
fn to_look_at_one_does_not_concern_those_made_elsewhere() {
    let (real, ours) = schedules!(|| {
        let looked_at = Arc::new(());
        assert_eq!(Arc::strong_count(&looked_at), 1);
        let total = Arc::new(explorer::sync::Mutex::new(0));
        let theirs = Arc::clone(&total);
        let thread = explorer::thread::spawn(move || {
            let again = Arc::clone(&theirs);
            *again.lock().unwrap() += 1;
        });
        let again = Arc::clone(&total);
        *again.lock().unwrap() += 1;
        thread.join().unwrap();
    });
    assert_eq!(ours, real);
}

#[test]
fn weak_ones_do_not_matter_to_who_looks_at_strong_ones() {
    let (_, without) = schedules!(|| {
        let value = Arc::new(0);
        let weak = Arc::downgrade(&value);
        let thread = explorer::thread::spawn(move || drop(weak.upgrade()));
        drop(value);
        thread.join().unwrap();
    });
    let (_, with) = schedules!(|| {
        let value = Arc::new(0);
        let weak = Arc::downgrade(&value);
        let another = weak.clone();
        let thread = explorer::thread::spawn(move || drop((weak.upgrade(), weak)));
        drop((value, another));
        thread.join().unwrap();
    });
    assert_eq!(with, without);
}

#[test]
fn the_last_drop_of_what_nobody_misses_does_not_matter() {
    let (real, ours) = schedules!(|| {
        let (sender, receiver) = explorer::sync::mpsc::channel::<u8>();
        drop(sender);
        let receiver = Arc::new(explorer::sync::Mutex::new(receiver));
        let theirs = Arc::clone(&receiver);
        let thread = explorer::thread::spawn(move || drop(theirs));
        drop(receiver);
        thread.join().unwrap();
    });
    assert_eq!(ours, real);
    let (real, ours) = schedules!(|| {
        let sender = Arc::new(explorer::sync::mpsc::channel::<u8>().0);
        let theirs = Arc::clone(&sender);
        let thread = explorer::thread::spawn(move || drop(theirs));
        drop(sender);
        thread.join().unwrap();
    });
    assert_eq!(ours, real);
}
