//! A mutex can do it as well, together with a `Condvar` (chapter 08): the condition variable is what
//! wakes the cook. This is a channel, built by hand.

use std::mem;
use std::sync::{Condvar, Mutex};
use std::thread;
use std::time::Duration;

pub fn evening<W>(waiters: Vec<W>, mut cook: impl FnMut(String))
where
    W: FnOnce(&dyn Fn(String)) + Send,
{
    let tray = Mutex::new((Vec::new(), waiters.len()));
    let bell = Condvar::new();
    thread::scope(|restaurant| {
        for waiter in waiters {
            let (tray, bell) = (&tray, &bell);
            restaurant.spawn(move || {
                waiter(&|order| {
                    tray.lock().unwrap().0.push(order);
                    bell.notify_one();
                });
                tray.lock().unwrap().1 -= 1;
                bell.notify_one();
            });
        }
        loop {
            let waiting = bell.wait_while(tray.lock().unwrap(), |(orders, at_work)| {
                orders.is_empty() && *at_work > 0
            });
            let orders = mem::take(&mut waiting.unwrap().0);
            if orders.is_empty() {
                break;
            }
            orders.into_iter().for_each(&mut cook);
        }
    });
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
