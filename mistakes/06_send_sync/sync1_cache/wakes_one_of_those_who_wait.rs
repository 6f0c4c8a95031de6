// verdict: deadlocks
// says: A thread that waits for an answer sleeps until it is there

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::{Condvar, Mutex};
use std::thread;

pub struct RouteDesk {
    look_up: Box<dyn Fn(&str) -> u32 + Send + Sync>,
    board: Mutex<BTreeMap<String, Option<u32>>>,
    pinned: Condvar,
}

impl RouteDesk {
    pub fn new(look_up: impl Fn(&str) -> u32 + Send + Sync + 'static) -> Self {
        Self {
            look_up: Box::new(look_up),
            board: Mutex::default(),
            pinned: Condvar::new(),
        }
    }

    pub fn minutes_to(&self, street: &str) -> u32 {
        let mut board = self.board.lock().unwrap();
        loop {
            match board.get(street) {
                Some(Some(minutes)) => return *minutes,
                Some(None) => board = self.pinned.wait(board).unwrap(),
                None => break,
            }
        }
        board.insert(street.to_owned(), None);
        drop(board);
        let minutes = (self.look_up)(street);
        self.board
            .lock()
            .unwrap()
            .insert(street.to_owned(), Some(minutes));
        self.pinned.notify_one();
        minutes
    }
}

/// One courier for each street. The answers come in the order of the streets.
pub fn send_out(desk: &Arc<RouteDesk>, streets: Vec<&'static str>) -> Vec<u32> {
    let mut couriers = Vec::new();
    for street in streets {
        let desk = Arc::clone(desk);
        couriers.push(thread::spawn(move || desk.minutes_to(street)));
    }
    couriers
        .into_iter()
        .map(|courier| courier.join().unwrap())
        .collect()
}

pub fn main() {
    let desk = Arc::new(RouteDesk::new(|street| {
        println!("(turns the pages of the atlas: {street}?)");
        street.len() as u32
    }));
    for streets in [vec!["Mill Lane", "Long Acre"], vec!["Mill Lane"]] {
        let minutes = send_out(&desk, streets.clone());
        println!("{streets:?}: {minutes:?} minutes");
    }
}
