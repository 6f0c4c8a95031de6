use exercise::Table;
use probes::{Meeting, quiesce};
use std::sync::Mutex;
use std::thread;

/// A guest who is alone at the table eats, in any seat and as often as they like.
///
/// ```
/// let table = exercise::Table::lay(2);
/// // What is eaten, and how it was, stays on this thread.
/// let dumpling = std::rc::Rc::new("dumpling");
/// let eaten: std::rc::Rc<&str> = table.eat(0, || dumpling);
/// ```
#[test]
fn one_guest_eats() {
    let table = Table::lay(3);
    for seat in [0, 1, 2, 2] {
        let mut eaten = 0;
        let said = table.eat(seat, || {
            eaten += 1;
            "delicious"
        });
        assert!(
            eaten == 1 && said == "delicious",
            "In seat {seat} of 3 the meal was called {eaten} times, and `eat` returned {said:?} where the meal had said \"delicious\"."
        );
    }
}

/// Two guests at a table for two both get to eat.
#[test]
fn a_table_for_two() {
    let table = Table::lay(2);
    thread::scope(|dinner| {
        dinner.spawn(|| table.eat(0, || {}));
        dinner.spawn(|| table.eat(1, || {}));
    });
}

/// Three guests at a table for three all get to eat.
#[test]
fn a_table_for_three() {
    let table = Table::lay(3);
    thread::scope(|dinner| {
        for seat in 0..3 {
            let table = &table;
            dinner.spawn(move || table.eat(seat, || {}));
        }
    });
}

/// A guest may eat twice while both neighbours wait: all get to eat.
#[test]
fn one_guest_eats_again() {
    let table = &Table::lay(3);
    thread::scope(|dinner| {
        table.eat(0, || {
            for seat in [1, 2] {
                dinner.spawn(move || table.eat(seat, || {}));
            }
        });
        table.eat(0, || {});
    });
}

/// Neighbours never eat at the same time.
#[test]
fn neighbours_share_a_chopstick() {
    for (one, other) in [(0, 1), (2, 0)] {
        let table = Table::lay(3);
        let between = Mutex::new(());
        let alone = thread::scope(|dinner| {
            let guests = [one, other].map(|seat| {
                let (table, between) = (&table, &between);
                dinner.spawn(move || table.eat(seat, || between.try_lock().is_ok()))
            });
            guests.map(|guest| guest.join().ok())
        });
        assert!(
            alone == [Some(true), Some(true)],
            "The guests in seats {one} and {other} of 3 ate at the same time, and there is only one chopstick between them."
        );
    }
}

/// Guests who sit opposite each other can eat at the same time.
#[test]
fn opposite_guests_eat_together() {
    let table = Table::lay(4);
    let toast = Meeting::new(2);
    thread::scope(|dinner| {
        for seat in [1, 3] {
            let (table, toast) = (&table, toast.clone());
            dinner.spawn(move || {
                table.eat(seat, || {
                    toast.wait(format!("the guest in seat {seat} of 4"))
                });
            });
        }
    });
    let met = toast.count();
    assert!(
        met == 2,
        "Two guests who sit opposite each other wanted to say cheers while eating. {met} of them did."
    );
}

/// Two guests who share no chopstick can eat together while a third one waits.
#[test]
fn others_eat_while_a_guest_waits() {
    let table = Table::lay(5);
    let toast = Meeting::new(2);
    thread::scope(|dinner| {
        for seat in [0, 3] {
            let (table, toast) = (&table, toast.clone());
            dinner.spawn(move || {
                table.eat(seat, || {
                    toast.wait(format!("the guest in seat {seat} of 5"))
                });
            });
        }
        // May have to wait for the one in seat 0, and shares nothing with the one in seat 3.
        dinner.spawn(|| table.eat(1, || {}));
    });
    let met = toast.count();
    assert!(
        met == 2,
        "The guests in seats 0 and 3 of 5 wanted to say cheers while eating. {met} of them did."
    );
}

/// When a guest puts the chopsticks down, both neighbours can eat.
#[test]
fn both_neighbours_may_go_on() {
    let table = Table::lay(4);
    let toast = Meeting::new(2);
    thread::scope(|dinner| {
        table.eat(0, || {
            // Each of them needs a chopstick that is in use now.
            for seat in [1, 3] {
                let (table, toast) = (&table, toast.clone());
                dinner.spawn(move || {
                    table.eat(seat, || {
                        toast.wait(format!("the guest in seat {seat} of 4"))
                    });
                });
            }
        });
    });
    let met = toast.count();
    assert!(
        met == 2,
        "While the guest in seat 0 of 4 ate, the ones in seats 1 and 3 came. \
         They wanted to say cheers while eating, and {met} of them did."
    );
}

/// A guest eats as soon as both chopsticks are free, even while others wait for theirs.
#[test]
fn others_may_wait_longer() {
    let table = Table::lay(8);
    let toast = Meeting::new(2);
    thread::scope(|dinner| {
        let meal = || {
            table.eat(0, || {
                // Each of them needs a chopstick that is in use now.
                for seat in [1, 4, 6] {
                    let (table, toast) = (&table, toast.clone());
                    dinner.spawn(move || {
                        table.eat(seat, || {
                            if seat == 1 {
                                toast.wait("the guest in seat 1 of 8");
                            }
                        });
                    });
                }
            });
            toast.wait("whoever eats in seats 3 and 5 of 8");
        };
        table.eat(3, || table.eat(5, meal));
    });
    let met = toast.count();
    assert!(
        met == 2,
        "The guest in seat 0 of 8 put the chopsticks down, while those in seats 3 and 5 ate on and those in seats 4 and 6 waited \
         for them. The one in seat 1 should have eaten then, and said cheers to the ones who ate on. {met} of 2 said it."
    );
}

/// Three guests can eat at the same time, if no two of them share a chopstick.
#[test]
fn every_other_guest_eats() {
    let table = Table::lay(6);
    let toast = Meeting::new(3);
    thread::scope(|dinner| {
        for seat in [0, 2, 4] {
            let (table, toast) = (&table, toast.clone());
            dinner.spawn(move || {
                table.eat(seat, || {
                    toast.wait(format!("the guest in seat {seat} of 6"))
                });
            });
        }
    });
    let met = toast.count();
    assert!(
        met == 3,
        "The guests in seats 0, 2 and 4 of 6 wanted to say cheers while eating. {met} of them did."
    );
}

/// While the guest in `seat` eats, the neighbour comes.
fn neighbour_comes(seats: usize, seat: usize, neighbour: usize) {
    let table = Table::lay(seats);
    let meals = Mutex::new(Vec::new());
    let (table, meals) = (&table, &meals);
    thread::scope(|dinner| {
        table.eat(seat, || {
            dinner.spawn(move || table.eat(neighbour, || meals.lock().unwrap().push(neighbour)));
            quiesce();
            let eaten = meals.lock().unwrap().len();
            assert!(
                eaten == 0,
                "The guests in seats {seat} and {neighbour} of {seats} ate at the same time, and they share a chopstick."
            );
        });
    });
    let eaten = meals.lock().unwrap().clone();
    assert!(
        eaten == [neighbour],
        "The guest in seat {seat} of {seats} laid the chopsticks down, and the neighbour in seat {neighbour} had been waiting for \
         one of them. In the end these had eaten: {eaten:?}."
    );
}

/// A guest who waits for a chopstick sleeps, and eats when it is free.
#[test]
fn who_waits_sleeps() {
    neighbour_comes(2, 0, 1);
}

/// Neighbours share a chopstick at larger tables too, even where the circle closes.
#[test]
fn seven_sit_at_a_round_table() {
    neighbour_comes(7, 6, 0);
    neighbour_comes(7, 5, 4);
    neighbour_comes(300, 299, 0);
}

/// Every table has chopsticks of its own.
#[test]
fn tables_share_no_chopsticks() {
    let (window, garden) = (Table::lay(2), Table::lay(3));
    let said = window.eat(0, || {
        thread::scope(|dinner| {
            let guests = [0, 1].map(|seat| {
                let garden = &garden;
                dinner.spawn(move || garden.eat(seat, || seat))
            });
            guests.map(|guest| guest.join().ok())
        })
    });
    assert!(
        said == [Some(0), Some(1)],
        "While the guest in seat 0 of one table ate, the ones in seats 0 and 1 of another table came and told their seats while \
         eating. `eat` returned {said:?}."
    );
}
