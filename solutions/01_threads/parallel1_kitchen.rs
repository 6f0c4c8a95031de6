//! One `spawn` is one thread of the operating system: nothing shares it out among several. So three
//! cooks take three calls of `spawn`, all of them before the first `join`. Each cook returns its own id.

use std::thread::{self, ThreadId};
use std::time::Duration;

/// Every recipe is a closure: to call it is to cook it.
pub fn kitchen<R>(recipes: Vec<R>) -> Vec<ThreadId>
where
    R: FnOnce() + Send + 'static,
{
    let mut cooks = Vec::new();
    for recipe in recipes {
        cooks.push(thread::spawn(|| {
            recipe();
            thread::current().id()
        }));
    }
    let mut list = Vec::new();
    for cook in cooks {
        list.push(cook.join().unwrap());
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
