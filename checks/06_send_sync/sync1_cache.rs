use exercise::{RouteDesk, send_out};
use probes::ThreadLog;
use std::sync::Arc;

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

/// Every courier stands at the desk on a thread of their own and gets the right answer.
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

/// Two couriers who ask for the same street at once are both told the truth, and then it is on the board.
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
}
