//! The function that knows the rule gets the list itself and no lock: its caller must already hold
//! the lock.

use std::sync::Mutex;
use std::thread;

pub struct Hall {
    pub chairs: usize,
    pub guests: Mutex<Vec<String>>,
}

fn seat(guests: &mut Vec<String>, chairs: usize, name: &str) -> bool {
    let free = guests.len() < chairs;
    if free {
        guests.push(name.to_owned());
    }
    free
}

/// Books a chair, if there is one left.
pub fn book(hall: &Hall, name: &str) -> bool {
    seat(&mut hall.guests.lock().unwrap(), hall.chairs, name)
}

pub fn main() {
    let hall = Hall {
        chairs: 2,
        guests: Mutex::new(Vec::new()),
    };
    thread::scope(|windows| {
        for name in ["Ada", "Bo", "Cy"] {
            let hall = &hall;
            windows.spawn(move || {
                if book(hall, name) {
                    println!("{name} has a chair.");
                } else {
                    println!("{name} goes home and listens to the radio.");
                }
            });
        }
    });
    println!(
        "2 chairs, and the list says {:?}.",
        hall.guests.lock().unwrap()
    );
}
