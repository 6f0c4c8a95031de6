//! The last chair
//!
//! The accordion club plays, and the hall has a fixed number of chairs. Tickets are sold at several
//! windows at once, and all of them write into one guest list. Last year two people had a ticket
//! for the same chair. One sat on the other's lap. They are married now, but the club does not want
//! to rely on that.
//!
//! Goal: a guest who is told `true` is on the list, a guest who is told `false` is not, and at no
//! moment are there more guests on it than chairs. No chair stays empty while somebody is turned
//! away. A thread that finds the list locked waits for it. Several guests may have the same name,
//! and each needs a chair.
//!
//! Keep: pub struct Hall { pub chairs: usize, pub guests: Mutex<Vec<String>> }
//!       pub fn book(hall: &Hall, name: &str) -> bool

use std::sync::Mutex;
use std::thread;

pub struct Hall {
    pub chairs: usize,
    pub guests: Mutex<Vec<String>>,
}

/// Books a chair, if there is one left.
pub fn book(hall: &Hall, name: &str) -> bool {
    // TODO: how long is the answer to this question true?
    if hall.guests.lock().unwrap().len() < hall.chairs {
        hall.guests.lock().unwrap().push(name.to_owned());
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
