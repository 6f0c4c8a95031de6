// verdict: fails_checks
// says: Drivers without a ride are asleep
//! The taxi office
//!
//! Calls come in all night, each with a ride. Every driver is a thread; a driver who is free takes
//! the next ride from the channel, drives it, and comes back for another one. There are two drivers
//! and two cars. But whenever one car is out, the other driver sits in the office, and customers
//! wait in the rain: the drivers work one after the other (serial work), as if there were only one.
//!
//! Goal: as many rides at the same time as there are drivers. A driver without a ride sleeps until
//! one comes. `dispatch` returns when no more calls can come and the last ride has been driven.
//! (There is at least one driver.)
//!
//! Keep: pub fn dispatch<R>(rides: Receiver<R>, drivers: usize) where R: FnOnce() + Send + 'static

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
            let mut next = rides.lock().unwrap().recv().ok();
            while let Some(ride) = next {
                ride();
                next = rides.lock().unwrap().try_recv().ok();
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
