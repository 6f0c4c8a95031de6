use std::cell::Cell;
use std::fs;
use std::sync::mpsc;
use std::thread;
use std::time::SystemTime;

use tempfile::TempDir;

use super::*;
use crate::trace::Place;
use crate::verdict::{CheckResult, CheckStatus, Diagnostic, Level};

const KEY: &str = "abc";

/// As the judge would say; the reason tells who has judged.
fn judged(by: &str) -> Judgement {
    Judgement {
        reason: Some(by.to_owned()),
        ..Judgement::new("a", Verdict::Deadlocks)
    }
}

struct Room(TempDir);

impl Room {
    fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    /// Another process that works here.
    fn other(&self) -> Sharing {
        Sharing::new(self.0.path())
    }

    fn file(&self) -> PathBuf {
        self.other().path("a")
    }

    /// Who judged, when another process asks now and would judge itself.
    fn ask(&self, key: &str, by: &str) -> String {
        let sharing = self.other();
        let found = sharing.once(key, "a", None, &Cancel::new(), |_| Some((judged(by), true)));
        found.unwrap().reason.unwrap()
    }
}

#[test]
fn who_comes_second_waits_for_the_first_and_takes_its_result() {
    let room = Room::new();
    let (begun, has_begun) = mpsc::channel();
    let (end, may_end) = mpsc::channel::<()>();
    thread::scope(|scope| {
        let first = room.other();
        scope.spawn(move || {
            first.once(KEY, "a", Some(80), &Cancel::new(), |_| {
                begun.send(()).unwrap();
                may_end.recv().unwrap();
                Some((judged("first"), true))
            })
        });
        has_begun.recv().unwrap();
        let second = scope.spawn(|| room.ask(KEY, "second"));
        // Another text need not wait for this one.
        assert_eq!(room.ask("bcd", "third"), "third");
        assert!(!second.is_finished());
        end.send(()).unwrap();
        assert_eq!(second.join().unwrap(), "first");
    });
    assert_eq!(room.ask(KEY, "fourth"), "first");
}

#[test]
fn a_first_one_that_was_cancelled_or_killed_is_not_waited_for() {
    let room = Room::new();
    let cancelled = room.other().once(KEY, "a", None, &Cancel::new(), |_| None);
    assert!(cancelled.is_none());
    // What a killed one leaves: the file it held, and half of what it wrote.
    fs::write(room.file().with_file_name(".writing-x"), "half").unwrap();
    assert!(room.file().with_file_name("a.lock").exists());
    assert_eq!(room.ask(KEY, "second"), "second");
}

#[test]
fn who_waits_can_be_cancelled() {
    let room = Room::new();
    let first = room.other();
    let turn = first.wait_for_turn(KEY, &Cancel::new());
    assert!(turn.is_some());
    let cancel = Cancel::new();
    thread::scope(|scope| {
        let waits = scope.spawn(|| {
            let judge = |_| panic!("it judged");
            room.other().once(KEY, "a", None, &cancel, judge)
        });
        cancel.cancel();
        assert!(waits.join().unwrap().is_none());
    });
}

#[test]
fn what_is_damaged_or_of_another_key_is_judged_again() {
    let room = Room::new();
    assert_eq!(room.ask(KEY, "first"), "first");
    let whole = fs::read_to_string(room.file()).unwrap();
    for damaged in [
        "",
        &whole[..whole.len() - 1],
        &whole.replace("first", "First"),
        "threadlings judgement 2 x",
    ] {
        fs::write(room.file(), damaged).unwrap();
        assert_eq!(room.ask(KEY, "second"), "second");
    }
    assert_eq!(room.ask("abd", "another text"), "another text");
    assert_eq!(room.ask(KEY, "third"), "third", "only the last is kept");
}

#[test]
fn who_asks_twice_in_a_row_wants_it_judged_again() {
    let room = Room::new();
    let sharing = room.other();
    let times = Cell::new(0);
    let ask = |key| {
        sharing.once(key, "a", None, &Cancel::new(), |_| {
            times.set(times.get() + 1);
            Some((judged("me"), true))
        })
    };
    for (key, expected) in [(KEY, 1), (KEY, 2), ("b", 3), (KEY, 4)] {
        assert!(ask(key).is_some());
        assert_eq!(times.get(), expected, "{key}");
    }
    assert_eq!(room.ask(KEY, "another"), "me");
}

#[test]
fn our_own_failures_are_for_nobody_else() {
    let explored = judged("x");
    assert!(is_worth_keeping(&explored, false));
    assert!(!is_worth_keeping(&explored, true), "nothing was explored");
    for (verdict, expected) in [
        (Verdict::NotJudged, false),
        (Verdict::DoesNotCompile, true),
        (Verdict::BreaksRules, true),
    ] {
        let judgement = Judgement {
            verdict,
            ..judged("x")
        };
        assert_eq!(is_worth_keeping(&judgement, true), expected, "{verdict}");
    }
    let room = Room::new();
    let refused = |_| Some((judged("first"), false));
    room.other().once(KEY, "a", None, &Cancel::new(), refused);
    assert_eq!(room.ask(KEY, "second"), "second");
}

#[test]
fn where_nothing_can_be_written_it_is_judged_all_the_same() {
    let room = Room::new();
    fs::write(room.0.path().join(".threadlings"), "in the way").unwrap();
    assert_eq!(room.ask(KEY, "first"), "first");
}

fn with_diagnostic() -> Judgement {
    let place = Place {
        file: "a.rs".to_owned(),
        line: 3,
        column: 5,
    };
    Judgement {
        diagnostics: vec![Diagnostic {
            level: Level::Error,
            code: None,
            message: "no".to_owned(),
            file: None,
            line: None,
            column: None,
            rendered: "\u{1b}[31mno\u{1b}[0m".to_owned(),
            original: Some("{}".to_owned()),
        }],
        checks: vec![CheckResult {
            name: "c".to_owned(),
            description: "C.".to_owned(),
            status: CheckStatus::Failed,
            message: None,
            exploration: None,
            place: Some(place),
            max_points: 1,
        }],
        ..judged("first")
    }
}

#[test]
fn nothing_is_lost_on_the_way() {
    let room = Room::new();
    let expected = with_diagnostic();
    let told = |_| Some((with_diagnostic(), true));
    room.other().once(KEY, "a", None, &Cancel::new(), told);
    let panics = |_| panic!("it judged");
    let found = room.other().once(KEY, "a", None, &Cancel::new(), panics);
    assert_eq!(format!("{:?}", found.unwrap()), format!("{expected:?}"));
}

#[test]
fn drawings_are_for_one_width() {
    let room = Room::new();
    let ask = |width: Option<usize>| {
        let asked = Cell::new(None);
        room.other().once(KEY, "a", width, &Cancel::new(), |width| {
            asked.set(Some(width));
            Some((with_diagnostic(), true))
        });
        asked.get()
    };
    assert_eq!(ask(Some(80)), Some(Some(80)));
    assert_eq!(ask(Some(80)), None);
    assert_eq!(ask(None), None, "without a screen any will do");
    assert_eq!(ask(Some(90)), Some(Some(90)));
    // Another text, judged for whoever has no screen, can be drawn on the one that was there.
    let told = |width| {
        assert_eq!(width, Some(90));
        Some((with_diagnostic(), true))
    };
    room.other().once("b", "a", None, &Cancel::new(), told);
}

#[test]
fn what_a_busy_machine_had_a_part_in_is_soon_forgotten() {
    let room = Room::new();
    let busy = |_| {
        let judgement = Judgement {
            may_be_load: true,
            ..judged("first")
        };
        Some((judgement, true))
    };
    room.other().once(KEY, "a", None, &Cancel::new(), busy);
    assert_eq!(room.ask(KEY, "second"), "first");
    let file = fs::File::options().write(true).open(room.file()).unwrap();
    file.set_modified(SystemTime::now() - Duration::from_mins(1))
        .unwrap();
    drop(file);
    assert_eq!(room.ask(KEY, "second"), "second");
}
