// verdict: fails_checks
// says: The pasta was cooked by `main`
// says: Every `spawn` makes exactly one thread
//! Monday: one cook, three dishes. A good cook starts the soup, and while it simmers starts the
//! salad and the pasta. Three dishes are in the making, one pair of hands works: concurrent.
//! Friday: three cooks, one dish each, all working at the same moment: parallel.
//! In our kitchen the soup gets cold before the salad is begun - on both days.
//!
//! Goal: `one_cook` starts every dish, be it two or twenty, before any dish is ready, on the thread that
//! calls it, alone.
//! `three_cooks` gives each recipe, however many there are, to a new thread of its own, all at
//! work at the same time.
//! When either one returns, every step of every recipe is done.
//!
//! Keep: trait Recipe, pub fn one_cook(recipes: Vec<impl Recipe>), pub fn three_cooks(recipes: Vec<impl Recipe>)

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
    let mut busy = true;
    while busy {
        busy = false;
        for r in &mut recipes {
            busy |= r.step();
        }
    }
}

pub fn three_cooks(mut recipes: Vec<impl Recipe>) {
    let mine = recipes.pop();
    let cooks: Vec<_> = recipes
        .into_iter()
        .map(|r| thread::spawn(|| cook(r)))
        .collect();
    if let Some(mine) = mine {
        cook(mine)
    }
    for c in cooks {
        c.join().unwrap();
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
