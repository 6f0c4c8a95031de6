// verdict: fails_in_some_interleaving
// says: Numbers are given in the order in which fans come through
// says: was the third to come through, and was told the number 2
//! Football night
//!
//! The fans queue at several turnstiles, and each turnstile works on a thread
//! of its own. Whoever comes through is told a number: "You are number 7
//! tonight!" There is one count for the whole stadium. At the moment the first
//! turnstile walks off with it, and the others have nothing to count with.
//!
//! Goal: the turnstiles are open at the same time and share one count. Numbers are
//! given in the order in which fans come through, and none is given twice. A fan who
//! dawdles holds up their own queue, but no other. `let_in` waits until all have come
//! through, and says how many fans are inside.
//!
//! Keep: pub fn let_in<F>(queues: Vec<Vec<F>>) -> u32
//!       where F: FnOnce(u32) + Send + 'static

use std::sync::{Arc, Mutex};
use std::thread;

pub fn let_in<F>(queues: Vec<Vec<F>>) -> u32
where
    F: FnOnce(u32) + Send + 'static,
{
    let count = Arc::new(Mutex::new(0));
    let mut turnstiles = Vec::new();
    for queue in queues {
        let count = Arc::clone(&count);
        turnstiles.push(thread::spawn(move || {
            let mut count = count.lock().unwrap();
            let first = *count;
            *count += queue.len() as u32;
            drop(count);
            for (fan, number) in queue.into_iter().zip(first + 1..) {
                fan(number);
            }
        }));
    }
    for turnstile in turnstiles {
        turnstile.join().unwrap();
    }
    let inside = count.lock().unwrap();
    *inside
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
