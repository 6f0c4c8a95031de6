//! Points are for what was done: what the start passes already earns nothing by itself.

use crate::class::{GREETS, HALF, SOLVED, STUCK, TILLS, desk, grade, hand_in, submission};

#[test]
fn what_the_start_passes_earns_nothing_before_all_holds() {
    let desk = desk();
    desk.write(&format!("kit/{TILLS}"), HALF);
    hand_in(&desk, "class/same", HALF, GREETS);
    let formatted = HALF.replace("    ", "\t").replace("u32>)", "u32>,)");
    hand_in(&desk, "class/formatted", &formatted, GREETS);
    hand_in(&desk, "class/tried", STUCK, GREETS);
    hand_in(&desk, "class/solved", SOLVED, GREETS);
    let graded = |more: &[&str]| {
        let args = ["class", "--only", "tills"].iter().chain(more);
        let args: Vec<&str> = args.copied().collect();
        desk.call(grade(&args)).status(1).json()
    };
    let teacher = graded(&["--report", "table=table.txt"]);
    let of = |name| {
        let exercise = &submission(&teacher, name)["exercises"][0];
        let (score, points) = (&exercise["score"], &exercise["points"]);
        let held = exercise["held_at_start"].as_array().unwrap();
        let held: Vec<&str> = held.iter().map(|name| name.as_str().unwrap()).collect();
        (
            score.as_u64().unwrap(),
            points.as_u64().unwrap(),
            exercise["unchanged"].as_bool().unwrap(),
            held.concat(),
        )
    };
    let held = || "counts_none".to_owned();
    assert_eq!(of("same"), (0, 1, true, held()));
    assert_eq!(of("formatted"), (0, 1, true, held()));
    assert_eq!(of("tried"), (0, 1, false, held()));
    assert_eq!(of("solved"), (2, 2, false, String::new()));
    assert!(desk.read("table.txt").contains("1 unchanged"));

    let student = graded(&["--for", "student"]);
    let tried = &submission(&student, "tried")["exercises"][0];
    assert_eq!(tried["held_at_start"][0], "check 1");
}
