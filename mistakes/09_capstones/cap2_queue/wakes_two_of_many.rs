// verdict: deadlocks
// says: each woke another thread
//! The sushi belt ★
//!
//! Sushi goes round on a belt with a few places. A cook with a plate waits until a place is free; a
//! guest waits until a plate comes by. In the evening the belt is closed. Cooks then keep their
//! plates, even those who are waiting for a place, and guests may still empty the belt. A thread
//! that waits is asleep, and does not look again and again.
//!
//! Goal: any number of threads may be cooks and guests. `put` gives the plate back as an `Err` if
//! the belt is closed. `take` gives the plate that has been on the belt for longest, and `None` if
//! there is none and the belt is closed. There are never more plates on it than places. Without
//! places, `put` waits until the belt is closed. On busy evenings, everybody sleeps. Why?
//!
//! Keep: pub fn new(places: usize) -> Self       pub fn put(&self, plate: T) -> Result<(), T>
//!       pub fn take(&self) -> Option<T>         pub fn close(&self)

use std::collections::VecDeque;
use std::sync::{Condvar, Mutex};

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
        let mut state = self.state.lock().unwrap();
        while state.plates.len() == self.places && !state.closed {
            state = self.changed.wait(state).unwrap();
        }
        if state.closed {
            return Err(plate);
        }
        state.plates.push_back(plate);
        self.changed.notify_one();
        self.changed.notify_one();
        Ok(())
    }

    pub fn take(&self) -> Option<T> {
        let mut state = self.state.lock().unwrap();
        while state.plates.is_empty() && !state.closed {
            state = self.changed.wait(state).unwrap();
        }
        let plate = state.plates.pop_front();
        self.changed.notify_one();
        self.changed.notify_one();
        plate
    }

    pub fn close(&self) {
        self.state.lock().unwrap().closed = true;
        self.changed.notify_all();
    }
}

pub fn main() {
    let belt = Belt::new(2);
    std::thread::scope(|restaurant| {
        for guest in ["Ada", "Boris", "Chen"] {
            let belt = &belt;
            restaurant.spawn(move || {
                while let Some(plate) = belt.take() {
                    println!("{guest} eats {plate}");
                    std::thread::yield_now();
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
