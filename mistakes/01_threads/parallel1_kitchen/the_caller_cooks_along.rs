// verdict: fails_checks
// says: was cooked by `main`
// says: Every `spawn` makes exactly one thread
//! Three cooks, three dishes
//!
//! On Fridays the kitchen has a cook for every dish, and all of them work at the same moment:
//! parallel. In Rust each cook is a thread of the operating system, and the head waiter writes
//! down which thread cooked what. Tonight his list has the same thread three times, and the soup
//! is cold again.
//!
//! Goal: `kitchen` cooks each recipe on a new thread of its own, however many recipes there are, all
//! at the same time. When it returns, every dish is ready. It returns the list: for each recipe, in
//! the order of the recipes, the id of the thread that cooked it. (No recipe panics.)
//!
//! Keep: pub fn kitchen<R>(recipes: Vec<R>) -> Vec<ThreadId> where R: FnOnce() + Send + 'static

use std::thread::{self, ThreadId};
use std::time::Duration;

/// Every recipe is a closure: to call it is to cook it.
pub fn kitchen<R>(recipes: Vec<R>) -> Vec<ThreadId>
where
    R: FnOnce() + Send + 'static,
{
    let mut recipes = recipes;
    let last = recipes.pop();
    let cooks: Vec<_> = recipes.into_iter().map(thread::spawn).collect();
    let mut list = Vec::new();
    if let Some(last) = last {
        last();
        list.push(thread::current().id());
    }
    for cook in cooks.into_iter().rev() {
        list.insert(0, cook.thread().id());
        cook.join().unwrap();
    }
    list
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
