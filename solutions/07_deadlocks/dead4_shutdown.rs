//! The loop over the channel ends when all senders are dropped, and one of them is ours. A field is
//! dropped only after `drop` has returned, which is too late, so it has to be dropped by hand,
//! before the join. `drop` only has `&mut self`, and nothing can be moved out of that; out of an
//! `Option` it can be taken.

use std::sync::mpsc::{self, Sender};
use std::thread::{self, JoinHandle};

pub struct Cafe {
    /// `None` once the café is closing.
    orders: Option<Sender<String>>,
    barista: Option<JoinHandle<()>>,
}

impl Cafe {
    pub fn open(mut brew: impl FnMut(String) + Send + 'static) -> Self {
        let (orders, slips) = mpsc::channel();
        let barista = thread::spawn(move || {
            for drink in slips {
                brew(drink);
            }
        });
        Self {
            orders: Some(orders),
            barista: Some(barista),
        }
    }

    pub fn order(&self, drink: &str) {
        if let Some(orders) = &self.orders {
            orders.send(drink.to_owned()).unwrap();
        }
    }
}

impl Drop for Cafe {
    fn drop(&mut self) {
        drop(self.orders.take());
        if let Some(barista) = self.barista.take() {
            barista.join().unwrap();
        }
    }
}

pub fn main() {
    let cafe = Cafe::open(|drink| println!("here is your {drink}"));
    for drink in ["espresso", "flat white", "hot water, please"] {
        cafe.order(drink);
    }
    println!("We are closing!");
    drop(cafe);
    println!("Lights out.");
}
