//! What is inside a barrier: a count of the threads that have come, a generation number, and a
//! condition variable. A thread waits until the generation ends; the count alone could already be
//! that of the next one when a slow player looks.

use std::sync::{Condvar, Mutex};
use std::thread;

pub trait Player: Send + 'static {
    fn tune(&mut self);
    fn play(&mut self);
    fn bow(&mut self);
}

struct Everybody {
    size: usize,
    come_and_round: Mutex<(usize, usize)>,
    bell: Condvar,
}

impl Everybody {
    /// Waits until all have come. Whether the caller was the last one.
    fn wait(&self) -> bool {
        let mut guard = self.come_and_round.lock().unwrap();
        let (come, round) = *guard;
        if come + 1 == self.size {
            *guard = (0, round + 1);
            self.bell.notify_all();
            return true;
        }
        *guard = (come + 1, round);
        drop(
            self.bell
                .wait_while(guard, |(_, now)| *now == round)
                .unwrap(),
        );
        false
    }
}

pub fn rehearse(orchestra: Vec<impl Player>, pieces: usize) {
    let everybody = Everybody {
        size: orchestra.len(),
        come_and_round: Mutex::new((0, 0)),
        bell: Condvar::new(),
    };
    thread::scope(|hall| {
        for player in orchestra {
            hall.spawn(|| {
                let mut player = player;
                for _piece in 0..pieces {
                    player.tune();
                    everybody.wait();
                    player.play();
                    if everybody.wait() {
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
