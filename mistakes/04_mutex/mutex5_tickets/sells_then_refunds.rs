// verdict: fails_in_some_interleaving
// says: somebody looked at the list, and it said ["Ada", "Bo"]
// says: Hold the lock until the list is in order

use std::sync::Mutex;
use std::thread;

pub struct Hall {
    pub chairs: usize,
    pub guests: Mutex<Vec<String>>,
}

/// Books a chair, if there is one left.
pub fn book(hall: &Hall, name: &str) -> bool {
    hall.guests.lock().unwrap().push(name.to_owned());
    let mut guests = hall.guests.lock().unwrap();
    let place = guests.iter().rposition(|guest| guest == name).unwrap();
    if place >= hall.chairs {
        guests.remove(place);
        return false;
    }
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
