use exercise::race;
use probes::Meeting;

/// From bow to stern. Not in alphabetical order, and the shortest name is not the first.
const CREW: [&str; 3] = ["Zoltan", "Ada", "Mira"];

fn crew(names: &[&'static str]) -> Vec<impl FnOnce() -> String + Send> {
    names
        .iter()
        .map(|&name| move || String::from(name))
        .collect()
}

/// All eight rowers row at the same time.
#[test]
fn all_eight_row_together() {
    let start_line = Meeting::new(8);
    let crew = (1..=8)
        .map(|seat| {
            let start_line = start_line.clone();
            move || {
                start_line.wait(format!("rower {seat}"));
                format!("seat {seat}")
            }
        })
        .collect();

    race(crew);

    let ready = start_line.count();
    assert!(
        ready == 8,
        "Only {ready} of the 8 rowers were rowing when `race` returned."
    );
}

/// The reports come in seat order, whoever finishes first.
#[test]
fn reports_are_in_seat_order() {
    let reports = race(crew(&CREW));
    assert!(
        reports == CREW,
        "In the boat sat {}, but the reports came from {}. They should be in seat order, whoever finishes first.",
        CREW.join(", "),
        reports.join(", ")
    );
}

/// Boats of other sizes work as well: nine rowers, two, one, or nobody at all.
#[test]
fn every_boat_size_works() {
    for size in [9, 2, 1, 0] {
        let start_line = Meeting::new(size);
        let crew = (1..=size)
            .map(|seat| {
                let start_line = start_line.clone();
                move || {
                    start_line.wait(format!("rower {seat}"));
                    format!("seat {seat}")
                }
            })
            .collect();
        let wanted: Vec<String> = (1..=size).map(|seat| format!("seat {seat}")).collect();
        let reports = race(crew);
        assert!(
            reports == wanted,
            "In a boat for {size}, the reports should come from {wanted:?}, but they came from {reports:?}."
        );
    }
}
