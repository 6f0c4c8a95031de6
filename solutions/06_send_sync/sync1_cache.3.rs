//! A `RwLock` lets any number of couriers read the board at the same time; only a writer is alone.
//! It asks more of what is inside: many threads use it at once, so it has to be `Sync` itself. A
//! `BTreeMap` is.

use std::collections::BTreeMap;
use std::sync::{Arc, RwLock};
use std::thread;

pub struct RouteDesk {
    look_up: Box<dyn Fn(&str) -> u32 + Send + Sync>,
    board: RwLock<BTreeMap<String, u32>>,
}

impl RouteDesk {
    pub fn new(look_up: impl Fn(&str) -> u32 + Send + Sync + 'static) -> Self {
        Self {
            look_up: Box::new(look_up),
            board: RwLock::new(BTreeMap::new()),
        }
    }

    pub fn minutes_to(&self, street: &str) -> u32 {
        if let Some(minutes) = self.on_the_board(street) {
            return minutes;
        }
        let minutes = (self.look_up)(street);
        self.board
            .write()
            .unwrap()
            .insert(street.to_owned(), minutes);
        minutes
    }

    fn on_the_board(&self, street: &str) -> Option<u32> {
        self.board.read().unwrap().get(street).copied()
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
