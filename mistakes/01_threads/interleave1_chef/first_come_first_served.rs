// verdict: fails_in_some_interleaving
// says: Three recipes should be cooked by 3 threads, but the number of threads that had cooked when `three_cooks` returned was
// says: One thread with a list of recipes is one cook
//! Monday: round after round, one step of every dish; the ready ones leave the stove. Concurrent, not parallel.
//! Friday: each `spawn` is one thread of the operating system, so three spawns are three pairs of hands.

use std::sync::Mutex;
use std::thread;

pub trait Recipe: Send + 'static {
    /// Does the next step, if one is left. `false` means: nothing was left, the dish is ready. It says so as often as it
    /// is asked, and of some dishes from the start.
    fn step(&mut self) -> bool;
}

/// Cooks one dish, from the first step to the last.
pub fn cook(mut recipe: impl Recipe) {
    while recipe.step() {}
}

pub fn one_cook(mut recipes: Vec<impl Recipe>) {
    while !recipes.is_empty() {
        recipes.retain_mut(|recipe| recipe.step());
    }
}

pub fn three_cooks(recipes: Vec<impl Recipe>) {
    let queue = Mutex::new(recipes);
    thread::scope(|kitchen| {
        for _cook in 1..=3 {
            kitchen.spawn(|| {
                loop {
                    let next = queue.lock().unwrap().pop();
                    let Some(recipe) = next else { break };
                    cook(recipe);
                }
            });
        }
    });
}

pub struct Dish(pub &'static str, pub Vec<&'static str>);

impl Recipe for Dish {
    fn step(&mut self) -> bool {
        if self.1.is_empty() {
            return false;
        }
        println!("  {}: {}", self.0, self.1.remove(0));
        true
    }
}

pub fn main() {
    let menu = || {
        vec![
            Dish("soup", vec!["chop", "simmer"]),
            Dish("salad", vec!["wash", "toss", "dress"]),
            Dish("pasta", vec!["boil water", "salt it", "cook", "drain"]),
        ]
    };
    println!("Monday, one cook:");
    one_cook(menu());
    println!("Friday, three cooks:");
    three_cooks(menu());
}
