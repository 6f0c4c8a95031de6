//! What nobody can notice is no point, and becomes one when somebody looks.

use std::cell::{Cell, RefCell};
use std::collections::BTreeSet;
use std::panic::Location;
use std::rc::Rc;

use engine::{
    Budget, Early, Exploration, Kind, Operation, Silent, explore, is_running, make_matter, matters,
    me, pass, reach, spawn, thread_object,
};

const STORES: Silent = ("a store", None);

/// A thread stores 1 and 2 where nobody need look, while the first thread does `f`. What that returns, in all runs.
fn beside_stores<T: Ord>(f: impl Fn(&Cell<u32>) -> T) -> (BTreeSet<T>, Exploration) {
    let all = RefCell::new(BTreeSet::new());
    let exploration = explore(Budget::default(), &|| {
        let number = Rc::new(Cell::new(0));
        let stored = Rc::clone(&number);
        let at = Location::caller();
        let body = move || {
            for value in 1..=2 {
                if matters(STORES) {
                    pass(Kind::Store, 0, true, at);
                }
                stored.set(value);
            }
        };
        let thread = spawn(None, at, Box::new(body)).unwrap();
        let seen = f(&number);
        all.borrow_mut().insert(seen);
        let join = Operation {
            kind: Kind::Join,
            object: thread_object(thread.id),
            changes: true,
            location: at,
        };
        reach(join, Early::Never, &|| !is_running(thread.id));
    });
    (all.into_inner(), exploration)
}

fn load(number: &Cell<u32>) -> u32 {
    pass(Kind::Load, 0, false, Location::caller());
    number.get()
}

#[test]
fn what_nobody_is_seen_to_look_at_is_no_point() {
    let (seen, exploration) = beside_stores(load);
    assert_eq!(seen, BTreeSet::from([0, 2]));
    assert!(exploration.coverage.exhaustive);
}

#[test]
fn what_somebody_looks_at_in_one_run_is_a_point_in_all() {
    let (seen, exploration) = beside_stores(|number| {
        make_matter(STORES);
        load(number)
    });
    assert_eq!(seen, BTreeSet::from([0, 1, 2]));
    assert!(exploration.coverage.exhaustive);
}

#[test]
fn who_does_as_the_last_what_shows_lets_others_notice() {
    let as_last = |f: fn()| {
        let (matter, _) = beside_stores(|_| {
            engine::begin_as_last(STORES);
            f();
            engine::end_as_last();
            let shown = matters(STORES);
            me();
            (shown, matters(STORES))
        });
        matter.last().copied().unwrap()
    };
    assert_eq!(as_last(|| ()), (false, false));
    for shows in [
        || pass(Kind::Note, 0, false, Location::caller()),
        || drop(me()),
        || _ = engine::clock(),
        || engine::locals(|_| ()),
        || _ = engine::is_panicking(),
        || {
            engine::start_panic("", None);
            engine::finish_panic();
        },
    ] {
        assert_eq!(as_last(shows), (true, true));
    }
}
