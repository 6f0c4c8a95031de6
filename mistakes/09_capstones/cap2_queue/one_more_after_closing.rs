// verdict: fails_in_some_interleaving
// says: The belt has one place and nobody took anything, but there were 2 plates on it
//! ★ A stretch: come back later if you like.
//!
//! Sushi goes round on a belt with a few places. A cook with a plate waits until a place is
//! free; a guest waits until a plate comes by. In the evening the belt is closed. Cooks then
//! keep their plates, also those who stand there waiting, and guests may still empty the
//! belt. Somebody who waits is asleep, and does not look again and again.
//!
//! Goal: cooks and guests on any number of threads get on with each other. `put` gives the
//! plate back as an `Err` if the belt is closed. `take` gives the plate that has been on the
//! belt for longest, and `None` if there is none and the belt is closed. There are never
//! more plates on it than places, even if it has none. On busy evenings, everybody sleeps. Why?
//!
//! Keep: pub fn new(places: usize) -> Self       pub fn put(&self, plate: T) -> Result<(), T>
//!       pub fn take(&self) -> Option<T>         pub fn close(&self)

use std::collections::VecDeque;
use std::sync::{Condvar, Mutex};
use std::thread;

pub struct Belt<T> {
    places: usize,
    state: Mutex<State<T>>,
    place_free: Condvar,
    plate_there: Condvar,
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
            place_free: Condvar::new(),
            plate_there: Condvar::new(),
        }
    }

    pub fn put(&self, plate: T) -> Result<(), T> {
        let mut state = self.state.lock().unwrap();
        if state.closed {
            return Err(plate);
        }
        while state.plates.len() == self.places && !state.closed {
            state = self.place_free.wait(state).unwrap();
        }
        state.plates.push_back(plate);
        self.plate_there.notify_one();
        Ok(())
    }

    pub fn take(&self) -> Option<T> {
        let mut state = self.state.lock().unwrap();
        while state.plates.is_empty() && !state.closed {
            state = self.plate_there.wait(state).unwrap();
        }
        let plate = state.plates.pop_front();
        self.place_free.notify_one();
        plate
    }

    pub fn close(&self) {
        self.state.lock().unwrap().closed = true;
        self.place_free.notify_all();
        self.plate_there.notify_all();
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
