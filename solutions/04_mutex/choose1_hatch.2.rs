//! A message that says "I am gone" in place of the end of the channel: the cook counts them.

use std::sync::mpsc;
use std::thread;
use std::time::Duration;

pub fn evening<W>(waiters: Vec<W>, mut cook: impl FnMut(String))
where
    W: FnOnce(&dyn Fn(String)) + Send,
{
    let (hatch, orders) = mpsc::channel();
    let mut at_work = waiters.len();
    thread::scope(|restaurant| {
        for waiter in waiters {
            let hatch = &hatch;
            restaurant.spawn(move || {
                waiter(&|order| hatch.send(Some(order)).unwrap());
                hatch.send(None).unwrap();
            });
        }
        while at_work > 0 {
            match orders.recv().unwrap() {
                Some(order) => cook(order),
                None => at_work -= 1,
            }
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
