//! `new-kit`: a kit to begin with.

use crate::course::files;
use crate::support::Workspace;

#[test]
fn a_new_kit_is_sound_and_grows() {
    let folder = Workspace::empty();
    let said = folder.call(["new-kit", "ours"]).text();
    insta::assert_snapshot!("new_kit", said);
    let verified = folder
        .call(["--kit", "ours", "verify", "--repeat", "1", "--json"])
        .json();
    assert_eq!(verified["findings"], serde_json::json!([]));
    let workflow = folder.read("ours/.github/workflows/verify.yml");
    assert!(workflow.contains("threadlings verify"), "{workflow}");
    let grading = folder.read("ours/.github/workflows/grade.yml");
    assert!(
        grading.contains("threadlings grade \"$CLASS\" --require-sandbox"),
        "{grading}"
    );
    let installs = if env!("CARGO_PKG_REPOSITORY").is_empty() {
        [
            "There is no release of threadlings yet",
            "cargo install --locked --git \"$THREADLINGS_REPOSITORY\" threadlings\n",
        ]
    } else {
        [
            "cargo install --locked threadlings@",
            env!("CARGO_PKG_VERSION"),
        ]
    };
    for words in installs {
        for workflow in [&workflow, &grading] {
            assert!(workflow.contains(words), "{words}: {workflow}");
        }
    }

    // Advice is no fault.
    let solution = "ours/solutions/01_counting/doors1_museum.rs";
    let text = folder.read(solution);
    let wordy = text.replace(
        "    total.into_inner().unwrap()\n",
        "    // TODO: shorter\n    return total.into_inner().unwrap();\n",
    );
    assert_ne!(wordy, text);
    folder.write(solution, wordy);
    let verify = ["--kit", "ours", "verify", "--repeat", "1"];
    let said = folder.call(verify).text();
    assert!(
        said.ends_with("Sound (1 exercise): 2 pieces of advice.\n"),
        "{said}"
    );
    folder.write(solution, text);

    folder.call(["new", "02_more/piggy"]).from("ours").text();
    let cargo = folder.read("ours/exercises/Cargo.toml");
    assert!(cargo.contains("path = \"02_more/piggy.rs\""), "{cargo}");
    folder.call(["pack"]).from("ours").text();
    folder
        .call(["init", "mine", "--kit", "ours/ours.threadlings"])
        .text();
    let judged = folder.call(["run", "--json"]).from("mine").status(1).json();
    assert_eq!(judged["exercise"], "doors1_museum");
    assert_eq!(judged["verdict"], "fails_in_some_interleaving");
}

#[test]
fn nothing_is_written_over() {
    let folder = Workspace::empty();
    folder.write("ours/info.toml", "mine");
    folder
        .call(["new-kit", "ours"])
        .status(2)
        .stderr("threadlings: `[WORKSPACE]/ours` is not empty, it has `info.toml`: name an empty or a new folder\n")
        .check();
    assert_eq!(files(&folder, "ours"), ["info.toml"]);
}
