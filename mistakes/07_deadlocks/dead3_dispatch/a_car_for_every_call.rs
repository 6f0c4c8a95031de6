// verdict: fails_checks
// says: Drivers: 1, rides: 5. Threads that drove: 5
//! The taxi office
//!
//! Calls come in all night, each with a ride. Every driver is a thread; a driver
//! who is free takes the next ride from the channel, drives it, and comes back
//! for another one. There are two drivers and two cars. But whenever one car is
//! out, the other driver sits in the office, and customers stand in the rain.
//!
//! Goal: as many rides at the same time as there are drivers. A driver without a ride
//! sleeps until one comes. `dispatch` returns when no more calls can come and the last
//! ride has been driven. (There is at least one driver.)
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
    let _ = drivers;
    let mut taxis = Vec::new();
    for ride in rides {
        taxis.push(thread::spawn(ride));
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
