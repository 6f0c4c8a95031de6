// verdict: deadlocks
// says: thread 1 waits for a message on `soup`
//! Through the hatch
//!
//! The waiters put their orders on a tray, and the tray is behind a lock. The cook cannot know when
//! there is something on it, so he looks. Nothing. He looks again. He has looked all evening, and
//! the soup is burnt.
//!
//! Goal: every waiter is called on a thread of their own, all at the same time, with a function that
//! passes an order to the kitchen. A waiter never waits for the cook. `evening` calls `cook` for each
//! order as soon as it can, even while the waiters are at work; those of one waiter in the order in
//! which they were passed. While there is nothing to cook, it sleeps. It returns when every waiter
//! has ended and every order is cooked. (No waiter and no cook panics.)
//!
//! Keep: pub fn evening<W>(waiters: Vec<W>, cook: impl FnMut(String)) where W: FnOnce(&dyn Fn(String)) + Send

use std::sync::mpsc;
use std::thread;
use std::time::Duration;

pub fn evening<W>(waiters: Vec<W>, mut cook: impl FnMut(String))
where
    W: FnOnce(&dyn Fn(String)) + Send,
{
    let (hatch, orders) = mpsc::channel();
    for waiter in waiters {
        let hatch = hatch.clone();
        thread::scope(|restaurant| {
            restaurant.spawn(move || waiter(&|order| hatch.send(order).unwrap()));
            for order in orders.try_iter() {
                cook(order);
            }
        });
    }
    drop(hatch);
    for order in orders {
        cook(order);
    }
}

pub fn main() {
    let waiters = ["soup", "salad", "pasta"].map(|dish| {
        move |order: &dyn Fn(String)| {
            order(format!("one {dish}"));
            thread::sleep(Duration::from_millis(50));
            order(format!("two more {dish}s"));
        }
    });
    evening(waiters.into(), |order| println!("The cook cooks {order}."));
}
