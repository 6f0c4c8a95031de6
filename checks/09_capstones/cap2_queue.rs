use exercise::Belt;
use probes::quiesce;
use std::sync::Arc;
use std::thread;

/// A belt with free places and plates makes nobody wait, and the plate that was put first is taken first, whatever is on it.
///
/// ```
/// // It can do nothing: nobody can clone it, compare it or print it.
/// struct Plate;
/// let belt = exercise::Belt::<Plate>::new(1);
/// let _: Result<(), Plate> = belt.put(Plate);
/// let _: Option<Plate> = belt.take();
/// ```
#[test]
fn first_on_the_belt_first_taken() {
    let belt = Belt::new(3);
    for plate in ["salmon", "tuna", "egg"] {
        assert!(
            belt.put(plate).is_ok(),
            "The belt was open and had a free place, but {plate} came back."
        );
    }
    for plate in ["salmon", "tuna", "egg"] {
        let taken = belt.take();
        assert!(
            taken == Some(plate),
            "Salmon, tuna and egg were put on the belt. Now {plate} is the plate that was there first, but `take` gave {taken:?}."
        );
    }
}

/// What is on the belt when it is closed may still be taken, and nothing more is put on it.
#[test]
fn a_closed_belt_is_emptied() {
    let belt = Belt::new(2);
    let _ = belt.put("salmon");
    let _ = belt.put("tuna");
    belt.close();
    let taken = [belt.take(), belt.take()];
    assert!(
        taken == [Some("salmon"), Some("tuna")],
        "Salmon and tuna were still on it when the belt was closed, but guests could take {taken:?}."
    );
    let late = belt.put("egg");
    assert!(
        late == Err("egg"),
        "There was a free place, but the belt was closed: `put` should give the egg back, and it returned {late:?}."
    );
    let nothing = belt.take();
    assert!(
        nothing.is_none(),
        "The belt was closed and empty, but `take` gave {nothing:?}."
    );
}

/// There are never more plates on the belt than places.
#[test]
fn no_more_plates_than_places() {
    let belt = Arc::new(Belt::new(1));
    let _ = belt.put("egg");
    let egg = belt.take();
    assert!(
        egg == Some("egg"),
        "The belt was open and there was an egg on it, but `take` gave {egg:?}."
    );
    let cooks = ["salmon", "tuna"].map(|plate| {
        let belt = Arc::clone(&belt);
        thread::spawn(move || belt.put(plate))
    });
    belt.close();
    let put = cooks.map(|cook| cook.join().unwrap());
    let plates = put.iter().filter(|put| put.is_ok()).count();
    assert!(
        plates <= 1,
        "The belt has one place and nobody took anything, but there were {plates} plates on it: `put` returned {put:?}."
    );
    let taken = [belt.take(), belt.take()];
    let there = taken.iter().flatten().count();
    assert!(
        there == plates,
        "Two cooks came with a plate each, and `put` returned {put:?}. But what was taken from the belt is {taken:?}."
    );
}

/// Two guests and a cook get on with each other, on a belt with one place.
#[test]
fn two_guests_are_served() {
    let belt = Arc::new(Belt::new(1));
    let guests = [(); 2].map(|()| {
        let belt = Arc::clone(&belt);
        thread::spawn(move || belt.take())
    });
    for plate in [1, 2] {
        assert!(
            belt.put(plate).is_ok(),
            "The belt was open, but plate {plate} came back."
        );
    }
    let mut taken = guests.map(|guest| guest.join().unwrap());
    taken.sort();
    assert!(
        taken[0].is_some(),
        "A guest was sent home with nothing, although the belt was open. The two guests got {taken:?}."
    );
    assert!(
        taken == [Some(1), Some(2)],
        "Plates 1 and 2 were put on the belt, but the two guests got {taken:?}."
    );
}

/// Four guests wait beside a belt with one place: when plates come, neither a cook nor a guest is forgotten.
#[test]
fn a_cook_among_many_guests() {
    let belt = Arc::new(Belt::new(1));
    let guests = [(); 4].map(|()| {
        let belt = Arc::clone(&belt);
        thread::spawn(move || belt.take())
    });
    quiesce();
    let put = [belt.put(1), belt.put(2)];
    belt.close();
    let mut taken = guests.map(|guest| guest.join().unwrap());
    taken.sort();
    assert!(
        put == [Ok(()), Ok(())] && taken == [None, None, Some(1), Some(2)],
        "Four guests waited, plates 1 and 2 were put on the belt, and in the evening it was closed. `put` returned {put:?}, and the guests \
         got {taken:?}."
    );
}

/// On a belt with two places, two guests who wait get one of two plates each.
#[test]
fn two_plates_wake_two_guests() {
    let belt = Arc::new(Belt::new(2));
    let guests = [(); 2].map(|()| {
        let belt = Arc::clone(&belt);
        thread::spawn(move || belt.take())
    });
    for plate in [1, 2] {
        let _ = belt.put(plate);
    }
    let mut taken = guests.map(|guest| guest.join().unwrap());
    taken.sort();
    assert!(
        taken == [Some(1), Some(2)],
        "Plates 1 and 2 were put on the belt, but the two guests got {taken:?}."
    );
}

/// On a belt with two places, two cooks who wait get rid of their plates when two have been taken.
#[test]
fn two_places_wake_two_cooks() {
    let belt = Arc::new(Belt::new(2));
    for plate in [1, 2] {
        let _ = belt.put(plate);
    }
    let cooks = [3, 4].map(|plate| {
        let belt = Arc::clone(&belt);
        thread::spawn(move || belt.put(plate))
    });
    let taken = [belt.take(), belt.take()];
    let put = cooks.map(|cook| cook.join().unwrap());
    assert!(
        put == [Ok(()), Ok(())],
        "The belt was open and two plates had been taken, but `put` returned {put:?}."
    );
    assert!(
        taken == [Some(1), Some(2)],
        "Plates 1 and 2 were there first, but what was taken is {taken:?}."
    );
}

/// When the belt is closed, guests who wait for a plate go home, all of them.
#[test]
fn closing_sends_the_guests_home() {
    let belt = Arc::new(Belt::<&str>::new(1));
    let guests = [(); 3].map(|()| {
        let belt = Arc::clone(&belt);
        thread::spawn(move || belt.take())
    });
    belt.close();
    for guest in guests {
        let plate = guest.join().unwrap();
        assert!(
            plate.is_none(),
            "Nothing was ever put on the belt, but a guest got {plate:?}."
        );
    }
}

/// When the belt is closed, cooks who wait for a place keep their plates, all of them.
#[test]
fn closing_gives_the_cooks_their_plates_back() {
    let belt = Arc::new(Belt::new(1));
    let there = belt.put("salmon").is_ok();
    assert!(
        there,
        "The belt was open and empty, but the plate came back."
    );
    let cooks = ["tuna", "egg", "octopus"].map(|plate| {
        let belt = Arc::clone(&belt);
        (plate, thread::spawn(move || belt.put(plate)))
    });
    belt.close();
    for (plate, cook) in cooks {
        let back = cook.join().unwrap();
        assert!(
            back == Err(plate),
            "A cook waited with {plate} at a full belt until the belt was closed, but `put` returned {back:?}."
        );
    }
    let left = [belt.take(), belt.take()];
    assert!(
        left == [Some("salmon"), None],
        "Only salmon had found a place before the belt was closed, but what was taken from it is {left:?}."
    );
}

/// A plate that comes while the belt is being closed is on the belt or goes back to its cook.
#[test]
fn no_plate_is_lost_at_closing_time() {
    let belt = Arc::new(Belt::new(1));
    let _ = belt.put("salmon");
    let cook = {
        let belt = Arc::clone(&belt);
        thread::spawn(move || belt.put("tuna"))
    };
    let first = belt.take();
    belt.close();
    let back = cook.join().unwrap();
    let second = belt.take();
    assert!(
        first == Some("salmon"),
        "Salmon was on the belt first, but `take` gave {first:?}."
    );
    assert!(
        back.is_ok() == second.is_some(),
        "A cook came with tuna while the belt was being closed. `put` returned {back:?}, and then `take` gave {second:?}: the plate must be on the belt or with the cook, not in both places and not in neither."
    );
}

/// Guests who wait are asleep, however long it takes.
#[test]
fn who_waits_is_asleep() {
    let belt = Arc::new(Belt::new(1));
    let guest = {
        let belt = Arc::clone(&belt);
        thread::spawn(move || belt.take())
    };
    quiesce();
    let _ = belt.put("salmon");
    let plate = guest.join().unwrap();
    assert!(
        plate == Some("salmon"),
        "After many hours salmon was put on the belt, but the guest got {plate:?}."
    );
}

/// Cooks who wait are asleep too.
#[test]
fn cooks_who_wait_are_asleep() {
    let belt = Arc::new(Belt::new(1));
    let _ = belt.put("salmon");
    let cook = {
        let belt = Arc::clone(&belt);
        thread::spawn(move || belt.put("tuna"))
    };
    quiesce();
    let taken = belt.take();
    let put = cook.join().unwrap();
    assert!(
        taken == Some("salmon") && put.is_ok(),
        "A cook came with tuna to a full belt. After many hours {taken:?} was taken from it, and then `put` returned {put:?}."
    );
}

/// A place that becomes free on a closed belt stays free: a cook who waited keeps the plate.
#[test]
fn a_free_place_on_a_closed_belt() {
    let belt = Arc::new(Belt::new(1));
    let _ = belt.put("salmon");
    let cook = {
        let belt = Arc::clone(&belt);
        thread::spawn(move || belt.put("tuna"))
    };
    quiesce();
    belt.close();
    let taken = [belt.take(), belt.take()];
    let back = cook.join().unwrap();
    assert!(
        back == Err("tuna") && taken == [Some("salmon"), None],
        "A cook waited with tuna, and salmon was on the only place, when the belt was closed. After that, guests took {taken:?}, \
         and `put` returned {back:?} to the cook."
    );
}

/// Nothing can be put on a belt without places; and a belt may be closed twice.
#[test]
fn a_belt_without_places() {
    let belt = Arc::new(Belt::new(0));
    let cook = {
        let belt = Arc::clone(&belt);
        thread::spawn(move || belt.put("tuna"))
    };
    let is_quiet = quiesce();
    assert!(
        !is_quiet || !cook.is_finished(),
        "A cook came with tuna to a belt without places. The belt was still open, but `put` had returned {:?}.",
        cook.join().unwrap()
    );
    belt.close();
    belt.close();
    let back = cook.join().unwrap();
    let taken = belt.take();
    assert!(
        back == Err("tuna") && taken.is_none(),
        "A cook came with tuna to a belt without places, which was then closed, and closed again. `put` returned {back:?}, and \
         `take` gave {taken:?}."
    );
}

/// Without places no plate reaches a guest, not even one who waits.
#[test]
fn a_guest_at_a_belt_without_places() {
    let belt = Arc::new(Belt::new(0));
    let guest = {
        let belt = Arc::clone(&belt);
        thread::spawn(move || belt.take())
    };
    let cook = {
        let belt = Arc::clone(&belt);
        thread::spawn(move || belt.put("tuna"))
    };
    quiesce();
    belt.close();
    let (plate, back) = (guest.join().unwrap(), cook.join().unwrap());
    assert!(
        plate.is_none() && back == Err("tuna"),
        "A guest and a cook with tuna came to a belt without places, which was then closed. The guest got {plate:?}, and `put` returned \
         {back:?}."
    );
}

/// Each belt has plates of its own, and one is closed while another is open.
#[test]
fn every_belt_goes_by_itself() {
    let (hall, bar) = (Belt::new(1), Belt::new(2));
    let put = [hall.put(1), bar.put(10), bar.put(20)];
    hall.close();
    let taken = [hall.take(), hall.take(), bar.take(), bar.take()];
    let later = bar.put(30);
    assert!(
        put == [Ok(()); 3] && taken == [Some(1), None, Some(10), Some(20)] && later.is_ok(),
        "Plate 1 was put on one belt with one place, plates 10 and 20 on another with two: {put:?}. The first belt was closed. Two \
         plates were taken from each: {taken:?}. Then plate 30 was put on the second belt: {later:?}."
    );
}
