//! Round after round, one step of every dish; a dish that is ready leaves the stove. Many dishes are
//! under way, and there is one thread: concurrent, not parallel.

pub trait Recipe: Send + 'static {
    /// Does the next step, if one is left. `false` means that none was left: the dish is ready. From then on, every
    /// call returns `false`; for some dishes the first one does.
    fn step(&mut self) -> bool;
}

pub fn one_cook(mut recipes: Vec<impl Recipe>) {
    while !recipes.is_empty() {
        recipes.retain_mut(|recipe| recipe.step());
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
