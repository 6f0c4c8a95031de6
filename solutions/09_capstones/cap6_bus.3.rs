//! Every subscriber is a callback that says whether it is still there; a listener is one that
//! sends. `publish` goes from number to number and holds the lock only to find the next one. So it
//! needs no copy of the list, and a subscriber that unsubscribed in the middle of an event is not
//! called any more.

use std::collections::BTreeMap;
use std::ops::Bound::{Excluded, Unbounded};
use std::sync::mpsc::{self, Receiver};
use std::sync::{Arc, Mutex};
use std::thread;

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Subscription(u64);

/// `false`: there is nobody any more.
type Hear = dyn Fn(&str) -> bool + Send + Sync;

#[derive(Default)]
struct Inner {
    last: u64,
    subscribers: BTreeMap<Subscription, Arc<Hear>>,
}

#[derive(Clone)]
pub struct Bus {
    inner: Arc<Mutex<Inner>>,
}

impl Bus {
    pub fn open() -> Self {
        Self {
            inner: Arc::default(),
        }
    }

    pub fn subscribe(&self, call: impl Fn(&str) + Send + Sync + 'static) -> Subscription {
        self.add(Arc::new(move |event: &str| {
            call(event);
            true
        }))
    }

    pub fn listen(&self) -> Receiver<String> {
        let (listener, events) = mpsc::channel();
        self.add(Arc::new(move |event: &str| {
            listener.send(event.to_owned()).is_ok()
        }));
        events
    }

    fn add(&self, hear: Arc<Hear>) -> Subscription {
        let mut inner = self.inner.lock().unwrap();
        inner.last += 1;
        let subscription = Subscription(inner.last);
        inner.subscribers.insert(subscription, hear);
        subscription
    }

    pub fn unsubscribe(&self, subscription: Subscription) {
        // What is dropped may be somebody's last `Bus`, or anything else: not under the lock.
        let removed = self.inner.lock().unwrap().subscribers.remove(&subscription);
        drop(removed);
    }

    /// How many are on the list.
    pub fn subscribers(&self) -> usize {
        self.inner.lock().unwrap().subscribers.len()
    }

    pub fn publish(&self, event: &str) -> usize {
        let mut reached = 0;
        let mut at = Subscription(0);
        while let Some((subscription, hear)) = self.after(at) {
            if hear(event) {
                reached += 1;
            } else {
                self.unsubscribe(subscription);
            }
            at = subscription;
        }
        reached
    }

    fn after(&self, at: Subscription) -> Option<(Subscription, Arc<Hear>)> {
        let inner = self.inner.lock().unwrap();
        let mut rest = inner.subscribers.range((Excluded(at), Unbounded));
        let (subscription, hear) = rest.next()?;
        Some((*subscription, Arc::clone(hear)))
    }
}

pub fn main() {
    let bus = Bus::open();
    let kitchen = bus.clone();
    bus.subscribe(move |event| {
        if event == "how warm is it?" {
            kitchen.publish("kitchen: 21 degrees");
        }
    });
    let diary = bus.listen();
    let writing = thread::spawn(move || {
        for event in diary.iter().take(3) {
            println!("dear diary, {event}");
        }
    });
    bus.publish("the cat is on the stove");
    bus.publish("how warm is it?");
    writing.join().unwrap();
    let reached = bus.publish("good night");
    println!(
        "The last event reached {reached}; {} still listen.",
        bus.subscribers()
    );
}
