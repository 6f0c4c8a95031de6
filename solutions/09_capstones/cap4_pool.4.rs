//! Here a panic does cost a thread. For each place in the pool, one thread joins the worker and
//! starts the next one.

use std::sync::mpsc::{self, Sender};
use std::sync::{Arc, Mutex};
use std::thread::{self, JoinHandle};

type Job = Box<dyn FnOnce() + Send>;
pub struct Pool {
    jobs: Option<Sender<Job>>,
    workers: Vec<JoinHandle<()>>,
}
impl Pool {
    pub fn new(size: usize) -> Self {
        let (jobs, queue) = mpsc::channel::<Job>();
        let queue = Arc::new(Mutex::new(queue));
        let workers = (0..size)
            .map(|_| {
                let queue = queue.clone();
                thread::spawn(move || {
                    let queue = queue;
                    while thread::spawn({
                        let queue = queue.clone();
                        move || loop {
                            let job: Result<Job, _> = queue.lock().unwrap().recv();
                            let Ok(job) = job else { return };
                            job()
                        }
                    })
                    .join()
                    .is_err()
                    {}
                })
            })
            .collect();
        Self {
            jobs: Some(jobs),
            workers,
        }
    }
    pub fn run(&self, job: impl FnOnce() + Send + 'static) {
        self.jobs.as_ref().unwrap().send(Box::new(job)).unwrap();
    }
}
impl Drop for Pool {
    fn drop(&mut self) {
        self.jobs.take();
        for w in self.workers.drain(..) {
            w.join().unwrap()
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
