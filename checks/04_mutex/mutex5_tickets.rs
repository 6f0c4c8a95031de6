use exercise::{Hall, book};
use std::sync::Mutex;
use std::thread;

fn hall(chairs: usize, guests: &[&str]) -> Hall {
    Hall {
        chairs,
        guests: Mutex::new(guests.iter().map(|name| name.to_string()).collect()),
    }
}

/// Ada and Bo come to two windows at the same moment. What they are told:
fn book_both(hall: &Hall) -> (bool, bool) {
    let (ada, bo) = thread::scope(|windows| {
        let bo = windows.spawn(|| book(hall, "Bo"));
        (book(hall, "Ada"), bo.join().ok())
    });
    let Some(bo) = bo else {
        panic!("Ada and Bo came at the same moment, and Bo's window panicked.");
    };
    (ada, bo)
}

fn list(hall: &Hall) -> Vec<String> {
    hall.guests.lock().unwrap().clone()
}

/// At a single window chairs are given away until there is none left.
#[test]
fn first_come_first_seated() {
    let hall = hall(2, &[]);
    for (name, expected) in [("Ada", true), ("Bo", true), ("Cy", false)] {
        let told = book(&hall, name);
        assert!(
            told == expected,
            "There are 2 chairs. Ada, Bo and Cy come in this order to a single window, and {name} is told `{told}`."
        );
    }
    let guests = list(&hall);
    assert!(
        guests == ["Ada", "Bo"],
        "There are 2 chairs. After Ada, Bo and Cy have come, in this order, the list says {guests:?}."
    );
    let hall = self::hall(2, &["Ada"]);
    let told = book(&hall, "Ada");
    let guests = list(&hall);
    assert!(
        told && guests == ["Ada", "Ada"],
        "There are 2 chairs, and an Ada has one of them. Another Ada comes and is told `{told}`, and the list says {guests:?}."
    );
}

/// The last chair is sold once, also when two people want it at the same moment.
#[test]
fn the_last_chair_is_sold_once() {
    let hall = hall(1, &[]);
    let (ada, bo) = book_both(&hall);
    let guests = list(&hall);
    assert!(
        !(ada && bo),
        "Ada and Bo wanted the last chair at the same moment, and both were told that they have it. The list says {guests:?}."
    );
    assert!(
        ada || bo,
        "Ada and Bo wanted the last chair at the same moment, and both were turned away. The list says {guests:?}."
    );
    let seated = if ada { "Ada" } else { "Bo" };
    assert!(
        guests == [seated],
        "Ada and Bo wanted the last chair at the same moment, and {seated} was told to have it. But the list says {guests:?}."
    );
}

/// Nobody is turned away while there are chairs, also when two people come at the same moment.
#[test]
fn free_chairs_are_sold() {
    let hall = hall(2, &[]);
    let (ada, bo) = book_both(&hall);
    let mut guests = list(&hall);
    guests.sort();
    assert!(
        ada && bo && guests == ["Ada", "Bo"],
        "There were 2 chairs for Ada and Bo. Ada was told `{ada}`, Bo was told `{bo}`, and the list says {guests:?}."
    );
}

/// Whoever looks at the list never sees more guests than chairs, not even for a moment.
#[test]
fn never_more_guests_than_chairs() {
    let hall = hall(1, &["Ada"]);
    let (bo, seen) = thread::scope(|windows| {
        let bo = windows.spawn(|| book(&hall, "Bo"));
        let seen = list(&hall);
        (bo.join().ok(), seen)
    });
    let Some(bo) = bo else {
        panic!("Ada has the only chair. Bo asked for one, and the window panicked.");
    };
    assert!(
        seen == ["Ada"],
        "Ada has the only chair. While Bo asked for one, somebody looked at the list, and it said {seen:?}."
    );
    let guests = list(&hall);
    assert!(
        !bo && guests == ["Ada"],
        "Ada has the only chair. Bo asked for one and was told `{bo}`, and the list says {guests:?}."
    );
}
