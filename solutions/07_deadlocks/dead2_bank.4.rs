//! Holding one lock at a time breaks the circle as well: no thread waits for a lock while it holds
//! another one. Paying oneself is no special case then. For a moment the money is on no account, and
//! where somebody could notice that, it takes both locks.

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
    {
        let mut from = from.balance.lock().unwrap();
        if *from < cents {
            return false;
        }
        *from -= cents;
    }
    *to.balance.lock().unwrap() += cents;
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
