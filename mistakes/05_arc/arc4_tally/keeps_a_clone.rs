// verdict: fails_checks
// says: somebody still has the sheet
// says: one owner is never dropped

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

    let for_the_mayor = Arc::clone(&sheet);
    for helper in at_work {
        helper.join().unwrap();
    }

    let lock = Arc::into_inner(for_the_mayor).expect("somebody still has the sheet");
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
