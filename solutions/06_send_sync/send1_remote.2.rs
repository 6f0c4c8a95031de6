//! The same bounds, written where the types are named, and the rover's thread gets a name. A panic
//! on Mars then says "thread 'rover' panicked".

use std::thread::{self, JoinHandle};

pub fn transmit<F: FnOnce() -> T + Send + 'static, T: Send + 'static>(command: F) -> JoinHandle<T> {
    thread::Builder::new()
        .name(String::from("rover"))
        .spawn(command)
        .expect("there should be room for one more thread")
}

pub fn main() {
    let sol = 1_024;
    let answer = transmit(move || format!("Sol {sol}: found a rock. It looks like a potato."));
    println!("Mission control makes some tea.");
    println!("{}", answer.join().unwrap());
}
