//! Any order works that never changes while the locks are in use. Every account has an address in
//! memory, and two different accounts have two different addresses, so the address can replace the
//! number. What is done with both balances is a closure here: there is no other way to get both
//! guards.

use std::cmp::Ordering;
use std::ptr;
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

/// Does something with both balances. The same account counts as one, and gives `None`.
fn with_both<R>(
    one: &Account,
    other: &Account,
    work: impl FnOnce(&mut u64, &mut u64) -> R,
) -> Option<R> {
    match ptr::from_ref(one).cmp(&ptr::from_ref(other)) {
        Ordering::Less => {
            let mut one = one.balance.lock().unwrap();
            let mut other = other.balance.lock().unwrap();
            Some(work(&mut one, &mut other))
        }
        Ordering::Equal => None,
        Ordering::Greater => {
            let mut other = other.balance.lock().unwrap();
            let mut one = one.balance.lock().unwrap();
            Some(work(&mut one, &mut other))
        }
    }
}

/// Pays `cents`. `false`, and nothing happens, when `from` has less than that.
pub fn transfer(from: &Account, to: &Account, cents: u64) -> bool {
    let paid = with_both(from, to, |from, to| {
        let enough = *from >= cents;
        if enough {
            *from -= cents;
            *to += cents;
        }
        enough
    });
    paid.unwrap_or_else(|| from.balance() >= cents)
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
