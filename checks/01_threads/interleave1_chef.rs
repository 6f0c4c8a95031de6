use exercise::{Recipe, one_cook, three_cooks};
use probes::{Meeting, ThreadLog};

/// What is cooked on Monday, with the steps of each dish.
const MONDAY: [(&str, usize); 3] = [("soup", 2), ("salad", 3), ("pasta", 4)];
/// On Friday the dishes are simpler: three cooks can take turns in many more ways.
const FRIDAY: [(&str, usize); 3] = [("soup", 2), ("salad", 1), ("pasta", 1)];

/// A dish that notes each step, in the book of the kitchen and in its own.
struct Dish {
    name: &'static str,
    steps: usize,
    done: usize,
    kitchen: ThreadLog,
    own: ThreadLog,
}

fn dishes(menu: [(&'static str, usize); 3], kitchen: &ThreadLog) -> Vec<Dish> {
    menu.map(|(name, steps)| Dish {
        name,
        steps,
        done: 0,
        kitchen: kitchen.clone(),
        own: ThreadLog::new(),
    })
    .into()
}

impl Recipe for Dish {
    fn step(&mut self) -> bool {
        if self.done == self.steps {
            return false;
        }
        self.done += 1;
        let step = step(self.name, self.done);
        self.own.note(&step);
        self.kitchen.note(step);
        true
    }
}

/// A dish of one step, for which its cook waits for the other cooks.
struct Together(&'static str, Option<Meeting>);

impl Recipe for Together {
    fn step(&mut self) -> bool {
        let Some(meeting) = self.1.take() else {
            return false;
        };
        meeting.wait(format!("the cook of the {}", self.0));
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

fn assert_all_done(who: &str, menu: [(&str, usize); 3], kitchen: &ThreadLog) {
    let entries = kitchen.entries();
    for (name, steps) in menu {
        let done = (1..=steps)
            .filter(|&number| position(&entries, name, number).is_some())
            .count();
        assert!(
            done == steps,
            "When `{who}` returned, the {name} was not ready: {done} of its {steps} steps were done."
        );
    }
}

/// On Monday, the one cook starts every dish before any dish is ready.
#[test]
fn one_cook_starts_all_before_any_is_ready() {
    let kitchen = ThreadLog::new();
    one_cook(dishes(MONDAY, &kitchen));

    let entries = kitchen.entries();
    for (ready, steps) in MONDAY {
        for (other, _) in MONDAY {
            let last = position(&entries, ready, steps).unwrap_or(usize::MAX);
            let first = position(&entries, other, 1).unwrap_or(usize::MAX);
            assert!(
                other == ready || first < last,
                "The {ready} was ready before the {other} was begun. The cook did: {}.",
                entries.join("; ")
            );
        }
    }
}

/// On Monday, the one cook does everything alone, on the thread that called `one_cook`.
#[test]
fn one_cook_works_alone() {
    let kitchen = ThreadLog::new();
    one_cook(dishes(MONDAY, &kitchen));

    let (all, at_home) = (kitchen.count(), kitchen.at_home().len());
    assert!(
        all == at_home,
        "Somebody helped the one cook: {} of {all} steps were done on another thread.",
        all - at_home
    );
}

/// On both days, every step of every recipe is done when the function returns.
#[test]
fn everything_is_ready_to_serve() {
    let kitchen = ThreadLog::new();
    one_cook(dishes(MONDAY, &kitchen));
    assert_all_done("one_cook", MONDAY, &kitchen);

    let kitchen = ThreadLog::new();
    three_cooks(dishes(FRIDAY, &kitchen));
    assert_all_done("three_cooks", FRIDAY, &kitchen);
}

/// On Friday, each of the three cooks works on a thread of their own and stays with one recipe.
#[test]
fn three_cooks_are_three_threads() {
    let kitchen = ThreadLog::new();
    let menu = dishes(FRIDAY, &kitchen);
    let books: Vec<_> = menu
        .iter()
        .map(|dish| (dish.name, dish.own.clone()))
        .collect();
    three_cooks(menu);

    let threads = kitchen.threads();
    assert!(
        threads == 3,
        "Three recipes should be cooked by 3 threads, but the number of threads that had cooked when `three_cooks` \
         returned was {threads}."
    );
    for (name, own) in books {
        assert!(
            own.at_home().is_empty(),
            "The {name} was cooked by `main`, the thread that called `three_cooks`. On Friday it has a cook of its own."
        );
        let threads = own.threads();
        assert!(
            threads == 1,
            "The {name} was handed around: {threads} threads worked on it."
        );
    }
}

/// On Friday, the three cooks are at work at the same time.
#[test]
fn three_cooks_cook_together() {
    cook_together(&["soup", "salad", "pasta"]);
}

/// On another Friday there may be more recipes, and one cook for each, or fewer.
#[test]
fn there_may_be_more_recipes() {
    for menu in [&["soup", "salad", "pasta", "tart"][..], &["soup"], &[]] {
        cook_together(menu);
    }
}

/// `three_cooks` with dishes whose cooks wait for each other.
fn cook_together(menu: &[&'static str]) {
    let meeting = Meeting::new(menu.len());
    let dishes = menu
        .iter()
        .map(|name| Together(name, Some(meeting.clone())));
    three_cooks(dishes.collect());

    let (cooks, at_work) = (menu.len(), meeting.count());
    assert!(
        at_work == cooks,
        "Only {at_work} of {cooks} cooks had begun when `three_cooks` returned."
    );
}
