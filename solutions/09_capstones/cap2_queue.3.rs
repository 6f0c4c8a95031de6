//! A plate or a free place goes to one particular thread, the one that has waited longest. So nobody is
//! woken in vain, and nobody who comes later can take it away.

use std::collections::VecDeque;
use std::sync::Mutex;
use std::sync::mpsc::{self, Sender};
use std::thread;

/// Without condition variables: a thread that has to wait leaves a sender, and the thread that makes it
/// possible to go on sends to it, in the order in which they came.
pub struct Belt<T> {
    places: usize,
    state: Mutex<State<T>>,
}

struct State<T> {
    plates: VecDeque<T>,
    closed: bool,
    /// Cooks who wait, each with a plate and how to tell them what became of it.
    cooks: VecDeque<(T, Sender<Result<(), T>>)>,
    /// Guests who wait, and how a plate reaches them.
    guests: VecDeque<Sender<T>>,
}

impl<T> Belt<T> {
    pub fn new(places: usize) -> Self {
        Self {
            places,
            state: Mutex::new(State {
                plates: VecDeque::new(),
                closed: false,
                cooks: VecDeque::new(),
                guests: VecDeque::new(),
            }),
        }
    }

    pub fn put(&self, plate: T) -> Result<(), T> {
        let mut state = self.state.lock().unwrap();
        if state.closed {
            return Err(plate);
        }
        if self.places > 0
            && let Some(guest) = state.guests.pop_front()
        {
            return guest.send(plate).map_err(|unsent| unsent.0);
        }
        if state.plates.len() < self.places {
            state.plates.push_back(plate);
            return Ok(());
        }
        let (tell, told) = mpsc::channel();
        state.cooks.push_back((plate, tell));
        drop(state);
        told.recv().expect("every cook is told")
    }

    pub fn take(&self) -> Option<T> {
        let mut state = self.state.lock().unwrap();
        if let Some(plate) = state.plates.pop_front() {
            if let Some((next, tell)) = state.cooks.pop_front() {
                state.plates.push_back(next);
                // A cook does not leave before being told.
                let _ = tell.send(Ok(()));
            }
            return Some(plate);
        }
        if state.closed {
            return None;
        }
        let (serve, served) = mpsc::channel();
        state.guests.push_back(serve);
        drop(state);
        served.recv().ok()
    }

    pub fn close(&self) {
        let mut state = self.state.lock().unwrap();
        state.closed = true;
        for (plate, tell) in state.cooks.drain(..) {
            let _ = tell.send(Err(plate));
        }
        // Their senders are gone, so the guests know that nothing will come.
        state.guests.clear();
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
