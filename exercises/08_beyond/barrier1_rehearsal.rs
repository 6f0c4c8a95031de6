//! The rehearsal
//!
//! The town orchestra is rehearsing. For every piece the players first tune, and then they play it
//! together. At least, that was the plan: some play while others still tune, and the first violin
//! bows in the middle of the tuba's solo. They have agreed to give each other a little time. It has
//! not helped.
//!
//! Goal: nobody plays before all have tuned, and then all play at the same time. When all have
//! played the piece, and not before, one of them bows, and only then tunes for the next piece. (The
//! others may tune meanwhile.) Nobody plays the next piece before the bow. Each player is one
//! thread, for the whole evening, and sleeps while waiting for the others. `rehearse` returns after
//! the last bow.
//!
//! Keep: pub trait Player as it is, pub fn rehearse(orchestra: Vec<impl Player>, pieces: usize)

use std::thread;
use std::time::Duration;

pub trait Player: Send + 'static {
    fn tune(&mut self);
    fn play(&mut self);
    fn bow(&mut self);
}

pub fn rehearse(orchestra: Vec<impl Player>, pieces: usize) {
    let mut players = Vec::new();
    for (seat, mut player) in orchestra.into_iter().enumerate() {
        players.push(thread::spawn(move || {
            for _piece in 0..pieces {
                player.tune();
                // TODO: everybody else is sure to have tuned by then. Or are they?
                thread::sleep(Duration::from_millis(50));
                player.play();
                // The first violin has the last note. Usually.
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
