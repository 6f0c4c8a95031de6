// verdict: fails_checks
// says: but both were cooked by
// says: Which thread lives longer
//! Three cooks, three dishes
//!
//! On Fridays the kitchen has a cook for every dish, and all of them work at the same moment:
//! parallel. In Rust each cook is a thread of the operating system, and the head waiter writes
//! down which thread cooked what. Tonight his list has the same thread three times, and the soup
//! is cold again.
//!
//! Goal: `kitchen` cooks each recipe on a new thread of its own, however many recipes there are, all
//! at the same time. When it returns, every dish is ready. It returns the list: for each recipe, in
//! the order of the recipes, the id of the thread that cooked it. (No recipe panics.)
//!
//! Keep: pub fn kitchen<R>(recipes: Vec<R>) -> Vec<ThreadId> where R: FnOnce() + Send + 'static

use std::sync::Mutex;
use std::sync::mpsc::{self, Sender};
use std::thread::{self, ThreadId};
use std::time::Duration;

type Job = Box<dyn FnOnce() + Send>;
type Cook = (Sender<(Job, Sender<()>)>, ThreadId);

static POOL: Mutex<Vec<Cook>> = Mutex::new(Vec::new());

fn cook() -> Cook {
    let (give, jobs) = mpsc::channel::<(Job, Sender<()>)>();
    let handle = thread::spawn(move || {
        for (job, done) in jobs {
            job();
            done.send(()).unwrap();
        }
    });
    (give, handle.thread().id())
}

/// Every recipe is a closure: to call it is to cook it.
pub fn kitchen<R>(recipes: Vec<R>) -> Vec<ThreadId>
where
    R: FnOnce() + Send + 'static,
{
    let cooks: Vec<_> = recipes
        .into_iter()
        .map(|recipe| {
            let recipe: Job = Box::new(recipe);
            let (done, wait) = mpsc::channel();
            let mut pool = POOL.lock().unwrap();
            let idle = pool.pop().unwrap_or_else(cook);
            idle.0.send((recipe, done)).unwrap();
            (idle, wait)
        })
        .collect();
    let mut list = Vec::new();
    for (cook, wait) in cooks {
        wait.recv().unwrap();
        list.push(cook.1);
        POOL.lock().unwrap().push(cook);
    }
    list
}

pub fn main() {
    let recipes = ["soup", "salad", "pasta"].map(|dish| {
        move || {
            println!("{:?} cooks the {dish}.", thread::current().id());
            thread::sleep(Duration::from_millis(50));
        }
    });
    println!("{:?} runs `main`.", thread::current().id());
    println!("The list: {:?}", kitchen(recipes.into()));
}
