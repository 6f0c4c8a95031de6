//! The route desk
//!
//! Bike couriers ask at the route desk how many minutes a street is away. Looking a street up in
//! the big atlas takes ages, so the clerk pins every answer to a board and looks there first. That
//! worked as long as there was one courier. Now there are several, each on a thread of their own,
//! and all of them use the same desk.
//!
//! Goal: each desk has one board for all its couriers. What is on the board is not looked up again,
//! no matter which courier asks. `send_out` sends one courier for each street, all at the same
//! time, and the answers come in the order of the streets. (When two ask for the same street at the
//! same moment, before it is on the board, both may have it looked up. Whether others wait
//! meanwhile is up to you.)
//!
//! Keep: RouteDesk::new(look_up: impl Fn(&str) -> u32 + Send + Sync + 'static)
//!       pub fn minutes_to(&self, street: &str) -> u32
//!       pub fn send_out(desk: &Arc<RouteDesk>, streets: Vec<&'static str>) -> Vec<u32>

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::sync::Arc;
use std::thread;

pub struct RouteDesk {
    look_up: Box<dyn Fn(&str) -> u32 + Send + Sync>,
    // TODO: which threads look at the board?
    board: RefCell<BTreeMap<String, u32>>,
}

impl RouteDesk {
    pub fn new(look_up: impl Fn(&str) -> u32 + Send + Sync + 'static) -> Self {
        Self {
            look_up: Box::new(look_up),
            board: RefCell::new(BTreeMap::new()),
        }
    }

    pub fn minutes_to(&self, street: &str) -> u32 {
        let known = self.board.borrow().get(street).copied();
        if let Some(minutes) = known {
            return minutes;
        }
        let minutes = (self.look_up)(street);
        self.board.borrow_mut().insert(street.to_owned(), minutes);
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
