//! The same pool with a queue of its own instead of a channel: a list of jobs and a flag that no
//! more will come, both in one mutex, and a `Condvar` for the workers. It is closed under the lock,
//! and joined without it.

use std::collections::VecDeque;
use std::panic::{self, AssertUnwindSafe};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::{self, JoinHandle};

type Job = Box<dyn FnOnce() + Send>;

#[derive(Default)]
struct Waiting {
    jobs: VecDeque<Job>,
    closed: bool,
}

#[derive(Default)]
struct Queue {
    waiting: Mutex<Waiting>,
    changed: Condvar,
}

impl Queue {
    /// No job runs under this lock, so nothing in it can be half done.
    fn lock(&self) -> MutexGuard<'_, Waiting> {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Waits for a job. `None` when the queue is closed and empty.
    fn take(&self) -> Option<Job> {
        let mut waiting = self.lock();
        loop {
            if let Some(job) = waiting.jobs.pop_front() {
                return Some(job);
            }
            if waiting.closed {
                return None;
            }
            waiting = self
                .changed
                .wait(waiting)
                .unwrap_or_else(PoisonError::into_inner);
        }
    }
}

pub struct Pool {
    queue: Arc<Queue>,
    workers: Vec<JoinHandle<()>>,
}

impl Pool {
    pub fn new(size: usize) -> Self {
        let queue = Arc::new(Queue::default());
        let work = |queue: Arc<Queue>| {
            while let Some(job) = queue.take() {
                drop(panic::catch_unwind(AssertUnwindSafe(job)));
            }
        };
        let workers = (0..size)
            .map(|_| Arc::clone(&queue))
            .map(|queue| thread::spawn(move || work(queue)))
            .collect();
        Self { queue, workers }
    }

    pub fn run(&self, job: impl FnOnce() + Send + 'static) {
        self.queue.lock().jobs.push_back(Box::new(job));
        self.queue.changed.notify_one();
    }
}

impl Drop for Pool {
    fn drop(&mut self) {
        self.queue.lock().closed = true;
        self.queue.changed.notify_all();
        for worker in self.workers.drain(..) {
            worker.join().expect("a worker catches every panic");
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
