// verdict: fails_in_some_interleaving
// says: both were told that they have it
// says: Is the lock held from reading the length until the name is on the list

use std::sync::Mutex;
use std::thread;

pub struct Hall {
    pub chairs: usize,
    pub guests: Mutex<Vec<String>>,
}

/// Books a chair, if there is one left.
pub fn book(hall: &Hall, name: &str) -> bool {
    if hall.guests.lock().unwrap().len() >= hall.chairs {
        return false;
    }
    // Better look again, somebody may have been faster.
    if hall.guests.lock().unwrap().len() >= hall.chairs {
        return false;
    }
    hall.guests.lock().unwrap().push(name.to_owned());
    true
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
