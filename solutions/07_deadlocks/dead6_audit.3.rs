//! A lock before all locks: only one thread at a time is at the counter, so nobody sees what happens
//! there half done. It is the simplest way and a good one for a village; in a city, all transfers
//! would wait for each other.

use std::sync::Mutex;
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

/// What two different accounts hold together, at one moment.
pub fn audit(one: &Account, other: &Account) -> u64 {
    let _counter = COUNTER.lock().unwrap();
    one.balance() + other.balance()
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
