// verdict: fails_checks
// says: The bread was ready before the soup was begun
//! One cook, three dishes
//!
//! A good cook starts the soup, and while it simmers starts the salad and the pasta. Three dishes
//! are under way, and one pair of hands works on them in turn: concurrent. Our cook does not look
//! at the salad before the soup is on the table. By then the soup is cold.
//!
//! Goal: `one_cook` starts every dish, two or twenty of them, before any dish is ready, and does
//! all of it on the thread that calls it. When it returns, every step of every recipe is done.
//!
//! Keep: trait Recipe, pub fn one_cook(recipes: Vec<impl Recipe>)

pub trait Recipe: Send + 'static {
    /// Does the next step, if one is left. `false` means that none was left: the dish is ready. From then on, every
    /// call returns `false`; for some dishes the first one does.
    fn step(&mut self) -> bool;
}

/// Cooks one dish, from the first step to the last.
pub fn cook(mut recipe: impl Recipe) {
    while recipe.step() {}
}

pub fn one_cook(mut recipes: Vec<impl Recipe>) {
    loop {
        for recipe in &mut recipes {
            if !recipe.step() {
                return;
            }
        }
        if recipes.is_empty() {
            return;
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
