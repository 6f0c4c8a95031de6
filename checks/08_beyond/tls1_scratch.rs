use exercise::{hand_in, jot};
use std::panic::resume_unwind;
use std::thread::{self, Builder, JoinHandle};

/// A waiter takes this order on a thread of their own, and hands it in.
fn waiter(name: &str, order: [&'static str; 2]) -> JoinHandle<String> {
    let waiter = Builder::new().name(name.to_owned());
    let serve = move || {
        for item in order {
            jot(item);
        }
        hand_in()
    };
    waiter.spawn(serve).unwrap()
}

/// What a thread returned. If it panicked, its panic goes on here, with its own words.
fn joined<T>(thread: JoinHandle<T>) -> T {
    thread.join().unwrap_or_else(|panic| resume_unwind(panic))
}

fn shown(order: &str) -> String {
    if order.is_empty() {
        "nothing".to_owned()
    } else {
        format!("`{order}`")
    }
}

/// What a waiter jots down is handed in once, in the same order.
#[test]
fn the_pad_is_empty_after_handing_in() {
    jot("soup");
    jot("bread");
    let first = hand_in();
    assert!(
        first == "soup, bread",
        "The waiter jotted down soup and then bread. Handed in was {}.",
        shown(&first)
    );
    let second = hand_in();
    assert!(
        second.is_empty(),
        "The waiter handed in soup and bread, and then once more, without a new order. That was {}.",
        shown(&second)
    );
    jot("pie");
    let third = hand_in();
    assert!(
        third == "pie",
        "The waiter handed in soup and bread, and then jotted down pie. Handed in was {}.",
        shown(&third)
    );
}

/// Two waiters who work at the same time each hand in their own order.
#[test]
fn orders_do_not_mix() {
    let (ada, ben) = (
        waiter("Ada", ["soup", "bread"]),
        waiter("Ben", ["strawberries", "cream"]),
    );
    let (ada, ben) = (joined(ada), joined(ben));
    assert!(
        ada == "soup, bread" && ben == "strawberries, cream",
        "Ada jotted down soup and bread and handed in {}. Ben jotted down strawberries and cream and handed in {}.",
        shown(&ada),
        shown(&ben)
    );
}

/// A waiter who begins in the middle of the evening has an empty pad, and other people's pads stay as they are.
#[test]
fn every_pad_is_empty_at_first() {
    jot("soup");
    let helper = joined(thread::spawn(hand_in));
    assert!(
        helper.is_empty(),
        "Thread `main` jotted down soup. A new thread, which had jotted down nothing, handed in {}.",
        shown(&helper)
    );
    let order = hand_in();
    assert!(
        order == "soup",
        "Thread `main` jotted down soup. Then another thread handed in its own pad, and then `main` handed in {}.",
        shown(&order)
    );
}

/// A pad goes home with its waiter: nobody finds it later.
#[test]
fn a_pad_goes_home_with_its_waiter() {
    joined(thread::spawn(|| jot("soup")));
    let later = joined(thread::spawn(hand_in));
    assert!(
        later.is_empty(),
        "One thread jotted down soup, did not hand it in, and ended. Another thread, started later, handed in {}.",
        shown(&later)
    );
}
