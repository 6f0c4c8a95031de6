// verdict: fails_in_some_interleaving
// says: Two threads may wipe the board at the same moment
// says: attempt to subtract with overflow
//! The scoreboard
//!
//! The village plays against the next village, and the score is kept in a mutex, because there are
//! two boys at the board: one adds the home team's goals, the other one the guests'. They reached
//! for the numbers, but what they touched was the mutex.
//!
//! Goal: the board counts every goal, shows the score, and can be wiped for the next match. A
//! thread that finds the lock taken waits for it. No method keeps the lock after it has returned.
//!
//! Keep: pub struct Board { pub score: Mutex<(u32, u32)> }, with
//!       pub fn home_goal(&self)
//!       pub fn guest_goal(&self)
//!       pub fn show(&self) -> (u32, u32)
//!       pub fn wipe(&self)

use std::sync::Mutex;

pub struct Board {
    pub score: Mutex<(u32, u32)>,
}

impl Board {
    pub fn home_goal(&self) {
        self.score.lock().unwrap().0 += 1;
    }

    pub fn guest_goal(&self) {
        self.score.lock().unwrap().1 += 1;
    }

    pub fn show(&self) -> (u32, u32) {
        *self.score.lock().unwrap()
    }

    pub fn wipe(&self) {
        // A goal that falls meanwhile is not lost.
        let (home, guests) = self.show();
        let mut score = self.score.lock().unwrap();
        score.0 -= home;
        score.1 -= guests;
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
