use exercise::Cafe;
use probes::{DropCount, ThreadLog, no_thread_left_behind};
use std::sync::mpsc;
use std::thread;

/// A café closes, even if nobody has ordered anything.
#[test]
fn closing_comes_to_an_end() {
    drop(Cafe::open(drop));
}

/// When the café has closed, everything that was ordered has been brewed, in the order of the orders.
#[test]
fn all_orders_are_brewed() {
    let counter = ThreadLog::new();
    let barista = counter.clone();
    let cafe = Cafe::open(move |drink| barista.note(drink));
    for drink in ["espresso", "", "flat white"] {
        cafe.order(drink);
    }
    drop(cafe);
    let brewed = counter.entries();
    assert!(
        brewed == ["espresso", "", "flat white"],
        "Ordered were an espresso, then \"\" by somebody who could not decide, then a flat white. When the café had closed, \
         the counter had seen {brewed:?}."
    );
}

/// A customer gets the drink while the café is open, not only when it closes.
#[test]
fn nobody_waits_until_closing_time() {
    let (counter, drinks) = mpsc::channel();
    let cafe = Cafe::open(move |drink| {
        // Nobody may be there any more.
        let _ = counter.send(drink);
    });
    for order in ["espresso", "flat white"] {
        cafe.order(order);
        let drink = drinks.recv();
        assert!(
            drink.as_deref() == Ok(order),
            "A customer ordered the {order}, waited at the counter, and got {drink:?}."
        );
    }
}

/// One barista brews, on a thread of their own; the customers and the owner do not.
#[test]
fn the_barista_brews() {
    let counter = ThreadLog::new();
    let barista = counter.clone();
    let cafe = Cafe::open(move |drink| barista.note(drink));
    cafe.order("espresso");
    cafe.order("flat white");
    drop(cafe);
    let at_home = counter.at_home();
    assert!(
        at_home.is_empty(),
        "Thread `main`, which ordered and closed, had to brew {} itself.",
        at_home.join(" and ")
    );
    let baristas = counter.threads();
    assert!(
        baristas == 1,
        "There is one barista, but two drinks were brewed by {baristas} threads."
    );
}

/// When the café has closed, the barista has gone home.
#[test]
fn the_barista_goes_home() {
    no_thread_left_behind();
    let hung_up = DropCount::new();
    let apron = hung_up.token();
    let cafe = Cafe::open(move |_| {
        // The barista wears it as long as there is something to brew.
        let _ = &apron;
    });
    cafe.order("espresso");
    drop(cafe);
    assert!(
        hung_up.get() == 1,
        "The café had closed, and the barista still had the apron on: what `brew` owns had not been dropped."
    );
}

/// Orders of all customers are brewed, when several of them order at the same time.
#[test]
fn several_customers_order() {
    let counter = ThreadLog::new();
    let barista = counter.clone();
    let cafe = Cafe::open(move |drink| barista.note(drink));
    thread::scope(|guests| {
        guests.spawn(|| cafe.order("espresso"));
        guests.spawn(|| cafe.order("flat white"));
    });
    drop(cafe);
    let brewed = counter.sorted();
    assert!(
        brewed == ["espresso", "flat white"],
        "Two customers ordered at the same time, an espresso and a flat white. When the café had closed, the counter \
         had seen {brewed:?}."
    );
}
