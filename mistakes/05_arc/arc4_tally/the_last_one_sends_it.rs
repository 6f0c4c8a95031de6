// verdict: fails_in_some_interleaving
// says: A thread was still running when the check ended
// says: the sheet comes back when all votes are on it and all threads have ended

use std::sync::{Arc, Mutex, mpsc};
use std::thread;

pub fn tally<S, H>(sheet: S, helpers: Vec<H>) -> S
where
    S: Send + 'static,
    H: FnOnce(&Mutex<S>) + Send + 'static,
{
    let sheet = Arc::new(Mutex::new(sheet));
    let (last_one, desk) = mpsc::channel();
    for helper in helpers {
        let (sheet, last_one) = (Arc::clone(&sheet), last_one.clone());
        thread::spawn(move || {
            helper(&sheet);
            if let Some(lock) = Arc::into_inner(sheet) {
                last_one.send(lock).unwrap();
            }
        });
    }
    // The mayor has it too, and may be the last to let go.
    if let Some(lock) = Arc::into_inner(sheet) {
        last_one.send(lock).unwrap();
    }
    desk.recv().unwrap().into_inner().unwrap()
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
