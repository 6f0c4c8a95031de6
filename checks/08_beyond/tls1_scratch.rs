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
    let nothing = hand_in();
    assert!(
        nothing.is_empty(),
        "The waiter had jotted down nothing. Handed in was {}.",
        shown(&nothing)
    );
    for item in ["soup", "bread", "soup", "pie", "ale"] {
        jot(item);
    }
    let first = hand_in();
    assert!(
        first == "soup, bread, soup, pie, ale",
        "The waiter jotted down soup, bread, soup, pie and ale, in this order. Handed in was {}.",
        shown(&first)
    );
    let second = hand_in();
    assert!(
        second.is_empty(),
        "The waiter handed in an order, and then once more, without a new one. That was {}.",
        shown(&second)
    );
    jot("pie");
    let third = hand_in();
    assert!(
        third == "pie",
        "The waiter handed in an order, and then jotted down pie. Handed in was {}.",
        shown(&third)
    );
}

/// However long the order is and whatever is on it: all of it is handed in, as it was jotted down.
#[test]
fn an_order_is_handed_in_as_it_is() {
    let plates: Vec<String> = (1..=40).map(|plate| format!("plate {plate}")).collect();
    let plates: Vec<&str> = plates.iter().map(String::as_str).collect();
    let odd = ["Pie", " pie ", "", "pie, ale", "ale\n", ""];
    for order in [&odd[..], &["soup"], &["soup", "soup", "pie"], &plates] {
        order.iter().for_each(|item| jot(item));
        let handed_in = hand_in();
        assert!(
            handed_in == order.join(", "),
            "The waiter jotted down {order:?}, and handed in {handed_in:?}."
        );
    }
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

/// Waiters may have the same name: each thread has a pad of its own, whatever it is called.
#[test]
fn namesakes_have_pads_of_their_own() {
    let bens = [
        waiter("Ben", ["soup", "bread"]),
        waiter("Ben", ["strawberries", "cream"]),
    ];
    let orders = bens.map(joined);
    assert!(
        orders == ["soup, bread", "strawberries, cream"],
        "Two waiters called Ben jotted down soup and bread, and strawberries and cream. In this order, they handed in \
         {orders:?}."
    );
}

/// However many waiters there are, with a name or without, each has a pad.
#[test]
fn everybody_has_a_pad() {
    jot("salad");
    let waiters = ["soup", "pie", "ale"].map(|item| {
        thread::spawn(move || {
            jot(item);
            hand_in()
        })
    });
    let orders = waiters.map(joined);
    assert!(
        orders == ["soup", "pie", "ale"],
        "Three waiters without a name jotted down soup, and pie, and ale. In this order, they handed in {orders:?}."
    );
    let own = hand_in();
    assert!(
        own == "salad",
        "Thread `main` jotted down salad, and then three others handed in their orders. Then `main` handed in {}.",
        shown(&own)
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

/// What a waiter has not handed in goes home with them: nobody finds it later.
#[test]
fn a_pad_goes_home_with_its_waiter() {
    for number in 1..=20 {
        let waiter = thread::spawn(|| {
            let found = hand_in();
            jot("soup");
            found
        });
        let found = joined(waiter);
        assert!(
            found.is_empty(),
            "Thread after thread jotted down soup, did not hand it in, and ended. Thread {number}, which had jotted down nothing yet, handed in {}.",
            shown(&found)
        );
    }
}
