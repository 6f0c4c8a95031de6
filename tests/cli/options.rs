//! Names, colours, places, help: what all commands have in common.

use std::process::Stdio;

use crate::support::Workspace;

#[test]
fn a_name_may_be_any_beginning_that_fits_one_exercise() {
    let workspace = Workspace::new();
    for name in ["spawn1_thumbs", "spawn1", "sp"] {
        let told = workspace.call(["hint", name, "--json"]).json();
        assert_eq!(told["exercise"], "spawn1_thumbs");
    }
}

#[test]
fn an_ambiguous_name_is_answered_with_all_that_it_may_be() {
    let workspace = Workspace::new();
    for command in ["run", "hint", "reset", "solution"] {
        workspace
            .call([command, "join"])
            .status(2)
            .stderr("threadlings: `join` may be `join1_kiosk`, `join2_ovens`, `join3_tills`, `join4_probe`: type more of the name\n")
            .check();
    }
}

#[test]
fn an_unknown_name_is_answered_with_what_it_may_mean() {
    let workspace = Workspace::new();
    for command in ["run", "hint", "reset", "solution"] {
        workspace
            .call([command, "jion1"])
            .status(2)
            .stderr("threadlings: no exercise is called `jion1`: did you mean `join1_kiosk`?\n")
            .check();
    }
    workspace
        .call(["run", "zzzz", "--json"])
        .status(2)
        .stderr("threadlings: no exercise is called `zzzz`: `threadlings list` shows all names\n")
        .check();
}

#[test]
fn what_is_piped_has_no_colours_unless_they_are_wanted() {
    let workspace = Workspace::new();
    let escapes = |args: &[&str], variable: Option<(&str, &str)>| {
        let mut call = workspace.call(args.iter().copied());
        if args.contains(&"run") {
            call = call.status(1);
        }
        if let Some((name, value)) = variable {
            call = call.env(name, value);
        }
        call.text().contains('\u{1b}')
    };
    for command in [
        &["list"][..],
        &["hint"],
        &["run", "join1"],
        &["run", "join2"],
    ] {
        let with = |more: &[&'static str]| [command, more].concat();
        assert!(!escapes(&with(&[]), None), "{command:?}");
        assert!(
            !escapes(&with(&["--color", "never"]), Some(("CLICOLOR_FORCE", "1"))),
            "{command:?}"
        );
        assert!(
            !escapes(&with(&["--color=auto"]), Some(("NO_COLOR", "1"))),
            "{command:?}"
        );
        assert!(
            escapes(&with(&["--color", "always"]), Some(("NO_COLOR", "1"))),
            "{command:?}"
        );
        assert!(
            escapes(&with(&[]), Some(("CLICOLOR_FORCE", "1"))),
            "{command:?}"
        );
    }
}

#[test]
fn json_has_no_colours_even_when_they_are_wanted() {
    let workspace = Workspace::new();
    let text = workspace
        .call(["run", "join1", "--json", "--color", "always"])
        .status(1)
        .text();
    assert!(
        !text.contains('\u{1b}') && !text.contains("\\u001b"),
        "{text}"
    );
}

#[test]
fn a_reader_that_has_seen_enough_is_no_failure() {
    let workspace = Workspace::new();
    for args in [
        &["list"][..],
        &["hint", "--all"],
        &["list", "--json"],
        &["completions", "bash"],
        &["--help"],
    ] {
        let mut child = workspace
            .process(args.iter().copied())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        // Nobody reads, and soon nobody can write.
        drop(child.stdout.take());
        let output = child.wait_with_output().unwrap();
        assert_eq!(output.status.code(), Some(0), "{args:?}");
        assert_eq!(String::from_utf8_lossy(&output.stderr), "", "{args:?}");
    }
}

#[test]
fn the_workspace_is_found_from_its_folders() {
    let workspace = Workspace::new();
    let here = workspace.call(["list"]).text();
    for folder in ["exercises", "exercises/01_threads"] {
        workspace.call(["list"]).from(folder).stdout(&here).check();
    }
    let elsewhere = Workspace::empty();
    let root = workspace.path("").display().to_string();
    elsewhere
        .call(["list", "--workspace", &root])
        .stdout(&here)
        .check();
    elsewhere
        .call(["--workspace", &root, "list"])
        .stdout(&here)
        .check();
}

#[test]
fn a_call_from_outside_any_workspace_says_what_to_do() {
    let nowhere = Workspace::empty();
    for args in [
        &[][..],
        &["watch"],
        &["list"],
        &["run"],
        &["hint"],
        &["reset", "a"],
        &["solution", "a"],
    ] {
        nowhere
            .call(args.iter().copied())
            .status(2)
            .stderr("threadlings: there are no exercises in `[WORKSPACE]` or above it; go to your workspace, name it with --workspace DIR, or make one with `threadlings init DIR`\n")
            .check();
    }
    assert!(!nowhere.path(".threadlings").exists());
}

#[test]
fn folders_that_are_none_are_named() {
    let workspace = Workspace::new();
    workspace.write("file", "");
    for (option, named, said) in [
        ("--workspace", "file", "`file` is not a folder"),
        ("--workspace", "nowhere", "`nowhere` is not a folder"),
        (
            "--kit",
            "file",
            "`[WORKSPACE]/file` is no packed kit: name a file that `threadlings pack` made, or a kit's folder",
        ),
        (
            "--kit",
            "nowhere",
            "there is no `nowhere`: name a kit's folder or a packed kit with --kit",
        ),
    ] {
        workspace
            .call(["list", option, named])
            .status(2)
            .stderr(&format!("threadlings: {said}\n"))
            .check();
    }
    workspace
        .call(["list", "--kit", "exercises"])
        .status(2)
        .stderr("threadlings: no kit in [WORKSPACE]/exercises: it has no info.toml; name a kit's folder with --kit\n")
        .check();
}

#[test]
fn help_and_version_are_answers() {
    let anywhere = Workspace::empty();
    let version = concat!("threadlings ", env!("CARGO_PKG_VERSION"), "\n");
    anywhere.call(["--version"]).stdout(version).check();
    anywhere.call(["-V"]).stdout(version).check();
    let help = anywhere.call(["--help"]).text();
    for command in [
        "watch",
        "run",
        "list",
        "hint",
        "reset",
        "solution",
        "init",
        "update",
        "new-kit",
        "pack",
        "doctor",
        "completions",
    ] {
        assert!(help.contains(&format!("\n  {command} ")), "{help}");
        let own = anywhere.call([command, "--help"]).text();
        assert!(
            own.contains(&format!("Usage: threadlings {command}")),
            "{own}"
        );
        anywhere.call(["help", command]).stdout(&own).check();
    }
}

#[test]
fn wrong_usage_is_explained() {
    let anywhere = Workspace::empty();
    let more = "\nFor more information, try '--help'.\n";
    for (args, stderr) in [
        (
            &["frobnicate"][..],
            "error: unrecognized subcommand 'frobnicate'\n\nUsage: threadlings [OPTIONS] [COMMAND]\n",
        ),
        (
            &["reset"],
            "error: the following required arguments were not provided:\n  <NAME>\n\nUsage: threadlings reset <NAME>\n",
        ),
        (
            &["--poll=5"],
            "error: invalid value '5' for '--poll [<MS>]': give a number of milliseconds from 10 to 60000\n",
        ),
        (
            &["list", "--color", "red"],
            "error: invalid value 'red' for '--color <WHEN>'\n  [possible values: auto, always, never]\n",
        ),
    ] {
        anywhere
            .call(args.iter().copied())
            .status(2)
            .stderr(&format!("{stderr}{more}"))
            .check();
    }
}

#[test]
fn every_shell_has_its_completions() {
    let anywhere = Workspace::empty();
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        let script = anywhere.call(["completions", shell]).text();
        for word in ["threadlings", "solution", "edit-cmd"] {
            assert!(script.contains(word), "{shell} is not told of {word}");
        }
    }
}
