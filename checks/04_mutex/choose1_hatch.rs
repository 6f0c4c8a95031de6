use exercise::evening;
use probes::{Meeting, ThreadLog, quiesce};
use std::cell::Cell;
use std::sync::mpsc;
use std::thread;

/// Waiters who pass so many orders each: "1.2" is the second order of waiter 1.
fn waiters(orders: &[usize]) -> Vec<impl FnOnce(&dyn Fn(String)) + Send + 'static> {
    let waiter = |(number, &count): (usize, &usize)| {
        move |order: &dyn Fn(String)| {
            for nth in 1..=count {
                order(format!("{}.{nth}", number + 1));
            }
        }
    };
    orders.iter().enumerate().map(waiter).collect()
}

/// Every order is cooked once, and those of one waiter in the order in which they were passed.
///
/// ```
/// use std::cell::Cell;
/// use std::rc::Rc;
/// let (soup, cooked) = (String::from("soup"), Rc::new(Cell::new(0)));
/// let (soup, spoon) = (&soup, Cell::new(1));
/// let waiter = move |order: &dyn Fn(String)| order(format!("{} {soup}", spoon.get()));
/// exercise::evening(vec![waiter], |_| cooked.set(1));
/// ```
#[test]
fn every_order_is_cooked() {
    for passed in [&[2, 1][..], &[3], &[0, 1], &[]] {
        let mut cooked = Vec::new();
        evening(waiters(passed), |order| cooked.push(order));
        let in_order = |number: usize| {
            let start = format!("{number}.");
            let theirs = cooked.iter().filter(|order| order.starts_with(&start));
            theirs.eq((1..=passed[number - 1])
                .map(|nth| format!("{number}.{nth}"))
                .collect::<Vec<_>>()
                .iter())
        };
        assert!(
            cooked.len() == passed.iter().sum() && (1..=passed.len()).all(in_order),
            "{} waiters passed so many orders: {passed:?}. When `evening` returned, these were cooked: {cooked:?}. (1.2 is the \
             second order of waiter 1.)",
            passed.len()
        );
    }
    let mut cooked = 0;
    let table = |order: &dyn Fn(String)| {
        ["soup", "soup", ""]
            .into_iter()
            .map(String::from)
            .for_each(order)
    };
    evening(vec![table], |_| cooked += 1);
    assert!(
        cooked == 3,
        "A waiter passed \"soup\" twice, for two guests, and an empty order. The number of orders that were cooked was {cooked}."
    );
}

/// Orders are cooked while the waiters are at work: one waits at the table, again and again, until the soup is there.
#[test]
fn the_waiters_are_still_at_work() {
    let (serve, soup) = mpsc::channel();
    let waiter = move |order: &dyn Fn(String)| {
        for _ in 1..=4 {
            order(String::from("soup"));
            let _ = soup.recv();
        }
    };
    evening(vec![waiter], |order| {
        let _ = serve.send(order);
    });
    // One waits for the order of another, whichever of them came first.
    for patient in [0, 1] {
        let (serve, soup) = mpsc::channel();
        let mut soup = Some(soup);
        let waiter = |number| {
            let soup = soup.take_if(|_| number == patient);
            move |order: &dyn Fn(String)| match soup {
                Some(soup) => drop(soup.recv()),
                None => order(String::from("soup")),
            }
        };
        evening([0, 1].map(waiter).into(), |order| {
            let _ = serve.send(order);
        });
    }
}

/// All waiters are called at the same time, each on a thread of their own.
#[test]
fn all_waiters_work_at_the_same_time() {
    let (at_work, threads) = (Meeting::new(3), ThreadLog::new());
    let waiter = |number| {
        let (at_work, threads) = (at_work.clone(), threads.clone());
        move |_: &dyn Fn(String)| {
            at_work.wait(format!("waiter {number}"));
            threads.note("a waiter");
        }
    };
    evening((1..=3).map(waiter).collect(), drop);
    assert!(
        threads.count() == 3,
        "When `evening` returned, {} of 3 waiters had ended.",
        threads.count()
    );
    assert!(
        threads.at_home().is_empty(),
        "A waiter was called on the thread that called `evening`. Each should have a thread of their own."
    );
}

/// A waiter never waits for the cook: while one order is cooked, more can be passed.
#[test]
fn no_waiter_waits_for_the_cook() {
    let (tell, told) = mpsc::channel();
    let waiter = move |order: &dyn Fn(String)| {
        for number in 1..=130 {
            order(format!("order {number}"));
        }
        let _ = tell.send(());
    };
    let cooked = Cell::new(0);
    evening(vec![waiter], |_| {
        if cooked.get() == 0 {
            // The first one takes until the waiter has passed all of them.
            let _ = told.recv();
        }
        cooked.set(cooked.get() + 1);
    });
}

/// However long no order comes, the cook sleeps until there is one, or until the last waiter has ended.
#[test]
fn sleeps_while_there_is_nothing_to_cook() {
    for orders in [1, 0] {
        let waiter = move |order: &dyn Fn(String)| {
            // Code that polls, or gives up after some time, does so before this is over.
            quiesce();
            for _ in 0..orders {
                order(String::from("soup"));
            }
        };
        let mut cooked = 0;
        evening(vec![waiter], |_| cooked += 1);
        assert!(
            cooked == orders,
            "The only waiter passed {orders} orders, late in the evening, and {cooked} were cooked."
        );
    }
}

/// Two restaurants, one after the other or at the same time, cook their own orders.
#[test]
fn two_restaurants_do_not_mix() {
    let restaurant = |name: &'static str| {
        let mut cooked = Vec::new();
        let waiter = move |order: &dyn Fn(String)| order(String::from(name));
        evening(vec![waiter], |order| cooked.push(order));
        cooked
    };
    let before = restaurant("soup");
    let other = thread::spawn(move || restaurant("salad"));
    let here = restaurant("roast");
    let there = other.join().unwrap_or_default();
    for (cooked, order) in [(before, "soup"), (here, "roast"), (there, "salad")] {
        assert!(
            cooked == [order],
            "In three restaurants one order was passed each. In the one where it was {order}, these were cooked: {cooked:?}."
        );
    }
}
