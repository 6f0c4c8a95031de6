// verdict: fails_checks
// says: Our queue had one job
// says: once for all

use std::sync::Mutex;
use std::thread::{self, JoinHandle};

static JOBS: Mutex<Vec<Box<dyn FnOnce() + Send>>> = Mutex::new(Vec::new());

#[derive(Default)]
pub struct PrintQueue;

impl PrintQueue {
    pub fn new() -> Self {
        Self::default()
    }

    pub fn submit(&mut self, job: impl FnOnce() + Send + 'static) {
        JOBS.lock().unwrap().push(Box::new(job));
    }

    /// Prints in the order of the queue. The handle brings the number of jobs.
    pub fn print_overnight(self) -> JoinHandle<usize> {
        thread::spawn(move || {
            let mut printed = 0;
            let jobs = std::mem::take(&mut *JOBS.lock().unwrap());
            for job in jobs {
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
