// verdict: fails_in_some_interleaving
// says: Mill Lane was on the board when two couriers came
// says: The answer was on the board

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};
use std::thread;

pub struct RouteDesk {
    look_up: Box<dyn Fn(&str) -> u32 + Send + Sync>,
    board: Mutex<BTreeMap<String, u32>>,
}

impl RouteDesk {
    pub fn new(look_up: impl Fn(&str) -> u32 + Send + Sync + 'static) -> Self {
        Self {
            look_up: Box::new(look_up),
            board: Mutex::new(BTreeMap::new()),
        }
    }

    pub fn minutes_to(&self, street: &str) -> u32 {
        let known = match self.board.try_lock() {
            Ok(board) => board.get(street).copied(),
            Err(_) => None,
        };
        if let Some(minutes) = known {
            return minutes;
        }
        let minutes = (self.look_up)(street);
        self.board
            .lock()
            .unwrap()
            .insert(street.to_owned(), minutes);
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
