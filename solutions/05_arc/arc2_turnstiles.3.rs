//! Threads in a scope may borrow the count, because the scope ends before the function does. No pointer has to be counted.

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
    thread::scope(|stadium| {
        for queue in queues {
            stadium.spawn(|| {
                for fan in queue {
                    fan(next_number(&count));
                }
            });
        }
    });
    count.into_inner().unwrap()
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
