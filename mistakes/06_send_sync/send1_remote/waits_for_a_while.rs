// verdict: fails_checks
// says: it waited for the rover, if only for a while

use std::sync::mpsc;
use std::thread::{self, JoinHandle};
use std::time::Duration;

pub fn transmit<F, T>(command: F) -> JoinHandle<T>
where
    F: FnOnce() -> T + Send + 'static,
    T: Send + 'static,
{
    let (arrived, signal) = mpsc::channel();
    let rover = thread::spawn(move || {
        let answer = command();
        let _ = arrived.send(());
        answer
    });
    // A signal takes twelve minutes.
    let _ = signal.recv_timeout(Duration::from_secs(720));
    rover
}

pub fn main() {
    let sol = 1_024;
    let answer = transmit(move || format!("Sol {sol}: found a rock. It looks like a potato."));
    println!("Mission control makes some tea.");
    println!("{}", answer.join().unwrap());
}
