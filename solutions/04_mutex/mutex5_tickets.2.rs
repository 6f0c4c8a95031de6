//! The other order works too: write the name down, and remove it again if it is one too many. As
//! long as the guard is held all the time, no other thread sees the list in between.

use std::sync::Mutex;
use std::thread;

pub struct Hall {
    pub chairs: usize,
    pub guests: Mutex<Vec<String>>,
}

/// Books a chair, if there is one left.
pub fn book(hall: &Hall, name: &str) -> bool {
    let mut guests = hall.guests.lock().unwrap();
    guests.push(name.to_owned());
    let fits = guests.len() <= hall.chairs;
    guests.truncate(hall.chairs);
    fits
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
