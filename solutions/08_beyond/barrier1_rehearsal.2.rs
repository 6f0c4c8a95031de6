//! With scoped threads the barriers need no `Arc`. Two of them make it easy to see which wait is which. Any player may
//! bow after the second one, so the first violin keeps that honour.

use std::sync::Barrier;
use std::thread;

pub trait Player: Send + 'static {
    fn tune(&mut self);
    fn play(&mut self);
    fn bow(&mut self);
}

pub fn rehearse(orchestra: Vec<impl Player>, pieces: usize) {
    let (tuned, played) = (Barrier::new(orchestra.len()), Barrier::new(orchestra.len()));
    thread::scope(|hall| {
        for (seat, mut player) in orchestra.into_iter().enumerate() {
            let (tuned, played) = (&tuned, &played);
            hall.spawn(move || {
                for _piece in 0..pieces {
                    player.tune();
                    tuned.wait();
                    player.play();
                    played.wait();
                    if seat == 0 {
                        player.bow();
                    }
                }
            });
        }
    });
}

pub struct Instrument(pub &'static str);

impl Player for Instrument {
    fn tune(&mut self) {
        println!("{} tunes", self.0);
    }

    fn play(&mut self) {
        println!("        {} plays", self.0);
    }

    fn bow(&mut self) {
        println!("                {} bows", self.0);
    }
}

pub fn main() {
    let orchestra = ["the violin", "the tuba", "the triangle"];
    rehearse(orchestra.map(Instrument).into(), 2);
}
