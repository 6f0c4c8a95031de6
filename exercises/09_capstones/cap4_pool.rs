//! The photo studio ★
//!
//! Guests upload thousands of wedding photos, and each needs a thumbnail. A thread for every photo
//! would be too many, so the studio keeps a pool: a fixed number of workers who take one job after
//! the other from a queue. What you see below was written in a hurry, by somebody who had not read
//! chapters 06 and 07.
//!
//! Goal: a pool that
//! - runs as many jobs at the same time as it has workers, on its workers' threads and no others: a
//!   free worker takes the job that has waited for longest, or sleeps until there is one (there is
//!   at least one worker);
//! - takes any job that may move to another thread, and `run` never waits;
//! - survives a job that panics: that job is lost, and nothing else (its worker may be replaced);
//! - when dropped (no job does that), finishes all jobs it was given, and joins its threads.
//!
//! Keep: Pool::new(size: usize) -> Pool, run(&self, job), and that shutting down happens in `Drop`

use std::sync::mpsc::{self, Sender};
use std::sync::{Arc, Mutex};
use std::thread::{self, JoinHandle};

// TODO: there is more than one thing to fix. Begin with what the compiler says.
type Job = Box<dyn FnOnce()>;

pub struct Pool {
    jobs: Sender<Job>,
    workers: Vec<JoinHandle<()>>,
}

impl Pool {
    pub fn new(size: usize) -> Self {
        let (jobs, queue) = mpsc::channel::<Job>();
        let queue = Arc::new(Mutex::new(queue));
        let mut workers = Vec::new();
        for _ in 0..size {
            let queue = Arc::clone(&queue);
            workers.push(thread::spawn(move || {
                while let Ok(job) = queue.lock().unwrap().recv() {
                    job();
                }
            }));
        }
        Self { jobs, workers }
    }

    pub fn run(&self, job: impl FnOnce() + 'static) {
        self.jobs.send(Box::new(job)).unwrap();
    }
}

impl Drop for Pool {
    fn drop(&mut self) {
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
