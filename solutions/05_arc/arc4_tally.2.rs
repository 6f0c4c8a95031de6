//! `try_unwrap` returns the `Arc` if there is another owner. Here that would be a bug of ours, so
//! it panics.

use std::sync::{Arc, Mutex};
use std::thread;

pub fn tally<S, H>(sheet: S, helpers: Vec<H>) -> S
where
    S: Send + 'static,
    H: FnOnce(&Mutex<S>) + Send + 'static,
{
    let sheet = Arc::new(Mutex::new(sheet));
    let at_work: Vec<_> = helpers
        .into_iter()
        .map(|helper| {
            let sheet = Arc::clone(&sheet);
            thread::spawn(move || helper(&sheet))
        })
        .collect();
    for helper in at_work {
        helper.join().unwrap();
    }
    match Arc::try_unwrap(sheet) {
        Ok(lock) => lock.into_inner().unwrap(),
        Err(shared) => panic!("{} others have the sheet", Arc::strong_count(&shared) - 1),
    }
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
