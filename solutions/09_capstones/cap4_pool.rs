//! Five things. The box says `Send`, and so does `run`. The guard is dropped at the end of its
//! statement, before the job begins. A panic is caught around the job, so neither the worker ends
//! nor the lock is poisoned. The sender is dropped before the join, and the loop over the channel
//! still empties it first. (What a job leaves half done when it panics is its own business: that is
//! what `AssertUnwindSafe` says.)

use std::panic::{self, AssertUnwindSafe};
use std::sync::mpsc::{self, Sender};
use std::sync::{Arc, Mutex};
use std::thread::{self, JoinHandle};

type Job = Box<dyn FnOnce() + Send>;

pub struct Pool {
    /// `None` once the pool is shutting down.
    jobs: Option<Sender<Job>>,
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
                loop {
                    let job = queue.lock().unwrap().recv();
                    match job {
                        // The hook has told of the panic already; the worker goes on.
                        Ok(job) => drop(panic::catch_unwind(AssertUnwindSafe(job))),
                        Err(_) => break,
                    }
                }
            }));
        }
        Self {
            jobs: Some(jobs),
            workers,
        }
    }

    pub fn run(&self, job: impl FnOnce() + Send + 'static) {
        if let Some(jobs) = &self.jobs {
            jobs.send(Box::new(job)).unwrap();
        }
    }
}

impl Drop for Pool {
    fn drop(&mut self) {
        drop(self.jobs.take());
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
