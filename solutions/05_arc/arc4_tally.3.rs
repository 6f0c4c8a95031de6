//! In a scope the helpers only borrow, so the mutex has one owner all the time, and its value can
//! be taken out right after the scope.

use std::sync::Mutex;
use std::thread;

pub fn tally<S, H>(sheet: S, helpers: Vec<H>) -> S
where
    S: Send + 'static,
    H: FnOnce(&Mutex<S>) + Send + 'static,
{
    let sheet = Mutex::new(sheet);
    thread::scope(|town_hall| {
        for helper in helpers {
            town_hall.spawn(|| helper(&sheet));
        }
    });
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
