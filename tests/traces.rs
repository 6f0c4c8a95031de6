//! Failing interleavings, written down by hand in `tests/traces/`: how they are drawn, and that their JSON is read as it
//! was written.

use std::fs;
use std::path::PathBuf;
use std::time::Duration;

use serde_json::Value;
use threadlings::render::{self, Detail, Errors, Form};
use threadlings::report::json;
use threadlings::text::{self, Links};
use threadlings::trace::Trace;
use threadlings::verdict::{
    CheckResult, CheckStatus, Diagnostic, Exploration, Judgement, Level, Verdict,
};
use threadlings::wire::{self, Saved};

/// A terminal as it opens, and a wide one.
const WIDTHS: [usize; 2] = [80, 120];

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/traces")
}

fn text(name: &str) -> String {
    let path = folder().join(name).with_extension("json");
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn saved(name: &str) -> Saved {
    Saved::read(&text(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
}

fn trace(name: &str) -> Trace {
    saved(name).trace.unwrap()
}

/// All names in the folder.
fn names() -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(folder())
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| {
            path.extension()
                .is_some_and(|extension| extension == "json")
        })
        .map(|path| path.file_stem().unwrap().to_str().unwrap().to_owned())
        .collect();
    names.sort();
    assert!(names.len() >= 10, "only {names:?}");
    names
}

/// Lines without colours, none wider than it may be.
fn page(lines: &[String], width: usize) -> String {
    for line in lines {
        let columns = text::width(line);
        assert!(columns <= width, "{columns} of {width} columns:\n{line}");
    }
    text::plain(&lines.join("\n"))
}

#[test]
fn drawings() {
    for name in names() {
        for width in WIDTHS {
            let lines = render::timeline(&trace(&name), width, Detail::Folded);
            insta::assert_snapshot!(format!("{name}_{width}"), page(&lines, width));
        }
    }
}

#[test]
fn on_a_narrow_terminal_steps_stand_one_below_the_other() {
    for name in ["philosophers", "left_running"] {
        let lines = render::timeline(&trace(name), 40, Detail::Folded);
        insta::assert_snapshot!(format!("{name}_40"), page(&lines, 40));
    }
}

#[test]
fn nothing_is_left_out_of_the_whole() {
    let lines = render::timeline(&trace("six_threads"), 100, Detail::All);
    insta::assert_snapshot!("six_threads_whole", page(&lines, 100));
    let whole = render::timeline(&trace("many_rounds"), 80, Detail::All).len();
    let folded = render::timeline(&trace("many_rounds"), 80, Detail::Folded).len();
    assert_eq!(whole - folded, 30, "32 steps are folded into two lines");
}

#[test]
fn drawings_fit_any_terminal() {
    for name in names() {
        let trace = trace(&name);
        for width in 20..140 {
            for detail in [Detail::Folded, Detail::All] {
                page(&render::timeline(&trace, width, detail), width);
            }
        }
    }
}

/// A judgement such as a trace comes with.
fn judgement(name: &str) -> Judgement {
    let saved = saved(name);
    let exploration = Exploration {
        schedules: 1704,
        exhaustive: false,
        preemptions: Some(2),
        random: 500,
        spurious: None,
        left_running: false,
    };
    Judgement {
        exercise: saved.exercise,
        verdict: saved.verdict,
        reason: None,
        diagnostics: Vec::new(),
        checks: vec![CheckResult {
            name: "check".into(),
            description: "Every view is counted.".into(),
            status: CheckStatus::Failed,
            message: Some("Two people watched, and the page says 1.".into()),
            exploration: Some(exploration),
            place: None,
            max_points: 2,
        }],
        exploration: Some(exploration),
        trace: saved.trace,
        nudges: vec!["Is there an operation that does both?".into()],
        output: String::new(),
        may_be_load: false,
        elapsed: Duration::ZERO,
    }
}

#[test]
fn a_judgement_shows_the_drawing_behind_its_checks() {
    for width in WIDTHS {
        let lines = render::judgement(&judgement("lost_update"), width, Errors::All, Form::Drawn);
        insta::assert_snapshot!(format!("judgement_{width}"), page(&lines, width));
    }
}

#[test]
fn whoever_listens_gets_numbered_sentences() {
    for name in [
        "lost_update",
        "dinner",
        "many_rounds",
        "no_progress",
        "six_threads",
    ] {
        let lines = render::judgement(&judgement(name), 100, Errors::All, Form::Spoken);
        let page = page(&lines, 100);
        assert!(!page.contains(['│', '─', '✗', '✓', '→']), "{page}");
        insta::assert_snapshot!(format!("spoken_{name}"), page);
    }
}

#[test]
fn the_drawing_and_the_nudge_stand_below_the_check_that_decides() {
    let mut judgement = judgement("dinner");
    let first = judgement.checks[0].clone();
    let other = CheckResult {
        description: "Another one.".into(),
        ..first.clone()
    };
    judgement.checks = vec![first, other];
    let page = page(
        &render::judgement(&judgement, 80, Errors::All, Form::Drawn),
        80,
    );
    let order = [
        "✗ Every view is counted.",
        "How the threads got stuck",
        "→ Is there an operation",
        "✗ Another one.",
    ];
    let places = order.map(|words| {
        page.find(words)
            .unwrap_or_else(|| panic!("{words}:\n{page}"))
    });
    assert!(places.is_sorted(), "{page}");
}

#[test]
fn of_several_errors_one_is_read_and_the_others_are_counted() {
    let mut judgement = judgement("dinner");
    let error = |words: &str| Diagnostic {
        level: Level::Error,
        code: None,
        message: words.into(),
        file: None,
        line: None,
        column: None,
        rendered: format!("error: {words}\n"),
        original: None,
    };
    judgement.diagnostics = vec![error("first"), error("second")];
    let shown = |errors| page(&render::judgement(&judgement, 80, errors, Form::Drawn), 80);
    let all = shown(Errors::All);
    let nudge = all.find("→ Is there").unwrap();
    assert!(
        all.find("error: first").unwrap() < nudge && nudge < all.find("error: second").unwrap()
    );
    let second = shown(Errors::One(1));
    assert!(!second.contains("error: first") && second.contains("error: second"));
    assert!(second.contains("Error 2 of 2; `e` shows the next."));
}

#[test]
fn a_panic_without_other_threads_is_not_drawn() {
    let mut judgement = judgement("panic_travels");
    let trace = judgement.trace.as_mut().unwrap();
    trace.events.truncate(0);
    assert!(render::judgement(&judgement, 80, Errors::All, Form::Drawn).len() > 10);
    judgement.trace.as_mut().unwrap().threads.truncate(1);
    assert_eq!(
        render::judgement(&judgement, 80, Errors::All, Form::Drawn).len(),
        6
    );
}

#[test]
fn a_pass_says_what_was_explored() {
    let mut judgement = judgement("lost_update");
    judgement.verdict = Verdict::Passed;
    judgement.trace = None;
    judgement.checks[0].status = CheckStatus::Passed;
    judgement.checks[0].message = None;
    let mut says = |schedules, exhaustive, preemptions, random, left_running| {
        judgement.exploration = Some(Exploration {
            schedules,
            exhaustive,
            preemptions,
            random,
            spurious: None,
            left_running,
        });
        let lines = render::summary(&judgement, None, Links::Off, 200, Form::Drawn);
        assert_eq!(
            text::plain(&lines[0]),
            "✓ atomic1_views passed: 2 of 2 points"
        );
        assert_eq!(
            render::judgement(&judgement, 200, Errors::All, Form::Drawn)[1],
            lines[1]
        );
        lines[1].clone()
    };
    assert_eq!(
        says(518, true, None, 0, false),
        "  held in all 518 interleavings"
    );
    assert_eq!(
        says(1, true, None, 0, false),
        "  held in the only interleaving there is"
    );
    assert_eq!(
        says(1704, false, Some(2), 500, false),
        "  held in 1,704 interleavings, all with at most 2 preemptions and 500 random ones among them"
    );
    assert_eq!(
        says(1_234_567, false, Some(1), 0, false),
        "  held in 1,234,567 interleavings, all with at most 1 preemption among them"
    );
    assert_eq!(
        says(3, false, Some(0), 2, false),
        "  held in 3 interleavings, all without preemption and 2 random ones among them"
    );
    assert_eq!(
        says(500, false, None, 500, false),
        "  held in 500 random interleavings"
    );
    assert_eq!(
        says(1, false, None, 1, false),
        "  held in 1 random interleaving"
    );
    assert_eq!(
        says(8, false, Some(1), 1, false),
        "  held in 8 interleavings, all with at most 1 preemption and 1 random one among them"
    );
    assert_eq!(
        says(700, false, None, 500, true),
        "  held in 700 interleavings, 500 random ones among them; in some, a thread was still running when the check ended"
    );
    if let Some(exploration) = &mut judgement.exploration {
        exploration.spurious = Some(3);
        exploration.exhaustive = true;
    }
    assert_eq!(
        render::judgement(&judgement, 200, Errors::All, Form::Drawn)[1],
        "  held in all 700 interleavings, with at most 3 spurious wake-ups each; in some, a thread was still running \
         when the check ended"
    );
    judgement.exploration = None;
    let lines = render::summary(&judgement, None, Links::Off, 80, Form::Drawn);
    assert!(lines[1].contains("Every view is counted."), "{lines:?}");
}

#[test]
fn the_json_is_read_as_it_was_written() {
    for name in names() {
        let saved = saved(&name);
        let written = json::replay(
            &saved.exercise,
            saved.verdict,
            saved.exploration,
            saved.trace.as_ref(),
        );
        let written = serde_json::to_value(written).unwrap();
        let by_hand: Value = serde_json::from_str(&text(&name)).unwrap();
        assert_eq!(written["trace"], by_hand["trace"], "{name}");
        let again = Saved::read(&written.to_string()).unwrap();
        assert_eq!(again.trace, saved.trace, "{name}");
    }
}

#[test]
fn a_judgement_is_read_back_from_its_json() {
    let judgement = judgement("lock_order");
    let written = serde_json::to_value(wire::judgement(&judgement)).unwrap();
    assert_eq!(
        written["exploration"],
        serde_json::json!({
            "schedules": 1704,
            "exhaustive": false,
            "preemptions": 2,
            "random": 500,
            "spurious": null,
            "left_running": false,
        })
    );
    assert_eq!(written["checks"][0]["exploration"], written["exploration"]);
    let saved = Saved::read(&written.to_string()).unwrap();
    assert_eq!(saved.trace, judgement.trace);
    assert_eq!(saved.exploration, judgement.exploration);
    assert_eq!(saved.verdict, Verdict::Deadlocks);

    let without = Judgement {
        trace: None,
        exploration: None,
        ..judgement
    };
    let written = serde_json::to_value(wire::judgement(&without)).unwrap();
    assert!(written["trace"].is_null() && written["exploration"].is_null());
    assert_eq!(Saved::read(&written.to_string()).unwrap().trace, None);
}

#[test]
fn who_asks_again_and_again_makes_no_progress() {
    let judgement = Judgement {
        verdict: Verdict::ExceedsLimit,
        ..judgement("no_progress")
    };
    let lines = render::judgement(&judgement, 80, Errors::All, Form::Drawn);
    assert!(
        text::plain(&lines[0]).ends_with(" makes no progress"),
        "{lines:?}"
    );
}

#[test]
fn the_same_twice_in_a_row_is_said_once() {
    let mut judgement = judgement("lost_update");
    let first = judgement.checks[0].clone();
    let other = CheckResult {
        message: Some("Another one.".into()),
        ..first.clone()
    };
    judgement.checks = vec![first.clone(), first.clone(), other, first];
    let page = page(
        &render::judgement(&judgement, 80, Errors::All, Form::Drawn),
        80,
    );
    assert_eq!(page.matches("Two people watched").count(), 2, "{page}");
    assert_eq!(page.matches("The same as above.").count(), 1, "{page}");
}

#[test]
fn broken_traces_are_refused() {
    let says = |edit: &dyn Fn(&mut Value)| {
        let mut value: Value = serde_json::from_str(&text("lock_order")).unwrap();
        edit(&mut value);
        let error = Saved::read(&value.to_string()).unwrap_err();
        format!("{:#}", anyhow::Error::from(error))
    };
    let event = |field: &'static str, with: Value| {
        says(&move |value| value["trace"]["events"][0][field] = with.clone())
    };
    assert_eq!(
        event("thread", 9.into()),
        "its trace is broken: it has no thread 9"
    );
    assert_eq!(
        event("other", 3.into()),
        "its trace is broken: it has no thread 3"
    );
    assert_eq!(
        event("object", 3.into()),
        "its trace is broken: it has no object 3"
    );
    assert_eq!(
        event("operation", "dance".into()),
        "its trace is broken: `dance` is no operation"
    );
    assert_eq!(
        says(&|value| value["trace"]["ending"]["threads"][0]["other"] = 7.into()),
        "its trace is broken: it has no thread 7"
    );
    assert_eq!(
        says(&|value| value["trace"]["threads"] = Value::Array(Vec::new())),
        "its trace is broken: it has no threads"
    );
    assert_eq!(
        says(&|value| value["format"] = 2.into()),
        "its format is 2, and this program reads format 1"
    );
    assert_eq!(
        says(&|value| value["verdict"] = "splendid".into()),
        "`splendid` is no verdict"
    );
    assert!(
        says(&|value| *value = "text".into())
            .starts_with("it is not what `threadlings run --json` prints: ")
    );
}
