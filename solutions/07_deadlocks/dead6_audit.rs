//! The auditor must see all of a transfer or nothing of it. So a transfer holds both locks until the
//! money has arrived, and the audit holds both until it has read both balances. All threads that hold
//! two locks take them in the same order, here that of the account numbers: the auditor too.

use std::sync::{Mutex, MutexGuard};
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

/// What two different accounts hold together, at one moment.
pub fn audit(one: &Account, other: &Account) -> u64 {
    let (one, other) = lock_both(one, other);
    *one + *other
}

pub fn main() {
    let (ada, bob) = (Account::open(1, 5_000), Account::open(2, 5_000));
    thread::scope(|bank| {
        bank.spawn(|| transfer(&ada, &bob, 1_250));
        bank.spawn(|| transfer(&bob, &ada, 1_300));
        println!("The auditor counts {}.", audit(&ada, &bob));
    });
    println!(
        "Ada has {} cents, Bob has {}.",
        ada.balance(),
        bob.balance()
    );
}
