//! A handle knows the thread it belongs to, and so its id. The `collect` starts all cooks before the
//! first `join`.

use std::thread::{self, JoinHandle, ThreadId};
use std::time::Duration;

/// Every recipe is a closure: to call it is to cook it.
pub fn kitchen<R>(recipes: Vec<R>) -> Vec<ThreadId>
where
    R: FnOnce() + Send + 'static,
{
    let cooks: Vec<JoinHandle<()>> = recipes.into_iter().map(thread::spawn).collect();
    cooks
        .into_iter()
        .map(|cook| {
            let id = cook.thread().id();
            cook.join().unwrap();
            id
        })
        .collect()
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
