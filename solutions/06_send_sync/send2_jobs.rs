//! A trait object forgets everything about the value inside except what its type says. Whether that
//! value may move to another thread is forgotten as well, so the type has to say it: `dyn FnOnce()
//! + Send`. Only values that are `Send` may then go into the box, so `submit` asks for it.

use std::thread::{self, JoinHandle};

#[derive(Default)]
pub struct PrintQueue {
    jobs: Vec<Box<dyn FnOnce() + Send>>,
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
