use exercise::Locker;
use std::thread;

/// The codes on the display, sorted: it may show them in any order.
fn codes(locker: &Locker) -> Vec<u32> {
    let mut codes = locker.codes();
    codes.sort_unstable();
    codes
}

/// A parcel that fits is taken home, and is then gone from the locker.
///
/// ```
/// let locker = exercise::Locker::empty();
/// locker.put_in(7, String::from("red boots"));
/// locker.put_in(8, "a lamp");
/// // A customer who tries on once, and stays on their thread.
/// let feet = std::rc::Rc::new(43);
/// let parcel: Option<String> = locker.pick_up(7, |_| {
///     drop(feet);
///     true
/// });
/// ```
#[test]
fn what_fits_is_taken_home() {
    let locker = Locker::empty();
    locker.put_in(7, "red boots, size 41");
    let mut seen = String::new();
    let parcel = locker.pick_up(7, |parcel| {
        seen = parcel.to_owned();
        true
    });
    assert!(
        seen == "red boots, size 41",
        "The customer typed code 7 to try on \"red boots, size 41\", but was given \"{seen}\" to try on."
    );
    assert!(
        parcel.as_deref() == Some("red boots, size 41"),
        "The parcel \"red boots, size 41\" fitted, but `pick_up` returned {parcel:?}."
    );
    let codes = locker.codes();
    assert!(
        codes.is_empty(),
        "The red boots are at the customer's home, but the locker still shows their code: {codes:?}."
    );
    let mut tried = false;
    let nothing = locker.pick_up(7, |_| {
        tried = true;
        true
    });
    assert!(
        nothing.is_none(),
        "There is no parcel under code 7 any more, but `pick_up` returned {nothing:?}."
    );
    assert!(
        !tried,
        "There is no parcel under code 7 any more, but the customer was given something to try on."
    );
}

/// A parcel that does not fit goes back into the locker, under its code, for the next try.
#[test]
fn what_does_not_fit_goes_back() {
    let locker = Locker::empty();
    // Whatever is written on it, and if nothing is.
    for (code, label) in [(7, "Red boots, size 41"), (4_711, " a hat\n"), (0, "")] {
        locker.put_in(code, label);
        let mut seen = String::new();
        let parcel = locker.pick_up(code, |parcel| {
            seen = parcel.to_owned();
            false
        });
        assert!(
            seen == label,
            "The customer typed code {code} to try on {label:?}, but was given {seen:?} to try on."
        );
        assert!(
            parcel.is_none(),
            "The parcel {label:?} did not fit, but `pick_up` returned {parcel:?}."
        );
        let codes = codes(&locker);
        assert!(
            codes == [code],
            "The parcel {label:?} did not fit and should be in the locker again, under code {code}. The locker shows {codes:?}."
        );
        let parcel = locker.pick_up(code, |_| true);
        assert!(
            parcel.as_deref() == Some(label),
            "The parcel {label:?} had been put back. The next one whom it fitted took out {parcel:?}."
        );
    }
}

/// Nothing gets lost when somebody else uses the locker at the moment at which a parcel is taken out or goes back.
#[test]
fn two_may_use_it_at_once() {
    let others: [(&str, fn(&Locker) -> bool, &[u32]); 3] = [
        (
            "took out the lamp (8)",
            |locker| locker.pick_up(8, |_| true).as_deref() == Some("a lamp"),
            &[7],
        ),
        (
            "put in a kite (9)",
            |locker| {
                locker.put_in(9, "a kite");
                true
            },
            &[7, 8, 9],
        ),
        (
            "looked at the display",
            |locker| locker.codes().contains(&8),
            &[7, 8],
        ),
    ];
    for (what, other, left) in others {
        let locker = Locker::empty();
        locker.put_in(7, "red boots");
        locker.put_in(8, "a lamp");
        let done = thread::scope(|street| {
            street.spawn(|| locker.pick_up(7, |_| false));
            other(&locker)
        });
        let codes = codes(&locker);
        assert!(
            done && codes == left,
            "A customer tried on the red boots (7), which did not fit. In the locker was a lamp (8), too. Somebody else {what}: \
             {}. In the end the locker shows {codes:?}.",
            if done {
                "that worked"
            } else {
                "that did not work"
            }
        );
    }
}

/// Two customers with the same code come at once: one of them gets the parcel.
#[test]
fn nobody_takes_the_same_parcel_twice() {
    let locker = Locker::empty();
    locker.put_in(7, "red boots");
    let parcels = thread::scope(|street| {
        let first = street.spawn(|| locker.pick_up(7, |_| true));
        let second = street.spawn(|| locker.pick_up(7, |_| true));
        [first.join().unwrap(), second.join().unwrap()]
    });
    let taken = parcels.iter().flatten().count();
    assert!(
        taken == 1,
        "There is one pair of red boots, and two customers came with its code at once. \
         The number of them who went home with the boots is {taken}."
    );
}

/// While a customer is trying things on, the locker is free for others.
#[test]
fn the_locker_is_free_meanwhile() {
    let locker = Locker::empty();
    locker.put_in(7, "red boots");
    locker.put_in(8, "a lamp");
    let mut shown = Vec::new();
    locker.pick_up(7, |_| {
        // A courier and a glance at the display, in the middle of it.
        locker.put_in(9, "a kite");
        shown = codes(&locker);
        false
    });
    assert!(
        !shown.contains(&7),
        "A customer was trying on the red boots (code 7), and meanwhile the display showed {shown:?}: the boots were in \
         somebody's hands and in the locker at once."
    );
    assert!(
        shown == [8, 9],
        "While the red boots (code 7) were being tried on, a lamp (8) and a new kite (9) were in the locker. \
         The display showed {shown:?}."
    );
    let codes = codes(&locker);
    assert!(
        codes == [7, 8, 9],
        "In the end the boots (7), the lamp (8) and the kite (9) should all be in the locker, but it shows {codes:?}."
    );
}

/// While a customer is trying things on, another one tries on something else and takes it home.
#[test]
fn another_customer_does_not_wait() {
    let locker = Locker::empty();
    locker.put_in(7, "red boots");
    locker.put_in(8, "a lamp");
    let mut lamp = None;
    locker.pick_up(7, |_| {
        lamp = thread::scope(|street| {
            let other = street.spawn(|| locker.pick_up(8, |_| true));
            other.join().ok().flatten()
        });
        false
    });
    assert!(
        lamp.as_deref() == Some("a lamp"),
        "While a customer was trying on the red boots (7), another one came for the lamp (8), which fitted. `pick_up` returned \
         {lamp:?} for it."
    );
}
