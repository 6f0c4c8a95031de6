// verdict: fails_checks
// says: The shop was still open
// says: Which thread calls it

use std::sync::mpsc::{self, Sender};
use std::thread::{self, JoinHandle};

pub struct PrintQueue {
    jobs: Sender<Box<dyn FnOnce() + Send>>,
    printer: JoinHandle<usize>,
}

impl PrintQueue {
    pub fn new() -> Self {
        let (jobs, tray) = mpsc::channel::<Box<dyn FnOnce() + Send>>();
        let printer = thread::spawn(move || tray.into_iter().map(|job| job()).count());
        Self { jobs, printer }
    }

    pub fn submit(&mut self, job: impl FnOnce() + Send + 'static) {
        self.jobs.send(Box::new(job)).unwrap();
    }

    /// Prints in the order of the queue. The handle brings the number of jobs.
    pub fn print_overnight(self) -> JoinHandle<usize> {
        self.printer
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
