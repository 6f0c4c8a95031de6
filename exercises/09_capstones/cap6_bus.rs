//! A house that talks ★
//!
//! Sensors all over the house publish what they notice. To hear of it, one subscribes with a
//! callback, or listens at the end of a channel. It all went well until a callback published
//! something itself. Since then the house has been silent, and the cat is still on the stove.
//!
//! Goal: any number of threads publish and subscribe at the same time.
//! - `publish` reaches all who are subscribed, callbacks on the publisher's own thread and
//!   listeners through their channel, before it returns how many it has reached, even when a
//!   callback publishes.
//! - A callback may do all that others may: publish, subscribe, unsubscribe, even itself. (A
//!   subscriber that is removed while an event is published may or may not hear it.)
//! - A listener leaves by dropping the receiver. All others still hear everything, and the next
//!   `publish` removes it from the list.
//! - What one thread publishes, one after the other, is heard in that order. (An answer that a
//!   callback publishes in the middle may be heard before the question.) When all `Bus`es are
//!   dropped, `recv` returns `Err` to listeners.
//! - (No callback panics, and nothing that a callback owns uses the bus when it is dropped.)
//!
//! Keep: pub struct Subscription (Copy); Bus: Clone, with open, subscribe, listen, unsubscribe, publish, subscribers

use std::sync::mpsc::{self, Receiver, Sender};
use std::sync::{Arc, Mutex};
use std::thread;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Subscription(u64);

enum Subscriber {
    Callback(Box<dyn Fn(&str) + Send + Sync>),
    Listener(Sender<String>),
}

struct Inner {
    next: u64,
    subscribers: Vec<(Subscription, Subscriber)>,
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
        self.add(Subscriber::Callback(Box::new(call)))
    }

    pub fn listen(&self) -> Receiver<String> {
        let (listener, events) = mpsc::channel();
        self.add(Subscriber::Listener(listener));
        events
    }

    fn add(&self, subscriber: Subscriber) -> Subscription {
        let mut inner = self.inner.lock().unwrap();
        let subscription = Subscription(inner.next);
        inner.next += 1;
        inner.subscribers.push((subscription, subscriber));
        subscription
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
        // TODO: what may a callback do? And who may have left?
        let inner = self.inner.lock().unwrap();
        for (_, subscriber) in &inner.subscribers {
            match subscriber {
                Subscriber::Callback(call) => call(event),
                Subscriber::Listener(listener) => listener.send(event.to_owned()).unwrap(),
            }
        }
        inner.subscribers.len()
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
