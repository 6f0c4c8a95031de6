// verdict: fails_in_some_interleaving
// says: attempt to subtract with overflow
//! The village bank
//!
//! Ada and Bob split the bill for dinner, and each insists on paying the other back. They press the
//! button at the same moment, on two threads. Most days this goes well. On others the bank is
//! frozen until somebody pulls the plug.
//!
//! Goal: transfers in any direction, at the same time, and to one's own account (which changes
//! nothing). Every transfer ends. Nobody can pay what they do not have, not even to themselves.
//!
//! Keep: Account::open(number, cents), balance(&self) -> u64 (no two accounts have the same number)
//!       pub fn transfer(from: &Account, to: &Account, cents: u64) -> bool

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
    if from.balance() < cents {
        return false;
    }
    if from.number != to.number {
        let (mut from, mut to) = lock_both(from, to);
        *from -= cents;
        *to += cents;
    }
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
