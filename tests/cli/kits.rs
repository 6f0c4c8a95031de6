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
    // Tests are not run, though clippy looks at them.
    workspace.write(
        "exercises/plain.rs",
        "fn main() {}\n#[test]\nfn fails() { panic!() }\n",
    );
    assert_eq!(run(&workspace, "plain", 0)["verdict"], "passed");
    workspace.write(
        "exercises/plain.rs",
        "fn main() {}\n#[test]\nfn broken() { nonsense }\n",
    );
    assert_eq!(run(&workspace, "plain", 1)["verdict"], "does_not_compile");
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
fn edition_lints_and_profile_come_from_cargo_toml() {
    let workspace = community_kit();
    let verdict = |text: &str, status| {
        workspace.write("exercises/01_first/tested.rs", text);
        run(&workspace, "tested", status)["verdict"].clone()
    };
    let old = "fn main() { let async = 1; assert_eq!(async, 1); }\n";
    assert_eq!(verdict(old, 1), "does_not_compile");
    let unsafe_code = "fn main() { unsafe { std::hint::unreachable_unchecked } ; }\n";
    assert_eq!(verdict(unsafe_code, 0), "passed");
    // A thread's panic is not the program's, unless the kit says so.
    let panics = "fn main() { let _ = std::thread::spawn(|| panic!()).join(); }\n";
    assert_eq!(verdict(panics, 0), "passed");
    let package = "[package]\nname = \"mine\"\nedition = \"2015\"\n";
    workspace.write("Cargo.toml", package);
    assert_eq!(verdict(old, 0), "passed");
    let strict = "[lints.rust]\nunsafe_code = \"forbid\"\n[lints.clippy]\ntodo = \"deny\"\n[profile.dev]\npanic = \"abort\"\n";
    workspace.write("Cargo.toml", format!("{package}{strict}"));
    assert_eq!(verdict(unsafe_code, 1), "breaks_rules");
    assert_eq!(
        verdict("fn main() { if false { todo!() } }\n", 1),
        "does_not_compile"
    );
    assert_eq!(verdict(panics, 1), "fails_checks");
    workspace.write("Cargo.toml", "[package]\nedition = \"2030\"\n");
    workspace.write("exercises/01_first/tested.rs", old);
    let judged = run(&workspace, "tested", 3);
    assert_eq!(
        judged["reason"],
        "[WORKSPACE]/Cargo.toml of the kit cannot be used: `package.edition` is `2030`: it must be one of 2015, 2018, 2021, 2024"
    );
}

#[test]
fn an_exercise_finds_what_lies_beside_it() {
    let workspace = community_kit();
    workspace.write(
        "Cargo.toml",
        "[package]\nname = \"mine\"\nedition = \"2024\"\n",
    );
    workspace.write("data/words.txt", "one two");
    workspace.write(
        "exercises/01_first/helper.rs",
        "pub fn help() -> u8 { 3 }\n",
    );
    workspace.write("exercises/README.md", "# Read me\n");
    workspace.write(
        "exercises/01_first/tested.rs",
        "mod helper;
const WORDS: &str = include_str!(\"../../data/words.txt\");

fn main() {
    assert_eq!(std::fs::read_to_string(\"data/words.txt\").unwrap(), WORDS);
    assert_eq!(env!(\"CARGO_PKG_NAME\"), \"mine\");
    assert!(!std::path::Path::new(\"info.toml\").exists());
    // Nobody types anything.
    let mut line = String::new();
    assert_eq!(std::io::stdin().read_line(&mut line).unwrap(), 0);
    std::fs::write(\"data/words.txt\", helper::help().to_string()).unwrap();
}

#[test]
#[should_panic]
fn it_panics() {
    assert!(std::path::Path::new(env!(\"CARGO_MANIFEST_DIR\")).join(\"data\").is_file());
}
",
    );
    let judged = run(&workspace, "tested", 0);
    assert_eq!(
        statuses(&judged),
        [("it_panics", "passed"), ("main", "passed")]
    );
    assert_eq!(workspace.read("data/words.txt"), "one two");
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

const RACY: &str = "use std::sync::atomic::{AtomicU8, Ordering::SeqCst};

static SUM: AtomicU8 = AtomicU8::new(0);

fn add() {
    let seen = SUM.load(SeqCst);
    SUM.store(seen + 1, SeqCst);
}

fn main() {}

#[cfg(test)]
mod tests {
    #[test]
    fn both_count() {
        std::thread::scope(|scope| {
            scope.spawn(super::add);
            scope.spawn(super::add);
        });
        assert_eq!(super::SUM.load(super::SeqCst), 2);
    }

    #[test]
    #[should_panic]
    fn it_panics() {
        panic!();
    }
}
";

/// A test that nobody sees in the text is not explored, and so does not pass.
#[test]
fn tests_that_come_of_macros_pass_only_where_nothing_is_to_be_explored() {
    let manifest = |explore: &str| {
        format!(
            "format_version = 1\n[[exercises]]\nname = \"racy\"\nhint = \"\"\nexplore = {explore}"
        )
    };
    let hidden = "macro_rules! tests { ($name:ident) => { #[test] fn $name() {} } }\ntests!(made);\n\
                  #[cfg_attr(all(), test)]\nfn disguised() {}\n";
    for (more, found) in [(hidden, "disguised"), ("#[test]\nfn plain() {}\n", "")] {
        let text = format!("fn main() {{}}\n#[test]\nfn seen() {{}}\n{more}");
        let workspace = Workspace::of_kit(&manifest("true"), &[("exercises/racy.rs", &text)]);
        let judged = run(&workspace, "racy", if found.is_empty() { 0 } else { 3 });
        if !found.is_empty() {
            assert_eq!(judged["verdict"], "not_judged");
            let reason = judged["reason"].as_str().unwrap();
            assert!(reason.starts_with(&format!("The test `{found}` held on real threads, but")));
            assert_eq!(
                statuses(&judged)[1..],
                [("made", "not_run"), ("seen", "passed")]
            );
        }
        workspace.write("info.toml", manifest("false"));
        run(&workspace, "racy", 0);
    }
}

#[test]
fn a_kit_has_its_own_tests_explored_where_it_asks_for_it() {
    let manifest = |explore: &str| {
        format!("format_version = 1\n[[exercises]]\nname = \"racy\"\nhint = \"\"\n{explore}")
    };
    let workspace = Workspace::of_kit(&manifest(""), &[("exercises/racy.rs", RACY)]);
    let judged = run(&workspace, "racy", 0);
    assert_eq!(judged["exploration"], Value::Null);

    for explore in ["explore = { preemptions = 2 }", "explore = true"] {
        workspace.write("info.toml", manifest(explore));
        let judged = run(&workspace, "racy", 1);
        assert_eq!(judged["verdict"], "fails_in_some_interleaving");
        assert_eq!(judged["trace"]["check"], "tests::both_count");
        assert_eq!(judged["trace"]["description"], "tests: both count");
        assert_eq!(judged["trace"]["source"]["path"], "exercises/racy.rs");
        let objects = judged["trace"]["objects"].as_array().unwrap();
        assert!(objects.iter().any(|object| object["name"] == "SUM"));
    }
    let fixed = RACY.replace("    let seen = SUM.load(SeqCst);\n", "");
    workspace.write(
        "exercises/racy.rs",
        fixed.replace("SUM.store(seen + 1", "SUM.fetch_add(1"),
    );
    let judged = run(&workspace, "racy", 0);
    let expected = [
        ("tests::both_count", "passed"),
        ("tests::it_panics", "passed"),
        ("main", "passed"),
    ];
    assert_eq!(statuses(&judged), expected);
    assert_eq!(judged["exploration"]["exhaustive"], true);
    assert_eq!(judged["checks"][1]["exploration"], Value::Null);

    // What hangs for ever on real threads is not waited for.
    let stuck = "fn main() {}\n#[test]\nfn stuck() {\n    let lock = std::sync::Mutex::new(0);\n    let _one = lock.lock();\n    let _two = lock.lock();\n}\n";
    workspace.write("exercises/racy.rs", stuck);
    let judged = run(&workspace, "racy", 1);
    assert_eq!(judged["verdict"], "deadlocks");
    assert_eq!(statuses(&judged), [("stuck", "failed")]);

    workspace.write("info.toml", manifest("explore = false"));
    workspace.write("exercises/racy.rs", RACY);
    assert_eq!(run(&workspace, "racy", 0)["exploration"], Value::Null);
}

#[test]
fn what_a_kit_depends_on_is_linked_with_its_exercises() {
    let workspace = community_kit();
    let package = "bin = [{ name = \"plain\", path = \"exercises/plain.rs\" }]
[package]
name = \"mine\"
edition = \"2024\"
[dependencies]
renamed = { package = \"near\", path = \"near\" }
[dev-dependencies]
far = { path = \"far\" }
[profile.dev]
panic = \"abort\"
";
    workspace.write("Cargo.toml", package);
    for name in ["near", "far"] {
        workspace.write(
            &format!("{name}/Cargo.toml"),
            format!("[package]\nname = \"{name}\"\nversion = \"0.1.0\"\nedition = \"2024\"\n"),
        );
        let text = format!("pub fn {name}() -> u8 {{ 1 }}\n");
        workspace.write(&format!("{name}/src/lib.rs"), text);
    }
    workspace.write(
        "exercises/01_first/tested.rs",
        "fn main() { assert_eq!(renamed::near(), 1); }\n#[test]\nfn it_is_far() { assert_eq!(far::far(), 1); }\n",
    );
    let judged = run(&workspace, "tested", 0);
    let expected = [("it_is_far", "passed"), ("main", "passed")];
    assert_eq!(statuses(&judged), expected);
    // Tests alone have what is for tests.
    workspace.write("exercises/plain.rs", "fn main() { far::far(); }\n");
    let judged = run(&workspace, "plain", 1);
    assert_eq!(judged["diagnostics"][0]["code"], "E0433");

    // The kit's own crates may change.
    workspace.write("near/src/lib.rs", "pub fn near() -> u8 { 2 }\n");
    assert_eq!(run(&workspace, "tested", 1)["verdict"], "fails_checks");
    workspace.write("near/src/lib.rs", "pub fn near() -> u8 { \"2\" }\n");
    let judged = run(&workspace, "tested", 3);
    let blames = "the crates that this kit's exercises use cannot be built, which is not your fault; tell whoever made the kit: ";
    assert_eq!(
        judged["reason"],
        format!("{blames}error[E0308]: mismatched types")
    );
    workspace.write("Cargo.toml", package.replace("\"near\" }", "\"gone\" }"));
    let judged = run(&workspace, "tested", 3);
    let reason = judged["reason"].as_str().unwrap();
    assert!(reason.starts_with(blames), "{reason}");
    assert!(reason.contains("[WORKSPACE]/gone/Cargo.toml"), "{reason}");
    // Nobody else is kept from working.
    assert_eq!(workspace.call(["list", "--json"]).json()["format"], 1);
}

#[test]
fn crates_that_cannot_be_fetched_need_the_internet() {
    let workspace = community_kit();
    workspace.write(
        "Cargo.toml",
        "[package]\nname = \"mine\"\nedition = \"2024\"\n[dependencies]\nlog = \"0.4\"\n",
    );
    let judged = workspace
        .call(["run", "tested", "--json"])
        .env("CARGO_HOME", workspace.path("nothing"))
        .env("CARGO_NET_OFFLINE", "true")
        .status(3)
        .json();
    let reason = judged["reason"].as_str().unwrap();
    assert!(
        reason.starts_with("the crates that this kit's exercises use are not on this machine and cannot be fetched ("),
        "{reason}"
    );
}
