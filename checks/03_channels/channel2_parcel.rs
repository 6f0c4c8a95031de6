use exercise::{Parcel, hand_in};
use std::panic::{self, AssertUnwindSafe};
use std::sync::mpsc;
use std::thread;

fn parcel(number: &str, things: &[&str]) -> Parcel {
    Parcel {
        number: number.to_owned(),
        contents: things.iter().map(|&thing| thing.to_owned()).collect(),
    }
}

/// The receipt shows the number of the parcel, just as it is on the label.
#[test]
fn the_receipt_shows_the_number() {
    let (belt, _hall) = mpsc::channel();
    let long = " CH-19\n\tMrs Müller, at the back\r\n ".repeat(20);
    for number in ["CH-17", "CH-18", " at 3 ", "", "CH-18", long.as_str()] {
        let receipt = hand_in(parcel(number, &["a cuckoo clock"]), &belt);
        assert!(
            receipt == number,
            "The label says {number:?}, but the receipt says {receipt:?}."
        );
    }
}

/// When the customer has the receipt, the parcel is on the belt, even one with nothing in it.
#[test]
fn the_parcel_is_on_the_belt() {
    let (belt, hall) = mpsc::channel();
    for things in [&["a cuckoo clock"][..], &[]] {
        hand_in(parcel("CH-17", things), &belt);
        let on_the_belt = hall.try_iter().count();
        assert!(
            on_the_belt != 0,
            "The customer had the receipt, but the belt was empty. What the parcel held is {things:?}."
        );
        assert!(
            on_the_belt == 1,
            "One parcel was handed in, but there were {on_the_belt} on the belt."
        );
    }
}

/// If nobody takes parcels any more, there is no receipt, whatever is in the parcel and on its label.
#[test]
fn no_receipt_for_a_lost_parcel() {
    let parcels: [(&str, &[&str]); 4] = [
        ("CH-17", &["a cuckoo clock"]),
        ("CH-18", &[]),
        ("", &["cheese"]),
        ("CH-19", &["cheese", "bread", ""]),
    ];
    for (number, things) in parcels {
        let (belt, hall) = mpsc::channel();
        drop(hall);
        let receipt =
            panic::catch_unwind(AssertUnwindSafe(|| hand_in(parcel(number, things), &belt)));
        if let Ok(receipt) = receipt {
            panic!(
                "The sorting hall was gone, and with it the parcel {number:?} with {things:?} in it. But the customer was given \
                 a receipt: {receipt:?}."
            );
        }
    }
}

/// Every call uses the belt it is given: one that ends nowhere does not stop the others.
#[test]
fn every_belt_takes_its_own_parcels() {
    let (broken, hall) = mpsc::channel();
    drop(hall);
    let halls = ["east", "west"].map(|place| {
        let (belt, hall) = mpsc::channel();
        let receipt = hand_in(parcel(place, &["cheese"]), &belt);
        assert!(
            receipt == place,
            "A parcel with the label {place:?} was put on a belt, but the receipt says {receipt:?}."
        );
        let lost = panic::catch_unwind(AssertUnwindSafe(|| {
            hand_in(parcel("CH-17", &["a cuckoo clock"]), &broken)
        }));
        assert!(
            lost.is_err(),
            "One of several belts ended nowhere, but there was a receipt for the parcel on it."
        );
        (place, hall)
    });
    for (place, hall) in halls {
        let numbers: Vec<String> = hall.try_iter().map(|parcel| parcel.number).collect();
        assert!(
            numbers == [place],
            "There were two belts, one to the east and one to the west. To the {place} went one parcel, with the label {place:?}, \
             but out of the wall came {numbers:?}."
        );
    }
}

/// The very parcel that was handed in comes out of the wall, with its label.
#[test]
fn the_very_parcel_arrives() {
    const THINGS: [&str; 4] = ["cheese", "a cuckoo clock", "a cuckoo clock", "bread"];
    let (belt, hall) = mpsc::channel();
    let picnic = parcel(" CH 17 ", &THINGS);
    let (label, contents) = (
        picnic.number.as_ptr().addr(),
        picnic.contents.as_ptr().addr(),
    );
    hand_in(picnic, &belt);
    drop(belt);
    let Ok(arrived) = hall.recv() else {
        panic!("A parcel was handed in, but none came out of the wall.");
    };
    assert!(
        !arrived.number.is_empty(),
        "The parcel came out of the wall without a number on its label."
    );
    assert!(
        arrived.number == " CH 17 ",
        "Parcel \" CH 17 \" was handed in, but the one that came out of the wall has the number {:?}.",
        arrived.number
    );
    assert!(
        arrived.contents == THINGS,
        "A parcel with {THINGS:?} was handed in, but one with {:?} came out of the wall.",
        arrived.contents
    );
    assert!(
        arrived.contents.as_ptr().addr() == contents,
        "A copy of it came out of the wall: the clocks were built a second time. Sending the parcel itself costs nothing."
    );
    assert!(
        arrived.number.as_ptr().addr() == label,
        "Its label was swapped: a copy came out of the wall, though the customer wants only a receipt. The label belongs to the parcel."
    );
}

/// The hall gets the parcels in the order in which they were handed in.
#[test]
fn parcels_arrive_in_order() {
    let (belt, hall) = mpsc::channel::<Parcel>();
    let sorting = thread::spawn(move || {
        let numbers = hall.iter().map(|parcel| parcel.number);
        numbers.collect::<Vec<_>>()
    });
    hand_in(parcel("CH-17", &["a cuckoo clock"]), &belt);
    hand_in(parcel("CH-18", &["cheese"]), &belt);
    drop(belt);
    let numbers = sorting.join().unwrap();
    assert!(
        numbers == ["CH-17", "CH-18"],
        "CH-17 was handed in, then CH-18, but the hall got {numbers:?}."
    );
}

/// At two counters at the same time, each customer gets the receipt for their own parcel.
#[test]
fn each_customer_gets_their_own_receipt() {
    let (belt, _hall) = mpsc::channel();
    let other_belt = belt.clone();
    let other = thread::spawn(move || hand_in(parcel("CH-18", &["cheese"]), &other_belt));
    let receipt = hand_in(parcel("CH-17", &["a cuckoo clock"]), &belt);
    let Ok(other) = other.join() else {
        panic!(
            "Two parcels were handed in at the same time, and `hand_in` panicked, though the belt was running."
        );
    };
    assert!(
        receipt == "CH-17" && other == "CH-18",
        "CH-17 and CH-18 were handed in at the same time, at two counters. The receipts say {receipt:?} and {other:?}."
    );
}

/// There is one of each parcel: a `Parcel` can be made, but not cloned.
///
/// ```
/// use exercise::Parcel;
/// let parcel = Parcel { number: "CH-17".to_owned(), contents: Vec::new() };
/// assert_eq!(parcel.number, "CH-17");
/// ```
/// ```compile_fail,E0277
/// use exercise::Parcel;
/// fn duplicate<T: Clone>(_: T) {}
/// duplicate(Parcel { number: "CH-17".to_owned(), contents: Vec::new() });
/// ```
#[test]
fn there_is_one_of_each_parcel() {}
