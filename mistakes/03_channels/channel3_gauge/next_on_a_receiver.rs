// verdict: does_not_compile
// says: E0599
// says: A receiver is not an iterator itself
//! On the roof stands a rain gauge. Whenever its little bucket is full it tips over, and
//! the millimetres since the last time come through a channel. On some days it tips three
//! times, on others never, and there may be hours in between. In the evening the gauge is
//! taken down, and its half of the channel is dropped.
//!
//! Goal: `rain_of_the_day` adds up everything that the gauge sends, however much or little
//! that is, and returns the total when the gauge has been taken down. In between it waits:
//! it does not run up to the roof again and again to have a look.
//!
//! Keep: pub fn rain_of_the_day(gauge: Receiver<u32>) -> u32

use std::sync::mpsc::{self, Receiver};
use std::thread;

pub fn rain_of_the_day(mut gauge: Receiver<u32>) -> u32 {
    let mut total = 0;
    while let Some(millimetres) = gauge.next() {
        total += millimetres;
    }
    total
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
