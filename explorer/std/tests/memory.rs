//! An `Arc` gives all memory back, once, whatever happens.

use std::cell::Cell;
use std::panic::AssertUnwindSafe;

use engine::{held, turn_on};
use explorer::explorer::{Budget, explore};
use explorer::panic::{catch_unwind, resume_unwind};
use explorer::sync::{Arc, Weak};

fn out_of_memory() -> ! {
    panic!("out of memory")
}

/// Whatever `f` takes it gives back.
#[track_caller]
fn gives_all_back(f: impl Fn()) {
    // SAFETY: nothing of a run is used in a later one.
    unsafe { turn_on(1 << 30, out_of_memory) };
    let exploration = explore(Budget::default(), &|| {
        // Whatever is made once and kept.
        f();
        let before = held();
        f();
        assert_eq!(held(), before);
    });
    let failure = exploration.found.map(|found| found.failure);
    assert!(failure.is_none(), "{failure:?}");
}

/// Panics when it is dropped or cloned, in so many drops or clones.
#[derive(Debug)]
struct Fuse<'a>(&'a Cell<usize>);

impl Fuse<'_> {
    fn burn(&self) {
        let left = self.0.get();
        self.0.set(left.wrapping_sub(1));
        // Without a message that would have to be kept.
        if left == 1 {
            resume_unwind(Box::new(()));
        }
    }
}

impl Drop for Fuse<'_> {
    fn drop(&mut self) {
        self.burn();
    }
}

impl Clone for Fuse<'_> {
    fn clone(&self) -> Self {
        self.burn();
        Self(self.0)
    }
}

fn panics(f: impl FnOnce()) {
    assert!(catch_unwind(AssertUnwindSafe(f)).is_err());
}

#[test]
fn of_all_kinds() {
    #[repr(align(64))]
    struct Aligned;
    gives_all_back(|| {
        let value = Arc::new(Aligned);
        assert!(Arc::as_ptr(&value).is_aligned());
        let weak = Arc::downgrade(&value);
        drop(value);
        drop(weak);
        drop(Arc::new(()));
        drop(Arc::<str>::from("text"));
        drop(Arc::<[String]>::from(vec!["a".to_owned(), "b".to_owned()]));
        drop(Arc::<[u8]>::from([]));
        drop((0..9).map(|n| n.to_string()).collect::<Arc<[_]>>());
        let boxed: Box<dyn std::fmt::Debug> = Box::new(String::from("x"));
        drop(Arc::<dyn std::fmt::Debug>::from(boxed));
        drop(Arc::<String>::new_uninit());
        drop(Arc::<[String]>::new_uninit_slice(4));
        drop(Arc::map(Arc::new(1), ToString::to_string));
        // SAFETY: that is what it came from.
        drop(unsafe { Arc::from_raw(Arc::into_raw(Arc::new(String::from("raw")))) });
    });
}

#[test]
fn after_the_last_weak_and_not_before() {
    gives_all_back(|| {
        // The engine keeps a list of what is dropped.
        drop(Arc::new(()));
        let value = Arc::new([0_u8; 1000]);
        let weak = Arc::downgrade(&value);
        let before = held();
        drop(value);
        assert_eq!(held(), before);
        drop(weak.clone());
        assert_eq!(held(), before);
        drop(weak);
        assert!(before.wrapping_sub(held()) >= 1000);
    });
}

#[test]
fn when_a_destructor_panics() {
    gives_all_back(|| {
        let fuse = Cell::new(1);
        let value = Arc::new(Fuse(&fuse));
        let weak = Arc::downgrade(&value);
        panics(|| drop(value));
        assert!(weak.upgrade().is_none());
        fuse.set(1);
        let value = Arc::new(Fuse(&fuse));
        panics(|| drop(value));
        fuse.set(2);
        let values: Arc<[Fuse]> = Arc::from([Fuse(&fuse), Fuse(&fuse), Fuse(&fuse)]);
        panics(|| drop(values));
    });
}

#[test]
fn when_one_that_refers_to_itself_is_never_made() {
    gives_all_back(|| {
        let mut kept = None;
        panics(|| {
            Arc::new_cyclic(|weak: &Weak<String>| {
                kept = Some(weak.clone());
                resume_unwind(Box::new(()))
            });
        });
        let kept = kept.unwrap();
        assert_eq!((kept.strong_count(), kept.weak_count()), (0, 0));
        assert!(kept.upgrade().is_none());
    });
}

#[test]
fn when_a_clone_panics() {
    gives_all_back(|| {
        let fuse = Cell::new(0);
        let mut value = Arc::new(Fuse(&fuse));
        let other = Arc::clone(&value);
        fuse.set(1);
        panics(|| _ = Arc::make_mut(&mut value));
        assert_eq!(Arc::strong_count(&other), 2);
        fuse.set(1);
        panics(|| drop(Arc::unwrap_or_clone(value)));
        assert_eq!(Arc::strong_count(&other), 1);
        let mut values: Arc<[Fuse]> = Arc::from([Fuse(&fuse), Fuse(&fuse)]);
        let _others = Arc::clone(&values);
        fuse.set(2);
        panics(|| _ = Arc::make_mut(&mut values));
        fuse.set(2);
        panics(|| drop(Arc::<[Fuse]>::from(&*values)));
        fuse.set(0);
    });
}

#[test]
fn when_a_value_moves_away_from_a_weak() {
    gives_all_back(|| {
        let fuse = Cell::new(0);
        let mut value = Arc::new(vec![Fuse(&fuse)]);
        let weak = Arc::downgrade(&value);
        Arc::make_mut(&mut value).push(Fuse(&fuse));
        assert_eq!((weak.strong_count(), weak.weak_count()), (0, 0));
        assert_eq!((Arc::strong_count(&value), Arc::weak_count(&value)), (1, 0));
        drop(value);
        // Two drops, and no clone.
        assert_eq!(fuse.get(), 0_usize.wrapping_sub(2));
    });
}
