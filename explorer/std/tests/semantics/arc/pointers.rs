//! An `Arc` coerces, can be a `self`, and is as large as the real one.

use std::error::Error;
use std::fmt::Debug;
use std::future::Future;
use std::panic::{RefUnwindSafe, UnwindSafe};
use std::pin::Pin;
use std::task::{Context, Poll, Waker};

use explorer::sync::{Arc, Mutex, Weak};
use explorer::thread;

use crate::explored::holds;

trait Job: Send + Sync {
    fn number(&self) -> u32;

    fn run(self: Arc<Self>) -> u32;

    fn run_pinned(self: Pin<Arc<Self>>) -> u32;

    fn run_borrowed(self: &Arc<Self>) -> u32
    where
        Self: Sized,
    {
        Arc::clone(self).run()
    }
}

struct Plus(u32, u32);

impl Job for Plus {
    fn number(&self) -> u32 {
        self.0 + self.1
    }

    fn run(self: Arc<Self>) -> u32 {
        self.number()
    }

    fn run_pinned(self: Pin<Arc<Self>>) -> u32 {
        self.number()
    }
}

#[test]
fn it_coerces_to_a_trait_object_and_back() {
    let plus = Arc::new(Plus(1, 2));
    assert_eq!(plus.run_borrowed(), 3);
    let weak: Weak<dyn Job> = Arc::<Plus>::downgrade(&plus);
    let job: Arc<dyn Job> = plus.clone();
    assert_eq!((job.number(), job.clone().run()), (3, 3));
    assert!(Arc::ptr_eq(&job, &weak.upgrade().unwrap()));
    assert_eq!(Arc::strong_count(&plus), 2);
    let jobs: Vec<Arc<dyn Job>> = vec![job, plus, Arc::new(Plus(3, 4))];
    assert_eq!(jobs.iter().map(|job| job.number()).sum::<u32>(), 13);
    let f: Arc<dyn Fn(u32) -> u32 + Send + Sync> = Arc::new(|x| x + 1);
    assert_eq!(f(1), 2);
    let none: Weak<dyn Job> = Weak::<Plus>::new();
    assert!(none.upgrade().is_none());
}

#[test]
fn it_coerces_to_a_slice_and_back() {
    let slice: Arc<[u32]> = Arc::new([1, 2, 3]);
    let slice: Arc<[u32; 3]> = slice.try_into().unwrap();
    let slice: Arc<[u32]> = slice;
    let slice = Arc::<[u32; 2]>::try_from(slice).unwrap_err();
    assert_eq!(*slice, [1, 2, 3]);
}

#[test]
fn it_coerces_pinned() {
    let pinned: Pin<Arc<dyn Job>> = Arc::pin(Plus(2, 3));
    assert_eq!((pinned.number(), pinned.clone().run_pinned()), (5, 5));
    let future: Pin<Arc<Mutex<dyn Future<Output = u32> + Send>>> =
        Arc::pin(Mutex::new(async { 7 }));
    drop(future);
}

#[test]
fn it_is_told_by_its_type() {
    let any: Arc<dyn std::any::Any + Send + Sync> = Arc::new(5_u32);
    let any = any.downcast::<String>().unwrap_err();
    assert_eq!(*any.downcast::<u32>().unwrap(), 5);
}

#[test]
fn it_goes_to_other_threads_whatever_it_points_to() {
    holds(|| {
        let job: Arc<dyn Job> = Arc::new(Plus(4, 5));
        let text: Arc<str> = Arc::from("four and five");
        let thread = thread::spawn({
            let (job, text) = (job.clone(), text.clone());
            move || (job.run(), text.len())
        });
        assert_eq!((job.number(), text.len()), thread.join().unwrap());
    });
}

/// `Some` of a pointer is as large as the pointer.
#[test]
fn it_is_as_large_as_the_real_one() {
    assert_eq!(size_of::<Option<Arc<u8>>>(), size_of::<usize>());
    assert_eq!(size_of::<Option<Weak<u8>>>(), size_of::<usize>());
    assert_eq!(size_of::<Arc<dyn Job>>(), 2 * size_of::<usize>());
}

fn assert_shared<T: Send + Sync + UnwindSafe + RefUnwindSafe + Unpin>() {}

fn assert_error<T: Error>() {}

/// It is covariant.
fn shorter<'a>(long: Arc<&'static str>, _: &'a str) -> Arc<&'a str> {
    long
}

#[test]
fn it_is_what_the_real_one_is() {
    assert_shared::<Arc<str>>();
    assert_shared::<Weak<[u8]>>();
    assert_shared::<Arc<Mutex<u8>>>();
    assert_error::<Arc<std::fmt::Error>>();
    assert_eq!(*shorter(Arc::new("long"), &String::from("short")), "long");
}

#[test]
fn what_it_refers_to_may_end_before_it() {
    let (borrowed, weak);
    let text = String::from("text");
    borrowed = Arc::new(&text);
    weak = Arc::downgrade(&borrowed);
    assert_eq!(**borrowed, weak.upgrade().unwrap().as_str());
}

#[test]
fn a_weak_that_never_had_a_value_may_be_static() {
    static NONE: Mutex<Weak<u32>> = Mutex::new(Weak::new());
    holds(|| {
        let value = Arc::new(5);
        assert!(NONE.lock().unwrap().upgrade().is_none());
        *NONE.lock().unwrap() = Arc::downgrade(&value);
        assert_eq!(*NONE.lock().unwrap().upgrade().unwrap(), 5);
    });
}

#[test]
fn a_future_may_be_shared() {
    struct Shared(Mutex<Option<Pin<Box<dyn Future<Output = u32> + Send>>>>);
    holds(|| {
        let task = Arc::new(Shared(Mutex::new(Some(Box::pin(async { 7 })))));
        let thread = thread::spawn({
            let task = Arc::clone(&task);
            move || {
                let mut future = task.0.lock().unwrap().take().unwrap();
                let mut context = Context::from_waker(Waker::noop());
                assert_eq!(future.as_mut().poll(&mut context), Poll::Ready(7));
            }
        });
        thread.join().unwrap();
        assert!(task.0.lock().unwrap().is_none());
    });
}

#[test]
fn it_is_shown_as_its_value() {
    let shown: Arc<dyn Debug> = Arc::new(Some(1));
    assert_eq!(format!("{shown:?} {}", Arc::new("x")), "Some(1) x");
    assert_eq!(format!("{:?}", Weak::<u8>::new()), "(Weak)");
    let value = Arc::new(1);
    assert_eq!(format!("{value:p}"), format!("{:p}", Arc::as_ptr(&value)));
}
