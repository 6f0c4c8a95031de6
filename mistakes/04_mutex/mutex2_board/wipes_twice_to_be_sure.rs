// verdict: fails_in_some_interleaving
// says: showed (0, 0) already

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
        *self.score.lock().unwrap() = (0, 0);
        std::thread::yield_now();
        if self.show() != (0, 0) {
            *self.score.lock().unwrap() = (0, 0);
        }
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
