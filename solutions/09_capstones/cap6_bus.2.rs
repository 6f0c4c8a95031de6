//! A list is never changed once it is there: subscribing or leaving makes a new one. So `publish`
//! needs the lock only to clone the current list, one `Arc`, and can then take its time.
//! `Arc::make_mut` copies the list only if another thread is still reading it. That is good where
//! events are frequent and changes of the list are rare.

use std::sync::mpsc::{self, Receiver, Sender};
use std::sync::{Arc, Mutex};
use std::thread;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Subscription(u64);

#[derive(Clone)]
enum Subscriber {
    Callback(Arc<dyn Fn(&str) + Send + Sync>),
    Listener(Sender<String>),
}

impl Subscriber {
    /// `false` when there is nobody any more.
    fn hears(&self, event: &str) -> bool {
        match self {
            Subscriber::Callback(call) => {
                call(event);
                true
            }
            Subscriber::Listener(listener) => listener.send(event.to_owned()).is_ok(),
        }
    }
}

struct Inner {
    next: u64,
    subscribers: Arc<Vec<(Subscription, Subscriber)>>,
}

#[derive(Clone)]
pub struct Bus {
    inner: Arc<Mutex<Inner>>,
}

impl Bus {
    pub fn open() -> Self {
        let inner = Inner {
            next: 0,
            subscribers: Arc::default(),
        };
        Self {
            inner: Arc::new(Mutex::new(inner)),
        }
    }

    pub fn subscribe(&self, call: impl Fn(&str) + Send + Sync + 'static) -> Subscription {
        self.add(Subscriber::Callback(Arc::new(call)))
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
        Arc::make_mut(&mut inner.subscribers).push((subscription, subscriber));
        subscription
    }

    pub fn unsubscribe(&self, subscription: Subscription) {
        let mut inner = self.inner.lock().unwrap();
        Arc::make_mut(&mut inner.subscribers).retain(|(id, _)| *id != subscription);
    }

    /// How many are on the list.
    pub fn subscribers(&self) -> usize {
        self.inner.lock().unwrap().subscribers.len()
    }

    pub fn publish(&self, event: &str) -> usize {
        let subscribers = Arc::clone(&self.inner.lock().unwrap().subscribers);
        let mut reached = 0;
        for (id, subscriber) in &*subscribers {
            if subscriber.hears(event) {
                reached += 1;
            } else {
                self.unsubscribe(*id);
            }
        }
        reached
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
