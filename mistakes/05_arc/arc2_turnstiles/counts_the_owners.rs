// verdict: exceeds_limit
// says: However slow a fan is

use std::sync::{Arc, Mutex};
use std::thread;

/// Counts one more fan and gives the number.
fn next_number(count: &Mutex<u32>) -> u32 {
    let mut count = count.lock().unwrap();
    *count += 1;
    *count
}
pub fn let_in<F>(queues: Vec<Vec<F>>) -> u32
where
    F: FnOnce(u32) + Send + 'static,
{
    let total: usize = queues.iter().map(Vec::len).sum();
    let count = Arc::new(Mutex::new(0));
    for queue in queues {
        let count = Arc::clone(&count);
        thread::spawn(move || {
            for fan in queue {
                fan(next_number(&count));
            }
        });
    }
    while Arc::strong_count(&count) > 1 {
        thread::yield_now();
    }
    debug_assert!(total as u32 == *count.lock().unwrap());
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
