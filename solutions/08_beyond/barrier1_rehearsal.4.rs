//! The same with a count of those who have played: the last of them bows, and only a player who has
//! already tuned waits for that.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Barrier};
use std::thread;

pub trait Player: Send + 'static {
    fn tune(&mut self);
    fn play(&mut self);
    fn bow(&mut self);
}

pub fn rehearse(orchestra: Vec<impl Player>, pieces: usize) {
    let n = orchestra.len();
    let tuned = Arc::new(Barrier::new(n));
    let played = Arc::new(AtomicUsize::new(0));
    let mut players = Vec::new();
    for mut player in orchestra {
        let (tuned, played) = (Arc::clone(&tuned), Arc::clone(&played));
        players.push(thread::spawn(move || {
            for piece in 1..=pieces {
                player.tune();
                tuned.wait();
                player.play();
                // The player who bows still has to tune for the next piece, and the others wait for that.
                if played.fetch_add(1, Ordering::SeqCst) + 1 == n * piece {
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
