// verdict: deadlocks
// says: ✗ When the last `Bus` is dropped, listeners learn of the end.
// says: a `Sender` of `listener` is still alive
//! A house that talks ★
//!
//! Sensors all over the house publish what they notice. Whoever wants to hear
//! of it subscribes with a callback, or listens at the end of a channel. It all
//! went well until a callback had something to say itself. Since then the house
//! has been silent, and the cat is still on the stove.
//!
//! Goal: any number of threads publish and subscribe at the same time.
//! - `publish` reaches all who are subscribed, callbacks on the publisher's own thread and listeners through
//!   their channel, before it returns how many it has reached, also when a callback publishes.
//! - A callback may do all that others may: publish, subscribe, unsubscribe, even itself. (Who is struck off while an
//!   event is under way may or may not hear it.)
//! - A listener leaves by dropping the receiver. Nobody is harmed, and the next `publish` strikes it off
//!   the list.
//! - What one thread publishes, one after the other, is heard in that order. (An answer that a callback publishes in
//!   the middle may be heard before the question.) When all `Bus`es are gone, listeners hear the end.
//! - No callback panics, nor does it use the bus while it is dropped.
//!
//! Keep: pub struct Subscription (Copy); Bus: Clone, with open, subscribe, listen, unsubscribe, publish, subscribers

use std::sync::mpsc::{self, Receiver};
use std::sync::{Arc, Mutex};
use std::thread;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Subscription(u64);

/// `false` when there is nobody any more.
type Hear = dyn Fn(&str) -> bool + Send + Sync;

struct Inner {
    next: u64,
    subscribers: Vec<(Subscription, Arc<Hear>)>,
}

#[derive(Clone)]
pub struct Bus {
    inner: Arc<Mutex<Inner>>,
}

impl Bus {
    pub fn open() -> Self {
        let inner = Inner {
            next: 0,
            subscribers: Vec::new(),
        };
        Self {
            inner: Arc::new(Mutex::new(inner)),
        }
    }

    pub fn subscribe(&self, call: impl Fn(&str) + Send + Sync + 'static) -> Subscription {
        let subscription = self.next();
        let hear = move |event: &str| {
            call(event);
            true
        };
        self.add(subscription, Arc::new(hear));
        subscription
    }

    pub fn listen(&self) -> Receiver<String> {
        let (listener, events) = mpsc::channel();
        let subscription = self.next();
        let bus = self.clone();
        let hear = move |event: &str| {
            let here = listener.send(event.to_owned()).is_ok();
            if !here {
                bus.unsubscribe(subscription);
            }
            here
        };
        self.add(subscription, Arc::new(hear));
        events
    }

    fn next(&self) -> Subscription {
        let mut inner = self.inner.lock().unwrap();
        inner.next += 1;
        Subscription(inner.next)
    }

    fn add(&self, subscription: Subscription, hear: Arc<Hear>) {
        let mut inner = self.inner.lock().unwrap();
        inner.subscribers.push((subscription, hear));
    }

    pub fn unsubscribe(&self, subscription: Subscription) {
        let mut inner = self.inner.lock().unwrap();
        inner.subscribers.retain(|(id, _)| *id != subscription);
    }

    /// How many are on the list.
    pub fn subscribers(&self) -> usize {
        self.inner.lock().unwrap().subscribers.len()
    }

    pub fn publish(&self, event: &str) -> usize {
        let subscribers = self.inner.lock().unwrap().subscribers.clone();
        subscribers.iter().filter(|(_, hear)| hear(event)).count()
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
