//! A trait of one's own instead of `FnOnce`. With `Send` as a supertrait, `dyn Job` promises it by
//! itself: whatever is a `Job` is `Send`. A `FnOnce` cannot be called behind a reference, so the
//! box comes along.

use std::collections::VecDeque;
use std::thread::{self, JoinHandle};

trait Job: Send {
    fn print(self: Box<Self>);
}

impl<F: FnOnce() + Send> Job for F {
    fn print(self: Box<Self>) {
        self();
    }
}

#[derive(Default)]
pub struct PrintQueue {
    jobs: VecDeque<Box<dyn Job>>,
}

impl PrintQueue {
    pub fn new() -> Self {
        Self::default()
    }

    pub fn submit(&mut self, job: impl FnOnce() + Send + 'static) {
        self.jobs.push_back(Box::new(job));
    }

    /// Prints in the order of the queue. The handle brings the number of jobs.
    pub fn print_overnight(mut self) -> JoinHandle<usize> {
        thread::spawn(move || {
            let mut printed = 0;
            while let Some(job) = self.jobs.pop_front() {
                job.print();
                printed += 1;
            }
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
