//! Written and read again, a grading is what it was.

use std::time::Duration;

use super::*;
use crate::grade::model::{
    ExerciseIdentity, Graded, Grading, HandIn, KitIdentity, Lateness, Part, Penalty, Points,
    Submission,
};
use crate::process::Protection;
use crate::trace::{Blocked, Ending, Event, Object, Operation, Place, Source, Thread, Trace};
use crate::verdict::{
    CheckResult, CheckStatus, Diagnostic, Exploration, Judgement, Level, Verdict,
};

fn place(line: u32) -> Place {
    Place {
        file: "exercises/a.rs".to_owned(),
        line,
        column: 2,
    }
}

fn trace() -> Trace {
    let blocked = Blocked {
        thread: 0,
        operation: Operation::Lock,
        object: Some(1),
        other: None,
        place: Some(place(3)),
        callers: vec![place(4)],
    };
    let object = |kind: &str| Object {
        kind: kind.to_owned(),
        name: Some("likes".to_owned()),
        made_at: Some(place(1)),
    };
    Trace {
        check: "counts".to_owned(),
        description: "Every view is counted.".to_owned(),
        source: Source {
            path: "exercises/a.rs".to_owned(),
            text: "fn a() {}\n".to_owned(),
        },
        threads: vec![Thread {
            name: Some("main".to_owned()),
            handle: None,
            spawned_at: None,
        }],
        objects: vec![object(""), object("Mutex")],
        events: vec![Event {
            thread: 0,
            operation: Operation::Print,
            object: None,
            other: Some(0),
            place: None,
            detail: "hello\x1b[31m\u{9b}2J\u{202e}".to_owned(),
            callers: vec![place(5), place(6)],
        }],
        ending: Ending::Deadlock(vec![blocked]),
        preemptions: 2,
    }
}

fn graded(hand_in: HandIn) -> Graded {
    let exploration = Some(Exploration {
        schedules: 12,
        exhaustive: false,
        preemptions: Some(2),
        random: 3,
        spurious: None,
        left_running: true,
    });
    Graded {
        path: "exercises/a.rs".to_owned(),
        hand_in,
        unchanged: true,
        asks_about_types: true,
        held_at_start: vec!["b".to_owned()],
        score: Points::from_hundredths(90),
        penalty: Penalty {
            percent: 10,
            points: Points::from_hundredths(10),
        },
        mistake: Some("no_join".to_owned()),
        max_score: 3,
        judgement: Judgement {
            exercise: "a".to_owned(),
            verdict: Verdict::Deadlocks,
            reason: Some("because".to_owned()),
            diagnostics: vec![Diagnostic {
                level: Level::Warning,
                code: Some("E0001".to_owned()),
                message: "no".to_owned(),
                file: Some("exercises/a.rs".to_owned()),
                line: Some(1),
                column: None,
                rendered: "no\n".to_owned(),
                original: None,
            }],
            checks: [
                CheckStatus::Passed,
                CheckStatus::Failed,
                CheckStatus::NotRun,
            ]
            .map(|status| CheckResult {
                name: "counts".to_owned(),
                description: "It counts.".to_owned(),
                status,
                message: Some("it did not".to_owned()),
                exploration,
                place: None,
                max_points: 1,
            })
            .to_vec(),
            exploration,
            trace: Some(trace()),
            nudges: vec!["Count.".to_owned()],
            output: "\u{7f}\u{85}".to_owned(),
            may_be_load: false,
            elapsed: Duration::ZERO,
        },
    }
}

fn grading() -> Grading {
    let hand_ins = [
        HandIn::InTime,
        HandIn::Late("2026-03-01T12:00:00Z".to_owned()),
        HandIn::Missing,
        HandIn::Refused("it is a link".to_owned()),
    ];
    Grading {
        kit: KitIdentity {
            name: "kit".to_owned(),
            digest: "00".to_owned(),
            toolchain: "rustc 1.95.0".to_owned(),
            exercises: vec![ExerciseIdentity {
                name: "a".to_owned(),
                dir: None,
                title: Some("A".to_owned()),
                max_score: 3,
            }],
        },
        protections: vec![Protection {
            name: "files".to_owned(),
            active: true,
            detail: "how".to_owned(),
        }],
        submissions: vec![Submission {
            name: "anna".to_owned(),
            path: "class/anna".to_owned(),
            problems: vec!["The archive is damaged.".to_owned()],
            exercises: hand_ins.into_iter().map(graded).collect(),
        }],
        audience: Audience::Student,
        shard: Some(Part {
            index: 1,
            of: 2,
            submissions: 7,
        }),
        lateness: Some(Lateness {
            deadline: "2026-03-01T11:00:00Z".to_owned(),
            rule: Some("10%/day".to_owned()),
        }),
    }
}

#[test]
fn what_is_written_and_read_again_is_the_same() {
    let grading = grading();
    let read = read_grading(&write_grading(&grading)).unwrap();
    assert_eq!(format!("{read:?}"), format!("{grading:?}"));
}

#[test]
fn nothing_in_it_commands_a_terminal() {
    let text = write_grading(&grading());
    let is_command = |char: char| (char.is_control() && char != '\n') || char == '\u{202e}';
    assert!(!text.contains(is_command));
}

#[test]
fn what_is_no_grading_is_told_why() {
    let text = write_grading(&grading());
    let refused = |from: &str, to: &str| {
        let text = text.replacen(from, to, 1);
        read_grading(&text).unwrap_err().to_string()
    };
    assert!(refused("\"format\": 1", "\"format\": 2").contains("format is 2"));
    assert!(refused("\"program\": \"", "\"program\": \"my ").contains("written by my "));
    assert!(refused("\"student\"", "\"parent\"").contains("`parent`"));
    assert!(refused("\"missing\"", "\"lost\"").contains("`lost`"));
    assert!(refused("\"deadlocks\"", "\"dances\"").contains("judgement"));
    assert!(refused("\"kit\"", "\"kid\"").contains("it is not what"));
}
