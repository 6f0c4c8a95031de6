//! The rehearsal
//!
//! The town orchestra is rehearsing. For every piece the players first tune, and then they play it together.
//! At least, that was the plan: some play while others still tune, and the first violin bows in the middle of
//! the tuba's solo. They have agreed to give each other a little time. It has not helped.
//!
//! Goal: nobody plays before all have tuned. When all have played the piece, and not before, one of them bows, and only
//! then tunes for the next piece. (The others may tune meanwhile.) Nobody plays that before the bow. Each player is one
//! thread, for the whole evening, and sleeps while waiting for the others.
//!
//! Keep: pub trait Player as it is, pub fn rehearse(orchestra: Vec<impl Player>, pieces: usize)
//!
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
