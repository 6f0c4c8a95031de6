// verdict: fails_in_some_interleaving
// says: and the pool still open, 1 of them had begun
//! The photo studio ★
//!
//! Guests upload thousands of wedding photos, and each needs a thumbnail. A
//! thread for every photo would be too many, so the studio keeps a pool: a fixed
//! number of workers who take one job after the other from a queue. What you see
//! below was written in a hurry, by somebody who had not read chapters 06 and 07.
//!
//! Goal: a pool that
//! - runs as many jobs at the same time as it has workers, on its workers' threads and no others: whoever is free
//!   takes the job that has waited for longest, and who has none sleeps until one comes (there is at least one worker);
//! - takes any job that may change threads, and never keeps whoever hands it in waiting;
//! - survives a job that panics: that job is lost, and nothing else (its worker may be replaced);
//! - when dropped, which no job does, finishes all jobs it was given; then its threads are over.
//!
//! Keep: Pool::new(size: usize) -> Pool, run(&self, job), and that shutting down happens in `Drop`

use std::collections::VecDeque;
use std::panic::{self, AssertUnwindSafe};
use std::sync::{Arc, Condvar, Mutex};
use std::thread::{self, JoinHandle};

type Job = Box<dyn FnOnce() + Send>;

#[derive(Default)]
struct Queue {
    jobs: VecDeque<Job>,
    closed: bool,
}

#[derive(Default)]
struct Shared {
    queue: Mutex<Queue>,
    changed: Condvar,
}

impl Shared {
    /// Waits for the next job; `None` if there will be no more.
    fn next(&self) -> Option<Job> {
        let mut queue = self.queue.lock().unwrap();
        loop {
            if let Some(job) = queue.jobs.pop_front() {
                return Some(job);
            }
            if queue.closed {
                return None;
            }
            queue = self.changed.wait(queue).unwrap();
        }
    }
}

pub struct Pool {
    shared: Arc<Shared>,
    workers: Vec<JoinHandle<()>>,
}

impl Pool {
    pub fn new(size: usize) -> Pool {
        let shared = Arc::new(Shared::default());
        let workers = (0..size)
            .map(|_| {
                let shared = Arc::clone(&shared);
                thread::spawn(move || {
                    while let Some(job) = shared.next() {
                        let _ = panic::catch_unwind(AssertUnwindSafe(job));
                    }
                })
            })
            .collect();
        Pool { shared, workers }
    }

    pub fn run(&self, job: impl FnOnce() + Send + 'static) {
        let mut queue = self.shared.queue.lock().unwrap();
        queue.jobs.push_back(Box::new(job));
        if queue.jobs.len() == 1 {
            self.shared.changed.notify_one();
        }
    }
}

impl Drop for Pool {
    fn drop(&mut self) {
        self.shared.queue.lock().unwrap().closed = true;
        self.shared.changed.notify_all();
        for worker in self.workers.drain(..) {
            worker.join().unwrap();
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
