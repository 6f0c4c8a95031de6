// verdict: fails_in_some_interleaving
// says: were told that they have a chair, and the list says ["Di"]

use std::sync::Mutex;
use std::thread;

pub struct Hall {
    pub chairs: usize,
    pub guests: Mutex<Vec<String>>,
}

/// Books a chair, if there is one left.
pub fn book(hall: &Hall, name: &str) -> bool {
    let Ok(mut guests) = hall.guests.try_lock() else {
        return false;
    };
    if guests.len() < hall.chairs {
        guests.push(name.to_owned());
        return true;
    }
    false
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
