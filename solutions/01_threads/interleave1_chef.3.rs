//! First every dish is put on the stove, then they are finished one by one. That is concurrent, too.

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
    for recipe in &mut recipes {
        recipe.step();
    }
    recipes.into_iter().for_each(cook);
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
