// verdict: fails_in_some_interleaving
// says: The totals were
// says: made anew for each call

use std::sync::Mutex;
use std::sync::mpsc::{self, Receiver};
use std::thread;

pub fn rain_of_the_day(gauge: Receiver<u32>) -> u32 {
    static TOTAL: Mutex<u32> = Mutex::new(0);
    // Every day begins with nothing.
    *TOTAL.lock().unwrap() = 0;
    for millimetres in gauge {
        *TOTAL.lock().unwrap() += millimetres;
    }
    *TOTAL.lock().unwrap()
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
