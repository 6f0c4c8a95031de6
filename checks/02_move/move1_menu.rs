use exercise::print_menu;
use probes::{Meeting, ThreadLog, quiesce, thread_count};
use std::thread;
use std::time::Instant;

/// The printer gets all the prices in their order, and its text comes back through the handle as it is.
///
/// ```
/// use exercise::print_menu;
/// use std::cell::Cell;
/// struct Ink;
/// let (ink, sheets) = (Ink, Cell::new(3));
/// let _ = print_menu(vec![7], move |_| {
///     let _used = ink;
///     sheets.set(2);
///     String::new()
/// });
/// ```
#[test]
fn every_price_is_printed() {
    let menus = [
        vec![1, 2, 34],
        vec![7],
        vec![],
        vec![34, 2, 2, 0, 1, 70_000],
        (1..=40).rev().collect(),
    ];
    for prices in menus {
        let expected = format!(" {prices:?}\n");
        let printer = print_menu(prices, |prices| format!(" {prices:?}\n"));
        let text = printer.join().expect("The thread of the printer panicked.");
        assert!(
            text == expected,
            "The printer was to print {expected:?}, but what came through the handle is {text:?}."
        );
    }
    for expected in ["", " soup\n", "soup"] {
        let printer = print_menu(vec![1, 2, 34], move |_| expected.to_owned());
        let text = printer.join().expect("The thread of the printer panicked.");
        assert!(
            text == expected,
            "The printer printed {expected:?}, but what came through the handle is {text:?}."
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

/// However long the printing takes, the threads that wait for it sleep.
#[test]
fn who_waits_for_the_menu_sleeps() {
    let printer = print_menu(vec![7], |prices| {
        // Code that polls does so before this is over.
        quiesce();
        format!("{prices:?}")
    });
    let text = printer.join().expect("The thread of the printer panicked.");
    assert!(
        text == "[7]",
        "Printing took hours. The printer printed \"[7]\", but what came through the handle is {text:?}."
    );
}

/// The printer gets the very list the waiter had, not a copy of it.
#[test]
fn nothing_is_copied() {
    for count in [3, 1, 40] {
        let prices: Vec<u32> = (1..=count).collect();
        let before = format!("{:p}", prices.as_ptr());
        let printer = print_menu(prices, |prices| format!("{:p}", prices.as_ptr()));
        let after = printer.join().expect("The thread of the printer panicked.");
        assert!(
            before == after,
            "The prices were copied: the printer read them at another place in memory. Handing over the list itself is free."
        );
    }
}

/// The waiter does not wait: `print_menu` returns while the printer is still printing.
#[test]
fn the_waiter_does_not_wait() {
    for prices in [vec![1, 2, 34], vec![]] {
        let meeting = Meeting::new(2);
        let printer = {
            let meeting = meeting.clone();
            print_menu(prices, move |_| {
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
}

/// The handle comes at once: `print_menu` does not sleep either.
#[test]
fn the_handle_comes_at_once() {
    let before = Instant::now();
    let printer = print_menu(vec![1, 2, 34], |_| String::new());
    let took = before.elapsed();
    printer.join().expect("The thread of the printer panicked.");
    // Where interleavings are explored, a clock moves only for a thread that sleeps or waits by it.
    assert!(
        thread_count().is_none() || took.is_zero(),
        "By the clock `print_menu` took {took:?} to return the handle: it slept, or waited with a time limit."
    );
}

/// Two menus are printed at the same time, each from its own list.
#[test]
fn two_menus_at_the_same_time() {
    let meeting = Meeting::new(2);
    let printers = [[1, 2], [34, 5]].map(|prices| {
        let meeting = meeting.clone();
        print_menu(prices.into(), move |prices| {
            meeting.wait(format!("the printer of {prices:?}"));
            format!("{prices:?}")
        })
    });
    let texts = printers.map(|printer| printer.join().expect("The thread of a printer panicked."));
    assert!(
        texts == ["[1, 2]", "[34, 5]"],
        "Two menus were handed to the printers, [1, 2] and [34, 5], but what they printed is {texts:?}."
    );
}

/// However many menus are being printed, the waiter who brings the next one does not wait.
#[test]
fn many_menus_at_the_same_time() {
    // On real threads there is room for more of them.
    let menus = if thread_count().is_none() { 20 } else { 5 };
    let meeting = Meeting::new(menus + 1);
    let printers: Vec<_> = (1..=menus as u32)
        .map(|price| {
            let meeting = meeting.clone();
            print_menu(vec![price], move |prices| {
                meeting.wait(format!("the printer of {prices:?}"));
                format!("{prices:?}")
            })
        })
        .collect();
    meeting.wait("the waiter");
    for (price, printer) in (1..).zip(printers) {
        let text = printer.join().expect("The thread of a printer panicked.");
        assert!(
            text == format!("[{price}]"),
            "{menus} menus were printed at the same time. One of them had the prices [{price}], but its handle gave {text:?}."
        );
    }
}

/// Two waiters who come at the same time do not mix their menus.
#[test]
fn two_waiters_do_not_mix() {
    let both = Meeting::new(2);
    let bring = |prices: &[u32], both: Meeting| {
        let printer = print_menu(prices.to_vec(), move |prices| {
            both.wait(format!("the printer of {prices:?}"));
            format!("{prices:?}")
        });
        printer.join().expect("The thread of a printer panicked.")
    };
    let next_to = both.clone();
    let other = thread::spawn(move || bring(&[34, 5], next_to));
    let here = bring(&[1, 2], both);
    let Ok(there) = other.join() else {
        panic!(
            "Two waiters brought a menu at the same time, and for one of them it went wrong: somebody panicked."
        );
    };
    assert!(
        here == "[1, 2]" && there == "[34, 5]",
        "Two waiters brought a menu at the same time, one [1, 2] and the other one [34, 5]. What was printed is {here} and {there}."
    );
}

/// A menu with the same prices as the last one is printed again, in the way that is asked for this time.
#[test]
fn the_same_prices_are_printed_again() {
    let log = ThreadLog::new();
    for paper in ["white", "white", "blue"] {
        let press = log.clone();
        let printer = print_menu(vec![1, 2, 34], move |prices| {
            press.note(paper);
            format!("{prices:?} on {paper} paper")
        });
        let text = printer.join().expect("The thread of the printer panicked.");
        assert!(
            text == format!("[1, 2, 34] on {paper} paper"),
            "A menu with the same prices as before was to be printed on {paper} paper, but the handle gave {text:?}."
        );
    }
    let printed = log.count();
    assert!(
        printed == 3,
        "Three menus with the same prices were handed to the printer, but `print` was called {printed} times."
    );
}
