use exercise::race;
use probes::Meeting;

/// All eight rowers row at the same time.
#[test]
fn all_eight_row_together() {
    let start_line = Meeting::new(8);
    let crew: Vec<_> = (1..=8)
        .map(|seat| {
            let start_line = start_line.clone();
            move || {
                start_line.wait(format!("rower {seat}"));
                format!("seat {seat}")
            }
        })
        .collect();

    race(crew);

    let ready = start_line.arrived().len();
    assert!(
        ready == 8,
        "Only {ready} of the 8 rowers were rowing when `race` returned."
    );
}

/// The reports come in seat order, even when rower 8 finishes first and rower 1 last.
#[test]
fn reports_are_in_seat_order() {
    // Between two neighbours: the lower seat goes on when the higher one is about to finish.
    let behind: Vec<_> = (1..8).map(|_| Meeting::new(2)).collect();
    let crew: Vec<_> = (1..=8)
        .map(|seat: usize| {
            let wait_for = behind.get(seat - 1).cloned();
            let let_go = seat.checked_sub(2).map(|at| behind[at].clone());
            move || {
                if let Some(meeting) = wait_for {
                    meeting.wait(format!(
                        "rower {seat}, who lets rower {} finish first,",
                        seat + 1
                    ));
                }
                if let Some(meeting) = let_go {
                    meeting.wait(format!("rower {seat}, before finishing,"));
                }
                format!("seat {seat}")
            }
        })
        .collect();

    let reports = race(crew);

    let expected: Vec<_> = (1..=8).map(|seat| format!("seat {seat}")).collect();
    assert!(
        reports == expected,
        "The reports came as {}. They should be in seat order, whoever finishes first.",
        reports.join(", ")
    );
}

/// Boats of other sizes work as well: four rowers, two, one, or nobody at all.
#[test]
fn every_boat_size_works() {
    for size in [4, 2, 1, 0] {
        let crew: Vec<_> = (1..=size)
            .map(|seat| move || format!("seat {seat}"))
            .collect();
        let reports = race(crew);
        let expected: Vec<_> = (1..=size).map(|seat| format!("seat {seat}")).collect();
        assert!(
            reports == expected,
            "In a boat for {size}, the reports should be {expected:?}, but they were {reports:?}."
        );
    }
}
