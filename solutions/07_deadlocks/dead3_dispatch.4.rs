//! The caller is one of the drivers, and only the others need a new thread. A scope joins them and
//! lets them borrow the channel. They all run the same closure: it receives in a statement of its
//! own, so that its guard is dropped when the ride begins.

use std::sync::Mutex;
use std::sync::mpsc::{self, Receiver};
use std::thread;
use std::time::Duration;

pub fn dispatch<R>(rides: Receiver<R>, drivers: usize)
where
    R: FnOnce() + Send + 'static,
{
    let rides = Mutex::new(rides);
    let drive = || {
        loop {
            let ride = rides.lock().unwrap().recv();
            let Ok(ride) = ride else { return };
            ride();
        }
    };
    thread::scope(|office| {
        for _ in 1..drivers {
            office.spawn(drive);
        }
        drive();
    });
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
