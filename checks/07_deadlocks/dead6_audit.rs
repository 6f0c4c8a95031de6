use exercise::{Account, audit, transfer};
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

/// The auditor counts what there is now, not what there was.
#[test]
fn the_auditor_counts_again() {
    let accounts = ada_and_bob(100, 20);
    let [ada, bob] = &*accounts;
    let cy = Account::open(CY, 7);
    let before = audit(ada, bob);
    transfer(ada, &cy, 30);
    let sums = [before, audit(ada, bob), audit(&cy, ada), audit(bob, &cy)];
    assert!(
        sums == [120, 90, 107, 57],
        "Ada had 100 cents, Bob 20 and Cy 7. The auditor counted {} for Ada and Bob. Then Ada paid Cy 30, and the auditor counted \
         {} for Ada and Bob, {} for Cy and Ada, and {} for Bob and Cy. It should be 120, then 90, 107 and 57.",
        sums[0],
        sums[1],
        sums[2],
        sums[3]
    );
    let rich = Account::open(CY, 5_000_000_000);
    let sum = audit(bob, &rich);
    assert!(
        sum == 5_000_000_020,
        "Bob had 20 cents, and somebody else 5000000000. The auditor counted {sum}."
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
}

/// The auditor always counts the whole money, even while some of it goes there and back.
#[test]
fn there_and_back_again() {
    for (order, first) in [([0, 1], "Ada's"), ([1, 0], "Bob's")] {
        let accounts = ada_and_bob(100, 100);
        let theirs = Arc::clone(&accounts);
        let payments = thread::spawn(move || {
            let [ada, bob] = &*theirs;
            [
                transfer(ada, bob, 30),
                transfer(bob, ada, 30),
                transfer(ada, bob, 30),
            ]
        });
        let [one, other] = order.map(|index| &accounts[index]);
        let total = audit(one, other);
        let paid = payments.join().ok();
        assert!(
            total == 200 && paid == Some([true; 3]),
            "Ada and Bob hold 200 cents together. While Ada paid Bob 30, Bob paid them back and Ada paid them again, the auditor counted {total}, \
             {first} account first. Did the payments work? {paid:?}."
        );
    }
}

/// The auditor always counts the whole money, even in the middle of a transfer, and starting with either account.
#[test]
fn no_money_is_on_the_way() {
    let accounts = ada_and_bob(100, 100);
    let bobs = Arc::clone(&accounts);
    let ada_pays = thread::spawn(move || transfer(&bobs[0], &bobs[1], 30));
    for ([one, other], first) in [([1, 0], "Bob's"), ([0, 1], "Ada's")] {
        let total = audit(&accounts[one], &accounts[other]);
        assert!(
            total == 200,
            "Ada and Bob hold 200 cents together. While Ada was paying Bob 30, the auditor counted {total}, \
             {first} account first."
        );
    }
    let paid = ada_pays.join().ok();
    assert!(
        paid == Some(true),
        "Ada had 100 cents and paid 30, but her transfer said {paid:?}."
    );
}

/// Two auditors can look at the same accounts at the same time, each in an order of her own.
#[test]
fn two_auditors_at_once() {
    let accounts = ada_and_bob(100, 20);
    let theirs = Arc::clone(&accounts);
    let other = thread::spawn(move || audit(&theirs[1], &theirs[0]));
    let here = audit(&accounts[0], &accounts[1]);
    let there = other.join().ok();
    assert!(
        here == 120 && there == Some(120),
        "Ada had 100 cents and Bob had 20. Two auditors added them up at the same time and counted {here} and {there:?}."
    );
}

/// Payments, an audit and a look at both balances all succeed at the same time.
#[test]
fn all_at_the_same_time() {
    let accounts = ada_and_bob(100, 100);
    let [ada, bob] = &*accounts;
    let (there, back, sum, seen) = thread::scope(|bank| {
        let there = bank.spawn(|| transfer(ada, bob, 30));
        let back = bank.spawn(|| transfer(bob, ada, 10));
        let sum = bank.spawn(|| audit(ada, bob));
        let seen = [ada.balance(), bob.balance()];
        (there.join().ok(), back.join().ok(), sum.join().ok(), seen)
    });
    assert!(
        there == Some(true) && back == Some(true) && sum == Some(200),
        "Ada and Bob had 100 cents each. At the same time Ada paid 30, Bob paid 10, and the auditor added up. The transfers said \
         {there:?} and {back:?}, the auditor {sum:?}."
    );
    let (left, right) = (ada.balance(), bob.balance());
    assert!(
        left == 80 && right == 120,
        "Ada and Bob had 100 cents each. At the same time Ada paid 30 and Bob paid 10. Now Ada has {left} and Bob {right}."
    );
    assert!(
        [100, 70, 110, 80].contains(&seen[0]) && [100, 130, 90, 120].contains(&seen[1]),
        "Ada and Bob had 100 cents each, Ada paid 30, and Bob paid 10. Meanwhile their balances were shown as {} and {}.",
        seen[0],
        seen[1]
    );
}

/// The auditor sees nothing of a payment to one's own account.
#[test]
fn a_payment_to_oneself_is_not_seen() {
    let accounts = ada_and_bob(100, 20);
    let theirs = Arc::clone(&accounts);
    let ada_pays = thread::spawn(move || transfer(&theirs[0], &theirs[0], 30));
    let total = audit(&accounts[0], &accounts[1]);
    let paid = ada_pays.join().ok();
    assert!(
        total == 120 && paid == Some(true),
        "Ada had 100 cents and Bob had 20. While Ada paid 30 to herself, the auditor counted {total}. Did the payment work? {paid:?}."
    );
}
