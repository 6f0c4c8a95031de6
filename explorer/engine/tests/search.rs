//! The search, on primitives made for the purpose: it finds what can go wrong, and says when nothing can.

use std::cell::Cell;
use std::panic::Location;
use std::rc::Rc;
use std::sync::Arc;

use engine::{
    Access, Budget, Early, Exploration, Failure, Kind, MAX_FUTILE, Object, Operation, Ready,
    Snapshot, ThreadInfo, Wait, explore, futile, reach, spawn, thread_object,
};

/// A number that threads read and write, and a lock.
struct Shared {
    object: Object,
    value: Cell<u32>,
}

impl Shared {
    #[track_caller]
    fn new() -> Rc<Self> {
        Rc::new(Self {
            object: Object::new(),
            value: Cell::new(0),
        })
    }

    #[track_caller]
    fn reach(&self, kind: Kind, ready: &dyn Fn() -> bool) {
        let operation = Operation {
            kind,
            object: self.object.id("a number", Snapshot::of(self)),
            access: if kind == Kind::Load {
                Access::READ
            } else {
                Access::WRITE
            },
            location: Location::caller(),
        };
        reach_when(operation, Ready::When(ready));
    }

    #[track_caller]
    fn load(&self) -> u32 {
        self.reach(Kind::Load, &|| true);
        self.value.get()
    }

    #[track_caller]
    fn store(&self, value: u32) {
        self.reach(Kind::Store, &|| true);
        self.value.set(value);
    }

    #[track_caller]
    fn lock(&self) {
        self.reach(Kind::Lock, &|| self.value.get() == 0);
        self.value.set(1);
    }

    fn unlock(&self) {
        self.value.set(0);
    }
}

fn reach_when(operation: Operation, ready: Ready<'_>) {
    let wait = Wait {
        ready,
        early: Early::Never,
        early_access: Access::LOCAL,
    };
    reach(operation, wait);
}

#[track_caller]
fn start(body: impl FnOnce() + 'static) -> Arc<ThreadInfo> {
    spawn(None, None, Location::caller(), Box::new(body)).unwrap()
}

#[track_caller]
fn join(thread: &ThreadInfo) {
    let operation = Operation {
        kind: Kind::Join,
        object: thread_object(thread.id),
        access: Access::WRITE,
        location: Location::caller(),
    };
    reach_when(operation, Ready::Ended(thread.id));
}

fn search(body: impl Fn()) -> Exploration {
    explore(Budget::default(), &body)
}

/// `count` threads each add one to a number in two steps, with or without a lock around them.
fn counting(count: u32, locked: bool) -> impl Fn() {
    move || {
        let (number, lock) = (Shared::new(), Shared::new());
        let threads: Vec<_> = (0..count)
            .map(|_| {
                let (number, lock) = (Rc::clone(&number), Rc::clone(&lock));
                start(move || {
                    if locked {
                        lock.lock();
                    }
                    let seen = number.load();
                    number.store(seen + 1);
                    if locked {
                        lock.unlock();
                    }
                })
            })
            .collect();
        for thread in &threads {
            join(thread);
        }
        assert_eq!(number.load(), count);
    }
}

#[test]
fn a_lost_update_is_found_with_one_preemption() {
    for count in [2, 3, 5] {
        let found = search(counting(count, false)).found.unwrap();
        assert!(
            matches!(found.failure, Failure::Panic { .. }),
            "{count}: {:?}",
            found.failure
        );
        assert_eq!(found.preemptions, 1, "{count}");
    }
}

#[test]
fn with_a_lock_every_interleaving_holds() {
    for count in [1, 2, 3] {
        let exploration = search(counting(count, true));
        assert!(exploration.found.is_none(), "{count}");
        assert!(exploration.coverage.exhaustive, "{count}");
        assert_eq!(exploration.coverage.random, 0, "{count}");
    }
}

#[test]
fn what_was_not_tried_is_not_claimed() {
    let budget = Budget {
        schedules: 50,
        ..Budget::default()
    };
    let exploration = explore(budget, &counting(5, true));
    assert!(exploration.found.is_none());
    assert!(!exploration.coverage.exhaustive);
    assert!(exploration.coverage.schedules <= 50);
}

/// Two threads take two locks, in the same order or not.
fn two_locks(same_order: bool) -> impl Fn() {
    move || {
        let (left, right) = (Shared::new(), Shared::new());
        let other = {
            let (left, right) = (Rc::clone(&left), Rc::clone(&right));
            start(move || {
                let (first, second) = if same_order {
                    (left, right)
                } else {
                    (right, left)
                };
                first.lock();
                second.lock();
                second.unlock();
                first.unlock();
            })
        };
        left.lock();
        right.lock();
        right.unlock();
        left.unlock();
        join(&other);
    }
}

#[test]
fn locks_in_another_order_deadlock() {
    let found = search(two_locks(false)).found.unwrap();
    let Failure::Deadlock(blocked) = found.failure else {
        panic!("{:?}", found.failure);
    };
    assert_eq!(blocked.len(), 2);
    assert!(blocked.iter().all(|thread| thread.kind == Kind::Lock));
    assert_ne!(blocked[0].object, blocked[1].object);
}

#[test]
fn locks_in_the_same_order_do_not() {
    let exploration = search(two_locks(true));
    assert!(exploration.found.is_none());
    assert!(exploration.coverage.exhaustive);
}

#[test]
fn a_thread_left_behind_is_no_deadlock() {
    let exploration = search(|| {
        let lock = Shared::new();
        lock.lock();
        start(move || lock.lock());
    });
    assert!(exploration.found.is_none());
}

/// Waits for a flag by asking again and again.
fn spinning(set: bool) -> impl Fn() {
    move || {
        let flag = Shared::new();
        let setter = {
            let flag = Rc::clone(&flag);
            start(move || {
                if set {
                    flag.store(1);
                }
            })
        };
        while flag.load() == 0 {
            futile(Location::caller(), 0, MAX_FUTILE);
        }
        join(&setter);
    }
}

#[test]
fn waiting_for_what_comes_is_no_endless_loop() {
    assert!(search(spinning(true)).found.is_none());
}

#[test]
fn waiting_for_what_never_comes_is_one() {
    let found = search(spinning(false)).found.unwrap();
    assert!(matches!(found.failure, Failure::NoProgress { .. }));
}

#[test]
fn what_depends_on_more_than_the_choices_is_not_repeatable() {
    let runs = Rc::new(Cell::new(0));
    let found = search(move || {
        runs.set(runs.get() + 1);
        let (odd, even) = (Shared::new(), Shared::new());
        let target = if runs.get() % 2 == 1 { odd } else { even };
        let other = Rc::clone(&target);
        let thread = start(move || other.store(1));
        if runs.get() % 2 == 1 {
            target.lock();
        } else {
            target.load();
        }
        join(&thread);
    })
    .found
    .unwrap();
    assert!(matches!(found.failure, Failure::NotRepeatable));
}

#[test]
fn the_same_search_finds_the_same_run() {
    let trace = || {
        let found = search(counting(3, false)).found.unwrap();
        let threads = found.events.iter();
        threads
            .map(|event| (event.thread, event.kind, event.object))
            .collect::<Vec<_>>()
    };
    assert_eq!(trace(), trace());
}

/// A number in a `static`, as a stand-in for `static TOTAL: Mutex<u32>`.
struct Total {
    object: Object,
    value: Cell<u32>,
}

// SAFETY: the engine runs all threads on one system thread, and only one test uses it.
unsafe impl Sync for Total {}

static TOTAL: Total = Total {
    object: Object::new(),
    value: Cell::new(40),
};

#[test]
fn a_static_starts_afresh_in_every_run() {
    let add_one = || {
        let operation = Operation {
            kind: Kind::Update,
            object: TOTAL.object.id("a total", Snapshot::of(&TOTAL)),
            access: Access::WRITE,
            location: Location::caller(),
        };
        reach_when(operation, Ready::Always);
        TOTAL.value.set(TOTAL.value.get() + 1);
    };
    let exploration = search(move || {
        let other = start(add_one);
        add_one();
        join(&other);
        assert_eq!(TOTAL.value.get(), 42);
    });
    assert!(exploration.found.is_none());
    assert!(exploration.coverage.schedules > 1);
}
