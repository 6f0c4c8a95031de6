//! The cook takes the first pot in the row, does one step and puts it back at the end of the row.

use std::collections::VecDeque;

pub trait Recipe: Send + 'static {
    /// Does the next step, if one is left. `false` means that none was left: the dish is ready. From then on, every
    /// call returns `false`; for some dishes the first one does.
    fn step(&mut self) -> bool;
}

pub fn one_cook(recipes: Vec<impl Recipe>) {
    let mut stove = VecDeque::from(recipes);
    while let Some(mut recipe) = stove.pop_front() {
        if recipe.step() {
            stove.push_back(recipe);
        }
    }
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
    one_cook(vec![
        Dish("soup", vec!["chop", "simmer"]),
        Dish("salad", vec!["wash", "toss", "dress"]),
        Dish("pasta", vec!["boil water", "salt it", "cook", "drain"]),
    ]);
}
