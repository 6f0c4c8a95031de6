//! A scope joins every thread spawned in it before it ends, so no handle needs to be kept. Nothing
//! can be forgotten, and a panic in an oven still reaches the baker.

use std::thread;
use std::time::Duration;

pub fn bake(ovens: Vec<impl FnOnce() + Send + 'static>) {
    thread::scope(|bakery| {
        for oven in ovens {
            bakery.spawn(oven);
        }
    });
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
