// verdict: fails_in_some_interleaving
// says: Their numbers were [1, 1, 2]

use std::sync::{Arc, Mutex};
use std::thread;

/// Counts one more fan and gives the number.
fn next_number(count: &Mutex<u32>) -> u32 {
    let mut count = count.lock().unwrap();
    *count += 1;
    *count
}

/// `queues[i]` waits at turnstile `i`, whoever is at `[0]` first. A fan is called with a number, once.
pub fn let_in<F>(queues: Vec<Vec<F>>) -> u32
where
    F: FnOnce(u32) + Send + 'static,
{
    let count = Arc::new(Mutex::new(0));
    let mut turnstiles = Vec::new();
    for queue in queues {
        let mine = Mutex::new(*count.lock().unwrap());
        let count = Arc::clone(&count);
        turnstiles.push(thread::spawn(move || {
            for fan in queue {
                fan(next_number(&mine));
                next_number(&count);
            }
        }));
    }
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
