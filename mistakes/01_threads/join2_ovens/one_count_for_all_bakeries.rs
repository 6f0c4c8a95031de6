// verdict: fails_in_some_interleaving
// says: What is there that one call could see of the other

use std::sync::Condvar;
use std::sync::Mutex;
use std::thread;
use std::time::Duration;

pub fn bake(ovens: Vec<impl FnOnce() + Send + 'static>) {
    static LEFT: Mutex<usize> = Mutex::new(0);
    static CV: Condvar = Condvar::new();
    *LEFT.lock().unwrap() = ovens.len();
    for o in ovens {
        thread::spawn(move || {
            o();
            let mut l = LEFT.lock().unwrap();
            *l = l.saturating_sub(1);
            CV.notify_all();
        });
    }
    let g = LEFT.lock().unwrap();
    drop(CV.wait_while(g, |n| *n > 0).unwrap());
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
