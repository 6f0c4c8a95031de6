use exercise::sell;
use std::sync::Mutex;
use std::thread;

/// The auditor finds in the drawer what she was told.
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

/// The auditor may take money out of the drawer, and it is gone then.
#[test]
fn the_auditor_may_take_money_out() {
    let drawer = Mutex::new(500);
    sell(&drawer, 250, |_| *drawer.lock().unwrap() -= 100);
    let left = *drawer.lock().unwrap();
    assert!(
        left == 650,
        "There were 500 cents in the drawer, 250 came in, and the auditor took 100 out. But {left} cents are left."
    );
}

/// The auditor may sell something herself, even for nothing, and is told of that sale, too.
#[test]
fn the_auditor_may_sell_something() {
    let drawer = Mutex::new(500);
    let mut told = Vec::new();
    sell(&drawer, 250, |first| {
        told.push(first);
        sell(&drawer, 0, |second| told.push(second));
    });
    assert!(
        told == [750, 750],
        "There were 500 cents in the drawer, and something was sold for 250. The auditor came, and gave something away \
         for 0 cents herself. She should be told 750 both times, but was told {told:?}."
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
    let (lollipop, newspaper) = thread::scope(|kiosk| {
        let newspaper = kiosk.spawn(|| sale(200));
        (sale(10), newspaper.join().ok())
    });
    let Some(newspaper) = newspaper else {
        panic!(
            "A lollipop and a newspaper were sold at the same moment, and one of the sales panicked."
        );
    };
    let left = *drawer.lock().unwrap();
    assert!(
        left == 210,
        "A lollipop was sold for 10 and a newspaper for 200. Then there should be 210 cents in the drawer, but there are {left}."
    );
    let told = (lollipop.unwrap_or(0), newspaper.unwrap_or(0));
    assert!(
        told == (10, 210) || told == (210, 200),
        "A lollipop for 10 and a newspaper for 200 were sold from an empty drawer. One sale came first and made 10 or 200, \
         and the other one made 210 of it. But the auditors were told {} after the lollipop and {} after the newspaper.",
        told.0,
        told.1
    );
}
