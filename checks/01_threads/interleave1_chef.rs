use exercise::{Recipe, one_cook, three_cooks};
use probes::{Meeting, ThreadLog, quiesce, thread_count};
use std::thread;
use std::time::Instant;

type Menu = &'static [(&'static str, usize)];

/// What is cooked on Mondays, with the steps of each dish.
const MONDAYS: [Menu; 7] = [
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
];
/// A feast may take long.
const FEAST: Menu = &[("bread", 0), ("soup", 1), ("roast", 150), ("salad", 1)];
/// On Fridays the dishes are simpler: cooks can take turns in many more ways.
const FRIDAYS: [Menu; 4] = [
    &[("soup", 2), ("salad", 1), ("pasta", 1)],
    &[("roast", 3)],
    &[("soup", 1), ("salad", 2)],
    &[],
];

/// A dish that notes each step, in the book of the kitchen and in its own.
struct Dish {
    name: &'static str,
    steps: usize,
    done: usize,
    kitchen: ThreadLog,
    own: ThreadLog,
}

fn dishes(menu: Menu, kitchen: &ThreadLog) -> Vec<Dish> {
    menu.iter()
        .map(|&(name, steps)| Dish {
            name,
            steps,
            done: 0,
            kitchen: kitchen.clone(),
            own: ThreadLog::new(),
        })
        .collect()
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

fn assert_all_done(who: &str, menu: Menu, kitchen: &ThreadLog) {
    let entries = kitchen.sorted();
    for (name, steps) in menu {
        let done = entries
            .iter()
            .filter(|entry| entry.starts_with(name))
            .count();
        assert!(
            done == *steps,
            "When `{who}` returned, the {name} was not ready: {done} of its {steps} steps were done."
        );
    }
}

/// On Monday, the one cook starts every dish before any dish is ready, however many there are.
#[test]
fn one_cook_starts_all_before_any_is_ready() {
    for menu in MONDAYS {
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

/// On Monday, the one cook does everything alone, on the thread that called `one_cook`.
#[test]
fn one_cook_works_alone() {
    for menu in MONDAYS {
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

/// On both days, every step of every recipe is done when the function returns.
#[test]
fn everything_is_ready_to_serve() {
    for menu in MONDAYS.into_iter().chain([FEAST]) {
        let kitchen = ThreadLog::new();
        one_cook(dishes(menu, &kitchen));
        assert_all_done("one_cook", menu, &kitchen);
    }
    for menu in FRIDAYS {
        let kitchen = ThreadLog::new();
        three_cooks(dishes(menu, &kitchen));
        assert_all_done("three_cooks", menu, &kitchen);
    }
}

/// On Friday, each cook works on a thread of their own and stays with one recipe.
#[test]
fn three_cooks_are_three_threads() {
    for menu in FRIDAYS {
        let kitchen = ThreadLog::new();
        let dishes = dishes(menu, &kitchen);
        let books: Vec<_> = dishes
            .iter()
            .map(|dish| (dish.name, dish.own.clone()))
            .collect();
        three_cooks(dishes);

        let (threads, wanted) = (kitchen.threads(), menu.len());
        let recipes = ["No recipes", "One recipe", "Two recipes", "Three recipes"][wanted];
        let plural = if wanted == 1 { "" } else { "s" };
        assert!(
            threads == wanted,
            "{recipes} should be cooked by {wanted} thread{plural}, but the number of threads that had cooked when `three_cooks` \
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
}

/// Another Friday is another three cooks: nobody stays in the kitchen over the week.
#[test]
fn every_friday_has_its_own_cooks() {
    let kitchen = ThreadLog::new();
    for _ in 0..2 {
        three_cooks(dishes(&[("roast", 1)], &kitchen));
    }
    let (done, threads) = (kitchen.count(), kitchen.threads());
    assert!(
        done == 2,
        "On two Fridays a roast of one step was cooked. When `three_cooks` had returned twice, {done} steps were done."
    );
    assert!(
        threads == 2,
        "On two Fridays a roast was cooked. Each should have a new thread, but the number of threads that cooked was {threads}."
    );
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

/// A dish of one step. A slow one is slower than everything else, and a shy one waits for others.
struct OneStep {
    slow: bool,
    others: Option<Meeting>,
    served: Option<ThreadLog>,
}

impl Recipe for OneStep {
    fn step(&mut self) -> bool {
        let Some(served) = self.served.take() else {
            return false;
        };
        if self.slow {
            // Code that polls, or gives up after some time, does so before this is over.
            quiesce();
        }
        if let Some(others) = &self.others {
            others.wait("a cook");
        }
        served.note("a dish");
        true
    }
}

/// However slow a cook is, `three_cooks` sleeps until the last dish is ready, and no longer.
///
/// ```
/// use exercise::{Recipe, one_cook, three_cooks};
/// use std::cell::Cell;
/// struct Pan(Cell<u8>);
/// impl Recipe for Pan {
///     fn step(&mut self) -> bool {
///         self.0.replace(0) > 0
///     }
/// }
/// one_cook(vec![Pan(Cell::new(1))]);
/// three_cooks(vec![Pan(Cell::new(1))]);
/// ```
#[test]
fn sleeps_until_the_last_dish_is_ready() {
    for (cooks, slow) in [(2, 0), (2, 1), (3, 2)] {
        let served = ThreadLog::new();
        let dishes = (0..cooks).map(|dish| OneStep {
            slow: dish == slow,
            others: None,
            served: Some(served.clone()),
        });
        let dishes = dishes.collect();
        let before = Instant::now();
        three_cooks(dishes);
        let took = before.elapsed();

        let ready = served.count();
        assert!(
            ready == cooks,
            "One of {cooks} cooks was slow. `three_cooks` did not wait for them: when it returned, the number of dishes that were ready was {ready}."
        );
        // Where interleavings are explored, a clock moves only for a thread that sleeps or waits by it, and these cooks do not.
        assert!(
            thread_count().is_none() || took.is_zero(),
            "The cooks took no time at all, but by the clock `three_cooks` took {took:?}: it slept, or waited with a time limit. \
             Wait for the cooks, not for the clock."
        );
    }
}

/// What is ready in two kitchens at the same time, one with so many dishes and one with a single dish. The first dish
/// of each waits until both have been begun.
fn two_kitchens(who: &str, cook: fn(Vec<OneStep>), count: usize) -> (usize, usize) {
    let both = Meeting::new(2);
    let next_door = both.clone();
    let kitchen = move |count: usize, both: Meeting| {
        let served = ThreadLog::new();
        let dishes = (0..count).map(|dish| OneStep {
            slow: false,
            others: (dish == 0).then(|| both.clone()),
            served: Some(served.clone()),
        });
        cook(dishes.collect());
        served.count()
    };
    let other = thread::spawn(move || kitchen(1, next_door));
    let here = kitchen(count, both);
    let Ok(there) = other.join() else {
        panic!("Two kitchens cooked at the same time, and in one of them `{who}` panicked.");
    };
    (here, there)
}

/// On a Friday with very many recipes, nobody is forgotten.
#[test]
fn a_full_house_is_served() {
    let served = ThreadLog::new();
    let dishes = (0..7).map(|_| OneStep {
        slow: false,
        others: None,
        served: Some(served.clone()),
    });
    three_cooks(dishes.collect());
    let ready = served.count();
    assert!(
        ready == 7,
        "There were 7 recipes, but when `three_cooks` returned, the number of dishes that were ready was {ready}."
    );
}

/// Two kitchens at the same time do not disturb each other.
#[test]
fn two_kitchens_do_not_mix() {
    let kitchens: [(_, fn(Vec<OneStep>)); 2] =
        [("one_cook", one_cook), ("three_cooks", three_cooks)];
    for (who, cook) in kitchens {
        let (here, there) = two_kitchens(who, cook, 2);
        assert!(
            (here, there) == (2, 1),
            "Two kitchens cooked at the same time, one with 2 recipes and the other one with 1. When `{who}` returned, {here} \
             and {there} dishes were ready."
        );
    }
}
