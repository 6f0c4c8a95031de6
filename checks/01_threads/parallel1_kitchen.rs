use exercise::kitchen;
use probes::{Meeting, quiesce, thread_count};
use std::collections::HashSet;
use std::mem;
use std::sync::{Arc, Mutex, mpsc};
use std::thread::{self, ThreadId};
use std::time::Instant;

/// Which thread cooked which dish, as the dishes themselves have it.
type Book = Arc<Mutex<Vec<Option<ThreadId>>>>;

fn recipes(book: &Book) -> Vec<impl FnOnce() + Send + 'static> {
    let count = book.lock().unwrap().len();
    let recipe = |dish| {
        let book = Arc::clone(book);
        move || book.lock().unwrap()[dish] = Some(thread::current().id())
    };
    (0..count).map(recipe).collect()
}

fn new_book(count: usize) -> Book {
    Arc::new(Mutex::new(vec![None; count]))
}

/// Who cooked each dish by its own book, where all of them are ready.
fn read(book: &Book) -> Vec<ThreadId> {
    let book = book.lock().unwrap();
    let ready: Vec<ThreadId> = book.iter().copied().flatten().collect();
    assert!(
        ready.len() == book.len(),
        "When `kitchen` returned, {} of {} dishes were ready.",
        ready.len(),
        book.len()
    );
    ready
}

/// Each recipe is cooked on a thread of its own, and every dish is ready when `kitchen` returns.
///
/// ```
/// use std::cell::Cell;
/// let pan = Cell::new(1);
/// let _: Vec<std::thread::ThreadId> = exercise::kitchen(vec![move || pan.set(2)]);
/// ```
#[test]
fn each_recipe_has_a_thread() {
    for count in [0, 1, 3] {
        let book = new_book(count);
        kitchen(recipes(&book));
        let cooks = read(&book);
        assert!(
            !cooks.contains(&thread::current().id()),
            "One of {count} dishes was cooked by `main`, the thread that called `kitchen`. It should have a cook of its own."
        );
        let threads = cooks.into_iter().collect::<HashSet<_>>().len();
        assert!(
            threads == count,
            "The number of recipes was {count}, and so should be the number of threads that cook, but it was {threads}."
        );
    }
}

/// All cooks are at work at the same time, three of them, or four, or one.
#[test]
fn all_cook_at_the_same_time() {
    for count in [3, 4, 1] {
        let at_work = Meeting::new(count);
        let recipe = |number| {
            let at_work = at_work.clone();
            move || {
                at_work.wait(format!("cook {number}"));
            }
        };
        kitchen((1..=count).map(recipe).collect());
        let came = at_work.count();
        assert!(
            came == count,
            "{came} of {count} cooks had begun when `kitchen` returned."
        );
    }
}

/// Ten cooks are at work at the same time: each waits for the next one.
#[test]
fn ten_cook_at_the_same_time() {
    let (mut pass, first) = mpsc::channel();
    let recipe = |_| {
        let (next_pass, next) = mpsc::channel();
        let pass = mem::replace(&mut pass, next_pass);
        move || {
            let _ = next.recv();
            let _ = pass.send(());
        }
    };
    let recipes = (1..=10).map(recipe).collect();
    let _ = pass.send(());
    kitchen(recipes);
    assert!(
        first.try_recv().is_ok(),
        "Of ten cooks each waited for the next one. When `kitchen` returned, the first one was not done."
    );
}

/// The list says which thread cooked each recipe, in the order of the recipes.
#[test]
fn the_list_says_who_cooked() {
    for count in [2, 3] {
        let book = new_book(count);
        let list = kitchen(recipes(&book));
        let cooks = read(&book);
        assert!(
            list == cooks,
            "{count} recipes were cooked by the threads {cooks:?}, but the list says {list:?}."
        );
    }
}

/// Every evening has new cooks: nobody stays in the kitchen over night.
#[test]
fn every_evening_has_new_cooks() {
    let evenings = [1, 2].map(|_| {
        let book = new_book(1);
        kitchen(recipes(&book));
        read(&book)
    });
    assert!(
        evenings[0] != evenings[1],
        "On two evenings one dish was cooked. Each should have a new thread, but both were cooked by {:?}.",
        evenings[0]
    );
}

/// However slow a cook is, `kitchen` sleeps until the last dish is ready, and no longer.
#[test]
fn sleeps_until_the_last_dish_is_ready() {
    for slow in [0, 1] {
        let book = new_book(2);
        let recipe = |dish| {
            let book = Arc::clone(&book);
            move || {
                if dish == slow {
                    // Code that polls, or gives up after some time, does so before this is over.
                    quiesce();
                }
                book.lock().unwrap()[dish] = Some(thread::current().id());
            }
        };
        let recipes = (0..2).map(recipe).collect();
        let before = Instant::now();
        kitchen(recipes);
        let took = before.elapsed();
        read(&book);
        // Where interleavings are explored, a clock moves only for a thread that sleeps or waits by it, and these cooks do not.
        assert!(
            thread_count().is_none() || took.is_zero(),
            "The cooks took no time at all, but by the clock `kitchen` took {took:?}: it slept, or waited with a time limit. \
             Wait for the cooks, not for the clock."
        );
    }
}

/// Two kitchens at the same time do not mix their lists.
#[test]
fn two_kitchens_do_not_mix() {
    let both = Meeting::new(2);
    let next_door = both.clone();
    let cook = |both: Meeting| {
        let book = new_book(1);
        let theirs = Arc::clone(&book);
        let list = kitchen(vec![move || {
            both.wait("a cook");
            theirs.lock().unwrap()[0] = Some(thread::current().id());
        }]);
        list == read(&book)
    };
    let other = thread::spawn(move || cook(next_door));
    let here = cook(both);
    let there = other.join();
    assert!(
        here && there.is_ok_and(|right| right),
        "Two kitchens cooked one dish each at the same time, and one of them did not return the cook of its own dish."
    );
}
