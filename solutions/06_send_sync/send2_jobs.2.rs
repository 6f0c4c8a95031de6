//! A type alias for the boxed job, so that `+ Send` is written in one place for all that store,
//! pass or return one. `Box<dyn FnOnce() + Send>` in a type means `+ 'static` too, unless a
//! lifetime is written.

use std::thread::{self, JoinHandle};

type Job = Box<dyn FnOnce() + Send>;

#[derive(Default)]
pub struct PrintQueue {
    jobs: Vec<Job>,
}

impl PrintQueue {
    pub fn new() -> Self {
        Self::default()
    }

    pub fn submit(&mut self, job: impl FnOnce() + Send + 'static) {
        self.jobs.push(Box::new(job));
    }

    /// Prints in the order of the queue. The handle brings the number of jobs.
    pub fn print_overnight(self) -> JoinHandle<usize> {
        thread::spawn(move || {
            let printed = self.jobs.len();
            self.jobs.into_iter().for_each(|job| job());
            printed
        })
    }
}

pub fn main() {
    let mut queue = PrintQueue::new();
    let thesis = String::from("On the Sleep of Threads, 412 pages");
    queue.submit(move || println!("printing: {thesis}"));
    let cat = ["lost", "cat", "answers to `drop`"];
    queue.submit(move || println!("printing: {}", cat.join(", ")));
    println!("The shop closes. Good night!");
    let printed = queue.print_overnight().join().unwrap();
    println!("In the morning {printed} jobs lie in the tray.");
}
