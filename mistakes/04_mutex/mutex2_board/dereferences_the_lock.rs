// verdict: does_not_compile
// says: E0614
// says: the `Mutex` does not

use std::sync::Mutex;

pub struct Board {
    pub score: Mutex<(u32, u32)>,
}

impl Board {
    pub fn home_goal(&self) {
        let mut score = self.score.lock().unwrap();
        score.0 += 1;
    }

    pub fn guest_goal(&self) {
        let mut score = self.score.lock().unwrap();
        score.1 += 1;
    }

    pub fn show(&self) -> (u32, u32) {
        *self.score
    }

    pub fn wipe(&self) {
        *self.score = (0, 0);
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
