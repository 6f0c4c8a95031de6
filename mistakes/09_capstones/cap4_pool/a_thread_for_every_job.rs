// verdict: fails_checks
// says: A pool of one worker ran three jobs on 3 threads
//! The photo studio ★

use std::sync::{Arc, Mutex};
use std::thread::{self, JoinHandle};

pub struct Pool {
    workers: Mutex<Vec<JoinHandle<()>>>,
}

impl Pool {
    pub fn new(_size: usize) -> Self {
        Self {
            workers: Mutex::new(Vec::new()),
        }
    }

    pub fn run(&self, job: impl FnOnce() + Send + 'static) {
        self.workers.lock().unwrap().push(thread::spawn(job));
    }
}

impl Drop for Pool {
    fn drop(&mut self) {
        for worker in self.workers.lock().unwrap().drain(..) {
            let _ = worker.join();
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
