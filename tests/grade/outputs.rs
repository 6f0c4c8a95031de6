//! Lateness that costs, pages for students, gradebooks, and mistakes that are recognised.

use std::fs;
use std::time::{Duration, SystemTime};

use crate::class::{
    GREETS, GREETS_NOBODY, HALF, SOLVED, STUCK, TILLS, desk, grade, hand_in, submission,
};
use crate::support::Workspace;

const DEADLINE: &str = "2001-09-09T01:46:40Z";

/// Lets a file have been changed so many hours after the deadline.
fn late(desk: &Workspace, path: &str, hours: u64) {
    let time = SystemTime::UNIX_EPOCH + Duration::from_secs(1_000_000_000 + hours * 3600);
    let file = fs::File::options().write(true).open(desk.path(path));
    file.unwrap().set_modified(time).unwrap();
}

/// Anna's tills are half right and 30 hours late; all else is in time.
fn class() -> Workspace {
    let desk = desk();
    hand_in(&desk, "class/anna", HALF, GREETS);
    hand_in(&desk, "class/ben", SOLVED, GREETS);
    for (name, hours) in [("anna", 30), ("ben", 0)] {
        late(&desk, &format!("class/{name}/{TILLS}"), hours);
        late(&desk, &format!("class/{name}/exercises/greet.rs"), 0);
    }
    desk
}

#[test]
fn lateness_costs_what_the_rule_says_in_every_report() {
    let desk = class();
    let args = ["class", "--deadline", DEADLINE, "--late", "15%/day"];
    let reports = [
        "--report",
        "csv=a.csv",
        "--report",
        "csv-checks=b.csv",
        "--report",
        "table=a.txt",
    ];
    let grading = desk
        .call(grade(&[&args[..], &reports].concat()))
        .status(1)
        .json();
    assert_eq!(grading["lateness"]["rule"], "15%/day");
    assert_eq!(grading["lateness"]["deadline"], DEADLINE);
    let anna = submission(&grading, "anna");
    assert_eq!(anna["score"], 4.7);
    let tills = &anna["exercises"][0];
    assert_eq!(
        (&tills["score"], &tills["points"]),
        (&0.7.into(), &1.into())
    );
    assert_eq!(
        (&tills["late_percent"], &tills["late_penalty"]),
        (&30.into(), &0.3.into())
    );
    let greet = &anna["exercises"][1];
    assert_eq!(
        (&greet["score"], &greet["late_penalty"]),
        (&4.into(), &0.into())
    );
    assert_eq!(submission(&grading, "ben")["score"], 6);
    assert!(desk.read("a.csv").contains("\nanna,4.7,6,1,,tills,"));
    assert!(desk.read("b.csv").contains("counts_none,passed,0.7,1,"));
    let table = desk.read("a.txt");
    assert!(
        table.contains("✗ anna") && table.contains(" 4.7/6 "),
        "{table}"
    );
    assert!(
        table.contains("\nLate after 2001-09-09T01:46:40Z: 15%/day less\n"),
        "{table}"
    );

    // Merged, it is the same; and a part with another rule is none of the class.
    for (part, rule) in [("1/2", "15%/day"), ("2/2", "15%/day"), ("2/2", "5%/hour")] {
        let file = format!("json=part-{}-{}", &part[..1], &rule[..2]);
        let args = [
            "class",
            "--deadline",
            DEADLINE,
            "--late",
            rule,
            "--shard",
            part,
            "--report",
            &file,
        ];
        desk.call(grade(&args))
            .status(i32::from(part == "1/2"))
            .text();
    }
    let merged = desk.call([
        "grade",
        "merge",
        "part-1-15",
        "part-2-15",
        "--format",
        "json",
    ]);
    assert_eq!(merged.status(1).json(), grading);
    let told = desk
        .call(["grade", "merge", "part-1-15", "part-2-5%"])
        .status(2)
        .failure();
    assert!(
        told.contains("different deadlines or rules for lateness"),
        "{told}"
    );
}

#[test]
fn without_a_rule_lateness_costs_nothing() {
    let desk = class();
    let grading = desk
        .call(grade(&["class", "--deadline", DEADLINE]))
        .status(1)
        .json();
    assert_eq!(submission(&grading, "anna")["score"], 5);
    let told = desk
        .call(grade(&["class", "--late", "10%/day"]))
        .status(2)
        .failure();
    assert!(told.contains("--deadline"), "{told}");
    let told = desk
        .call(grade(&["class", "--deadline", DEADLINE, "--late", "10%"]))
        .status(2)
        .failure();
    assert!(told.contains("such as `10%/day` or `1%/hour`"), "{told}");
}

#[test]
fn an_attempt_that_fails_like_a_mistake_is_counted_with_it() {
    let desk = desk();
    let mistake = |name: &str, head: &str, text: &str| {
        desk.write(
            &format!("kit/mistakes/01_shop/tills/{name}.rs"),
            format!("{head}{text}"),
        );
    };
    mistake("vague", "// verdict: fails_checks\n// says: total\n", HALF);
    mistake(
        "forgets_to_double",
        "// verdict: fails_checks\n// says: the secret total was 3\n",
        HALF,
    );
    mistake(
        "other_total",
        "// verdict: fails_checks\n// says: the secret total was 4 and much more\n",
        HALF,
    );
    mistake(
        "locks_twice",
        "// verdict: deadlocks\n// says: has it already\n",
        STUCK,
    );
    let other = HALF.replace("sum()", "max().unwrap_or_default()");
    hand_in(&desk, "class/anna", HALF, GREETS);
    hand_in(&desk, "class/ben", &other, GREETS_NOBODY);
    hand_in(&desk, "class/cleo", SOLVED, GREETS);
    let found = |who: &str| {
        let grading = desk.call(grade(&["class", "--for", who])).status(1).json();
        ["anna", "ben", "cleo"].map(|name| {
            let mistake = &submission(&grading, name)["exercises"][0]["mistake"];
            mistake.as_str().unwrap_or("-").to_owned()
        })
    };
    assert_eq!(found("teacher"), ["forgets_to_double", "vague", "-"]);
    assert_eq!(found("student"), ["-", "-", "-"]);
    let page = desk
        .call(["--kit", "kit", "grade", "class", "--format", "html"])
        .status(1)
        .text();
    assert!(page.contains("forgets_to_double <span class=\"count\">1 time</span>"));
}

#[test]
fn feedback_is_for_students_and_has_a_place() {
    let desk = class();
    let told = desk
        .call(grade(&["class", "--feedback", "out"]))
        .status(2)
        .failure();
    assert_eq!(
        told,
        "threadlings: pages for students need a grading for students: add --for student\n"
    );
    for place in ["no/where", "kit/info.toml"] {
        let told = desk
            .call(grade(&["class", "--for", "student", "--feedback", place]))
            .status(2)
            .failure();
        assert!(
            told.starts_with(&format!(
                "threadlings: no pages can be written to {place}: it is no folder"
            )),
            "{told}"
        );
    }
    let args = [
        "class",
        "--for",
        "student",
        "--feedback",
        "out",
        "--report",
        "json=s.json",
    ];
    desk.call(grade(&args)).status(1).text();
    let page = desk.read("out/anna.html");
    assert!(
        page.contains("fails 1 of 2 checks") && !page.contains("secret"),
        "{page}"
    );
    desk.write("out/anna.html", "old");
    let merge = [
        "grade",
        "merge",
        "s.json",
        "--feedback",
        "out",
        "--format",
        "json",
    ];
    desk.call(merge).status(1).text();
    assert_eq!(desk.read("out/anna.html"), page);
    desk.call(grade(&["class", "--report", "json=t.json"]))
        .status(1)
        .text();
    let merge = ["grade", "merge", "t.json", "--feedback", "out"];
    let told = desk.call(merge).status(2).failure();
    assert!(
        told.contains("add --for student where the parts are graded"),
        "{told}"
    );
}

#[test]
fn what_is_wrong_with_a_gradebook_is_said_before_anything_is_judged() {
    let desk = class();
    let refused = |args: &[&str]| desk.call(grade(args)).status(2).failure();
    assert_eq!(
        refused(&["class", "--report", "gradebook=a.csv"]),
        "threadlings: say whose gradebook it is: --gradebook canvas, or --gradebook moodle\n"
    );
    let roster = [
        "class",
        "--gradebook",
        "canvas",
        "--report",
        "gradebook=a.csv",
        "--roster",
        "r.csv",
    ];
    assert!(refused(&roster).starts_with("threadlings: cannot read r.csv"));
    desk.write("r.csv", "name,id\nanna,1\n");
    let told = refused(&roster);
    assert!(
        told.starts_with(
            "threadlings: r.csv is no roster: its first line has no column `submission`"
        ),
        "{told}"
    );
    desk.write("r.csv", "submission,id\nanna,1\n");
    let missing = "threadlings: `ben` is not in the gradebook: the roster has no row for it\n";
    desk.call(grade(&roster)).status(1).stderr(missing).text();
    assert!(desk.read("a.csv").ends_with("\n,1,,,,5\n"));
}

/// The path, and not only the system's reason.
#[cfg(target_os = "linux")]
#[test]
fn what_cannot_be_written_is_named() {
    let desk = desk();
    hand_in(&desk, "anna", SOLVED, GREETS);
    let args = ["--for", "student", "--feedback", "/proc/pages"];
    for (args, named) in [
        (&["--report", "csv=/dev/full"][..], "`/dev/full`"),
        (&args, "`/proc/pages`"),
    ] {
        let told = desk.call(grade(&[&["anna"], args].concat())).status(3);
        let told = told.failure();
        assert!(told.contains(named), "{told}");
    }
    let full = fs::File::options().write(true).open("/dev/full").unwrap();
    let mut process = desk.process(grade(&["anna"]));
    let output = process.stdout(full).output().unwrap();
    let told = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(3), "{told}");
    assert!(told.contains("standard output"), "{told}");
}

#[test]
fn a_gradebook_that_nothing_writes_is_refused() {
    let desk = desk();
    hand_in(&desk, "anna", SOLVED, GREETS);
    let told = desk.call(grade(&["anna", "--gradebook", "moodle"]));
    let told = told.status(2).failure();
    assert!(told.contains("--report gradebook=FILE"), "{told}");
}

/// That would cost an evening of grading.
#[test]
fn gradescope_has_one_submission_and_that_is_told_before_grading() {
    let desk = desk();
    hand_in(&desk, "class/anna", SOLVED, GREETS);
    hand_in(&desk, "class/ben", SOLVED, GREETS);
    let args = [
        "class",
        "--report",
        "gradescope=results.json",
        "--cache",
        "kept",
    ];
    let told = desk.call(grade(&args)).status(2).failure();
    assert!(told.contains("one submission, and 2"), "{told}");
    assert!(!desk.path("kept").exists(), "something was judged");
}

#[test]
fn a_roster_that_canvas_knows_nobody_by_is_refused() {
    let desk = desk();
    hand_in(&desk, "anna", SOLVED, GREETS);
    desk.write("people.csv", "submission,Email address\nanna,a@x.org\n");
    let args = [
        "anna",
        "--gradebook",
        "canvas",
        "--roster",
        "people.csv",
        "--report",
        "gradebook=g.csv",
    ];
    let told = desk.call(grade(&args)).status(2).failure();
    assert!(
        told.contains("people.csv") && told.contains("`SIS Login ID`"),
        "{told}"
    );
}
