//! `docs/teaching.md` is followed to the letter: what it says to type is typed, what it says to write is written, and every
//! command succeeds.
#![cfg(unix)]

#[path = "support/mod.rs"]
#[expect(dead_code, reason = "this test needs a part of it only")]
mod support;

use std::fs;
use std::os::unix::fs::symlink;
use std::path::PathBuf;
use std::process::Command;

use support::{Workspace, repository};

/// Commands that are the reader's own business: the program under test is installed already.
const NOT_TYPED: [&str; 2] = ["cargo install", "threadlings doctor"];

/// What the page says to do.
enum Step {
    Type(String),
    /// The file at this path is to hold this.
    Write(String, String),
    /// The lines from `start` on in `info.toml` give way to these.
    Replace(String),
}

fn steps(page: &str) -> Vec<Step> {
    let mut steps = Vec::new();
    let mut file = None;
    let mut lines = page.lines();
    while let Some(line) = lines.next() {
        let path = line
            .strip_prefix('`')
            .and_then(|rest| rest.strip_suffix("`:"));
        if let Some(path) = path {
            file = Some(path.to_owned());
        }
        let Some(language) = line.strip_prefix("```") else {
            continue;
        };
        let text: String = lines
            .by_ref()
            .take_while(|line| *line != "```")
            .flat_map(|line| [line, "\n"])
            .collect();
        match (language, file.take()) {
            ("console", _) => {
                let commands = text.lines().map(|line| line.strip_prefix("$ ").unwrap());
                steps.extend(commands.map(|command| Step::Type(command.to_owned())));
            }
            ("toml", _) => steps.push(Step::Replace(text)),
            (_, Some(path)) => steps.push(Step::Write(path, text)),
            _ => {}
        }
    }
    steps
}

/// A shell that stands somewhere.
struct Shell {
    workspace: Workspace,
    here: PathBuf,
}

impl Shell {
    fn new() -> Self {
        let workspace = Workspace::empty();
        fs::create_dir(workspace.path("bin")).unwrap();
        symlink(
            env!("CARGO_BIN_EXE_threadlings"),
            workspace.path("bin/threadlings"),
        )
        .unwrap();
        Self {
            here: workspace.path(""),
            workspace,
        }
    }

    fn follow(&mut self, step: Step) {
        match step {
            Step::Type(command) => self.type_in(&command),
            Step::Write(path, text) => {
                let path = self.here.join(path);
                fs::create_dir_all(path.parent().unwrap()).unwrap();
                fs::write(path, text).unwrap();
            }
            Step::Replace(text) => {
                let path = self.here.join("info.toml");
                let manifest = fs::read_to_string(&path).unwrap();
                let (kept, _) = manifest.rsplit_once("start = ").unwrap();
                fs::write(&path, format!("{kept}{text}")).unwrap();
            }
        }
    }

    fn type_in(&mut self, command: &str) {
        if NOT_TYPED.iter().any(|begin| command.starts_with(begin)) {
            return;
        }
        if let Some(folder) = command.strip_prefix("cd ") {
            self.here = self.here.join(folder).canonicalize().unwrap();
            return;
        }
        let own = self.workspace.process([]);
        let mut shell = Command::new("sh");
        shell.args(["-c", command]).current_dir(&self.here);
        shell.env_clear();
        shell.envs(
            own.get_envs()
                .filter_map(|(name, value)| Some((name, value?))),
        );
        let bin = self.workspace.path("bin");
        let path = std::env::var("PATH").unwrap();
        shell.env("PATH", format!("{}:{path}", bin.display()));
        let output = shell.output().unwrap();
        // Anna solves one exercise of two, so her grade is no pass.
        let expected = i32::from(command.starts_with("threadlings grade"));
        assert_eq!(
            output.status.code(),
            Some(expected),
            "`{command}` said:\n{}{}",
            String::from_utf8_lossy(&output.stdout),
            String::from_utf8_lossy(&output.stderr)
        );
    }
}

#[test]
fn what_the_page_says_works() {
    let page = fs::read_to_string(repository("docs/teaching.md")).unwrap();
    let mut shell = Shell::new();
    let steps = steps(&page);
    assert!(steps.len() > 15, "the page's steps were not found");
    for step in steps {
        shell.follow(step);
    }
    let scores = fs::read_to_string(shell.here.join("scores.csv")).unwrap();
    assert!(
        scores.lines().any(|row| row.starts_with("anna,")),
        "{scores}"
    );
}
