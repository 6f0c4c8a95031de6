// verdict: fails_checks
// says: The roast was cooked by `main`
// says: Every `spawn` makes exactly one thread

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
        recipes.retain_mut(|r| r.step());
    }
}

pub fn three_cooks(recipes: Vec<impl Recipe>) {
    if recipes.len() == 1 {
        return one_cook(recipes);
    }
    let hs: Vec<_> = recipes
        .into_iter()
        .map(|r| thread::spawn(|| cook(r)))
        .collect();
    for h in hs {
        h.join().unwrap();
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
