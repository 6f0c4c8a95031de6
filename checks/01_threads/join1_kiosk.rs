use exercise::print_ticket;
use probes::ThreadLog;

/// The kiosk hands out the ticket that was printed.
#[test]
fn hands_out_the_printed_ticket() {
    for place in ["Bern", "Oslo"] {
        let printed = format!("one way to {place}, seat 12");
        let copy = printed.clone();
        let ticket = print_ticket(move || copy);
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
         The spawned thread should do the printing, not only carry it or stand by."
    );
}
