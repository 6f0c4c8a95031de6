//! Election night
//!
//! The votes are counted by several helpers at once, and all of them write on one tally sheet. It
//! is printed on the town's own paper and sealed by the notary, so it cannot be copied. When the
//! last helper goes home, the mayor wants to have it: the sheet itself, not a copy and not a
//! reference.
//!
//! Goal: all helpers work at the same time. `tally` waits until they are done and have gone home,
//! so that all their threads have ended, and returns the sheet. `S` may be any type that can go to
//! another thread. (No helper panics.)
//!
//! Keep: pub fn tally<S, H>(sheet: S, helpers: Vec<H>) -> S
//!       where S: Send + 'static, H: FnOnce(&Mutex<S>) + Send + 'static

use std::sync::{Arc, Mutex};
use std::thread;

pub fn tally<S, H>(sheet: S, helpers: Vec<H>) -> S
where
    S: Send + 'static,
    H: FnOnce(&Mutex<S>) + Send + 'static,
{
    let sheet = Arc::new(Mutex::new(sheet));
    let mut at_work = Vec::new();
    for helper in helpers {
        let sheet = Arc::clone(&sheet);
        at_work.push(thread::spawn(move || helper(&sheet)));
    }

    // TODO: `Arc::into_inner` gives the value only to the last owner.
    let sheet = Arc::into_inner(sheet).expect("somebody still has the sheet in hand");
    for helper in at_work {
        helper.join().unwrap();
    }
    sheet.into_inner().unwrap()
}

pub fn main() {
    let boxes = [vec!["Ada", "Bo", "Ada"], vec!["Bo", "Ada"], vec!["Ada"]];
    let helpers = boxes.map(|votes| {
        move |sheet: &Mutex<Vec<&str>>| {
            for name in votes {
                sheet.lock().unwrap().push(name);
                thread::yield_now();
            }
        }
    });
    let sheet = tally(Vec::new(), helpers.into());
    let for_ada = sheet.iter().filter(|name| **name == "Ada").count();
    println!(
        "{} votes, {for_ada} of them for Ada: {sheet:?}",
        sheet.len()
    );
}
