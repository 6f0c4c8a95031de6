//! `init`: a student's workspace.

use std::fs;

use crate::course::{ADD, RIGHT, files, with_course};
use crate::support::Workspace;

/// An empty home, in which git knows nobody.
fn without_git_identity<'a>(folder: &'a Workspace, args: &[&'a str]) -> crate::support::Call<'a> {
    folder
        .call(args.iter().copied())
        .env("HOME", folder.path(""))
        .env("GIT_CONFIG_NOSYSTEM", "1")
}

#[test]
fn a_workspace_has_what_a_student_needs_and_nothing_hidden() {
    let folder = with_course();
    let made = without_git_identity(&folder, &["init", "mine", "--kit", "course"]).text();
    insta::assert_snapshot!("init", made);
    insta::assert_snapshot!("init_files", files(&folder, "mine").join("\n"));
    insta::assert_snapshot!("init_readme", folder.read("mine/README.md"));
    assert!(folder.path("mine/.git").is_dir());
}

#[test]
fn the_kit_inside_the_program_makes_one_with_all_starts() {
    let folder = Workspace::empty();
    folder.call(["init", "mine"]).text();
    let listed = folder.call(["list", "--json"]).from("mine").json();
    let exercises = listed["exercises"].as_array().unwrap();
    assert!(exercises.len() > 40);
    for path in files(&folder, "mine") {
        let known = [
            "exercises/",
            ".threadlings/",
            ".vscode/",
            ".zed/",
            ".helix/",
            ".run/",
        ];
        let at_top = [
            ".gitignore",
            "Cargo.toml",
            "README.md",
            ".nvim.lua",
            ".dir-locals.el",
        ];
        let fits = known.iter().any(|folder| path.starts_with(folder));
        assert!(fits || at_top.contains(&path.as_str()), "{path}");
        if path.starts_with("exercises/") {
            let text = folder.read(&format!("mine/{path}"));
            assert!(
                !text.contains("verdict: ") && !text.contains("probes::"),
                "{path}"
            );
        }
    }
}

#[test]
fn the_workspace_belongs_to_its_kit_when_that_is_gone() {
    let folder = with_course();
    folder.call(["pack", "--kit", "course"]).text();
    folder
        .call(["init", "mine", "--kit", "course.threadlings"])
        .text();
    fs::remove_file(folder.path("course.threadlings")).unwrap();
    fs::remove_dir_all(folder.path("course")).unwrap();
    folder.write(&format!("mine/{ADD}"), RIGHT);
    let judged = folder.call(["run", "add", "--json"]).from("mine").json();
    assert_eq!(judged["verdict"], "passed");
    assert_eq!(folder.read("mine/solutions/01_sums/add.rs"), RIGHT);
    let reset = folder
        .call(["reset", "add", "--json"])
        .from("mine/exercises")
        .json();
    assert!(reset["backup"].is_string(), "{reset}");

    folder.write("mine/.threadlings/kit.threadlings", "half");
    let said = folder.call(["list"]).from("mine").status(2).failure();
    assert_eq!(
        said,
        "threadlings: cannot use `[WORKSPACE]/mine/.threadlings/kit.threadlings`, this workspace's copy of its kit; \
         `threadlings update` puts a new one there, with --kit KIT where it cannot know from where: \
         `[WORKSPACE]/mine/.threadlings/kit.threadlings` is no packed kit: name a file that `threadlings pack` made, or \
         a kit's folder\n"
    );
}

#[test]
fn nothing_is_written_over() {
    let folder = with_course();
    folder.write("full/notes.txt", "mine");
    folder.write("begun/exercises/01_sums/add.rs", "mine");
    folder.write("file", "mine");
    folder.call(["init", "made", "--kit", "course"]).text();
    for (name, said) in [
        (
            "full",
            "is not empty, it has `notes.txt`: name an empty or a new folder",
        ),
        (
            "begun",
            "is not empty, it has `exercises/01_sums/add.rs`: name an empty or a new folder",
        ),
        ("file", "is a file: name a folder"),
        (
            "made",
            "is a workspace already: `threadlings` starts it, `threadlings update` brings a newer kit",
        ),
        (
            "course",
            "is a kit's own folder, not a workspace made from one: name another folder",
        ),
    ] {
        let before = folder.path(name).is_dir().then(|| files(&folder, name));
        folder
            .call(["init", name, "--kit", "course"])
            .status(2)
            .stderr(&format!("threadlings: `[WORKSPACE]/{name}` {said}\n"))
            .check();
        let after = folder.path(name).is_dir().then(|| files(&folder, name));
        assert_eq!(before, after);
    }
    assert_eq!(folder.read("begun/exercises/01_sums/add.rs"), "mine");
}

#[test]
fn cut_short_anywhere_it_can_be_called_again() {
    let folder = with_course();
    let init = || folder.call(["init", "mine", "--kit", "course"]).text();
    init();
    let whole = files(&folder, "mine");
    // The notes come last: whatever else is missing, they are.
    for missing in &whole {
        fs::remove_file(folder.path("mine/.threadlings/workspace.toml")).unwrap();
        let _ = fs::remove_file(folder.path(&format!("mine/{missing}")));
        folder.write("mine/exercises/.threadlings-x.tmp", "half");
        init();
        assert_eq!(files(&folder, "mine"), whole, "without {missing}");
    }
}

#[test]
fn without_git_it_is_a_workspace_all_the_same() {
    let folder = with_course();
    let call = folder.call(["init", "mine", "--kit", "course"]);
    let made = call.env("PATH", folder.path("")).text();
    assert!(made.contains("It is no git repository"), "{made}");
    assert!(!folder.path("mine/.git").exists());
}

#[test]
fn inside_a_repository_it_makes_none() {
    let folder = with_course();
    // What git needs to take a folder for a repository.
    folder.write(".git/HEAD", "ref: refs/heads/main\n");
    for part in ["objects", "refs"] {
        fs::create_dir_all(folder.path(".git").join(part)).unwrap();
    }
    let made = folder.call(["init", "mine", "--kit", "course"]).text();
    assert!(made.contains("It belongs to the git repository"), "{made}");
    assert!(!folder.path("mine/.git").exists());
}

#[test]
fn a_kit_that_students_cannot_compile_is_refused() {
    let folder = with_course();
    let bins = "bin = [{ name = \"add\", path = \"exercises/01_sums/add.rs\" }]\n";
    let dependency = "[dependencies]\nours = { path = \"../ours\" }\n";
    folder.write("course/Cargo.toml", format!("{bins}{dependency}"));
    for args in [
        &["init", "mine", "--kit", "course"][..],
        &["pack", "--kit", "course"],
    ] {
        folder
            .call(args.iter().copied())
            .status(2)
            .stderr("threadlings: the kit's Cargo.toml takes `ours` from a folder (`path`), which students do not have: name a version, or a repository with `git`\n")
            .check();
    }
    assert!(!folder.path("mine").exists());
}

#[cfg(target_os = "linux")]
#[test]
fn where_nothing_can_be_written_that_is_said() {
    let folder = with_course();
    // Nobody, not even root, makes files there.
    let said = folder
        .call(["init", "/proc/mine", "--kit", "course"])
        .status(3)
        .failure();
    assert!(
        said.starts_with("threadlings: cannot make the folder `/proc/mine`"),
        "{said}"
    );
}

#[test]
fn editors_are_told_how_the_program_is_found() {
    let folder = with_course();
    let command = |made: &str| -> String {
        let text = folder.read(&format!("{made}/.vscode/settings.json"));
        let settings: serde_json::Value = serde_json::from_str(&text).unwrap();
        let command = &settings["rust-analyzer.check.overrideCommand"];
        assert_eq!(command[3], "$saved_file");
        command[0].as_str().unwrap().to_owned()
    };
    // By where it is, unless the system finds it.
    folder.call(["init", "one", "--kit", "course"]).text();
    assert_eq!(command("one"), env!("CARGO_BIN_EXE_threadlings"));
    let name = format!("threadlings{}", std::env::consts::EXE_SUFFIX);
    folder.write(&format!("bin/{name}"), "");
    let before = std::env::var_os("PATH").unwrap_or_default();
    let path = std::env::split_paths(&before).chain([folder.path("bin")]);
    let path = std::env::join_paths(path).unwrap();
    let call = folder.call(["init", "two", "--kit", "course"]);
    call.env("PATH", path).text();
    assert_eq!(command("two"), "threadlings");
}
