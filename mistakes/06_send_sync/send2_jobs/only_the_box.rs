// verdict: does_not_compile
// says: E0277
// says: cannot be sent between threads safely
// says: If it is the parameter of `submit`
//! The copy shop at night
//!
//! All day customers bring jobs to the copy shop. At closing time the whole
//! queue goes to the printer, which works through it on a thread of its own,
//! job by job, while everybody sleeps. No two jobs are alike, so the queue
//! keeps them in boxes: all it knows of the thing inside is `dyn FnOnce()`.
//!
//! Goal: get the queue to the printer. Customers may bring any job that can
//! be moved to another thread; what can not is turned away at the counter.
//!
//! Keep: the names PrintQueue, new, submit and print_overnight, and that a
//!       queue takes all kinds of jobs: one may use up what it brought along.

use std::thread::{self, JoinHandle};

#[derive(Default)]
pub struct PrintQueue {
    jobs: Vec<Box<dyn FnOnce() + Send>>,
}

impl PrintQueue {
    pub fn new() -> Self {
        Self::default()
    }

    pub fn submit(&mut self, job: impl FnOnce() + 'static) {
        self.jobs.push(Box::new(job));
    }

    /// Prints in the order of the queue. The handle brings the number of jobs.
    pub fn print_overnight(self) -> JoinHandle<usize> {
        thread::spawn(move || {
            let mut printed = 0;
            for job in self.jobs {
                job();
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
