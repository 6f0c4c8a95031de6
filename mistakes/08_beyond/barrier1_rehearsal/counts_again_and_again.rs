// verdict: exceeds_limit
// says: No progress in 10,000 steps
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

use std::sync::{Arc, Mutex};
use std::thread;

pub trait Player: Send + 'static {
    fn tune(&mut self);
    fn play(&mut self);
    fn bow(&mut self);
}

pub fn rehearse(orchestra: Vec<impl Player>, pieces: usize) {
    let n = orchestra.len();
    let arrived = Arc::new(Mutex::new(0));
    let players: Vec<_> = orchestra
        .into_iter()
        .enumerate()
        .map(|(seat, mut player)| {
            let arrived = Arc::clone(&arrived);
            let wait = move || {
                let mut count = arrived.lock().unwrap();
                *count += 1;
                let target = (*count - 1) / n * n + n;
                drop(count);
                while *arrived.lock().unwrap() < target {
                    thread::yield_now()
                }
            };
            thread::spawn(move || {
                for _ in 0..pieces {
                    player.tune();
                    wait();
                    player.play();
                    wait();
                    if seat == 0 {
                        player.bow()
                    }
                    wait();
                }
            })
        })
        .collect();
    for p in players {
        p.join().unwrap()
    }
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
