// verdict: deadlocks
// says: A worker who is free takes the next job
// says: the first job, a long one, was waiting for the others
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

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicUsize, Ordering::SeqCst};
use std::sync::mpsc::{self, Sender};
use std::sync::{Arc, Mutex};
use std::thread::{self, JoinHandle};

type Job = Box<dyn FnOnce() + Send>;
pub struct Pool {
    workers: Vec<(Option<Sender<Job>>, Option<JoinHandle<()>>)>,
    next: AtomicUsize,
}
impl Pool {
    pub fn new(size: usize) -> Self {
        let workers = (0..size)
            .map(|_| {
                let (tx, rx) = mpsc::channel::<Job>();
                (
                    Some(tx),
                    Some(thread::spawn(move || {
                        for job in rx {
                            let _ = catch_unwind(AssertUnwindSafe(job));
                        }
                    })),
                )
            })
            .collect();
        Self {
            workers,
            next: AtomicUsize::new(0),
        }
    }
    pub fn run(&self, job: impl FnOnce() + Send + 'static) {
        let i = self.next.fetch_add(1, SeqCst) % self.workers.len();
        self.workers[i]
            .0
            .as_ref()
            .unwrap()
            .send(Box::new(job))
            .unwrap();
    }
}
impl Drop for Pool {
    fn drop(&mut self) {
        for w in &mut self.workers {
            w.0.take();
        }
        for w in &mut self.workers {
            w.1.take().unwrap().join().unwrap()
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
