//! A `OnceLock` is empty or full, as the gate is closed or open, and it can be waited for.

use std::sync::OnceLock;

/// A gate. Once it is open, it stays open.
pub struct Gate(OnceLock<()>);

impl Gate {
    pub fn closed() -> Gate {
        Gate(OnceLock::new())
    }

    pub fn pass(&self) {
        self.0.wait();
    }

    pub fn open(&self) {
        let _ = self.0.set(());
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
