//! What adds up an iterator can add up a channel: `sum` asks for one reading after the other. No loop and
//! no variable is left to get wrong.

use std::sync::mpsc::{self, Receiver};
use std::thread;

pub fn rain_of_the_day(gauge: Receiver<u32>) -> u32 {
    // A receiver is not an iterator, but `iter` makes one: it waits at every step, and ends when the channel closes.
    gauge.iter().sum()
}

pub fn main() {
    for day in [vec![2, 1, 4], vec![12, 9, 15, 0, 8], vec![]] {
        let (roof, gauge) = mpsc::channel();
        let weather = thread::spawn(move || {
            for millimetres in day {
                roof.send(millimetres).unwrap();
                thread::yield_now();
            }
        });
        println!("Rain today: {} mm", rain_of_the_day(gauge));
        weather.join().unwrap();
    }
}
