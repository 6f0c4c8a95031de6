// verdict: fails_in_some_interleaving
// says: somebody still has the sheet
// says: What makes sure that every helper's thread has ended by then

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

    if let Some(last) = at_work.pop() {
        last.join().unwrap();
    }
    let lock = Arc::into_inner(sheet).expect("somebody still has the sheet");
    lock.into_inner().unwrap()
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
