use exercise::{Recipe, one_cook};
use probes::{Meeting, ThreadLog};
use std::thread;

type Menu = &'static [(&'static str, usize)];

/// What is cooked, with the steps of each dish.
const MENUS: [Menu; 8] = [
    &[("soup", 2), ("salad", 3), ("pasta", 4)],
    &[("roast", 5), ("salad", 2)],
    &[
        ("soup", 4),
        ("salad", 2),
        ("pasta", 7),
        ("tart", 3),
        ("fish", 2),
    ],
    &[("soup", 3)],
    // Bread that was bought is ready before anybody touches it.
    &[("bread", 0), ("soup", 2), ("salad", 2)],
    &[("salad", 2), ("bread", 0), ("soup", 2)],
    &[
        ("soup", 2),
        ("salad", 3),
        ("pasta", 2),
        ("tart", 2),
        ("fish", 2),
        ("rice", 4),
        ("stew", 2),
        ("beans", 2),
        ("roast", 3),
        ("cake", 2),
        ("goulash", 2),
        ("porridge", 2),
        ("omelette", 2),
    ],
    &[],
];
/// A feast may take long.
const FEAST: Menu = &[("bread", 0), ("soup", 1), ("roast", 150), ("salad", 1)];

/// A dish that notes each step in the book of the kitchen.
struct Dish {
    name: &'static str,
    steps: usize,
    done: usize,
    kitchen: ThreadLog,
}

fn dishes(menu: Menu, kitchen: &ThreadLog) -> Vec<Dish> {
    menu.iter()
        .map(|&(name, steps)| Dish {
            name,
            steps,
            done: 0,
            kitchen: kitchen.clone(),
        })
        .collect()
}

impl Recipe for Dish {
    fn step(&mut self) -> bool {
        if self.done == self.steps {
            return false;
        }
        self.done += 1;
        self.kitchen.note(step(self.name, self.done));
        true
    }
}

fn step(name: &str, number: usize) -> String {
    format!("{name}, step {number}")
}

/// When the step was done, counted from the start of the evening.
fn position(entries: &[String], name: &str, number: usize) -> Option<usize> {
    entries
        .iter()
        .position(|entry| *entry == step(name, number))
}

fn assert_all_done(menu: Menu, kitchen: &ThreadLog) {
    let entries = kitchen.sorted();
    for (name, steps) in menu {
        let done = entries
            .iter()
            .filter(|entry| entry.starts_with(name))
            .count();
        assert!(
            done == *steps,
            "When `one_cook` returned, the {name} was not ready: {done} of its {steps} steps were done."
        );
    }
}

/// The one cook starts every dish before any dish is ready, however many there are.
#[test]
fn one_cook_starts_all_before_any_is_ready() {
    for menu in MENUS {
        let kitchen = ThreadLog::new();
        one_cook(dishes(menu, &kitchen));

        let entries = kitchen.entries();
        for (ready, steps) in menu {
            for (other, _) in menu.iter().filter(|(_, steps)| *steps > 0) {
                let last = position(&entries, ready, *steps).unwrap_or(usize::MAX);
                let first = position(&entries, other, 1).unwrap_or(usize::MAX);
                assert!(
                    other == ready || first < last,
                    "The {ready} was ready before the {other} was begun. The cook did: {}.",
                    entries.join("; ")
                );
            }
        }
    }
}

/// The one cook does everything alone, on the thread that called `one_cook`.
#[test]
fn one_cook_works_alone() {
    for menu in MENUS {
        let kitchen = ThreadLog::new();
        one_cook(dishes(menu, &kitchen));

        let (all, at_home) = (kitchen.count(), kitchen.at_home().len());
        assert!(
            all == at_home,
            "Somebody helped the one cook: {} of {all} steps were done on another thread.",
            all - at_home
        );
    }
}

/// Every step of every recipe is done when `one_cook` returns.
///
/// ```
/// use exercise::{Recipe, one_cook};
/// use std::cell::Cell;
/// struct Pan(Cell<u8>);
/// impl Recipe for Pan {
///     fn step(&mut self) -> bool {
///         self.0.replace(0) > 0
///     }
/// }
/// one_cook(vec![Pan(Cell::new(1))]);
/// ```
#[test]
fn everything_is_ready_to_serve() {
    for menu in MENUS.into_iter().chain([FEAST]) {
        let kitchen = ThreadLog::new();
        one_cook(dishes(menu, &kitchen));
        assert_all_done(menu, &kitchen);
    }
}

/// A dish that counts its steps. With the first one, the first dish of a kitchen waits for the one next door.
struct Counted {
    left: usize,
    next_door: Option<Meeting>,
    steps: ThreadLog,
}

impl Recipe for Counted {
    fn step(&mut self) -> bool {
        if let Some(next_door) = self.next_door.take() {
            next_door.wait("a cook");
        }
        if self.left == 0 {
            return false;
        }
        self.left -= 1;
        self.steps.note("a step");
        true
    }
}

/// Two kitchens at the same time do not disturb each other.
#[test]
fn two_kitchens_do_not_mix() {
    let both = Meeting::new(2);
    let next_door = both.clone();
    let kitchen = |count: usize, left: usize, both: Meeting| {
        let steps = ThreadLog::new();
        let dishes = (0..count).map(|dish| Counted {
            left,
            next_door: (dish == 0).then(|| both.clone()),
            steps: steps.clone(),
        });
        one_cook(dishes.collect());
        steps.count()
    };
    let other = thread::spawn(move || kitchen(1, 1, next_door));
    let here = kitchen(2, 3, both);
    let Ok(there) = other.join() else {
        panic!("Two kitchens cooked at the same time, and in one of them `one_cook` panicked.");
    };
    assert!(
        (here, there) == (6, 1),
        "Two kitchens cooked at the same time, one with two recipes of 3 steps and the other one with one recipe of 1 step. When \
         `one_cook` had returned in both, {here} and {there} steps were done instead of 6 and 1."
    );
}
