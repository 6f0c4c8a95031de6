// verdict: exceeds_limit
// says: A thread that finds the lock taken sleeps until it is free
// says: instead of sleeping
//! The scoreboard
//!
//! The village plays against the next village, and the score hangs behind a
//! lock, because there are two boys at the board: one adds the home team's
//! goals, the other one the guests'. They reached for the numbers, but what
//! they touched was the lock.
//!
//! Goal: the board counts every goal, shows the score, and can be wiped for the
//! next match. Who finds the lock taken waits for it. Nobody keeps the lock when
//! they are done.
//!
//! Keep: pub struct Board { pub score: Mutex<(u32, u32)> }, with
//!       pub fn home_goal(&self)
//!       pub fn guest_goal(&self)
//!       pub fn show(&self) -> (u32, u32)
//!       pub fn wipe(&self)

use std::sync::{Mutex, MutexGuard};
use std::thread;

pub struct Board {
    pub score: Mutex<(u32, u32)>,
}

impl Board {
    fn score(&self) -> MutexGuard<'_, (u32, u32)> {
        loop {
            if let Ok(score) = self.score.try_lock() {
                return score;
            }
            thread::yield_now();
        }
    }

    pub fn home_goal(&self) {
        let mut score = self.score();
        score.0 += 1;
    }

    pub fn guest_goal(&self) {
        let mut score = self.score();
        score.1 += 1;
    }

    pub fn show(&self) -> (u32, u32) {
        let score = self.score();
        *score
    }

    pub fn wipe(&self) {
        let mut score = self.score();
        *score = (0, 0);
    }
}

pub fn main() {
    let board = Board {
        score: Mutex::new((0, 0)),
    };
    board.home_goal();
    board.guest_goal();
    board.home_goal();
    let (home, guests) = board.show();
    println!("Upper Cowford {home}, Lower Cowford {guests}");
    board.wipe();
    println!(
        "The board is wiped for the return match: {:?}",
        board.show()
    );
}
