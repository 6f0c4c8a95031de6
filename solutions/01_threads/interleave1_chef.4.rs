//! Round after round, until a round in which no dish had a step left. Asking a dish that is ready
//! does no harm.

pub trait Recipe: Send + 'static {
    /// Does the next step, if one is left. `false` means that none was left: the dish is ready. From then on, every
    /// call returns `false`; for some dishes the first one does.
    fn step(&mut self) -> bool;
}

pub fn one_cook(mut recipes: Vec<impl Recipe>) {
    let mut busy = true;
    while busy {
        busy = false;
        for recipe in &mut recipes {
            busy |= recipe.step();
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
