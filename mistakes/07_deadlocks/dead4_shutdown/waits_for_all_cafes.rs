// verdict: deadlocks
// says: waits to be notified by `ALL_CLOSED`
//! Closing the café
//!
//! Orders go to the barista, who works on a thread of their own and brews as
//! long as orders can come. Closing the café means: everything that was ordered
//! is brewed, the barista goes home, and only then the lights go out. That was
//! the plan. In fact the owner stands at the door, waits for the barista to
//! leave, and the barista stands at the machine and waits for the next order.
//!
//! Goal: dropping a `Cafe` waits until all orders have been brewed, as they were
//! given and in their order, and the barista's thread is over. And it comes to
//! an end. Customers may order from several threads at once, and what they order
//! is brewed while the café is open. A barista without an order waits for one.
//!
//! Keep: Cafe::open(brew: impl FnMut(String) + Send + 'static) -> Cafe,
//!       order(&self, drink: &str), and that closing happens in `Drop`

use std::sync::mpsc;
use std::sync::mpsc::Sender;
use std::sync::{Condvar, Mutex};
use std::thread;
use std::thread::JoinHandle;

static OPEN: Mutex<usize> = Mutex::new(0);
static ALL_CLOSED: Condvar = Condvar::new();

pub struct Cafe {
    orders: Option<Sender<String>>,
    barista: Option<JoinHandle<()>>,
}

impl Cafe {
    pub fn open(mut brew: impl FnMut(String) + Send + 'static) -> Self {
        let (orders, slips) = mpsc::channel();
        *OPEN.lock().unwrap() += 1;
        let barista = thread::spawn(move || {
            for drink in slips {
                brew(drink);
            }
            *OPEN.lock().unwrap() -= 1;
            ALL_CLOSED.notify_all();
        });
        Self {
            orders: Some(orders),
            barista: Some(barista),
        }
    }

    pub fn order(&self, drink: &str) {
        self.orders
            .as_ref()
            .unwrap()
            .send(drink.to_owned())
            .unwrap();
    }
}

impl Drop for Cafe {
    fn drop(&mut self) {
        drop(self.orders.take());
        let open = OPEN.lock().unwrap();
        drop(ALL_CLOSED.wait_while(open, |open| *open > 0).unwrap());
        if let Some(barista) = self.barista.take() {
            barista.join().unwrap();
        }
    }
}

pub fn main() {
    let cafe = Cafe::open(|drink| println!("here is your {drink}"));
    for drink in ["espresso", "flat white", "hot water, please"] {
        cafe.order(drink);
    }
    println!("We are closing!");
    drop(cafe);
    println!("Lights out.");
}
