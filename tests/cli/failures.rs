//! Missing tools and broken kits: what is not the student's fault says so, with a status of its own.

use serde_json::json;

use crate::support::{Workspace, repository};

#[test]
fn a_missing_compiler_is_named_with_what_to_do() {
    let workspace = Workspace::new();
    let empty = workspace.path("empty");
    for args in [&["run", "join1"][..], &["run", "--json"], &["watch"]] {
        workspace
            .call(args.iter().copied())
            .env("PATH", &empty)
            .status(3)
            .stderr("threadlings: `rustc` was not found; install Rust from https://rustup.rs and open a new terminal\n")
            .check();
    }
    // What needs no compiler goes on working.
    workspace
        .call(["hint", "--json"])
        .env("PATH", &empty)
        .json();
    workspace
        .call(["list", "--json"])
        .env("PATH", &empty)
        .json();
}

#[test]
fn a_compiler_that_is_none_is_named() {
    let workspace = Workspace::new();
    workspace
        .call(["run"])
        .env("RUSTC", "nothing-of-that-name")
        .status(3)
        .stderr("threadlings: `nothing-of-that-name` was not found; install Rust from https://rustup.rs and open a new terminal\n")
        .check();
}

#[cfg(unix)]
#[test]
fn a_compiler_that_is_too_old_is_named_with_what_is_needed() {
    use std::fs::{self, Permissions};
    use std::os::unix::fs::PermissionsExt;

    let workspace = Workspace::new();
    let old = "#!/bin/sh\necho 'rustc 1.85.0 (4d91de4e4 2025-02-17)'\necho 'release: 1.85.0'\n";
    workspace.write("old/rustc", old);
    let rustc = workspace.path("old/rustc");
    fs::set_permissions(&rustc, Permissions::from_mode(0o755)).unwrap();
    for args in [
        &["run", "join1"][..],
        &["run", "--json"],
        &["watch"],
        &["grade", "."],
        &["--kit", "kit", "verify"],
    ] {
        if args.contains(&"verify") {
            workspace.call(["new-kit", "kit"]).text();
        }
        workspace
            .call(args.iter().copied())
            .env("RUSTC", &rustc)
            .status(3)
            .stderr(
                "threadlings: rustc 1.85.0 (4d91de4e4 2025-02-17) is too old: it must be 1.91 or newer; run `rustup \
                 update`, or install Rust from https://rustup.rs\n",
            )
            .check();
    }
    let doctor = workspace.call(["doctor", "--json"]).env("RUSTC", &rustc);
    let item = &doctor.status(3).json()["items"][0];
    assert_eq!(item["status"], "missing");
    let detail = item["detail"].as_str().unwrap();
    assert!(
        detail.ends_with("is too old: it must be 1.91 or newer"),
        "{detail}"
    );
}

#[test]
fn all_problems_of_a_manifest_are_told_with_key_and_line() {
    let manifest = "format_version = 2
wellcome_message = \"hi\"

[[exercises]]
dir = \"a/b\"
points = -1
hnts = [\"x\"]

[[exercises]]
name = \"one\"
time_limit_s = \"long\"
[[exercises.nudges]]
when = \"deadlock\"
say = \"\"
";
    let workspace = Workspace::of_kit(manifest, &[("exercises/one.rs", "")]);
    workspace
        .call(["list"])
        .status(2)
        .stderr(
            "threadlings: [WORKSPACE]/info.toml:1: `format_version` at the top is 2: it must be 1
[WORKSPACE]/info.toml:2: unknown key `wellcome_message` at the top: did you mean `welcome_message`?
[WORKSPACE]/info.toml:4: `name` is missing in exercise number 1: add `name = \"…\"`
[WORKSPACE]/info.toml:5: `dir` in exercise number 1 contains `/`: write a name of letters, digits and `_`, `-`
[WORKSPACE]/info.toml:6: `points` in exercise number 1 is -1: it must be a whole number from 0 to 4294967295
[WORKSPACE]/info.toml:7: unknown key `hnts` in exercise number 1: did you mean `hints`?
[WORKSPACE]/info.toml:11: `time_limit_s` in exercise `one` is a string: it must be a number of seconds above 0, at most 3600
[WORKSPACE]/info.toml:13: unknown `when = \"deadlock\"` in nudge 1 of exercise `one`: did you mean `deadlocks`?
[WORKSPACE]/info.toml:14: `say` in nudge 1 of exercise `one` is empty: it must be a sentence
",
        )
        .check();
}

#[test]
fn a_manifest_that_is_no_toml_is_told_with_line_and_column() {
    let workspace = Workspace::of_kit(
        "format_version = 1\n[[exercises]\nname = \n",
        &[("exercises/a.rs", "")],
    );
    let text = workspace.call(["run"]).status(2).failure();
    assert!(
        text.starts_with("threadlings: [WORKSPACE]/info.toml:2:"),
        "{text}"
    );
    assert!(text.contains("\n[WORKSPACE]/info.toml:3:"), "{text}");
}

#[test]
fn starts_that_a_kit_lacks_are_all_named() {
    let manifest = "format_version = 1\n[[exercises]]\nname = \"a\"\n[[exercises]]\nname = \"b\"\ndir = \"c\"\n";
    let workspace = Workspace::empty();
    workspace.write("exercises/README.md", "");
    workspace.write("kit/info.toml", manifest);
    workspace
        .call(["list", "--kit", "kit"])
        .status(2)
        .stderr("threadlings: the kit lacks `[WORKSPACE]/kit/exercises/a.rs`, `[WORKSPACE]/kit/exercises/c/b.rs`: write them, or correct `name` and `dir` in info.toml\n")
        .check();
}

#[test]
fn a_kit_without_exercises_is_told_apart() {
    let workspace = Workspace::of_kit(
        "format_version = 1\nexercises = []\n",
        &[("exercises/README.md", "")],
    );
    workspace
        .call(["list"])
        .status(2)
        .stderr(
            "threadlings: the kit has no exercises; add an [[exercises]] entry to its info.toml\n",
        )
        .check();
}

#[test]
fn broken_checks_are_not_the_students_fault() {
    let manifest = "format_version = 1\n[[exercises]]\nname = \"a\"\n";
    let files = [
        ("exercises/a.rs", "pub fn a() {}\n"),
        ("solutions/a.rs", "pub fn a() {}\n"),
    ];
    for (checks, reason) in [
        (
            "/// Good.\n#[test]\nfn good() { exercise::b() }\n",
            "checks/a.rs:3: cannot find function `b` in crate `exercise`",
        ),
        (
            "#[test]\nfn quiet() {}\n",
            "checks/a.rs, line 2: check `quiet` has no doc comment; students read it as a sentence",
        ),
        (
            "fn (",
            "checks/a.rs, line 1: this is not Rust: cannot parse string into token stream",
        ),
    ] {
        let workspace = Workspace::of_kit(manifest, &files);
        workspace.write("checks/a.rs", checks);
        let judged = workspace.call(["run", "--json"]).status(3).json();
        assert_eq!(judged["verdict"], "not_judged");
        let start = "the checks of this exercise are broken, which is not your fault; tell whoever made the kit: ";
        assert_eq!(judged["reason"], json!(format!("{start}{reason}")));
        // It costs no attempt.
        let listed = workspace.call(["list", "--json"]).json();
        assert_eq!(listed["exercises"][0]["attempts"], 0);
    }
}

/// Elsewhere the linker is not looked for on the `PATH` alone.
#[cfg(target_os = "linux")]
#[test]
fn a_linker_that_cannot_be_started_is_not_the_students_fault() {
    use std::os::unix::fs::PermissionsExt;
    use threadlings::judge::Toolchain;

    let workspace = Workspace::new();
    let rustc = Toolchain::find(&workspace.path("")).unwrap().rustc;
    let solution = std::fs::read_to_string(repository("solutions/01_threads/join1_kiosk.rs"));
    workspace.write("exercises/01_threads/join1_kiosk.rs", solution.unwrap());
    let judge = |tools: &str| {
        let call = workspace.call(["run", "join1_kiosk", "--json"]);
        let call = call.env("RUSTC", &rustc).env("PATH", workspace.path(tools));
        call.status(3).json()["reason"].clone()
    };
    let advice = "; `threadlings doctor` says what to install";
    std::fs::create_dir_all(workspace.path("none")).unwrap();
    assert_eq!(
        judge("none"),
        json!(format!("linker `cc` not found{advice}"))
    );
    workspace.write("some/cc", "");
    let mode = std::fs::Permissions::from_mode(0o644);
    std::fs::set_permissions(workspace.path("some/cc"), mode).unwrap();
    assert_eq!(
        judge("some"),
        json!(format!("could not exec the linker `cc`{advice}"))
    );
}

#[test]
fn the_repository_itself_is_a_kit() {
    let root = repository("").display().to_string();
    let nowhere = Workspace::new();
    let listed = nowhere.call(["list", "--json", "--kit", &root]).json();
    assert_eq!(listed, nowhere.call(["list", "--json"]).json());
}
