//! What a `for` over the receiver does, written out. The end comes as an `Err` and not as a reading, so
//! no reading can be taken for it, not even one of 0 mm.

use std::sync::mpsc::{self, Receiver};
use std::thread;

pub fn rain_of_the_day(gauge: Receiver<u32>) -> u32 {
    let mut total = 0;
    // `recv` waits. Its `Err` means that nothing is left and nobody is there to send more.
    while let Ok(millimetres) = gauge.recv() {
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
