use exercise::{Account, transfer};
use std::sync::Arc;
use std::thread;

/// Both numbers are odd, they have the same last byte, and Bob's does not fit into an `i32`: code that compares less
/// than the whole number mixes them up.
const ADA: u32 = 1;
const BOB: u32 = 3_000_000_001;
const CY: u32 = 257;

/// Ada's account holds `one` cents, Bob's holds `two`.
fn ada_and_bob(one: u64, two: u64) -> Arc<[Account; 2]> {
    Arc::new([Account::open(ADA, one), Account::open(BOB, two)])
}

/// A transfer moves the money, if there is enough of it. For 0 cents there always is.
#[test]
fn a_transfer_moves_the_money() {
    let accounts = ada_and_bob(100, 20);
    let [ada, bob] = &*accounts;
    let paid = transfer(ada, bob, 30);
    let (left, right) = (ada.balance(), bob.balance());
    assert!(
        paid && left == 70 && right == 50,
        "Ada had 100 cents and Bob had 20. Ada paid 30: `transfer` said {paid}, now Ada has {left} and Bob {right}."
    );
    let paid = transfer(bob, ada, 51);
    let (left, right) = (ada.balance(), bob.balance());
    assert!(
        !paid && left == 70 && right == 50,
        "Ada had 70 cents and Bob had 50. Bob tried to pay 51: `transfer` said {paid}, now Ada has {left} and Bob {right}."
    );
    let paid = transfer(bob, ada, 50);
    let (left, right) = (ada.balance(), bob.balance());
    assert!(
        paid && left == 120 && right == 0,
        "Ada had 70 cents and Bob had 50. Bob paid 50: `transfer` said {paid}, now Ada has {left} and Bob {right}."
    );
    let paid = [transfer(ada, bob, 0), transfer(bob, ada, 0)];
    let (left, right) = (ada.balance(), bob.balance());
    assert!(
        paid == [true, true] && left == 120 && right == 0,
        "Ada had 120 cents and Bob had none. Ada paid 0, and then Bob paid 0: `transfer` said {paid:?}, now Ada has {left} and \
         Bob {right}."
    );
    let rich = Account::open(CY, 5_000_000_000);
    let paid = transfer(&rich, bob, 4_999_999_999);
    let (left, right) = (rich.balance(), bob.balance());
    assert!(
        paid && left == 1 && right == 4_999_999_999,
        "Cy had 5000000000 cents and Bob had none. Cy paid all but one: `transfer` said {paid}, now Cy has {left} and Bob {right}."
    );
}

/// Two people can pay each other at the same time, even when one of them pays twice.
#[test]
fn two_pay_each_other() {
    let accounts = ada_and_bob(100, 100);
    let bobs = Arc::clone(&accounts);
    let bob_pays = thread::spawn(move || {
        let [ada, bob] = &*bobs;
        [transfer(bob, ada, 40), transfer(bob, ada, 2)]
    });
    // One sum is odd, the other is even.
    let ada_paid = transfer(&accounts[0], &accounts[1], 35);
    let bob_paid = bob_pays.join().ok();
    let (left, right) = (accounts[0].balance(), accounts[1].balance());
    assert!(
        ada_paid && bob_paid == Some([true, true]) && left == 107 && right == 93,
        "Ada and Bob had 100 cents each. Ada paid 35, and at the same time Bob paid 40 and then 2. Did it work? \
         Ada's said {ada_paid}, Bob's {bob_paid:?}. Now Ada has {left} and Bob {right}."
    );
}

/// Three people pay one another, at the same time.
fn pay_in_a_circle(numbers: [u32; 3]) {
    let accounts = numbers.map(|number| Account::open(number, 100));
    thread::scope(|bank| {
        for (from, to, cents) in [(0, 1, 11), (1, 2, 22), (2, 0, 44)] {
            let [from, to] = [&accounts[from], &accounts[to]];
            bank.spawn(move || transfer(from, to, cents));
        }
    });
    let [ada, bob, cy] = accounts.each_ref().map(Account::balance);
    assert!(
        [ada, bob, cy] == [133, 89, 78],
        "Ada, Bob and Cy, whose accounts have the numbers {numbers:?}, had 100 cents each. At the same time Ada paid Bob 11, \
         Bob paid Cy 22 and Cy paid Ada 44. Now Ada should have 133, Bob 89 and Cy 78, but they have {ada}, {bob} and {cy}."
    );
}

/// Three people can pay one another in a circle at the same time.
#[test]
fn three_pay_in_a_circle() {
    pay_in_a_circle([ADA, BOB, CY]);
}

/// Three people can pay one another in a circle at the same time, even where their accounts have consecutive numbers.
#[test]
fn three_in_a_row_pay_in_a_circle() {
    pay_in_a_circle([7, 8, 9]);
}

/// A payment to one's own account changes nothing.
#[test]
fn one_may_pay_oneself() {
    let accounts = ada_and_bob(100, 20);
    let [ada, bob] = &*accounts;
    for account in [ada, bob] {
        let before = account.balance();
        let paid = transfer(account, account, 10);
        let after = account.balance();
        assert!(
            paid && after == before,
            "An account with {before} cents paid 10 to itself. `transfer` said {paid}, and now it holds {after}."
        );
        let paid = [before, 0].map(|all| transfer(account, account, all));
        let after = account.balance();
        assert!(
            paid == [true, true] && after == before,
            "An account with {before} cents paid {before} to itself, and then 0. `transfer` said {paid:?}, and now it holds \
             {after}."
        );
        let paid = transfer(account, account, 1_000);
        let after = account.balance();
        assert!(
            !paid && after == before,
            "An account with {before} cents tried to pay 1000 to itself, which it does not have. `transfer` said {paid}, and \
             now it holds {after}."
        );
    }
}

/// Nobody pays more than they have, not even in two payments at the same time.
#[test]
fn nobody_spends_the_same_money_twice() {
    let accounts = ada_and_bob(100, 0);
    let theirs = Arc::clone(&accounts);
    let first = thread::spawn(move || transfer(&theirs[0], &theirs[1], 60));
    let second = transfer(&accounts[0], &accounts[1], 60);
    let first = first.join().ok();
    let (left, right) = (accounts[0].balance(), accounts[1].balance());
    let paid = u32::from(first == Some(true)) + u32::from(second);
    assert!(
        first.is_some() && paid == 1 && left == 40 && right == 60,
        "Ada had 100 cents and twice pressed \"pay Bob 60\" at the same time. The two transfers said {first:?} and {second}. \
         Now Ada has {left} and Bob {right}."
    );
    let accounts = ada_and_bob(0, 0);
    let theirs = Arc::clone(&accounts);
    let back = thread::spawn(move || transfer(&theirs[1], &theirs[0], 50));
    let there = transfer(&accounts[0], &accounts[1], 50);
    let back = back.join().ok();
    let (left, right) = (accounts[0].balance(), accounts[1].balance());
    assert!(
        !there && back == Some(false) && left == 0 && right == 0,
        "Ada and Bob had nothing, and at the same time each tried to pay the other 50. Ada's transfer said {there}, and Bob's \
         {back:?}. Now Ada has {left} and Bob {right}."
    );
}

/// Payments and a look at both balances all succeed at the same time.
#[test]
fn all_at_the_same_time() {
    let accounts = ada_and_bob(100, 100);
    let [ada, bob] = &*accounts;
    let (paid, seen) = thread::scope(|bank| {
        let there = bank.spawn(|| transfer(ada, bob, 30));
        let back = bank.spawn(|| transfer(bob, ada, 10));
        let seen = [ada.balance(), bob.balance()];
        ([there, back].map(|paid| paid.join().ok()), seen)
    });
    let (left, right) = (ada.balance(), bob.balance());
    assert!(
        paid == [Some(true); 2] && left == 80 && right == 120,
        "Ada and Bob had 100 cents each. At the same time Ada paid 30 and Bob paid 10. The transfers said {paid:?}. Now Ada has \
         {left} and Bob {right}."
    );
    assert!(
        [100, 70, 110, 80].contains(&seen[0]) && [100, 130, 90, 120].contains(&seen[1]),
        "Ada and Bob had 100 cents each, Ada paid 30, and Bob paid 10. Meanwhile their balances were shown as {} and {}.",
        seen[0],
        seen[1]
    );
}
