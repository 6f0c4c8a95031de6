use exercise::Thermostat;
use std::thread;

/// The thermostat shows what it was set to last.
#[test]
fn shows_what_was_set() {
    let office = Thermostat::new(21);
    let shown = office.read();
    assert!(
        shown == 21,
        "A new thermostat at 21 degrees says {shown} when it is read."
    );
    let mut before = 21;
    for degrees in [26, 14, -3] {
        office.set(degrees);
        let shown = office.read();
        assert!(
            shown != before,
            "The thermostat was set to {degrees} degrees and still says {shown}. Was it the dial that was turned, or a copy of its number?"
        );
        assert!(
            shown == degrees,
            "The thermostat was set to {degrees} degrees, but it says {shown}."
        );
        before = degrees;
    }
}

/// Whoever turns the dial gets a turn, even when somebody else is just looking at it.
#[test]
fn a_reader_is_not_in_the_way() {
    let office = Thermostat::new(21);
    thread::scope(|people| {
        people.spawn(|| office.set(26));
        let seen = office.read();
        assert!(
            seen == 21 || seen == 26,
            "Ada turned the dial from 21 to 26 while Bo looked at it, and Bo saw {seen} degrees."
        );
    });
    let shown = office.read();
    assert!(
        shown == 26,
        "Ada turned the dial to 26 while Bo looked at it. Then it said {shown}: what Ada did is lost."
    );
}

/// Two may turn the dial at the same moment: then it stands where one of them put it.
#[test]
fn two_hands_at_the_dial() {
    let office = Thermostat::new(21);
    thread::scope(|people| {
        people.spawn(|| office.set(26));
        people.spawn(|| office.set(15));
    });
    let shown = office.read();
    assert!(
        shown == 26 || shown == 15,
        "At 21 degrees Ada turned the dial to 26, and at the same moment Bo turned it to 15. It says {shown}, which nobody wanted."
    );
}
