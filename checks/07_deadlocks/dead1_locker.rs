use exercise::Locker;
use std::thread;

/// A parcel that fits is taken home, and is then gone from the locker.
#[test]
fn what_fits_is_taken_home() {
    let locker = Locker::empty();
    locker.put_in(7, "red boots");
    let mut seen = String::new();
    let parcel = locker.pick_up(7, |parcel| {
        seen = parcel.to_owned();
        true
    });
    assert!(
        seen == "red boots",
        "The customer typed code 7 to try on the red boots, but was given \"{seen}\" to try on."
    );
    assert!(
        parcel.as_deref() == Some("red boots"),
        "The red boots fitted, but `pick_up` returned {parcel:?}."
    );
    let codes = locker.codes();
    assert!(
        codes.is_empty(),
        "The red boots are at the customer's home, but the locker still shows their code: {codes:?}."
    );
    let nothing = locker.pick_up(7, |_| true);
    assert!(
        nothing.is_none(),
        "There is no parcel under code 7 any more, but `pick_up` returned {nothing:?}."
    );
}

/// A parcel that does not fit goes back into the locker, under its code, for the next try.
#[test]
fn what_does_not_fit_goes_back() {
    let locker = Locker::empty();
    locker.put_in(7, "red boots");
    let parcel = locker.pick_up(7, |_| false);
    assert!(
        parcel.is_none(),
        "The red boots did not fit, but `pick_up` returned {parcel:?}."
    );
    let codes = locker.codes();
    assert!(
        codes == [7],
        "The red boots did not fit and should be in the locker again, under code 7. The locker shows {codes:?}."
    );
    let parcel = locker.pick_up(7, |_| true);
    assert!(
        parcel.as_deref() == Some("red boots"),
        "The red boots had been put back. The next one whom they fitted took out {parcel:?}."
    );
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
        shown = locker.codes();
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
    let codes = locker.codes();
    assert!(
        codes == [7, 8, 9],
        "In the end the boots (7), the lamp (8) and the kite (9) should all be in the locker, but it shows {codes:?}."
    );
}
