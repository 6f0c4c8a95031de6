//! Nobody shares an order: it goes from the waiter to the cook, who waits for it. That is what a
//! channel is for. It also says when the last waiter is gone, since then the last sender is.

use std::sync::mpsc;
use std::thread;
use std::time::Duration;

pub fn evening<W>(waiters: Vec<W>, mut cook: impl FnMut(String))
where
    W: FnOnce(&dyn Fn(String)) + Send,
{
    let (hatch, orders) = mpsc::channel();
    thread::scope(|restaurant| {
        for waiter in waiters {
            let hatch = hatch.clone();
            restaurant.spawn(move || waiter(&|order| hatch.send(order).unwrap()));
        }
        drop(hatch);
        for order in orders {
            cook(order);
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
