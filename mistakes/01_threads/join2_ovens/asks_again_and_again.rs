// verdict: exceeds_limit
// says: No progress
// says: Who waits sleeps until woken

use std::thread;
use std::time::Duration;

pub fn bake(ovens: Vec<impl FnOnce() + Send + 'static>) {
    let hs: Vec<_> = ovens.into_iter().map(thread::spawn).collect();
    while hs.iter().any(|h| !h.is_finished()) {
        thread::sleep(Duration::from_millis(10));
    }
    for h in hs {
        h.join().unwrap();
    }
}

pub fn main() {
    let ovens = [20, 90, 40].map(|minutes| {
        move || {
            thread::sleep(Duration::from_millis(minutes));
            println!("ping! A loaf is done after {minutes} minutes.");
        }
    });
    bake(ovens.into());
    println!("The shop is open.");
}
