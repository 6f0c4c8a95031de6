// verdict: exceeds_limit
// says: ✓ Nobody plays before all have tuned.
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

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

pub trait Player: Send + 'static {
    fn tune(&mut self);
    fn play(&mut self);
    fn bow(&mut self);
}

pub fn rehearse(orchestra: Vec<impl Player>, pieces: usize) {
    let size = orchestra.len();
    let tuned = Arc::new(AtomicUsize::new(0));
    let played = Arc::new(AtomicUsize::new(0));
    let mut players = Vec::new();
    for (seat, mut player) in orchestra.into_iter().enumerate() {
        let (tuned, played) = (Arc::clone(&tuned), Arc::clone(&played));
        players.push(thread::spawn(move || {
            for _piece in 0..pieces {
                player.tune();
                tuned.fetch_add(1, Ordering::SeqCst);
                while tuned.load(Ordering::SeqCst) < size {
                    thread::yield_now();
                }
                player.play();
                played.fetch_add(1, Ordering::SeqCst);
                while played.load(Ordering::SeqCst) < size {
                    thread::yield_now();
                }
                if seat == 0 {
                    player.bow();
                }
            }
        }));
    }
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
