//! Football night
//!
//! The fans queue at several turnstiles, and each turnstile works on a thread of its own. Each fan
//! who comes through is told a number: "You are number 7 tonight!" There is one count for the whole
//! stadium. So far the first turnstile takes it, and the others have nothing to count with.
//!
//! Goal: the turnstiles are open at the same time and share one count. Numbers are given in the
//! order in which fans come through, and none is given twice. A slow fan holds up their own queue,
//! but no other. `let_in` waits until all have come through, and returns how many fans are inside.
//!
//! Keep: pub fn let_in<F>(queues: Vec<Vec<F>>) -> u32
//!       where F: FnOnce(u32) + Send + 'static

use std::sync::Mutex;
use std::thread;

/// Counts one more fan and gives the number.
fn next_number(count: &Mutex<u32>) -> u32 {
    let mut count = count.lock().unwrap();
    *count += 1;
    *count
}

/// `queues[i]` waits at turnstile `i`; the fan at index 0 is the first. Each fan is called once, with a number.
pub fn let_in<F>(queues: Vec<Vec<F>>) -> u32
where
    F: FnOnce(u32) + Send + 'static,
{
    let count = Mutex::new(0);
    let mut turnstiles = Vec::new();
    for queue in queues {
        // TODO: who owns the count when the second turnstile opens?
        turnstiles.push(thread::spawn(move || {
            for fan in queue {
                fan(next_number(&count));
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
