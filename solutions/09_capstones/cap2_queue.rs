//! With one condition variable, `notify_one` may wake a guest where only a cook can go on, and then
//! everybody sleeps. With two, each notification reaches the right side, so waking one thread is enough.

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
        // In a loop: after waking up, another thread may have been quicker, or nothing has changed.
        while state.plates.len() == self.places && !state.closed {
            state = self.place_free.wait(state).unwrap();
        }
        if state.closed {
            return Err(plate);
        }
        state.plates.push_back(plate);
        // Cooks and guests wait in two different places, so this one reaches a guest.
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
