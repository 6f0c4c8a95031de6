use exercise::{Hall, book};
use probes::quiesce;
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
    // The fourth one is too shy to say a name.
    let names = ["Ada", "Bo", "Cy", "", "di Lauro", "Ed", "Flo"];
    for chairs in [2, 0, 1, 3, 5] {
        let hall = self::hall(chairs, &[]);
        for (place, name) in names.into_iter().enumerate() {
            let told = book(&hall, name);
            let before = &names[..place];
            assert!(
                told == (place < chairs),
                "Chairs: {chairs}. After {before:?} had come to a single window, {name:?} was told `{told}`."
            );
        }
        let mut guests = list(&hall);
        guests.sort();
        let mut seated = names[..chairs].to_vec();
        seated.sort_unstable();
        assert!(
            guests == seated,
            "Chairs: {chairs}. {names:?} had come to a single window, one after the other, and the first {chairs} were told to \
             have a chair. But the list says {guests:?}."
        );
    }
    // A large hall, nearly full, and names that are long, rare, or nothing but a space.
    let long = " Ada  Maria\tvon und zu Hohenzollern-Klarinettenfels, geb. Müller ";
    let names = [" ", "ada", "ADA", long, "Ада", "12", "Ada\n", "Bo, Cy"];
    let hall = self::hall(308, &["a member of the club"; 300]);
    for (place, name) in names.into_iter().enumerate() {
        let told = book(&hall, name);
        assert!(
            told,
            "Of 308 chairs {} were taken when {name:?} came, but was turned away.",
            300 + place
        );
    }
    let told = book(&hall, "Di");
    assert!(
        !told,
        "All of 308 chairs were taken when \"Di\" came and was told `true`."
    );
    let guests = list(&hall);
    let missing = names
        .iter()
        .find(|name| !guests.iter().any(|guest| guest == *name));
    assert!(
        guests.len() == 308 && missing.is_none(),
        "300 members of the club were on the list, and 8 others were told to have a chair. Now the list has {} names{}.",
        guests.len(),
        missing.map_or_else(String::new, |name| format!(
            ", and {name:?} is not among them"
        ))
    );
    let hall = self::hall(2, &["Ada"]);
    let told = book(&hall, "Ada");
    let guests = list(&hall);
    assert!(
        told && guests == ["Ada", "Ada"],
        "There are 2 chairs, and an Ada has one of them. Another Ada comes and is told `{told}`, and the list says {guests:?}."
    );
    let told = book(&hall, "Ada");
    let guests = list(&hall);
    assert!(
        !told && guests == ["Ada", "Ada"],
        "There are 2 chairs, and two people have them, each called Ada. A third Ada comes and is told `{told}`, and the list says {guests:?}."
    );
}

/// The last chair is sold once, even when two people want it at the same moment.
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

/// All chairs are sold, each of them once, even when two guests come to one window while the other one is busy.
#[test]
fn two_chairs_for_three() {
    let hall = hall(2, &[]);
    let (told, di) = thread::scope(|windows| {
        let di = windows.spawn(|| book(&hall, "Di"));
        let told = ["Ada", "Bo"].map(|name| (name, book(&hall, name)));
        (told, di.join().ok())
    });
    let Some(di) = di else {
        panic!("Ada, Bo and Di wanted two chairs, and Di's window panicked.");
    };
    let mut seated: Vec<_> = [told[0], told[1], ("Di", di)]
        .into_iter()
        .filter_map(|(name, told)| told.then_some(name))
        .collect();
    seated.sort_unstable();
    let mut guests = list(&hall);
    guests.sort();
    assert!(
        seated.len() == 2 && guests == seated,
        "There were 2 chairs. Ada and then Bo came to one window, Di to the other one. Of them {seated:?} were told that they \
         have a chair, and the list says {guests:?}."
    );
}

/// Nobody is turned away while there are chairs, even when many others come at the same moment.
#[test]
fn free_chairs_are_sold() {
    let names = ["Ada", "Cy", "Di", "Ed", "Flo", "Gus"];
    let hall = self::hall(7, &[]);
    let (others, bo) = thread::scope(|windows| {
        let bo = windows.spawn(|| book(&hall, "Bo"));
        (names.map(|name| book(&hall, name)), bo.join().ok())
    });
    let guests = list(&hall);
    assert!(
        others == [true; 6] && bo == Some(true) && guests.len() == 7,
        "There were 7 chairs. Bo came to one window, and meanwhile six others came to another one. Bo was told {bo:?}, the others \
         {others:?}, and the list says {guests:?}."
    );
    let hall = self::hall(2, &[]);
    let (ada, bo) = book_both(&hall);
    let mut guests = list(&hall);
    guests.sort();
    assert!(
        ada && bo && guests == ["Ada", "Bo"],
        "There were 2 chairs for Ada and Bo. Ada was told `{ada}`, Bo was told `{bo}`, and the list says {guests:?}."
    );
}

/// There are never more guests than chairs on the list, not even for a moment.
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

/// A thread that finds the list locked sleeps until it is free.
#[test]
fn who_finds_it_locked_waits() {
    let hall = self::hall(2, &[]);
    let told = thread::scope(|windows| {
        let mut guests = hall.guests.lock().unwrap();
        let bo = windows.spawn(|| book(&hall, "Bo"));
        quiesce();
        // Nobody has the list of the hall next door in hand.
        book(&self::hall(1, &[]), "Di");
        guests.push(String::from("Ada"));
        drop(guests);
        bo.join().ok()
    });
    let guests = list(&hall);
    assert!(
        told == Some(true) && guests.len() == 2 && guests.contains(&String::from("Bo")),
        "There were 2 chairs. While Bo asked for one, another window had the list in hand, wrote Ada on it and laid it back. \
         Bo was told {told:?} instead of Some(true), and the list says {guests:?}."
    );
}
