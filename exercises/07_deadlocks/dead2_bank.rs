//! The village bank
//!
//! Ada and Bob split the bill for dinner, and each insists on paying the other back. They press the
//! button at the same moment, on two threads. Most days this goes well. On others the bank is
//! frozen until somebody pulls the plug.
//!
//! Goal: transfers in any direction, at the same time, and to one's own account (which in the end
//! changes nothing). Every transfer ends. Nobody can pay what they do not have, not even to
//! themselves.
//!
//! Keep: Account::open(number, cents), balance(&self) -> u64 (no two accounts have the same number)
//!       pub fn transfer(from: &Account, to: &Account, cents: u64) -> bool

use std::sync::{Arc, Mutex};
use std::thread;

pub struct Account {
    pub number: u32,
    balance: Mutex<u64>,
}

impl Account {
    pub fn open(number: u32, cents: u64) -> Self {
        Self {
            number,
            balance: Mutex::new(cents),
        }
    }

    pub fn balance(&self) -> u64 {
        *self.balance.lock().unwrap()
    }
}

/// Pays `cents`. `false`, and nothing happens, when `from` has less than that.
pub fn transfer(from: &Account, to: &Account, cents: u64) -> bool {
    // TODO: Ada pays Bob. At the same moment Bob pays Ada.
    let mut from = from.balance.lock().unwrap();
    let mut to = to.balance.lock().unwrap();
    if *from < cents {
        return false;
    }
    *from -= cents;
    *to += cents;
    true
}

pub fn main() {
    let ada = Arc::new(Account::open(1, 5_000));
    let bob = Arc::new(Account::open(2, 5_000));
    let payments = [(&ada, &bob, 1_250), (&bob, &ada, 1_300)].map(|(from, to, cents)| {
        let (from, to) = (Arc::clone(from), Arc::clone(to));
        thread::spawn(move || transfer(&from, &to, cents))
    });
    for payment in payments {
        println!("paid: {}", payment.join().unwrap());
    }
    println!(
        "Ada has {} cents, Bob has {}.",
        ada.balance(),
        bob.balance()
    );
}
