//! Waking all threads cannot wake the wrong one; the price is that on a busy evening many wake up
//! in vain. `wait_while` has the loop inside, and sends those back to sleep.

use std::collections::VecDeque;
use std::sync::{Condvar, Mutex};
use std::thread;

pub struct Belt<T> {
    places: usize,
    state: Mutex<State<T>>,
    changed: Condvar,
}

struct State<T> {
    plates: VecDeque<T>,
    closed: bool,
}

impl<T> Belt<T> {
    pub fn new(places: usize) -> Self {
        Self {
            places,
            state: Mutex::new(State {
                plates: VecDeque::new(),
                closed: false,
            }),
            changed: Condvar::new(),
        }
    }

    pub fn put(&self, plate: T) -> Result<(), T> {
        let state = self.state.lock().unwrap();
        let mut state = self
            .changed
            .wait_while(state, |state| {
                state.plates.len() == self.places && !state.closed
            })
            .unwrap();
        if state.closed {
            return Err(plate);
        }
        state.plates.push_back(plate);
        // All wait at one condition variable, so all are woken; those that cannot go on wait again.
        self.changed.notify_all();
        Ok(())
    }

    pub fn take(&self) -> Option<T> {
        let state = self.state.lock().unwrap();
        let mut state = self
            .changed
            .wait_while(state, |state| state.plates.is_empty() && !state.closed)
            .unwrap();
        let plate = state.plates.pop_front();
        self.changed.notify_all();
        plate
    }

    pub fn close(&self) {
        self.state.lock().unwrap().closed = true;
        self.changed.notify_all();
    }
}

pub fn main() {
    let belt = Belt::new(2);
    thread::scope(|restaurant| {
        for guest in ["Ada", "Boris", "Chen"] {
            let belt = &belt;
            restaurant.spawn(move || {
                while let Some(plate) = belt.take() {
                    println!("{guest} eats {plate}");
                    thread::yield_now();
                }
            });
        }
        for plate in [
            "salmon",
            "tuna",
            "cucumber",
            "egg",
            "octopus",
            "a rubber duck",
        ] {
            belt.put(plate).unwrap();
        }
        belt.close();
    });
    println!("Too late for {}.", belt.put("more salmon").unwrap_err());
}
