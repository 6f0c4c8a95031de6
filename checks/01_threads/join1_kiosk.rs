use exercise::print_ticket;
use probes::{Meeting, ThreadLog, quiesce, thread_count};
use std::thread;
use std::time::Instant;

/// The kiosk hands out the ticket that was printed, every letter of it, with any printer that can be sent to a thread.
///
/// ```
/// use exercise::print_ticket;
/// use std::cell::Cell;
/// struct Paper;
/// let (sheet, ink) = (Paper, Cell::new(3));
/// let _ = print_ticket(move || {
///     let _used = sheet;
///     ink.set(2);
///     String::new()
/// });
/// ```
#[test]
fn hands_out_the_printed_ticket() {
    let tickets = [
        "one way to Bern, seat 12",
        "one way to Oslo, seat 12",
        "",
        "  Seat 7  \n\tWINDOW \n",
        "return to Zermatt and back, by way of Bern, Thun, Spiez, Visp and Brig, seat 12 by the window, one dog and two bicycles",
    ];
    for printed in tickets {
        let ticket = print_ticket(move || printed.to_owned());
        assert!(
            ticket == printed,
            "The kiosk handed out {ticket:?}, but the printer had printed {printed:?}."
        );
    }
}

/// The printer works on a thread of its own, not on the one that called `print_ticket`.
#[test]
fn prints_on_its_own_thread() {
    let log = ThreadLog::new();
    let printer = log.clone();
    print_ticket(move || {
        printer.note("printed");
        String::from("return to Bern, seat 3")
    });
    // Without a ticket in hand, the printer may not even have started: that is the other check's business.
    assert!(
        log.at_home().is_empty(),
        "The ticket was printed by thread `main`, the one that called `print_ticket`. \
         The spawned thread should do the printing itself."
    );
}

/// However slow the printer is, the traveller sleeps until the ticket is out, and no longer.
#[test]
fn sleeps_until_the_ticket_is_out() {
    let before = Instant::now();
    let ticket = print_ticket(|| {
        // Slower than everything else: code that polls, or gives up after some time, does so before this is over.
        quiesce();
        String::from("night train to Rome, seat 5")
    });
    let took = before.elapsed();
    assert!(
        ticket == "night train to Rome, seat 5",
        "The printer was slow. The kiosk did not wait for it and handed out {ticket:?}."
    );
    // Where interleavings are explored, a clock moves only for a thread that sleeps or waits by it, and this printer does not.
    assert!(
        thread_count().is_none() || took.is_zero(),
        "The printer took no time at all, but by the clock `print_ticket` took {took:?}: it slept, or waited with a time limit. \
         The traveller should wait for the printer, not for the clock."
    );
}

/// Two travellers at two kiosks get a ticket each, from a printer each, and neither waits for the other one's.
#[test]
fn two_travellers_do_not_mix() {
    let both = Meeting::new(2);
    let next_to = both.clone();
    let travel = |place: &'static str, both: Meeting| {
        let traveller = thread::current().id();
        print_ticket(move || {
            both.wait(format!("the printer of the ticket to {place}"));
            let by = if thread::current().id() == traveller {
                ", printed by the traveller"
            } else {
                ""
            };
            format!("to {place}{by}")
        })
    };
    let other = thread::spawn(move || travel("Oslo", next_to));
    let here = travel("Bern", both);
    let there = other.join();
    let Ok(there) = there else {
        panic!(
            "Two travellers wanted a ticket at the same time, and `print_ticket` panicked for the one to Oslo."
        );
    };
    assert!(
        (here.as_str(), there.as_str()) == ("to Bern", "to Oslo"),
        "At the same time one kiosk printed a ticket to Bern and another one a ticket to Oslo, each on a thread of its own. \
         What the travellers got is {here:?} and {there:?}."
    );
}
