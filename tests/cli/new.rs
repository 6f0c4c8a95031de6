//! `new`: an exercise to begin with.

use serde_json::{Value, json};

use crate::support::Workspace;

const MANIFEST: &str = "# The course.
format_version = 1

[[exercises]]
name = \"first\"
dir = \"01_sums\"
hint = \"Add.\"

# The end of the course.
[[exercises]]
name = \"last\"
dir = \"09_end\"
hint = \"End.\"
";

fn kit() -> Workspace {
    let main = "fn main() {}\n";
    let files = [
        ("exercises/01_sums/first.rs", main),
        ("exercises/09_end/last.rs", main),
    ];
    Workspace::of_kit(MANIFEST, &files)
}

fn kinds(report: &Value) -> Vec<&str> {
    let findings = report["findings"].as_array().unwrap();
    let mut kinds: Vec<&str> = findings
        .iter()
        .map(|finding| finding["kind"].as_str().unwrap())
        .collect();
    kinds.dedup();
    kinds
}

#[test]
fn a_new_exercise_is_sound_but_for_what_is_left_to_write() {
    let kit = kit();
    let args = ["new", "04_mutex/piggybank", "--title", "The piggy bank"];
    let more = ["--concept", "Mutex", "--concept", "lock", "--points", "4"];
    let page = kit.call(args.into_iter().chain(more)).text();
    insta::assert_snapshot!("new", page);
    let manifest = kit.read("info.toml");
    insta::assert_snapshot!("new_manifest", manifest);
    let start = kit.read("exercises/04_mutex/piggybank.rs");
    assert!(start.starts_with("//! The piggy bank\n"), "{start}");

    let report = kit
        .call(["verify", "piggybank", "--repeat", "1", "--json"])
        .status(1)
        .json();
    assert_eq!(
        kinds(&report),
        [
            "to_do",
            "to_do_in_solution",
            "few_solutions",
            "few_mistakes"
        ]
    );
    let attempts = &report["exercises"][0]["attempts"];
    let verdicts: Vec<&Value> = attempts
        .as_array()
        .unwrap()
        .iter()
        .map(|attempt| &attempt["verdict"])
        .collect();
    assert_eq!(verdicts, ["fails_checks", "passed", "fails_checks"]);

    let again = kit.call(["new", "04_mutex/Piggybank"]).status(2);
    again
        .stderr(
            "threadlings: there is an exercise `piggybank` already: give this one another name\n",
        )
        .check();
}

#[test]
fn nothing_is_asked_and_nothing_invented_where_nobody_can_answer() {
    let kit = kit();
    kit.call(["new", "plain"]).text();
    let manifest = kit.read("info.toml");
    assert!(
        manifest.ends_with(
            "[[exercises.nudges]]\nwhen = \"check:works_on_its_own_thread\"\n\
             say = \"TODO(teacher): one thing to try, without the answer.\"\n"
        ),
        "{manifest}"
    );
    assert!(manifest.contains("\nname = \"plain\"\ntitle = \"TODO(teacher): a title\"\n"));
    assert!(!kit.path("exercises/README.md").exists());
    let listed = kit.call(["list", "--json"]).json();
    assert_eq!(listed["exercises"][2]["name"], "plain");
}

#[test]
fn nothing_is_written_where_something_is_in_the_way() {
    let kit = kit();
    kit.write("checks/04_mutex/piggybank.rs", "mine");
    for (path, told) in [
        (
            "04_mutex/piggybank",
            "checks/04_mutex/piggybank.rs is there already: move it away, or choose another name",
        ),
        ("a/b/c", "`a/b/c` is neither NAME nor DIR/NAME"),
        (
            "04_mutex/piggy bank",
            "the name of the exercise contains ` `: write a name of letters, digits and `_`",
        ),
        (
            "../piggybank",
            "the folder of the exercise contains `.`: write a name of letters, digits and `_`, `-`",
        ),
        (
            "01_sums/FIRST",
            "there is an exercise `first` already: give this one another name",
        ),
    ] {
        kit.call(["new", path])
            .status(2)
            .stderr(&format!("threadlings: {told}\n"))
            .check();
    }
    assert_eq!(kit.read("info.toml"), MANIFEST);
    assert!(!kit.path("exercises/04_mutex").exists());
    let inline = "format_version = 1\nexercises = [{ name = \"a\" }]\n";
    kit.write("info.toml", inline);
    kit.call(["new", "b"])
        .status(2)
        .stderr("threadlings: cannot add to info.toml: `exercises` is one array in brackets: give each exercise a table of its own, below `[[exercises]]`\n")
        .check();
    assert_eq!(json!(kit.read("info.toml")), json!(inline));
}
