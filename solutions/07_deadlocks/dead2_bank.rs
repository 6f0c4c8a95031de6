//! A deadlock of two needs a circle: each holds what the other needs. Where all threads take locks
//! in the same order, here that of the account numbers, there is no circle. One account cannot be
//! locked twice, so paying oneself is a special case.

use std::sync::{Arc, Mutex, MutexGuard};
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

/// Both balances, in the order of the arguments. Locked in the order of the numbers, always.
fn lock_both<'a>(
    one: &'a Account,
    other: &'a Account,
) -> (MutexGuard<'a, u64>, MutexGuard<'a, u64>) {
    if one.number < other.number {
        let one = one.balance.lock().unwrap();
        (one, other.balance.lock().unwrap())
    } else {
        let other = other.balance.lock().unwrap();
        (one.balance.lock().unwrap(), other)
    }
}

/// Pays `cents`. `false`, and nothing happens, when `from` has less than that.
pub fn transfer(from: &Account, to: &Account, cents: u64) -> bool {
    if from.number == to.number {
        return from.balance() >= cents;
    }
    let (mut from, mut to) = lock_both(from, to);
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
