use exercise::{RouteDesk, send_out};
use probes::{ThreadLog, quiesce, thread_count};
use std::sync::{Arc, Mutex};

/// A desk whose every look into the atlas is noted.
fn desk(atlas: &ThreadLog) -> Arc<RouteDesk> {
    let atlas = atlas.clone();
    Arc::new(RouteDesk::new(move |street| {
        atlas.note(street);
        match street {
            "Mill Lane" => 9,
            _ => 4,
        }
    }))
}

/// Every courier asks at the desk on a thread of their own and gets the right answer.
#[test]
fn every_courier_gets_an_answer() {
    let atlas = ThreadLog::new();
    let minutes = send_out(&desk(&atlas), vec!["Mill Lane", "Long Acre"]);
    assert!(
        minutes == [9, 4],
        "Mill Lane is 9 minutes away and Long Acre 4, but the two couriers were told {minutes:?}."
    );
    let at_home = atlas.at_home();
    assert!(
        at_home.is_empty(),
        "Thread `main` had {} looked up itself; each courier should ask on a thread of their own.",
        at_home.join(" and ")
    );
}

/// What one courier had looked up is on the board for all others.
#[test]
fn what_one_found_all_others_know() {
    let atlas = ThreadLog::new();
    let desk = desk(&atlas);
    let first = send_out(&desk, vec!["Mill Lane"]);
    let second = send_out(&desk, vec!["Mill Lane"]);
    let third = desk.minutes_to("Mill Lane");
    assert!(
        first == [9] && second == [9] && third == 9,
        "Mill Lane is 9 minutes away, but three who asked were told {first:?}, {second:?} and {third}."
    );
    let times = atlas.count();
    assert!(
        times == 1,
        "A courier asked for Mill Lane, then another one, then thread `main`. It was looked up {times} times: \
         what one thread had found, the next one did not see on the board."
    );
}

/// When two couriers come with two streets at once, both streets end up on the board.
#[test]
fn no_answer_gets_lost() {
    let atlas = ThreadLog::new();
    let desk = desk(&atlas);
    let minutes = send_out(&desk, vec!["Mill Lane", "Long Acre"]);
    assert!(
        minutes == [9, 4],
        "Mill Lane is 9 minutes away and Long Acre 4, but the two couriers were told {minutes:?}."
    );
    for (street, away) in [("Mill Lane", 9), ("Long Acre", 4)] {
        let minutes = desk.minutes_to(street);
        assert!(
            minutes == away,
            "{street} is {away} minutes away, but the next one who asked was told {minutes}."
        );
        let times = atlas
            .entries()
            .iter()
            .filter(|entry| *entry == street)
            .count();
        assert!(
            times == 1,
            "Two couriers asked for Mill Lane and Long Acre at the same time. Afterwards {street} was not on the board: \
             the next one who asked had it looked up again."
        );
    }
}

/// Two couriers who ask for the same street at once both get the right answer, and then it is on the board.
#[test]
fn two_may_ask_for_the_same_street() {
    let atlas = ThreadLog::new();
    let desk = desk(&atlas);
    let minutes = send_out(&desk, vec!["Mill Lane", "Mill Lane"]);
    assert!(
        minutes == [9, 9],
        "Mill Lane is 9 minutes away, but the two couriers were told {minutes:?}."
    );
    let before = atlas.count();
    let minutes = desk.minutes_to("Mill Lane");
    let looked_up = atlas.count() - before;
    assert!(
        minutes == 9 && looked_up == 0,
        "Two couriers had asked for Mill Lane, 9 minutes away. The next one was told {minutes}, and the number of further looks \
         into the atlas was {looked_up}."
    );
}

/// Another desk has another board.
#[test]
fn another_desk_has_another_board() {
    let bikes = RouteDesk::new(|_| 9);
    let on_foot = RouteDesk::new(|_| 31);
    let minutes = ["Mill Lane", "Mill Lane"]
        .map(|street| [&bikes, &on_foot].map(|desk| desk.minutes_to(street)));
    assert!(
        minutes == [[9, 31], [9, 31]],
        "Mill Lane is 9 minutes away by bike. At another desk, for those who walk, it is 31. Asked twice, the two desks \
         said {:?} and then {:?}.",
        minutes[0],
        minutes[1]
    );
    // At a third desk they ask the first one, instead of an atlas.
    let van = RouteDesk::new(move |street| bikes.minutes_to(street) + 100);
    let by_van = ["Mill Lane", "Long Acre"].map(|street| van.minutes_to(street));
    assert!(
        by_van == [109, 109],
        "Every street is 9 minutes away by bike, and a van takes 100 more. A desk that asks the bikes' desk instead of an atlas said \
         {by_van:?} for two streets."
    );
}

/// What is on the board is not looked up again, even when another courier pins something to it at that moment.
#[test]
fn what_is_on_the_board_is_known() {
    let atlas = ThreadLog::new();
    let desk = desk(&atlas);
    desk.minutes_to("Mill Lane");
    let minutes = send_out(&desk, vec!["Mill Lane", "Long Acre"]);
    assert!(
        minutes == [9, 4],
        "Mill Lane is 9 minutes away and Long Acre 4, but the two couriers were told {minutes:?}."
    );
    let looks = atlas.sorted();
    assert!(
        looks == ["Long Acre", "Mill Lane"],
        "Mill Lane was on the board when two couriers came at the same time and asked for Mill Lane and Long Acre. What was looked up in all is {looks:?}."
    );
}

/// `send_out` sends all couriers out at the same time.
#[test]
fn all_couriers_are_out_at_once() {
    let on_the_road = Arc::new(Mutex::new(None));
    let atlas = Arc::clone(&on_the_road);
    let desk = Arc::new(RouteDesk::new(move |_| {
        // One atlas: the first courier has it until all others wait, for the atlas or for the board.
        let mut seen = atlas.lock().unwrap();
        if seen.is_none() && quiesce() {
            *seen = thread_count();
        }
        4
    }));
    let streets = vec!["Mill Lane", "Long Acre", "Broad Walk"];
    let minutes = send_out(&desk, streets);
    assert!(
        minutes == [4, 4, 4],
        "Three streets are 4 minutes away each, but the three couriers were told {minutes:?}."
    );
    let threads = on_the_road.lock().unwrap().unwrap_or(4);
    assert!(
        threads == 4,
        "Three couriers should be out at the same time. While the first one had the atlas, the number of couriers who had set out and not come back was {}.",
        threads - 1
    );
}

/// The answers come in the order of the streets, and there may be none, or a street may come twice.
#[test]
fn the_answers_come_in_order() {
    let days: [&[&'static str]; 4] = [
        &[],
        &["Long Acre"],
        &["Long Acre", "Long Acre"],
        &["Long Acre", "Mill Lane"],
    ];
    for streets in days {
        let desk = RouteDesk::new(|street| if street == "Mill Lane" { 900 } else { 4 });
        let minutes = send_out(&Arc::new(desk), streets.to_vec());
        let truth = streets.iter();
        let truth: Vec<u32> = truth
            .map(|&street| if street == "Mill Lane" { 900 } else { 4 })
            .collect();
        assert!(
            minutes == truth,
            "Mill Lane is 900 minutes away on foot and Long Acre 4. Asked for {streets:?}, the couriers came back with {minutes:?}."
        );
    }
}

/// Every street is looked up once, however many there are, however similar their names are, and however near they are.
#[test]
fn every_street_is_looked_up_once() {
    let mut streets: Vec<String> = (1..=300)
        .map(|number| format!("{number}th Street"))
        .collect();
    let alike = ["Mill Lane", "mill lane", "Mill Road", "Mall Lane", ""];
    streets.extend(alike.map(str::to_owned));
    let atlas = ThreadLog::new();
    let book = atlas.clone();
    let known = streets.clone();
    let away = move |street: &str| known.iter().position(|known| known == street).unwrap() as u32;
    let pages = away.clone();
    let desk = RouteDesk::new(move |street| {
        book.note(street);
        pages(street)
    });
    for round in ["first", "second"] {
        for street in &streets {
            let (minutes, truth) = (desk.minutes_to(street), away(street));
            assert!(
                minutes == truth,
                "{street:?} is {truth} minutes away, but the one who asked for the {round} time was told {minutes}."
            );
        }
    }
    let (times, number) = (atlas.count(), streets.len());
    assert!(
        times == number,
        "Thread `main` asked twice for each of {number} streets. The number of looks into the atlas was {times}."
    );
}

/// A thread that waits for an answer sleeps until it is there.
#[test]
fn who_waits_for_the_atlas_sleeps() {
    let desk = Arc::new(RouteDesk::new(|_| {
        quiesce();
        9
    }));
    let minutes = send_out(&desk, vec!["Mill Lane"; 3]);
    assert!(
        minutes == [9, 9, 9],
        "Mill Lane is 9 minutes away, but the three couriers were told {minutes:?}."
    );
}
