//! The same, with the addresses of the accounts in place of their numbers. What is done with both
//! balances is a closure: there is no other way to get both guards.

use std::cmp::Ordering;
use std::ptr;
use std::sync::Mutex;
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

/// What two different accounts hold together, at one moment.
pub fn audit(one: &Account, other: &Account) -> u64 {
    let total = with_both(one, other, |one, other| *one + *other);
    total.unwrap_or_else(|| one.balance())
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
