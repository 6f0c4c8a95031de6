//! `wait_while` is that loop, ready made: it looks first, sleeps while the closure says `true`, and holds the lock
//! whenever it looks.

use std::sync::{Condvar, Mutex};

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    Closed,
    Open,
}

/// A gate. Once it is open, it stays open.
pub struct Gate {
    state: Mutex<State>,
    bell: Condvar,
}

impl Gate {
    pub fn closed() -> Gate {
        Gate {
            state: Mutex::new(State::Closed),
            bell: Condvar::new(),
        }
    }

    /// A car wants to pass: waits until the gate is open.
    pub fn pass(&self) {
        let state = self.state.lock().unwrap();
        drop(
            self.bell
                .wait_while(state, |state| *state == State::Closed)
                .unwrap(),
        );
    }

    /// The keeper opens the gate and rings the bell.
    pub fn open(&self) {
        let mut state = self.state.lock().unwrap();
        *state = State::Open;
        self.bell.notify_all();
    }
}

pub fn main() {
    let gate = Gate::closed();
    std::thread::scope(|road| {
        for car in ["the milk van", "the doctor", "the getaway car"] {
            let gate = &gate;
            road.spawn(move || {
                println!("{car} comes to the gate");
                gate.pass();
                println!("{car} is through");
            });
        }
        println!("the night train is through; the gate opens");
        gate.open();
    });
}
