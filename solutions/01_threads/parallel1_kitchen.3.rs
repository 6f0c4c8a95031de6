//! A scope waits by itself for all the threads spawned in it. (Chapter 02 comes to scopes.)

use std::thread::{self, ThreadId};
use std::time::Duration;

/// Every recipe is a closure: to call it is to cook it.
pub fn kitchen<R>(recipes: Vec<R>) -> Vec<ThreadId>
where
    R: FnOnce() + Send + 'static,
{
    thread::scope(|friday| {
        let cooks = recipes.into_iter().map(|recipe| friday.spawn(recipe));
        // The handles are not needed for waiting, only for the list.
        cooks.map(|cook| cook.thread().id()).collect()
    })
}

pub fn main() {
    let recipes = ["soup", "salad", "pasta"].map(|dish| {
        move || {
            println!("{:?} cooks the {dish}.", thread::current().id());
            thread::sleep(Duration::from_millis(50));
        }
    });
    println!("{:?} runs `main`.", thread::current().id());
    println!("The list: {:?}", kitchen(recipes.into()));
}
