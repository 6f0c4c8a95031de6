//! `docs/grading.md` is followed to the letter, with a kit that is cheap to judge: what it says to type is typed, what it says to write
//! is written.

use std::fs;
use std::os::unix::fs::symlink;
use std::process::Command;

use crate::class::{GREET, GREETS, HALF, SOLVED, TILLS, desk, hand_in};
use crate::pack::Pack;
use crate::support::{Workspace, repository};

/// Commands of other programs, or of other tests.
const NOT_TYPED: [&str; 9] = [
    "pip install",
    "copydetect",
    "threadlings init",
    "ci/grade.sh",
    "git archive",
    "zip --junk-paths",
    // A cluster is tried by `tests/slurm/run`.
    "ci/slurm.sh",
    "parallel",
    "threadlings grade merge part-*.json --report csv=scores.csv",
];

/// The kit of the desk, and in it the class that the page begins with.
fn here() -> Workspace {
    let desk = desk();
    hand_in(&desk, "kit/class/alice", SOLVED, GREETS);
    let zip = Pack::zip().file(TILLS, HALF).file(GREET, GREETS).finish();
    desk.write("kit/class/bob.zip", zip);
    desk.write("kit/class/carol.tar.gz", "cut short");
    symlink(env!("CARGO_BIN_EXE_threadlings"), desk.path("threadlings")).unwrap();
    desk
}

fn type_in(desk: &Workspace, command: &str) {
    let own = desk.process([]);
    let known = own
        .get_envs()
        .filter_map(|(name, value)| Some((name, value?)));
    let path = std::env::var("PATH").unwrap();
    let output = Command::new("sh")
        .args(["-c", command])
        .current_dir(desk.path("kit"))
        .env_clear()
        .envs(known)
        .env("PATH", format!("{}:{path}", desk.path("").display()))
        .output()
        .unwrap();
    let told = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(1), "`{command}` said: {told}");
    assert_eq!(told, "", "`{command}`");
}

/// Does what the page says, and returns how many commands that were.
fn follow(desk: &Workspace, page: &str) -> usize {
    let mut typed = 0;
    let mut file = None;
    let mut lines = page.lines();
    while let Some(line) = lines.next() {
        // `name`: at the end of a paragraph.
        let named = line
            .strip_suffix("`:")
            .and_then(|rest| rest.rsplit_once('`'));
        if let Some((_, name)) = named {
            file = Some(name.to_owned());
        }
        let Some(language) = line.strip_prefix("```") else {
            continue;
        };
        let block: Vec<&str> = lines.by_ref().take_while(|line| *line != "```").collect();
        match language {
            "console" => {
                let commands = block.iter().filter_map(|line| line.strip_prefix("$ "));
                for command in
                    commands.filter(|one| !NOT_TYPED.iter().any(|not| one.starts_with(not)))
                {
                    type_in(desk, command);
                    typed += 1;
                }
            }
            "csv" => {
                let name = format!("kit/{}", file.take().expect("a file has a name"));
                desk.write(&name, block.join("\n") + "\n");
            }
            _ => {}
        }
    }
    typed
}

#[test]
fn what_the_page_says_works() {
    let desk = here();
    let page = fs::read_to_string(repository("docs/grading.md")).unwrap();
    let typed = follow(&desk, &page);
    assert!(typed >= 10, "the page's commands were not found");

    assert!(desk.read("kit/class.html").starts_with("<!doctype html>"));
    let alice = desk.read("kit/feedback/alice.html");
    assert!(alice.contains("<h1>alice</h1>") && !alice.contains("bob"));
    let bob = desk.read("kit/feedback/bob.html");
    assert!(
        bob.contains("check 2") && !bob.contains("doubles"),
        "hidden checks"
    );
    assert_eq!(
        desk.read("kit/canvas.csv"),
        "\u{feff}Student,ID,SIS User ID,SIS Login ID,Section,Concurrency (4711)\n    Points Possible,,,,,6\n\
         \"Ångström, Alice\",1001,,,A,6\n\"Brandt, Bob\",1002,,,A,5\n\"Çelik, Carol\",1003,,,B,0\n"
    );
    assert_eq!(
        desk.read("kit/moodle.csv"),
        "Email address,kit\nalice@example.org,6\nbob@example.org,5\ncarol@example.org,0\n"
    );
}
