//! `std::task::Wake` with an `Arc`.

use std::future::Future;
use std::pin::pin;
use std::task::{Context, Poll, RawWaker, Waker};

use explorer::sync::atomic::{AtomicBool, AtomicU32, Ordering::SeqCst};
use explorer::sync::{Arc, Mutex};
use explorer::task::Wake;
use explorer::thread::{self, Thread};

use crate::explored::{deadlocked, holds};

#[derive(Default)]
struct Woken(AtomicU32);

impl Wake for Woken {
    fn wake(self: Arc<Self>) {
        self.0.fetch_add(1, SeqCst);
    }
}

#[test]
fn a_waker_owns_an_arc() {
    holds(|| {
        let woken = Arc::new(Woken::default());
        let waker = Waker::from(Arc::clone(&woken));
        assert_eq!(Arc::strong_count(&woken), 2);
        let other = waker.clone();
        assert!(other.will_wake(&waker));
        assert_eq!(Arc::strong_count(&woken), 3);
        other.wake_by_ref();
        assert_eq!(Arc::strong_count(&woken), 3);
        other.wake();
        waker.wake();
        assert_eq!((woken.0.load(SeqCst), Arc::strong_count(&woken)), (3, 1));
        let raw = RawWaker::from(Arc::clone(&woken));
        // SAFETY: it is one of ours.
        drop(unsafe { Waker::from_raw(raw) });
        assert_eq!(Arc::strong_count(&woken), 1);
    });
}

struct Unpark(Thread);

impl Wake for Unpark {
    fn wake(self: Arc<Self>) {
        self.wake_by_ref();
    }

    fn wake_by_ref(self: &Arc<Self>) {
        self.0.unpark();
    }
}

/// Runs a future to its end.
fn block_on<F: Future>(future: F) -> F::Output {
    let mut future = pin!(future);
    let waker = Waker::from(Arc::new(Unpark(thread::current())));
    let mut context = Context::from_waker(&waker);
    loop {
        match future.as_mut().poll(&mut context) {
            Poll::Ready(output) => return output,
            Poll::Pending => thread::park(),
        }
    }
}

#[derive(Default)]
struct Flag {
    set: AtomicBool,
    waker: Mutex<Option<Waker>>,
}

/// Waits for the flag; `again` looks once more after it has left its waker.
async fn wait_for(flag: &Flag, again: bool) {
    std::future::poll_fn(|context| {
        if flag.set.load(SeqCst) {
            return Poll::Ready(());
        }
        *flag.waker.lock().unwrap() = Some(context.waker().clone());
        if again && flag.set.load(SeqCst) {
            return Poll::Ready(());
        }
        Poll::Pending
    })
    .await;
}

fn set_while_waited_for(again: bool) {
    let flag = Arc::new(Flag::default());
    let theirs = Arc::clone(&flag);
    let thread = thread::spawn(move || {
        theirs.set.store(true, SeqCst);
        if let Some(waker) = theirs.waker.lock().unwrap().take() {
            waker.wake();
        }
    });
    block_on(wait_for(&flag, again));
    thread.join().unwrap();
}

#[test]
fn a_task_is_woken_in_every_interleaving() {
    holds(|| set_while_waited_for(true));
}

#[test]
fn a_task_that_does_not_look_again_may_sleep_for_ever() {
    assert_eq!(deadlocked(|| set_while_waited_for(false)), 1);
}
