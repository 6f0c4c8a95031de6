// verdict: fails_in_some_interleaving
// says: when `bake` had returned twice, 9 loaves were done

use std::thread;
use std::time::Duration;

pub fn bake(ovens: Vec<impl FnOnce() + Send + 'static>) {
    let hs: Vec<_> = ovens.into_iter().map(thread::spawn).collect();
    for h in hs.into_iter().take(3) {
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
