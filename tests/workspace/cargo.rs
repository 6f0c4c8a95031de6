//! Workspaces as cargo, and rust-analyzer through it, see them.

use std::collections::BTreeSet;
use std::process::Command;

use serde_json::Value;

use crate::course::with_course;
use crate::support::Workspace;

/// Calls cargo in a folder, apart from the cargo that runs this test.
fn cargo(folder: &Workspace, args: &[&str]) -> (bool, String) {
    let mut command = Command::new("cargo");
    command.args(args).current_dir(folder.path("mine"));
    for (name, _) in std::env::vars_os() {
        let text = name.to_string_lossy().into_owned();
        let is_where = ["CARGO_HOME", "RUSTUP_HOME", "RUSTUP_TOOLCHAIN"].contains(&text.as_str());
        if text.starts_with("CARGO") && !is_where {
            command.env_remove(name);
        }
    }
    let output = command.output().unwrap();
    let stdout = String::from_utf8(output.stdout).unwrap();
    (output.status.success(), stdout)
}

/// What rust-analyzer calls on every save.
const FLYCHECK: [&str; 6] = [
    "check",
    "--offline",
    "--workspace",
    "--message-format=json",
    "--all-targets",
    "--keep-going",
];

#[test]
fn one_broken_exercise_does_not_blind_the_others() {
    let folder = with_course();
    folder.write(
        "course/exercises/01_sums/add.rs",
        "pub fn main() {\n    println!(\"{}\", 1 + 2);\n}\n",
    );
    folder.write(
        "course/info.toml",
        folder.read("course/info.toml") + "\n[[exercises]]\nname = \"third\"\n",
    );
    folder.write(
        "course/exercises/third.rs",
        "pub fn main() { let x: u8 = (); }\n",
    );
    folder.call(["init", "mine", "--kit", "course"]).text();
    let (succeeded, messages) = cargo(&folder, &FLYCHECK);
    assert!(!succeeded);
    let broken: BTreeSet<String> = messages
        .lines()
        .map(|line| serde_json::from_str::<Value>(line).unwrap())
        .filter(|message| message["message"]["level"] == "error")
        .map(|message| message["target"]["name"].as_str().unwrap().to_owned())
        .collect();
    assert_eq!(
        broken,
        BTreeSet::from(["double".to_owned(), "third".to_owned()])
    );
    let alone = ["check", "--offline", "--bin", "add"];
    assert!(cargo(&folder, &alone).0);
    assert_eq!(
        cargo(&folder, &["run", "--offline", "--quiet", "--bin", "add"]),
        (true, "3\n".to_owned())
    );
}

/// `cargo check` and we name the same errors, with the same suggestions.
#[test]
fn an_editor_hears_of_us_what_cargo_would_say() {
    let folder = with_course();
    folder.call(["init", "mine", "--kit", "course"]).text();
    let errors = |messages: &str| -> Vec<Value> {
        let messages = messages
            .lines()
            .map(|line| serde_json::from_str(line).unwrap());
        let errors = messages.filter(|message: &Value| message["message"]["level"] == "error");
        errors
            .map(|mut message| message["message"].take())
            // It says how many there were.
            .filter(|message| !message["spans"].as_array().unwrap().is_empty())
            .collect()
    };
    let args = [
        "check",
        "--offline",
        "--bin",
        "double",
        "--message-format=json",
    ];
    let (_, said) = cargo(&folder, &args);
    let file = "exercises/01_sums/double.rs";
    let path = folder.path("mine").join(file);
    let absolute = said.replace(
        &format!("\"{file}\""),
        &format!("{:?}", path.to_str().unwrap()),
    );
    let json = ["check", "--message-format=json", path.to_str().unwrap()];
    let output = folder.process(json).output().unwrap();
    let ours = errors(std::str::from_utf8(&output.stdout).unwrap());
    assert_eq!(ours.len(), 1, "{ours:#?}");
    assert_eq!(ours, errors(&absolute));
}

/// No save may cost a rebuild of the program, and `cargo build` and `cargo test` must not meet broken exercises.
#[test]
fn in_a_clone_the_exercises_are_a_package_but_no_default() {
    let mut command = Command::new("cargo");
    command.args(["metadata", "--offline", "--no-deps", "--format-version=1"]);
    let output = command
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .unwrap();
    let metadata: Value = serde_json::from_slice(&output.stdout).unwrap();
    let named = |list: &str| -> Vec<String> {
        let ids = metadata[list].as_array().unwrap().iter();
        ids.map(|id| id.as_str().unwrap().to_owned())
            .filter(|id| id.contains("/exercises#"))
            .collect()
    };
    assert_eq!(named("workspace_members").len(), 1);
    assert_eq!(named("workspace_default_members"), [""; 0]);
}
