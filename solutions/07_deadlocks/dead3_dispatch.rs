//! A temporary in the head of a `while let` lives until the end of the loop's body, in each
//! iteration, and the guard was such a temporary: it was held during the ride. In a `let` statement
//! it is dropped at the semicolon. A driver who waits in `recv` does hold the lock meanwhile; that
//! is fine, because the others could only wait for the next ride as well.

use std::sync::mpsc::{self, Receiver};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

pub fn dispatch<R>(rides: Receiver<R>, drivers: usize)
where
    R: FnOnce() + Send + 'static,
{
    let rides = Arc::new(Mutex::new(rides));
    let mut taxis = Vec::new();
    for _ in 0..drivers {
        let rides = Arc::clone(&rides);
        taxis.push(thread::spawn(move || {
            loop {
                let ride = rides.lock().unwrap().recv();
                match ride {
                    Ok(ride) => ride(),
                    Err(_) => break,
                }
            }
        }));
    }
    for taxi in taxis {
        taxi.join().unwrap();
    }
}

pub fn main() {
    let (calls, rides) = mpsc::channel();
    for (from, to) in [
        ("station", "opera"),
        ("airport", "harbour"),
        ("bar", "home"),
    ] {
        let ride = move || {
            println!("{:?}: {from} to {to}, off we go", thread::current().id());
            thread::sleep(Duration::from_millis(200));
            println!("{:?}: {to}, here we are", thread::current().id());
        };
        calls.send(ride).unwrap();
    }
    drop(calls);
    dispatch(rides, 2);
    println!("All quiet. Good night!");
}
