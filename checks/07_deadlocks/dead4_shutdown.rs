use exercise::Cafe;
use probes::{DropCount, ThreadLog, no_thread_left_behind, quiesce};
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
    // The last customer could not decide.
    let orders = ["flat white ", "flat white ", ""];
    for drink in orders {
        cafe.order(drink);
    }
    drop(cafe);
    let brewed = counter.entries();
    assert!(
        brewed == orders,
        "Ordered were {orders:?}. When the café had closed, the counter had seen {brewed:?}."
    );
}

/// Whatever an order says, it is brewed as it is: no word closes the café.
#[test]
fn no_order_closes_the_cafe() {
    let counter = ThreadLog::new();
    let barista = counter.clone();
    let cafe = Cafe::open(move |drink| barista.note(drink));
    let orders = [
        "close",
        "closing",
        "closed",
        "closing time",
        "__close__",
        "stop",
        "STOP",
        "quit",
        "exit",
        "end",
        "done",
        "shutdown",
        "bye",
        "None",
        "\0",
        "water",
    ];
    for drink in orders {
        cafe.order(drink);
        // One after the other: which words there are is all that counts here.
        quiesce();
    }
    drop(cafe);
    let brewed = counter.entries();
    let missing: Vec<_> = orders
        .iter()
        .filter(|order| !brewed.iter().any(|drink| drink == *order))
        .collect();
    assert!(
        brewed == orders,
        "Drinks have strange names these days. Ordered were {orders:?}. When the café had closed, the counter had seen {} drinks, \
         and of the orders these were missing: {missing:?}.",
        brewed.len()
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

/// As long as there is no order, the barista sleeps.
#[test]
fn the_barista_sleeps_between_orders() {
    let counter = ThreadLog::new();
    let barista = counter.clone();
    let cafe = Cafe::open(move |drink| barista.note(drink));
    // On real threads nobody can wait for that, and nothing is seen.
    if quiesce() {
        cafe.order("espresso");
        quiesce();
        let brewed = counter.sorted();
        assert!(
            brewed == ["espresso"],
            "Long after opening the first customer ordered an espresso. Everybody waited, and the counter had seen {brewed:?}."
        );
    }
    drop(cafe);
}

/// The thread that closes the café sleeps until the barista's thread has ended.
#[test]
fn the_owner_sleeps_at_the_door() {
    let (milk, delivery) = mpsc::channel();
    let counter = ThreadLog::new();
    let barista = counter.clone();
    let cafe = Cafe::open(move |drink| {
        // A flat white takes milk, and there is none yet.
        let _ = delivery.recv();
        barista.note(drink);
    });
    let supplier = thread::spawn(move || {
        quiesce();
        milk.send(())
    });
    cafe.order("flat white");
    drop(cafe);
    let brewed = counter.sorted();
    assert!(
        brewed == ["flat white"],
        "A flat white was ordered, and brewed when at last the milk came. When the café had closed, the counter had seen {brewed:?}."
    );
    let _ = supplier.join();
}

/// One barista brews everything, on a thread of their own.
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
    for orders in [&["espresso"][..], &[]] {
        let hung_up = DropCount::new();
        let apron = hung_up.token();
        let cafe = Cafe::open(move |_| {
            // The barista wears it as long as there is something to brew.
            let _ = &apron;
        });
        for order in orders {
            cafe.order(order);
        }
        drop(cafe);
        assert!(
            hung_up.get() == 1,
            "The café had closed after the orders {orders:?}, and the barista still had the apron on: what `brew` owns had not been \
             dropped."
        );
    }
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

/// Every café has a barista and orders of its own: one closes while another is open.
#[test]
fn a_cafe_closes_by_itself() {
    let [north, south] = [(); 2].map(|()| ThreadLog::new());
    let open = |counter: &ThreadLog| {
        let barista = counter.clone();
        Cafe::open(move |drink| barista.note(drink))
    };
    let (northern, southern) = (open(&north), open(&south));
    northern.order("espresso");
    southern.order("flat white");
    drop(northern);
    let brewed = north.entries();
    assert!(
        brewed == ["espresso"],
        "An espresso was ordered in the northern café, and a flat white in the southern one. When the northern café had closed, \
         its counter had seen {brewed:?}."
    );
    southern.order("hot water");
    drop(southern);
    let brewed = south.entries();
    assert!(
        brewed == ["flat white", "hot water"],
        "In the southern café a flat white was ordered, then the northern café closed, and then hot water was ordered. When the \
         southern café had closed too, its counter had seen {brewed:?}."
    );
}
