//! Monday: the cook takes the first pot in the row, does one step and puts it back at the end of the row.
//! Friday: a scope waits by itself for all the threads spawned in it.

use std::collections::VecDeque;
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

pub fn one_cook(recipes: Vec<impl Recipe>) {
    let mut stove = VecDeque::from(recipes);
    while let Some(mut recipe) = stove.pop_front() {
        if recipe.step() {
            stove.push_back(recipe);
        }
    }
}

pub fn three_cooks(recipes: Vec<impl Recipe>) {
    thread::scope(|kitchen| {
        for recipe in recipes {
            kitchen.spawn(|| cook(recipe));
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
