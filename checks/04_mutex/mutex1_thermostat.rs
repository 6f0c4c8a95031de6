use exercise::Thermostat;
use std::thread;

/// The thermostat shows what it was set to last.
#[test]
fn shows_what_was_set() {
    let office = Thermostat::new(19);
    let shown = office.read();
    assert!(
        shown == 19,
        "A new thermostat at 19 degrees says {shown} when it is read."
    );
    let mut before = 19;
    // Some are set twice, and 19 is what it began with. The last ones are for those who keep an `i8` or an `i16`.
    for degrees in [26, 14, 14, 0, -1, -3, -3, 100_000, 19, -40_000] {
        office.set(degrees);
        let shown = office.read();
        assert!(
            shown != before || shown == degrees,
            "The thermostat was set to {degrees} degrees and still says {shown}. Was it the dial that was turned, or a copy of its number?"
        );
        assert!(
            shown == degrees,
            "The thermostat was set to {degrees} degrees, but it says {shown}."
        );
        before = degrees;
    }
}

/// Each thermostat has a dial of its own.
#[test]
fn each_has_its_own_dial() {
    let (office, kitchen) = (Thermostat::new(19), Thermostat::new(23));
    office.set(26);
    let shown = kitchen.read();
    assert!(
        shown == 23,
        "The kitchen's thermostat stood at 23 degrees. Then the one in the office was turned to 26, and the kitchen's says {shown}."
    );
    kitchen.set(15);
    let shown = office.read();
    assert!(
        shown == 26,
        "The office's thermostat stood at 26 degrees. Then the one in the kitchen was turned to 15, and the office's says {shown}."
    );
}

/// `set` works even while another thread is reading the dial.
#[test]
fn a_reader_is_not_in_the_way() {
    let office = Thermostat::new(21);
    // What it began with is over: whoever says 21 has not looked.
    office.set(20);
    let adas = thread::scope(|people| {
        // Another sign and other digits: no mixture of the two is one of them.
        let ada = people.spawn(|| {
            office.set(-13);
            office.read()
        });
        let seen = office.read();
        assert!(
            seen == 20 || seen == -13,
            "Ada turned the dial from 20 to -13 while Bo looked at it, and Bo saw {seen} degrees."
        );
        ada.join().ok()
    });
    let shown = office.read();
    assert!(
        shown == -13,
        "Ada turned the dial to -13 while Bo looked at it. Then it said {shown}: what Ada did is lost."
    );
    assert!(
        adas == Some(-13),
        "Ada turned the dial from 20 to -13 while Bo looked at it. Then she looked at it herself and saw {adas:?}."
    );
}

/// Two threads may turn the dial at the same moment: then it shows the value of one of them.
#[test]
fn two_hands_at_the_dial() {
    let office = Thermostat::new(21);
    thread::scope(|people| {
        people.spawn(|| office.set(26));
        office.set(15);
        office.set(-17);
    });
    let shown = office.read();
    assert!(
        shown == 26 || shown == -17,
        "At 21 degrees Ada turned the dial to 26, and at the same moment Bo turned it to 15 and then to -17. \
         After that it can show 26 or -17, but it shows {shown}."
    );
    for degrees in [26, -17] {
        office.set(degrees);
        let shown = office.read();
        assert!(
            shown == degrees,
            "Ada had turned the dial to 26, and at the same moment Bo to 15 and then to -17. When both had left, somebody turned \
             it to {degrees}, but it says {shown}."
        );
    }
}
