// verdict: does_not_compile
// says: E0599
// says: so you cannot use `clone` or `default`

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

    for helper in at_work {
        helper.join().unwrap();
    }

    let sheet = sheet.lock().unwrap().clone();
    sheet
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
