use exercise::race;
use probes::{Meeting, quiesce, thread_count};
use std::thread;
use std::time::Instant;

/// From bow to stern. Not in alphabetical order, and the shortest name is not the first.
const CREW: [&str; 3] = ["Zoltan", "Ada", "Mira"];

/// Reports need not be unlike each other.
const SAME: [&str; 4] = ["  wet\n", "  wet\n", "", "wet"];

fn crew(names: &[&'static str]) -> Vec<impl FnOnce() -> String + Send> {
    names
        .iter()
        .map(|&name| move || String::from(name))
        .collect()
}

/// All eight rowers row at the same time, whatever kind of rowers they are.
///
/// ```
/// use exercise::race;
/// use std::cell::Cell;
/// struct Oar;
/// let (oar, strokes) = (Oar, Cell::new(1));
/// let _: Vec<String> = race(vec![move || {
///     let _held = oar;
///     strokes.set(2);
///     String::new()
/// }]);
/// ```
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

/// The reports come in seat order, no matter who finishes first.
#[test]
fn reports_are_in_seat_order() {
    let reports = race(crew(&CREW));
    assert!(
        reports == CREW,
        "In the boat sat {}, but the reports came from {}. They should be in seat order, no matter who finishes first.",
        CREW.join(", "),
        reports.join(", ")
    );
    let reports = race(crew(&SAME));
    assert!(
        reports == SAME,
        "Four rowers reported {SAME:?}, but what `race` returned is {reports:?}."
    );
}

/// Boats of other sizes work as well: nine rowers, two, one, or nobody at all.
#[test]
fn every_boat_size_works() {
    // On real threads there is room for more of them.
    let many = if thread_count().is_none() { 20 } else { 9 };
    for size in [many, 2, 1, 0] {
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

/// However slow a rower is, `race` sleeps until the last report, and no longer.
#[test]
fn sleeps_until_the_last_report() {
    for slow in [1, 2] {
        let crew = [1, 2]
            .map(|seat| {
                move || {
                    if seat == slow {
                        // Slower than everything else: code that polls, or gives up after some time, does so before.
                        quiesce();
                    }
                    format!("seat {seat}")
                }
            })
            .into();
        let before = Instant::now();
        let reports = race(crew);
        let took = before.elapsed();
        assert!(
            reports == ["seat 1", "seat 2"],
            "Rower {slow} of 2 was slow. The reports should come from seat 1 and seat 2, but were {reports:?}."
        );
        // Where interleavings are explored, a clock moves only for a thread that sleeps or waits by it, and these rowers do not.
        assert!(
            thread_count().is_none() || took.is_zero(),
            "The rowers took no time at all, but by the clock `race` took {took:?}: it slept, or waited with a time limit. \
             Wait for the rowers, not for the clock."
        );
    }
}

/// Two boats at the same time bring their own reports.
#[test]
fn two_boats_do_not_mix() {
    let both = Meeting::new(3);
    let next_to = both.clone();
    // All of them row at the same time, in whichever boat.
    let crew = |names: &[&'static str], both: Meeting| {
        let rowers = names.iter().map(|&name| {
            let both = both.clone();
            move || {
                both.wait(name);
                String::from(name)
            }
        });
        rowers.collect()
    };
    let other = thread::spawn(move || race(crew(&["Eli"], next_to)));
    let here = race(crew(&["Zoltan", "Ada"], both));
    let there = other.join();
    let Ok(there) = there else {
        panic!("Two boats raced at the same time, and for one of them `race` panicked.");
    };
    assert!(
        here == ["Zoltan", "Ada"] && there == ["Eli"],
        "Two boats raced at the same time. In one of them sat Zoltan and Ada, but the reports came from {here:?}; in the other \
         one sat Eli, but the reports came from {there:?}."
    );
}
