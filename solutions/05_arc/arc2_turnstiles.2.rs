//! The pointer and the queue can be passed to a function, which then owns that clone.

use std::sync::{Arc, Mutex};
use std::thread::{self, JoinHandle};

/// Counts one more fan and gives the number.
fn next_number(count: &Mutex<u32>) -> u32 {
    let mut count = count.lock().unwrap();
    *count += 1;
    *count
}

fn open_turnstile<F>(queue: Vec<F>, count: Arc<Mutex<u32>>) -> JoinHandle<()>
where
    F: FnOnce(u32) + Send + 'static,
{
    thread::spawn(move || {
        for fan in queue {
            fan(next_number(&count));
        }
    })
}

/// `queues[i]` waits at turnstile `i`; the fan at index 0 is the first. Each fan is called once, with a number.
pub fn let_in<F>(queues: Vec<Vec<F>>) -> u32
where
    F: FnOnce(u32) + Send + 'static,
{
    let count = Arc::new(Mutex::new(0));
    let turnstiles: Vec<_> = queues
        .into_iter()
        .map(|queue| open_turnstile(queue, Arc::clone(&count)))
        .collect();
    for turnstile in turnstiles {
        turnstile.join().unwrap();
    }
    *count.lock().unwrap()
}

pub fn main() {
    let queues = [
        vec!["Ada", "Bo", "Cy"],
        vec!["Di", "Ed"],
        vec!["Flo", "Gus", "Hal"],
    ];
    let queues = queues.map(|queue| {
        let fans = queue
            .into_iter()
            .map(|name| move |number| println!("{name} is number {number} tonight."));
        fans.collect()
    });
    let inside = let_in(queues.into());
    println!("{inside} fans are inside. The sausages are ready.");
}
