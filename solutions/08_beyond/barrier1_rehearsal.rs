//! A `Barrier` lets no thread go on before all have come, and it can be used again and again. Each
//! time, `wait` tells exactly one thread that it is the leader: that one bows.

use std::sync::{Arc, Barrier};
use std::thread;

pub trait Player: Send + 'static {
    fn tune(&mut self);
    fn play(&mut self);
    fn bow(&mut self);
}

pub fn rehearse(orchestra: Vec<impl Player>, pieces: usize) {
    let everybody = Arc::new(Barrier::new(orchestra.len()));
    let mut players = Vec::new();
    for mut player in orchestra {
        let everybody = Arc::clone(&everybody);
        players.push(thread::spawn(move || {
            for _piece in 0..pieces {
                player.tune();
                everybody.wait();
                player.play();
                if everybody.wait().is_leader() {
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
