//! With an `RwLock` for each balance, two auditors can read at the same time. A thread that only
//! reads keeps to the order as well, because another one may be waiting to write.

use std::sync::{Arc, RwLock};
use std::thread;

pub struct Account {
    number: u32,
    balance: RwLock<u64>,
}

impl Account {
    pub fn open(number: u32, cents: u64) -> Self {
        Self {
            number,
            balance: RwLock::new(cents),
        }
    }

    pub fn balance(&self) -> u64 {
        *self.balance.read().unwrap()
    }
}

fn pay(from: &mut u64, to: &mut u64, cents: u64) -> bool {
    let enough = *from >= cents;
    if enough {
        *from -= cents;
        *to += cents;
    }
    enough
}

/// Pays `cents`. `false`, and nothing happens, when `from` has less than that.
pub fn transfer(from: &Account, to: &Account, cents: u64) -> bool {
    if from.number == to.number {
        return from.balance() >= cents;
    }
    if from.number < to.number {
        let mut from = from.balance.write().unwrap();
        let mut to = to.balance.write().unwrap();
        pay(&mut from, &mut to, cents)
    } else {
        let mut to = to.balance.write().unwrap();
        let mut from = from.balance.write().unwrap();
        pay(&mut from, &mut to, cents)
    }
}

/// What two different accounts hold together, at one moment.
pub fn audit(one: &Account, other: &Account) -> u64 {
    let (first, second) = if one.number < other.number {
        (one, other)
    } else {
        (other, one)
    };
    let first = first.balance.read().unwrap();
    let second = second.balance.read().unwrap();
    *first + *second
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
    println!("The auditor counts {}.", audit(&ada, &bob));
}
