//! Here no panic is caught. It ends the worker's thread, and a second thread that joins the worker
//! sees the panic and starts a new one. That is two threads for each place, one of them asleep. The
//! end is a message, one for each worker; all jobs are in the channel before it.

use std::sync::mpsc::{self, Receiver, Sender};
use std::sync::{Arc, Mutex};
use std::thread::{self, JoinHandle};

enum Message {
    Job(Box<dyn FnOnce() + Send>),
    Goodbye,
}

type Messages = Arc<Mutex<Receiver<Message>>>;

/// Works until the goodbye. A job that panics ends this call, with the panic.
fn work(messages: &Messages) {
    loop {
        let message = messages.lock().unwrap().recv();
        match message {
            Ok(Message::Job(job)) => job(),
            Ok(Message::Goodbye) | Err(_) => break,
        }
    }
}

/// One place at the workbench. A worker that panics is replaced.
fn keep_a_worker(messages: Messages) {
    while thread::scope(|bench| bench.spawn(|| work(&messages)).join()).is_err() {}
}

pub struct Pool {
    messages: Sender<Message>,
    places: Vec<JoinHandle<()>>,
}

impl Pool {
    pub fn new(size: usize) -> Self {
        let (messages, inbox) = mpsc::channel();
        let inbox = Arc::new(Mutex::new(inbox));
        let places = (0..size)
            .map(|_| Arc::clone(&inbox))
            .map(|inbox| thread::spawn(move || keep_a_worker(inbox)))
            .collect();
        Self { messages, places }
    }

    pub fn run(&self, job: impl FnOnce() + Send + 'static) {
        let job = Message::Job(Box::new(job));
        self.messages.send(job).expect("the workers are here");
    }
}

impl Drop for Pool {
    fn drop(&mut self) {
        for _ in &self.places {
            self.messages
                .send(Message::Goodbye)
                .expect("the workers are here");
        }
        for place in self.places.drain(..) {
            place.join().expect("a place does not panic");
        }
    }
}

pub fn main() {
    let album = Arc::new(Mutex::new(Vec::new()));
    let studio = Pool::new(3);
    for photo in ["the kiss", "the cake", "uncle Bob, dancing", "the bouquet"] {
        let album = Arc::clone(&album);
        studio.run(move || {
            let thumbnail: String = photo.chars().filter(|c| !"aeiou".contains(*c)).collect();
            assert!(!photo.contains("Bob"), "out of focus");
            album.lock().unwrap().push(thumbnail);
        });
    }
    drop(studio);
    println!("thumbnails: {:?}", album.lock().unwrap());
}
