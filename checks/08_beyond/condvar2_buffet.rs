use exercise::Buffet;
use probes::quiesce;
use std::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::{Arc, OnceLock};
use std::thread::{Builder, scope};
use std::time::Instant;

fn plates(names: &[&str]) -> Vec<String> {
    names.iter().map(|name| name.to_string()).collect()
}

fn words(panic: &(dyn Any + Send)) -> String {
    match panic.downcast_ref::<&str>() {
        Some(words) => words.to_string(),
        None => panic.downcast_ref::<String>().cloned().unwrap_or_default(),
    }
}

/// So many guests take a plate each, while `kitchen` is at work. What they have got, sorted.
fn breakfast(guests: usize, kitchen: impl FnOnce(&Buffet)) -> Vec<String> {
    let buffet = Arc::new(Buffet::empty());
    let panicked = Arc::new(OnceLock::new());
    let guests: Vec<_> = (1..=guests)
        .map(|guest| {
            let (buffet, panicked) = (Arc::clone(&buffet), Arc::clone(&panicked));
            let take = move || {
                let plate = catch_unwind(AssertUnwindSafe(|| buffet.take()));
                plate.map_err(|panic| {
                    let message = format!("Guest {guest} panicked: {}", words(&*panic));
                    let _ = panicked.set(message);
                })
            };
            let thread = Builder::new().name(format!("guest {guest}"));
            thread.spawn(take).unwrap()
        })
        .collect();

    if let Err(panic) = catch_unwind(AssertUnwindSafe(|| kitchen(&buffet))) {
        // A guest who panics with the lock in hand spoils it for the kitchen. The guest began.
        if words(&*panic).contains("Poison") {
            panic!("{}", panicked.wait());
        }
        resume_unwind(panic);
    }
    let mut taken = Vec::new();
    for guest in guests {
        match guest.join().unwrap() {
            Ok(plate) => taken.push(plate),
            Err(()) => panic!("{}", panicked.wait()),
        }
    }
    taken.sort();
    taken
}

/// So many guests sleep beside an empty buffet before `kitchen` comes. What they have got, sorted.
fn after_a_nap<const GUESTS: usize>(kitchen: impl FnOnce(&Buffet)) -> [String; GUESTS] {
    let buffet = Buffet::empty();
    let mut taken = scope(|hotel| {
        let guests = [(); GUESTS].map(|()| {
            let guest = hotel.spawn(|| buffet.take());
            quiesce();
            guest
        });
        kitchen(&buffet);
        guests.map(|guest| {
            let plate = guest.join();
            plate.unwrap_or_else(|panic| panic!("A guest panicked: {}", words(&*panic)))
        })
    });
    taken.sort();
    taken
}

/// A guest takes what is there without waiting for the bell, whenever it was brought.
#[test]
fn a_plate_that_is_there_can_be_taken() {
    let buffet = Buffet::empty();
    buffet.refill(plates(&["egg", "toast"]));
    // Nobody knows what the last two are called.
    buffet.refill(plates(&["egg", "", ""]));
    let mut taken = [(); 5].map(|()| buffet.take());
    taken.sort();
    assert!(
        taken == ["", "", "egg", "egg", "toast"],
        "The kitchen brought egg and toast, and then one more egg and two plates without a name. The guest took {taken:?}."
    );
}

/// However many plates there are, each is there for a guest.
#[test]
fn a_large_buffet_keeps_every_plate() {
    let buffet = Buffet::empty();
    let brought: Vec<String> = (100..140).map(|number| format!("plate {number}")).collect();
    let (first, others) = brought.split_at(30);
    for plates in [first, others] {
        buffet.refill(plates.to_vec());
    }
    let mut taken: Vec<String> = brought.iter().map(|_| buffet.take()).collect();
    taken.sort();
    assert!(
        taken == brought,
        "The kitchen brought 30 plates, and then 10, with the numbers 100 to 139. Then 40 guests took one each, and got {taken:?}."
    );
}

/// What is on one buffet is not on another.
#[test]
fn every_buffet_has_its_own_plates() {
    let (hotel, spa) = (Buffet::empty(), Buffet::empty());
    spa.refill(plates(&["carrot"]));
    hotel.refill(plates(&["egg"]));
    spa.refill(plates(&["carrot"]));
    let taken = [hotel.take(), spa.take()];
    assert!(
        taken == ["egg", "carrot"],
        "Two carrots were brought to the spa, and an egg to the hotel. A guest of the hotel took {}, and one of the spa {}.",
        taken[0],
        taken[1]
    );
}

/// A guest who wakes up and finds no plate waits again, and gets the next one.
#[test]
fn whoever_finds_nothing_waits_on() {
    let taken = breakfast(2, |buffet| {
        buffet.refill(plates(&["egg"]));
        buffet.refill(plates(&["toast"]));
    });
    assert!(
        taken == ["egg", "toast"],
        "The kitchen brought egg, and then toast. Two guests took {}.",
        taken.join(" and ")
    );
}

/// When the kitchen brings two plates at once, both guests eat.
#[test]
fn nobody_sleeps_beside_a_plate() {
    let taken = breakfast(2, |buffet| buffet.refill(plates(&["egg", "toast"])));
    assert!(
        taken == ["egg", "toast"],
        "The kitchen brought egg and toast, both at once. Two guests took {}.",
        taken.join(" and ")
    );
}

/// When the kitchen brings three plates at once, three guests eat.
#[test]
fn three_plates_feed_three_guests() {
    let taken = breakfast(3, |buffet| {
        buffet.refill(plates(&["egg", "toast", "egg"]));
    });
    assert!(
        taken == ["egg", "egg", "toast"],
        "The kitchen brought egg, toast and one more egg, all at once. Three guests took {}.",
        taken.join(" and ")
    );
}

/// When the kitchen brings as many plates as there are guests, all guests who sleep eat.
#[test]
fn four_guests_wake_up() {
    let taken = after_a_nap::<4>(|buffet| {
        buffet.refill(plates(&["egg", "toast", "egg", "tea"]));
    });
    assert!(
        taken == ["egg", "egg", "tea", "toast"],
        "The kitchen brought egg, toast, one more egg and tea, all at once. Four guests took {}.",
        taken.join(" and ")
    );
}

/// One plate wakes a guest. The next two, right behind it, wake the others.
#[test]
fn a_plate_and_then_two_more() {
    let taken = after_a_nap::<3>(|buffet| {
        buffet.refill(plates(&["egg"]));
        buffet.refill(plates(&["toast", "tea"]));
    });
    assert!(
        taken == ["egg", "tea", "toast"],
        "The kitchen brought egg, and then toast and tea. Three guests took {}.",
        taken.join(" and ")
    );
}

/// After an empty tray, a waiting guest still waits and gets the next plate.
#[test]
fn an_empty_tray_feeds_nobody() {
    let taken = breakfast(1, |buffet| {
        buffet.refill(plates(&[]));
        buffet.refill(plates(&["egg"]));
    });
    assert!(
        taken == ["egg"],
        "The kitchen brought an empty tray, and then egg. The guest took {}.",
        taken.join(" and ")
    );
}

/// A guest who waits is asleep, however long the kitchen takes.
#[test]
fn a_waiting_guest_sleeps() {
    let buffet = Buffet::empty();
    let (plate, naps, is_quiet) = scope(|hotel| {
        let guest = hotel.spawn(|| {
            let asked = Instant::now();
            (buffet.take(), asked.elapsed())
        });
        let is_quiet = quiesce();
        buffet.refill(plates(&["egg"]));
        let (plate, naps) = guest
            .join()
            .unwrap_or_else(|panic| panic!("The guest panicked: {}", words(&*panic)));
        (plate, naps, is_quiet)
    });
    assert!(
        plate == "egg",
        "After many hours the kitchen brought egg. The guest took {plate}."
    );
    // Only sleeping moves the clock.
    assert!(
        !is_quiet || naps.is_zero(),
        "A guest set an alarm clock to look whether there was a plate: {naps:?} of naps. A thread that sleeps until it is notified needs none."
    );
}
