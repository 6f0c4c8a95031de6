use exercise::sell;
use probes::quiesce;
use std::sync::Mutex;
use std::thread;

/// The auditor finds in the drawer what she was told.
///
/// ```
/// use std::sync::Mutex;
///
/// // An auditor who can be called once, and stays on her thread.
/// let (drawer, pencil) = (Mutex::new(0), std::rc::Rc::new("HB"));
/// exercise::sell(&drawer, 10, |_| drop(pencil));
/// ```
#[test]
fn the_auditor_may_look_into_the_drawer() {
    let drawer = Mutex::new(500);
    let mut calls = Vec::new();
    sell(&drawer, 250, |told| {
        calls.push((told, *drawer.lock().unwrap()));
    });
    assert!(
        calls.len() == 1,
        "One thing was sold, but `sell` returned without having called the auditor."
    );
    let (told, found) = calls[0];
    assert!(
        found == 750,
        "There were 500 cents in the drawer, and something was sold for 250. When the auditor came, she found {found} cents in it."
    );
    assert!(
        told == 750,
        "There were 500 cents in the drawer, and something was sold for 250. The auditor found 750 cents, but was told {told}."
    );
}

/// The auditor may take money out of the drawer, and the sale does not put it back.
#[test]
fn the_auditor_may_take_money_out() {
    // The second one sells a car.
    for (before, price) in [(65_500, 250), (7, 2_000_000)] {
        let drawer = Mutex::new(before);
        let mut told = None;
        sell(&drawer, price, |cents| {
            told = Some(cents);
            *drawer.lock().unwrap() -= 100;
        });
        let left = *drawer.lock().unwrap();
        let right = before + price;
        assert!(
            told == Some(right),
            "There were {before} cents in the drawer, and {price} came in. The auditor should be told Some({right}), but was told {told:?}."
        );
        assert!(
            left == right - 100,
            "There were {before} cents in the drawer, {price} came in, and the auditor took 100 out. That makes {}, but {left} cents \
             are left.",
            right - 100
        );
    }
    let drawer = Mutex::new(0);
    for sale in 1..=30 {
        let mut told = Vec::new();
        sell(&drawer, 1, |cents| {
            told.push(cents);
            *drawer.lock().unwrap() += 2;
        });
        let right = 3 * sale - 2;
        assert!(
            told == [right],
            "From an empty drawer one cent came in at each sale, and the auditor put 2 in each time. After sale number {sale} she should \
             be told [{right}], but was told {told:?}."
        );
    }
}

/// The auditor may sell something herself, even for nothing, and is told of that sale, too.
#[test]
fn the_auditor_may_sell_something() {
    let drawer = Mutex::new(500);
    let mut told = Vec::new();
    sell(&drawer, 250, |first| {
        told.push(first);
        sell(&drawer, 0, |second| {
            told.push(second);
            *drawer.lock().unwrap() += 1;
        });
    });
    assert!(
        told == [750, 750],
        "There were 500 cents in the drawer, and something was sold for 250. The auditor came, and gave something away \
         for 0 cents herself. She should be told 750 both times, but was told {told:?}."
    );
}

/// While the auditor is there, other threads can sell too.
#[test]
fn others_may_sell_meanwhile() {
    let drawer = Mutex::new(500);
    let mut told = Vec::new();
    sell(&drawer, 250, |first| {
        told.push(first);
        let second = thread::scope(|kiosk| {
            let other = kiosk.spawn(|| {
                let mut told = None;
                sell(&drawer, 80, |cents| told = Some(cents));
                told
            });
            other.join().ok().flatten()
        });
        told.extend(second);
    });
    assert!(
        told == [750, 830],
        "There were 500 cents in the drawer, and something was sold for 250. While the auditor was there, somebody else sold \
         something for 80. The auditors should be told 750 and 830, but they were told {told:?}."
    );
}

/// Two sales at the same moment: each auditor is told the balance right after her own sale.
#[test]
fn each_sale_tells_its_own_balance() {
    let drawer = Mutex::new(0);
    let sale = |price| {
        let mut told = None;
        sell(&drawer, price, |cents| told = Some(cents));
        told
    };
    let (mut told, newspaper) = thread::scope(|kiosk| {
        let newspaper = kiosk.spawn(|| sale(200));
        ([sale(10), sale(3), None], newspaper.join().ok())
    });
    let Some(newspaper) = newspaper else {
        panic!(
            "Sweets and a newspaper were sold at the same moment, and one of the sales panicked."
        );
    };
    told[2] = newspaper;
    let left = *drawer.lock().unwrap();
    assert!(
        left == 213,
        "A lollipop was sold for 10, then a gum for 3, and meanwhile a newspaper for 200. Then there should be 213 cents in the \
         drawer, but there are {left}."
    );
    let told = told.map(|cents| cents.unwrap_or(0));
    // The newspaper was the first of the three, the second or the last.
    let right = [[210, 213, 200], [10, 213, 210], [10, 13, 213]];
    assert!(
        right.contains(&told),
        "From an empty drawer a lollipop was sold for 10, then a gum for 3, and meanwhile a newspaper for 200. But the auditors \
         were told {} after the lollipop, {} after the gum and {} after the newspaper: no order of the three sales makes these sums.",
        told[0],
        told[1],
        told[2]
    );
}

/// A thread that finds the drawer locked sleeps until it is free.
#[test]
fn who_finds_it_locked_waits() {
    let drawer = Mutex::new(500);
    let mut told = None;
    thread::scope(|kiosk| {
        let mut cents = drawer.lock().unwrap();
        kiosk.spawn(|| sell(&drawer, 250, |cents| told = Some(cents)));
        quiesce();
        // Nobody has locked the drawer of another kiosk.
        sell(&Mutex::new(0), 10, |_| ());
        *cents -= 100;
        drop(cents);
    });
    assert!(
        told == Some(650),
        "There were 500 cents in the drawer. While something was sold for 250, somebody had it locked, took 100 out and unlocked \
         it. The auditor should be told Some(650), but was told {told:?}."
    );
}
