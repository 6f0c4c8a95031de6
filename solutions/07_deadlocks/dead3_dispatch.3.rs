//! No lock at all. The office receives the calls, and a driver who is free sends it a sender,
//! through which the office sends the next ride. When no more calls can come, the office stops; the
//! senders of the waiting drivers are dropped, and so they learn of it.

use std::sync::mpsc::{self, Receiver, Sender};
use std::thread;
use std::time::Duration;

pub fn dispatch<R>(rides: Receiver<R>, drivers: usize)
where
    R: FnOnce() + Send + 'static,
{
    let (free, free_drivers) = mpsc::channel();
    let taxis: Vec<_> = (0..drivers)
        .map(|_| {
            let free = free.clone();
            thread::spawn(move || drive(&free))
        })
        .collect();
    drop(free);
    for ride in rides {
        let driver: Sender<R> = free_drivers.recv().expect("a driver should be on duty");
        driver.send(ride).expect("a free driver should be waiting");
    }
    drop(free_drivers);
    for taxi in taxis {
        taxi.join().unwrap();
    }
}

fn drive<R: FnOnce()>(office: &Sender<Sender<R>>) {
    loop {
        let (phone, call) = mpsc::channel();
        if office.send(phone).is_err() {
            return;
        }
        match call.recv() {
            Ok(ride) => ride(),
            Err(_) => return,
        }
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
