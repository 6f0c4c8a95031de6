// verdict: fails_in_some_interleaving
// says:
//! The rehearsal
//!
//! The town orchestra is rehearsing. For every piece the players first tune, and then they play it together.
//! At least, that was the plan: some play while others still tune, and the first violin bows in the middle of
//! the tuba's solo. They have agreed to give each other a little time. It has not helped.
//!
//! Goal: nobody plays before all have tuned. When all have played the piece, and not before, one of them bows, before
//! tuning for the next piece. Nobody plays that before the bow. Each player is one thread, for the whole evening, and
//! sleeps while waiting for the others.
//!
//! Keep: pub trait Player as it is, pub fn rehearse(orchestra: Vec<impl Player>, pieces: usize)

use std::sync::{Arc, Condvar, Mutex};
use std::thread;
use std::time::Duration;

pub trait Player: Send + 'static {
    fn tune(&mut self);
    fn play(&mut self);
    fn bow(&mut self);
}
pub fn rehearse(orchestra: Vec<impl Player>, pieces: usize) {
    let n = orchestra.len();
    let shared = Arc::new((Mutex::new((0, 0)), Condvar::new()));
    let players: Vec<_> = orchestra
        .into_iter()
        .map(|mut player| {
            let shared = Arc::clone(&shared);
            thread::spawn(move || {
                for piece in 1..=pieces {
                    player.tune();
                    let mut s = shared.0.lock().unwrap();
                    s.0 += 1;
                    shared.1.notify_all();
                    let mut s = s;
                    while s.0 < n * piece {
                        s = shared
                            .1
                            .wait_timeout(s, Duration::from_millis(20))
                            .unwrap()
                            .0;
                    }
                    drop(s);
                    player.play();
                    let mut s = shared.0.lock().unwrap();
                    s.1 += 1;
                    let last = s.1 == n * piece;
                    drop(s);
                    if last {
                        player.bow();
                    }
                }
            })
        })
        .collect();
    for player in players {
        player.join().unwrap();
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
