//! What can be asked for, and what is said when it cannot be done.

use std::fs;
use std::time::{Duration, SystemTime};

use crate::class::{
    GREET, GREETS, GREETS_NOBODY, HALF, SOLVED, STUCK, TILLS, desk, grade, hand_in, submission,
};
use crate::pack::Pack;
use crate::support::Workspace;

#[test]
fn everything_passed_is_status_0_and_the_paths_may_be_workspaces() {
    let desk = desk();
    hand_in(&desk, "anna", SOLVED, GREETS);
    let grading = desk.call(grade(&["anna"])).json();
    assert_eq!(grading["format"], 1);
    assert_eq!(grading["kit"]["name"], "kit");
    assert_eq!(grading["audience"], "teacher");
    let anna = submission(&grading, "anna");
    assert_eq!((&anna["score"], &anna["max_score"]), (&6.into(), &6.into()));
    let tills = &anna["exercises"][0];
    assert_eq!(tills["path"], TILLS);
    assert_eq!(tills["exercise"], "tills");
    assert_eq!(tills["elapsed_ms"], 0);
    assert_eq!(tills["exploration"]["exhaustive"], true);
    assert_eq!(tills["checks"].as_array().unwrap().len(), 2);
}

#[test]
fn the_kit_is_never_the_submissions() {
    let desk = desk();
    hand_in(&desk, "anna", HALF, GREETS);
    desk.write("anna/info.toml", "format_version = 1\nexercises = []");
    desk.write(
        "anna/rust-toolchain.toml",
        "[toolchain]\nchannel = \"none-such\"",
    );
    desk.write("anna/checks/01_shop/tills.rs", "");
    // Standing in the submission makes no difference.
    let args = ["--kit", "../kit", "grade", ".", "--format", "json"];
    let grading = desk.call(args).from("anna").status(1).json();
    assert_eq!(submission(&grading, "anna")["score"], 5);
    let built_in = desk.call(["grade", ".", "--only", "join1_kiosk", "--format", "json"]);
    let built_in = built_in.from("anna").status(1).json();
    assert_eq!(built_in["kit"]["name"], "threadlings");
}

#[test]
fn the_kit_is_the_one_that_one_stands_in() {
    let desk = desk();
    hand_in(&desk, "anna", HALF, GREETS);
    let page = desk.call(["grade", "../anna"]).from("kit").status(1).text();
    assert!(page.starts_with("anna: 5 of 6 points"), "{page}");
    assert!(page.contains("\nKit: kit, version "), "{page}");
}

/// Else everybody would get all points, for a file that compiles and ends.
#[test]
fn nobody_is_graded_by_checks_that_are_gone() {
    let desk = desk();
    hand_in(&desk, "anna", STUCK, GREETS);
    let mistake = "// verdict: fails_checks\n// says: no till holds money\n";
    desk.write("kit/mistakes/01_shop/tills/none.rs", mistake);
    fs::remove_file(desk.path("kit/checks/01_shop/tills.rs")).unwrap();
    let told = desk.call(grade(&["anna"])).status(2).failure();
    assert!(
        told.contains("kit/checks/01_shop/tills.rs") && told.contains("take it back"),
        "{told}"
    );
    desk.call(grade(&["anna", "--only", "greet"])).text();
}

#[test]
fn points_are_shared_out_or_all_or_nothing() {
    let desk = desk();
    hand_in(&desk, "anna", HALF, GREETS_NOBODY);
    let grading = desk.call(grade(&["anna"])).status(1).json();
    let exercises = &submission(&grading, "anna")["exercises"];
    assert_eq!(
        (&exercises[0]["score"], &exercises[0]["max_score"]),
        (&1.into(), &2.into())
    );
    assert_eq!(
        (&exercises[1]["score"], &exercises[1]["points"]),
        (&0.into(), &2.into())
    );
}

#[test]
fn students_read_nothing_of_hidden_checks() {
    let desk = desk();
    hand_in(&desk, "class/ben", STUCK, GREETS_NOBODY);
    hand_in(&desk, "class/anna", HALF, GREETS);
    let teachers = desk.call(grade(&["class"])).status(1).text();
    let students = desk
        .call(grade(&["class", "--for", "student"]))
        .status(1)
        .text();
    let secrets = [
        "doubles_all",
        "Every till is doubled",
        "secret total",
        "Look at the second till",
        "no name",
        "names",
        "It greets",
    ];
    for secret in secrets {
        assert!(teachers.contains(secret), "{secret}");
        assert!(!students.contains(secret), "{secret}");
    }
    for told in ["\"check 2\"", "\"deadlocks\"", "Who holds what?"] {
        assert!(students.contains(told), "{told}");
    }
}

#[test]
fn late_is_told_and_judged_all_the_same() {
    let desk = desk();
    hand_in(&desk, "class/late", SOLVED, GREETS);
    let early = SystemTime::UNIX_EPOCH + Duration::from_secs(1_000_000_000);
    let file = fs::File::options()
        .write(true)
        .open(desk.path(&format!("class/late/{TILLS}")));
    file.unwrap().set_modified(early).unwrap();
    let file = fs::File::options()
        .write(true)
        .open(desk.path(&format!("class/late/{GREET}")));
    file.unwrap()
        .set_modified(early + Duration::from_secs(10))
        .unwrap();
    for (ending, pack) in Pack::both() {
        let pack = pack.file(TILLS, SOLVED).file(GREET, GREETS);
        desk.write(&format!("class/{ending}.{ending}"), pack.finish());
    }
    let times = |deadline: &str| {
        let grading = desk.call(grade(&["class", "--deadline", deadline])).json();
        ["late", "zip", "tar.gz"].map(|name| {
            let exercises = submission(&grading, name)["exercises"].clone();
            [0, 1].map(|number| {
                let one = &exercises[number];
                let detail = one["hand_in_detail"].as_str().unwrap_or("-").to_owned();
                (one["hand_in"].as_str().unwrap().to_owned(), detail)
            })
        })
    };
    let in_time = || ("in_time".to_owned(), "-".to_owned());
    let late = |time: &str| ("late".to_owned(), time.to_owned());
    assert_eq!(
        times("2001-09-09T03:46:45+02:00"),
        [
            [in_time(), late("2001-09-09T01:46:50Z")],
            [late("2026-03-01T12:00:00Z"), late("2026-03-01T12:00:00Z")],
            [late("2026-03-01T12:00:00Z"), late("2026-03-01T12:00:00Z")],
        ]
    );
    let [_, zip, tar] = times("2026-03-01T12:00:00Z");
    assert_eq!((zip, tar), ([in_time(), in_time()], [in_time(), in_time()]));
}

#[test]
fn a_seed_of_ones_own_is_another_grading() {
    let desk = desk();
    hand_in(&desk, "anna", SOLVED, GREETS);
    let digest = |args: &[&str]| {
        let grading = desk.call(grade(args)).json();
        grading["kit"]["digest"].as_str().unwrap().to_owned()
    };
    let kits_own = digest(&["anna"]);
    assert_ne!(digest(&["anna", "--seed", "7"]), kits_own);
    assert_ne!(digest(&["anna", "--only", "tills"]), kits_own);
    assert_eq!(digest(&["anna", "--only", "tills", "gre"]), kits_own);
    assert_eq!(digest(&["anna", "--only", "gre,tills"]), kits_own);
}

#[test]
fn what_we_cannot_judge_is_status_3_and_the_rest_is_judged() {
    let desk = desk();
    hand_in(&desk, "class/anna", SOLVED, GREETS);
    hand_in(&desk, "class/ben", HALF, GREETS_NOBODY);
    // These checks call what no attempt and no solution has.
    desk.write(
        "kit/checks/greet.rs",
        "/// It bows.\n#[test]\nfn bows() {\n    exercise::bow();\n}\n",
    );
    let args = || grade(&["class", "--cache", "cache"]);
    let grading = desk.call(args()).status(3).json();
    let anna = submission(&grading, "anna");
    assert_eq!(anna["exercises"][0]["verdict"], "passed");
    assert_eq!(anna["exercises"][1]["verdict"], "not_judged");
    let students = grade(&["class", "--cache", "cache", "--for", "student"]);
    let text = desk.call(students).status(3).text();
    assert!(text.contains("which is not your fault; ask your teacher") && !text.contains("bow"));
    // Our failure was not kept.
    desk.write(
        "kit/checks/greet.rs",
        "/// It greets.\n#[test]\nfn greets() {\n    exercise::greet(\"a\");\n}\n",
    );
    let grading = desk.call(args()).status(1).json();
    assert_eq!(
        submission(&grading, "anna")["exercises"][1]["verdict"],
        "passed"
    );
}

#[test]
fn without_a_sandbox_nothing_is_graded_where_one_is_required() {
    let desk = desk();
    hand_in(&desk, "anna", SOLVED, GREETS);
    let grading = desk.call(grade(&["anna"])).json();
    let is_whole = ["files", "network", "processes", "privileges"]
        .iter()
        .all(|name| {
            let protections = grading["protections"].as_array().unwrap();
            let named = protections.iter().find(|one| one["name"] == *name);
            named.unwrap()["active"] == true
        });
    let call = desk.call(grade(&["anna", "--require-sandbox"]));
    if is_whole {
        call.json();
    } else {
        let told = call.status(3).failure();
        assert!(
            told.starts_with("threadlings: the sandbox is not complete"),
            "{told}"
        );
    }
}

#[test]
fn reports_go_to_files_that_are_named() {
    let desk = desk();
    hand_in(&desk, "anna", SOLVED, GREETS);
    let printed = desk
        .call(grade(&[
            "anna",
            "--report",
            "json=a.json",
            "--report",
            "json=b.json",
        ]))
        .text();
    assert_eq!(desk.read("a.json"), printed);
    assert_eq!(desk.read("b.json"), printed);
    let refused = |report: &str| {
        desk.call(grade(&["anna", "--report", report]))
            .status(2)
            .failure()
    };
    assert_eq!(
        refused("json=no/such/file"),
        "threadlings: no report can be written to no/such/file: it is a folder, or its folder does not exist\n"
    );
    assert!(refused("prose=a").contains("`prose` is no format; they are"));
    assert!(refused("a.json").contains("give a format and a file, such as `json=grades.json`"));
}

#[test]
fn what_cannot_be_graded_is_said_in_one_sentence() {
    let desk = desk();
    desk.write("empty/notes.txt", "");
    desk.write("notes.txt", "");
    let refused = |args: &[&str]| desk.call(grade(args)).status(2).failure();
    assert_eq!(
        refused(&["gone"]),
        "threadlings: cannot read gone: No such file or directory (os error 2)\n"
    );
    assert_eq!(
        refused(&["notes.txt"]),
        "threadlings: notes.txt is no submission: name a workspace (a folder with `exercises`), an archive (`.zip`, `.tar.gz`), or a folder of them\n"
    );
    assert_eq!(
        refused(&["empty"]),
        "threadlings: there are no submissions in empty: it has no `exercises`, and no folders or archives (`.zip`, `.tar.gz`) in it\n"
    );
    assert!(
        refused(&["empty", "--only", "tils"])
            .contains("no exercise is called `tils`: did you mean `tills`?")
    );
    assert!(refused(&["empty", "--shard", "4/3"]).contains("such as `1/3`"));
    assert!(refused(&["empty", "--deadline", "tomorrow"]).contains("give a time with its zone"));
    assert!(refused(&[]).contains("<PATH>..."));
    desk.write("kit/checks/greet.rs", "#[test]\nfn quiet() {}");
    assert!(refused(&["empty"]).contains("check `quiet` has no doc comment"));
}

#[test]
fn our_own_kit_grades_a_students_folder() {
    let workspace = Workspace::new();
    workspace.solve("01_threads/join1_kiosk");
    let args = ["grade", ".", "--only", "join1_kiosk", "--format", "json"];
    let grading = workspace.call(args).env("NO_COLOR", "1").json();
    assert_eq!(grading["kit"]["name"], "threadlings");
    assert_eq!(grading["submissions"][0]["score"], 4);
}

#[test]
fn tests_of_the_students_own_are_worth_nothing_by_themselves() {
    let manifest = "format_version = 1\n[[exercises]]\nname = \"own\"\npoints = 3\n";
    let own = "fn main() {}\n#[test]\nfn one() {}\n#[test]\nfn two() { panic!() }\n";
    let workspace = Workspace::of_kit(manifest, &[("exercises/own.rs", own)]);
    let args = || ["--kit", ".", "grade", ".", "--format", "json"];
    let grading = workspace.call(args()).status(1).json();
    let one = &grading["submissions"][0];
    assert_eq!((&one["score"], &one["max_score"]), (&0.into(), &3.into()));
    workspace.write("exercises/own.rs", "fn main() {}\n#[test]\nfn one() {}\n");
    let grading = workspace.call(args()).json();
    assert_eq!(grading["submissions"][0]["score"], 3);
}

#[test]
fn whoever_says_unsafe_breaks_the_rules_and_stops_nobody() {
    let desk = desk();
    hand_in(
        &desk,
        "class/anna",
        &format!("{SOLVED}\npub fn trick() {{\n    unsafe {{}}\n}}\n"),
        GREETS,
    );
    hand_in(&desk, "class/ben", SOLVED, GREETS);
    let grading = desk.call(grade(&["class"])).status(1).json();
    let anna = submission(&grading, "anna");
    assert_eq!(anna["exercises"][0]["verdict"], "breaks_rules");
    assert_eq!(anna["exercises"][1]["verdict"], "passed");
    assert_eq!(submission(&grading, "ben")["score"], 6);
}
