use exercise::print_menu;
use probes::{Meeting, ThreadLog};

/// The printer gets all the prices in their order, and its text comes back through the handle.
#[test]
fn every_price_is_printed() {
    for prices in [vec![1, 2, 34], vec![7], vec![]] {
        let expected = format!("{prices:?}");
        let printer = print_menu(prices, |prices| format!("{prices:?}"));
        let text = printer.join().expect("The thread of the printer panicked.");
        assert!(
            text == expected,
            "The prices are {expected}, but the printer printed {text}."
        );
    }
}

/// The menu is printed on a thread of its own, not by the waiter who calls `print_menu`.
#[test]
fn the_printer_prints() {
    let log = ThreadLog::new();
    let printer = {
        let log = log.clone();
        print_menu(vec![1, 2, 34], move |_| {
            log.note("the menu");
            String::new()
        })
    };
    printer.join().expect("The thread of the printer panicked.");

    assert!(
        log.at_home().is_empty(),
        "The waiter printed the menu: `print` ran on the thread that called `print_menu`."
    );
    let printed = log.count();
    assert!(
        printed == 1,
        "The menu should be printed once, but it was printed {printed} times."
    );
}

/// The printer gets the very list the waiter had, not a copy of it.
#[test]
fn nothing_is_copied() {
    let prices = vec![1, 2, 34];
    let before = format!("{:p}", prices.as_ptr());
    let printer = print_menu(prices, |prices| format!("{:p}", prices.as_ptr()));
    let after = printer.join().expect("The thread of the printer panicked.");
    assert!(
        before == after,
        "The prices were copied: the printer read them at another place in memory. Handing over the list itself is free."
    );
}

/// The waiter does not wait: `print_menu` returns while the printer is still printing.
#[test]
fn the_waiter_does_not_wait() {
    let meeting = Meeting::new(2);
    let printer = {
        let meeting = meeting.clone();
        print_menu(vec![1, 2, 34], move |_| {
            meeting.wait("the printer");
            "done".to_string()
        })
    };
    meeting.wait("the waiter");
    let text = printer.join().expect("The thread of the printer panicked.");
    assert!(
        text == "done",
        "The printer said \"done\", but the handle gave \"{text}\"."
    );
}
