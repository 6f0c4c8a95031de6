//! Kits in the rustlings community format, which bring no hidden checks: an exercise is judged by its own tests and its
//! `main`.

use serde_json::{Value, json};

use crate::support::Workspace;

const MANIFEST: &str = "format_version = 1
welcome_message = \"Hello\"
final_message = \"\"\"Bye\"\"\"

[[exercises]]
name = \"tested\"
dir = \"01_first\"
hint = \"Add.\"

[[exercises]]
name = \"plain\"
test = false
strict_clippy = true
skip_check_unsolved = true
hint = \"\"
";

const TESTED: &str = "fn add(a: u8, b: u8) -> u8 {
    a + b
}

fn main() {
    println!(\"{}\", add(1, 2));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_adds() {
        assert_eq!(add(2, 3), 5);
    }

    #[test]
    fn nothing_is_nothing() {
        assert_eq!(add(0, 0), 0);
    }
}
";

fn community_kit() -> Workspace {
    let files = [
        ("exercises/01_first/tested.rs", TESTED),
        (
            "exercises/plain.rs",
            "fn main() {\n    println!(\"plain\");\n}\n",
        ),
    ];
    Workspace::of_kit(MANIFEST, &files)
}

fn run(workspace: &Workspace, name: &str, status: i32) -> Value {
    workspace
        .call(["run", name, "--json"])
        .status(status)
        .json()
}

fn statuses(judged: &Value) -> Vec<(&str, &str)> {
    let checks = judged["checks"].as_array().unwrap();
    let mut statuses: Vec<_> = checks
        .iter()
        .map(|check| {
            (
                check["name"].as_str().unwrap(),
                check["status"].as_str().unwrap(),
            )
        })
        .collect();
    // Tests run side by side and are listed as they end.
    statuses.sort_by_key(|(name, _)| (*name == "main", *name));
    statuses
}

#[test]
fn its_own_tests_judge_an_exercise() {
    let workspace = community_kit();
    let judged = run(&workspace, "tested", 0);
    assert_eq!(judged["verdict"], "passed");
    let expected = [
        ("tests::it_adds", "passed"),
        ("tests::nothing_is_nothing", "passed"),
        ("main", "passed"),
    ];
    assert_eq!(statuses(&judged), expected);

    workspace.write(
        "exercises/01_first/tested.rs",
        TESTED.replace("a + b", "a * b"),
    );
    let judged = run(&workspace, "tested", 1);
    assert_eq!(judged["verdict"], "fails_checks");
    assert_eq!(
        statuses(&judged),
        [
            ("tests::it_adds", "failed"),
            ("tests::nothing_is_nothing", "passed")
        ]
    );
    assert!(
        judged["output"].as_str().unwrap().contains("left: 6"),
        "{judged:#}"
    );

    workspace.write(
        "exercises/01_first/tested.rs",
        TESTED.replace("a + b", "a +"),
    );
    assert_eq!(run(&workspace, "tested", 1)["verdict"], "does_not_compile");

    workspace.write(
        "exercises/01_first/tested.rs",
        TESTED.replace("println!", "panic!"),
    );
    let judged = run(&workspace, "tested", 1);
    assert_eq!(judged["verdict"], "fails_checks");
    assert_eq!(statuses(&judged).last(), Some(&("main", "failed")));
}

#[test]
fn without_tests_its_main_judges_an_exercise() {
    let workspace = community_kit();
    let judged = run(&workspace, "plain", 0);
    assert_eq!(
        (&judged["verdict"], &judged["output"]),
        (&json!("passed"), &json!("plain\n"))
    );
    assert_eq!(statuses(&judged), [("main", "passed")]);

    workspace.write(
        "exercises/plain.rs",
        "fn main() {\n    std::process::exit(3);\n}\n",
    );
    let judged = run(&workspace, "plain", 1);
    assert_eq!(judged["verdict"], "fails_checks");
    assert_eq!(
        judged["checks"][0]["message"],
        "`main` ended with status 3."
    );
    // Tests are not even compiled.
    workspace.write(
        "exercises/plain.rs",
        "fn main() {}\n#[test]\nfn broken() { nonsense }\n",
    );
    assert_eq!(run(&workspace, "plain", 0)["verdict"], "passed");
}

#[test]
fn strict_clippy_makes_warnings_count() {
    let workspace = community_kit();
    let sloppy = "pub fn one() -> u8 { return 1; }\nfn main() {}\n";
    workspace.write("exercises/plain.rs", sloppy);
    let judged = run(&workspace, "plain", 1);
    assert_eq!(judged["verdict"], "does_not_compile");
    assert_eq!(judged["diagnostics"][0]["code"], "clippy::needless_return");
    // The other exercise is not strict: there it is only said.
    workspace.write("exercises/01_first/tested.rs", sloppy);
    let judged = run(&workspace, "tested", 0);
    assert_eq!(judged["verdict"], "passed");
    assert_eq!(judged["diagnostics"][0]["level"], "warning");
}

#[test]
fn one_hint_is_a_hint_and_none_is_none() {
    let workspace = community_kit();
    workspace
        .call(["hint", "tested"])
        .stdout("Hint 1 of 1\n  Add.\n")
        .check();
    workspace
        .call(["hint", "plain"])
        .stdout("plain has no hints.\n")
        .check();
}

#[test]
fn a_kit_may_lie_beside_the_workspace() {
    let kit = community_kit();
    let root = kit.path("").display().to_string();
    let workspace = Workspace::empty();
    workspace.write("exercises/plain.rs", "fn main() { panic!(\"mine\") }\n");
    let judged = workspace
        .call(["run", "plain", "--kit", &root, "--json"])
        .status(1)
        .json();
    assert_eq!(judged["verdict"], "fails_checks");
    workspace
        .call(["reset", "plain", "--kit", &root, "--json"])
        .json();
    assert_eq!(
        workspace.read("exercises/plain.rs"),
        kit.read("exercises/plain.rs")
    );
    workspace
        .call(["run", "plain", "--kit", &root, "--json"])
        .json();
    assert!(!kit.path(".threadlings").exists());
}

#[test]
fn an_unreadable_or_missing_exercise_of_a_kit_that_one_works_in_is_judged() {
    let workspace = community_kit();
    workspace.write("exercises/plain.rs", b"fn main() {} // \xff");
    assert_eq!(run(&workspace, "plain", 1)["verdict"], "does_not_compile");
    std::fs::remove_file(workspace.path("exercises/plain.rs")).unwrap();
    assert_eq!(run(&workspace, "tested", 0)["verdict"], "passed");
}
