//! A last message. An empty channel does not tell the barista that the day has ended, but a message
//! can. The thread that closes owns the café, so no more orders can come after it, and all earlier
//! orders come first in the channel.

use std::sync::mpsc::{self, Sender};
use std::thread::{self, JoinHandle};

enum Slip {
    Drink(String),
    WeAreClosing,
}

pub struct Cafe {
    orders: Sender<Slip>,
    barista: Option<JoinHandle<()>>,
}

impl Cafe {
    pub fn open(mut brew: impl FnMut(String) + Send + 'static) -> Self {
        let (orders, slips) = mpsc::channel();
        let barista = thread::spawn(move || {
            while let Ok(Slip::Drink(drink)) = slips.recv() {
                brew(drink);
            }
        });
        Self {
            orders,
            barista: Some(barista),
        }
    }

    pub fn order(&self, drink: &str) {
        self.orders.send(Slip::Drink(drink.to_owned())).unwrap();
    }
}

impl Drop for Cafe {
    fn drop(&mut self) {
        self.orders.send(Slip::WeAreClosing).unwrap();
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
