//! A lock before all locks. A thread at the counter may take the accounts' locks in any order,
//! because no other thread is at the counter. It is the simplest way and a good one for a village;
//! in a city, all transfers would wait for each other.

use std::sync::{Arc, Mutex};
use std::thread;

/// Held by a thread that holds, or is about to hold, the locks of two accounts.
static COUNTER: Mutex<()> = Mutex::new(());

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
    let _counter = COUNTER.lock().unwrap();
    let mut payer = from.balance.lock().unwrap();
    if *payer < cents {
        return false;
    }
    *payer -= cents;
    drop(payer);
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
