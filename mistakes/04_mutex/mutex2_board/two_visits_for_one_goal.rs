// verdict: fails_in_some_interleaving
// says: the old score is back
// says: and in between another thread may change the score

use std::sync::Mutex;

pub struct Board {
    pub score: Mutex<(u32, u32)>,
}

impl Board {
    pub fn home_goal(&self) {
        let home = self.score.lock().unwrap().0;
        self.score.lock().unwrap().0 = home + 1;
    }

    pub fn guest_goal(&self) {
        let guests = self.score.lock().unwrap().1;
        self.score.lock().unwrap().1 = guests + 1;
    }

    pub fn show(&self) -> (u32, u32) {
        let score = self.score.lock().unwrap();
        *score
    }

    pub fn wipe(&self) {
        let mut score = self.score.lock().unwrap();
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
