// verdict: fails_in_some_interleaving
// says: the auditor counted 170, Ada's account first
//! Money on the way
//!
//! Since last week the village bank holds one lock at a time: it takes the money out of one account,
//! and then puts it into the other one. No transfer hangs any more. But the auditor adds up two
//! accounts while people pay, and she swears that from time to time money is missing.
//!
//! Goal: while two accounts pay each other, the auditor always finds the same sum on both together.
//! Every transfer and every audit ends, in any direction and at the same time. Nobody can pay what
//! they do not have, not even to themselves; a payment to one's own account changes nothing.
//!
//! Keep: Account::open(number, cents), balance(&self) -> u64 (no two accounts have the same number)
//!       pub fn transfer(from: &Account, to: &Account, cents: u64) -> bool
//!       pub fn audit(one: &Account, other: &Account) -> u64 (of two different accounts)

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
    let mut payer = from.balance.lock().unwrap();
    if *payer < cents {
        return false;
    }
    *payer -= cents;
    drop(payer);
    *to.balance.lock().unwrap() += cents;
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
