//! The lock is acquired in one place. `&mut guard` becomes `&mut (u32, u32)` automatically, through
//! `DerefMut`.

use std::sync::Mutex;

pub struct Board {
    pub score: Mutex<(u32, u32)>,
}

impl Board {
    /// Lets `work` at the score. The lock is taken before, and is free again after.
    fn with_score<R>(&self, work: impl FnOnce(&mut (u32, u32)) -> R) -> R {
        work(&mut self.score.lock().unwrap())
    }

    pub fn home_goal(&self) {
        self.with_score(|(home, _)| *home += 1);
    }

    pub fn guest_goal(&self) {
        self.with_score(|(_, guests)| *guests += 1);
    }

    pub fn show(&self) -> (u32, u32) {
        self.with_score(|score| *score)
    }

    pub fn wipe(&self) {
        self.with_score(|score| *score = (0, 0));
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
