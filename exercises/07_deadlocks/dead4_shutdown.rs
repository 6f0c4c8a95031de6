//! Closing the café
//!
//! Orders go to the barista, who works on a thread of their own and brews as long as orders can
//! come. Closing the café means: everything that was ordered is brewed, the barista goes home, and
//! only then the lights go out. That was the plan. In fact the owner waits for the barista to
//! leave, and the barista waits for the next order.
//!
//! Goal: dropping a `Cafe` waits until all orders have been brewed, as they were given and in their
//! order, and the barista's thread has ended; and it does end. Customers may order from several
//! threads at once, and what they order is brewed while the café is open. A barista without an
//! order waits for one.
//!
//! Keep: Cafe::open(brew: impl FnMut(String) + Send + 'static) -> Cafe,
//!       order(&self, drink: &str), and that closing happens in `Drop`

use std::sync::mpsc::{self, Sender};
use std::thread::{self, JoinHandle};

pub struct Cafe {
    orders: Sender<String>,
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
            orders,
            barista: Some(barista),
        }
    }

    pub fn order(&self, drink: &str) {
        self.orders.send(drink.to_owned()).unwrap();
    }
}

impl Drop for Cafe {
    fn drop(&mut self) {
        // TODO: we wait for the barista. What is the barista waiting for?
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
