//! Annotations, read back as GitHub's runner reads a line: `::command key=value,…::message`.

use threadlings::grade::model::Grading;
use threadlings::report;

use crate::sample::{self, NASTY, text};

#[derive(Debug)]
struct Command {
    kind: String,
    properties: Vec<(String, String)>,
    message: String,
}

impl Command {
    /// As the runner does it: up to the first `::`, then properties between commas.
    fn read(line: &str) -> Self {
        let (head, message) = line.strip_prefix("::").unwrap().split_once("::").unwrap();
        let (kind, properties) = head.split_once(' ').unwrap();
        let properties = properties.split(',').map(|pair| {
            let (key, value) = pair.split_once('=').unwrap();
            let value = value.replace("%3A", ":").replace("%2C", ",");
            (key.to_owned(), unescape(&value))
        });
        Self {
            kind: kind.to_owned(),
            properties: properties.collect(),
            message: unescape(message),
        }
    }

    fn get(&self, key: &str) -> Option<&str> {
        let mut properties = self.properties.iter();
        properties
            .find(|(other, _)| other == key)
            .map(|(_, value)| value.as_str())
    }
}

fn unescape(text: &str) -> String {
    let text = text.replace("%0D", "\r").replace("%0A", "\n");
    text.replace("%25", "%")
}

fn commands(grading: &Grading) -> Vec<Command> {
    text(report::github(grading))
        .lines()
        .map(Command::read)
        .collect()
}

#[test]
fn errors_have_a_place_and_the_worst_come_first() {
    let commands = commands(&sample::ordinary());
    let titles: Vec<_> = commands
        .iter()
        .map(|one| (&*one.kind, one.get("title").unwrap()))
        .collect();
    assert_eq!(
        titles,
        [
            ("error", "scope1_choir"),
            ("error", "move1_menu"),
            ("error", "join2_ovens"),
            ("error", "join3_race"),
            ("error", "spawn1_thumbs"),
            ("warning", "alice"),
            ("warning", "alice"),
            ("notice", "threadlings"),
        ]
    );
    let thumbs = &commands[4];
    assert_eq!(
        thumbs.get("file"),
        Some("exercises/01_threads/spawn1_thumbs.rs")
    );
    assert_eq!(
        (thumbs.get("line"), thumbs.get("col")),
        (Some("16"), Some("14"))
    );
    assert!(
        thumbs
            .message
            .starts_with("does not compile: 1 error. error[E0615]: 2 expected"),
        "{thumbs:?}"
    );
    assert!(
        commands[2].message.contains("step by step"),
        "{:?}",
        commands[2]
    );
    assert_eq!(commands[5].message, "not handed in: join4_probe");
    assert_eq!(
        commands[6].message,
        "join3_race: late, 2026-03-01T12:00:00Z"
    );
    assert_eq!(
        commands[7].message,
        "6 of 28 points, 1 of 7 exercises passed.\nProtections: 1 of 2 active; missing: network"
    );
}

#[test]
fn paths_lead_from_the_repository() {
    let all = commands(&sample::class());
    let first = all.iter().find(|one| one.get("file").is_some()).unwrap();
    assert!(
        first
            .get("file")
            .unwrap()
            .starts_with("class/student-000/exercises/"),
        "{first:?}"
    );
    let mut grading = sample::ordinary();
    grading.submissions[0].path = "./class/alice/".into();
    assert!(
        commands(&grading)[0]
            .get("file")
            .unwrap()
            .starts_with("class/alice/exercises/")
    );
    grading.submissions[0].path = "class/alice.tar.gz".into();
    let archived = &commands(&grading)[4];
    assert_eq!((archived.get("file"), archived.get("line")), (None, None));
    assert!(
        archived
            .message
            .starts_with("exercises/01_threads/spawn1_thumbs.rs:16\n")
    );
}

#[test]
fn nothing_gets_out_of_its_command() {
    for (name, grading) in sample::all() {
        for command in commands(&grading) {
            assert!(
                ["error", "warning", "notice"].contains(&&*command.kind),
                "{name}"
            );
            for (key, value) in &command.properties {
                assert!(
                    ["file", "line", "col", "title"].contains(&&**key),
                    "{name}: {key}"
                );
                assert!(!value.contains('\n'), "{name}: {value}");
            }
            assert!(
                command.message.len() < 16_100,
                "{name}: too long for GitHub"
            );
        }
    }
    let hostile = commands(&sample::hostile());
    assert_eq!(hostile[0].kind, "error");
    assert!(
        hostile[0]
            .message
            .starts_with("A file was passed over: =cmd|'/C calc'!A0")
    );
    assert!(
        hostile[0].message.ends_with("% %0A,:é漢"),
        "{:?}",
        hostile[0].message
    );
    assert!(NASTY.ends_with("% %0A,:é漢"));
}

#[test]
fn the_notice_says_how_much_github_shows() {
    let all = commands(&sample::class());
    let notice = all.last().unwrap();
    assert!(
        notice
            .message
            .ends_with("GitHub shows 10 of 1200 errors here; the log and the summary have all."),
        "{notice:?}"
    );
    let empty = commands(&sample::empty());
    assert_eq!(empty.len(), 1);
}
