//! A last message. The barista cannot know from silence that the day is over, but can be told.
//! Whoever closes owns the café, so nobody is left who could order after that, and all that was
//! ordered before comes first in the channel.

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
