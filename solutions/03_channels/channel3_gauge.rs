//! Only the gauge knows how many readings a day has, and it need not tell: it drops its half of the
//! channel, and that is the end of the day.

use std::sync::mpsc::{self, Receiver};
use std::thread;

pub fn rain_of_the_day(gauge: Receiver<u32>) -> u32 {
    let mut total = 0;
    // The loop waits for each message, and ends when the sender is gone: no counting needed.
    for millimetres in gauge {
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
