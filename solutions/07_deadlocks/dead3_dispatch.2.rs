//! What needs the lock is a function of its own. Its guard is dropped when it returns, so that even
//! a `while let` around it holds nothing. The scope joins the drivers.

use std::sync::Mutex;
use std::sync::mpsc::{self, Receiver};
use std::thread;
use std::time::Duration;

pub fn dispatch<R>(rides: Receiver<R>, drivers: usize)
where
    R: FnOnce() + Send + 'static,
{
    let rides = Mutex::new(rides);
    thread::scope(|night| {
        for _ in 0..drivers {
            night.spawn(|| {
                while let Some(ride) = next_ride(&rides) {
                    ride();
                }
            });
        }
    });
}

/// Waits for the next call. `None` when there will be no more.
fn next_ride<R>(rides: &Mutex<Receiver<R>>) -> Option<R> {
    rides.lock().unwrap().recv().ok()
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
