//! Gradings written down by hand: an ordinary one, a hostile one, an empty one, a whole class.

use threadlings::grade::model::{
    Audience, ExerciseIdentity, Graded, Grading, HandIn, KitIdentity, Lateness, Penalty, Points,
    Submission,
};
use threadlings::process::Protection;
use threadlings::verdict::{CheckResult, CheckStatus, Diagnostic, Judgement, Level, Verdict};
use threadlings::wire::Saved;

/// What no report may take for anything but text.
pub(crate) const NASTY: &str = "=cmd|'/C calc'!A0 \"q\" 'a' <b>&amp;</b> ]]> </script><script>alert(1)</script> \
     \x1b[2J\x1b]0;title\x07 \0\x08\u{fffe}\u{ffff}\u{202e} `x` ```\n::error::gotcha\r\n##[error]v1\n\
     </details><img src=x onerror=alert(1)> | [a](javascript:alert(1)) <!-- @everyone % %0A,:é漢";

pub(crate) fn check(name: &str, status: CheckStatus, message: Option<&str>) -> CheckResult {
    CheckResult {
        name: name.into(),
        description: format!("What `{name}` asks for holds."),
        status,
        message: message.map(Into::into),
        exploration: None,
        place: None,
        max_points: 2,
    }
}

pub(crate) fn judgement(exercise: &str, verdict: Verdict, checks: Vec<CheckResult>) -> Judgement {
    Judgement {
        checks,
        ..Judgement::new(exercise, verdict)
    }
}

pub(crate) fn graded(hand_in: HandIn, judgement: Judgement) -> Graded {
    Graded {
        path: format!("exercises/01_threads/{}.rs", judgement.exercise),
        hand_in,
        unchanged: false,
        asks_about_types: false,
        held_at_start: Vec::new(),
        score: judgement.points().into(),
        penalty: Penalty::default(),
        mistake: None,
        max_score: judgement.max_points(),
        judgement,
    }
}

fn error(message: &str) -> Diagnostic {
    Diagnostic {
        level: Level::Error,
        code: Some("E0615".into()),
        message: message.into(),
        file: Some("exercises/01_threads/join1_kiosk.rs".into()),
        line: Some(16),
        column: Some(14),
        rendered: format!("\x1b[1merror[E0615]\x1b[0m: {message}\n  --> exercises/x.rs:16:14\n"),
        original: None,
    }
}

pub(crate) fn passes(name: &str) -> Graded {
    let checks = vec![
        check("first", CheckStatus::Passed, None),
        check("second", CheckStatus::Passed, None),
    ];
    graded(HandIn::InTime, judgement(name, Verdict::Passed, checks))
}

pub(crate) fn missing(name: &str) -> Graded {
    let checks = vec![
        check("first", CheckStatus::NotRun, None),
        check("second", CheckStatus::NotRun, None),
    ];
    graded(HandIn::Missing, judgement(name, Verdict::NotJudged, checks))
}

fn does_not_compile(name: &str, message: &str) -> Graded {
    let checks = vec![
        check("first", CheckStatus::NotRun, None),
        check("second", CheckStatus::NotRun, None),
    ];
    let mut judgement = judgement(name, Verdict::DoesNotCompile, checks);
    judgement.diagnostics.push(error(message));
    graded(HandIn::InTime, judgement)
}

/// One check held, another fails in the trace's interleaving, at line 11 of the file.
fn fails(name: &str, message: &str) -> Graded {
    let json = include_str!("../traces/lost_update.json");
    let checks = vec![
        check("first", CheckStatus::Passed, None),
        check("second", CheckStatus::Failed, Some(message)),
    ];
    let mut judgement = judgement(name, Verdict::FailsInSomeInterleaving, checks);
    judgement.trace = Saved::read(json).unwrap().trace;
    judgement
        .nudges
        .push("Is there an operation that does both?".into());
    judgement.output = format!("counted {message}");
    graded(HandIn::InTime, judgement)
}

fn all_or_nothing(name: &str) -> Graded {
    let checks = vec![
        check("first", CheckStatus::Passed, None),
        check("second", CheckStatus::Failed, None),
    ];
    let judgement = judgement(name, Verdict::FailsChecks, checks);
    Graded {
        score: Points::default(),
        ..graded(HandIn::Late("2026-03-01T12:00:00Z".into()), judgement)
    }
}

fn not_judged(name: &str) -> Graded {
    let mut judgement = judgement(name, Verdict::NotJudged, Vec::new());
    judgement.reason = Some("The checks do not fit the solution.".into());
    Graded {
        max_score: 4,
        ..graded(HandIn::InTime, judgement)
    }
}

/// An exercise of every kind; texts that a submission has a say in are `text`.
pub(crate) fn submission(name: &str, path: &str, text: &str) -> Submission {
    Submission {
        name: name.into(),
        path: path.into(),
        problems: Vec::new(),
        exercises: vec![
            passes("join1_kiosk"),
            does_not_compile("spawn1_thumbs", text),
            fails("join2_ovens", text),
            all_or_nothing("join3_race"),
            missing("join4_probe"),
            graded(
                HandIn::Refused(format!("it is a link to {text}")),
                missing("scope1_choir").judgement,
            ),
            not_judged("move1_menu"),
        ],
    }
}

pub(crate) fn grading(submissions: Vec<Submission>) -> Grading {
    let names = submissions.first().map(|first| {
        let graded = first.exercises.iter();
        graded.map(|graded| (graded.judgement.exercise.clone(), graded.max_score))
    });
    let exercises = names.into_iter().flatten();
    let exercises = exercises.map(|(name, max_score)| ExerciseIdentity {
        name,
        dir: Some("01_threads".into()),
        title: Some("The ticket kiosk".into()),
        max_score,
    });
    let protection = |name: &str, active, detail: &str| Protection {
        name: name.into(),
        active,
        detail: detail.into(),
    };
    Grading {
        shard: None,
        lateness: None,
        kit: KitIdentity {
            name: "threadlings".into(),
            digest: "0123abcd".into(),
            toolchain: "rustc 1.95.0 (123 2026-01-01)".into(),
            exercises: exercises.collect(),
        },
        protections: vec![
            protection("files", true, "Landlock"),
            protection("network", false, "this kernel has no network namespaces"),
        ],
        submissions,
        audience: Audience::Teacher,
    }
}

/// One submission, given as the folder one stands in.
pub(crate) fn ordinary() -> Grading {
    grading(vec![submission("alice", ".", "2 expected, 1 found")])
}

/// Two submissions with names and texts made to do harm, one of them broken as a whole.
pub(crate) fn hostile() -> Grading {
    let long = format!("{NASTY} {}", "very long ".repeat(30_000));
    let mut one = submission(NASTY, &format!("class/{NASTY}"), NASTY);
    one.problems
        .push(format!("A file was passed over: {NASTY}"));
    one.exercises[0].judgement.checks[0].name = NASTY.into();
    one.exercises[2].judgement.output.clone_from(&long);
    one.exercises[1].path = format!("exercises/{NASTY}.rs");
    let mut two = submission("@b", "class/@b.zip", &long);
    two.problems.push(format!("The archive is corrupt: {long}"));
    two.exercises = ["join1_kiosk", "spawn1_thumbs"].map(missing).into();
    grading(vec![one, two])
}

/// Handed in a day late, which costs a tenth, by somebody with an accent; one exercise fails as a mistake of the kit does.
pub(crate) fn late() -> Grading {
    let mut one = submission("Zoë", "class/Zoë", "2 expected, 1 found");
    for graded in &mut one.exercises {
        if let HandIn::InTime = graded.hand_in {
            graded.hand_in = HandIn::Late("2026-03-01T12:00:00Z".into());
            graded.penalty = Penalty {
                percent: 10,
                points: Points::from_hundredths(graded.score.hundredths() / 10),
            };
            graded.score = graded.score - graded.penalty.points;
        }
    }
    one.exercises[2].mistake = Some("read_then_write".into());
    Grading {
        lateness: Some(Lateness {
            deadline: "2026-02-28T23:59:59Z".into(),
            rule: Some("10%/day".into()),
        }),
        ..grading(vec![one])
    }
}

/// Nobody handed in anything.
pub(crate) fn empty() -> Grading {
    grading(Vec::new())
}

/// Two hundred submissions.
pub(crate) fn class() -> Grading {
    let submissions = (0..200).map(|number| student(number, 12));
    grading(submissions.collect())
}

/// A few submissions of every exercise of a long course.
pub(crate) fn course() -> Grading {
    grading((0..3).map(|number| student(number, 56)).collect())
}

fn student(number: usize, exercises: usize) -> Submission {
    let name = format!("student-{number:03}");
    let mut one = submission(&name, &format!("class/{name}"), "2 expected, 1 found");
    let others = 0..exercises - one.exercises.len();
    one.exercises.extend(others.map(|index| {
        let name = format!("mutex{index}_likes");
        match (number + index) % 5 {
            0 => fails(&name, "2 expected, 1 found"),
            1 => missing(&name),
            _ => passes(&name),
        }
    }));
    if number == 7 {
        one.exercises.remove(5);
        one.problems
            .push("The archive ends in the middle of a file.".into());
    }
    one
}

/// All of them.
pub(crate) fn all() -> [(&'static str, Grading); 6] {
    [
        ("late", late()),
        ("ordinary", ordinary()),
        ("hostile", hostile()),
        ("empty", empty()),
        ("class", class()),
        ("course", course()),
    ]
}

/// A report is text, and nothing in it steers a terminal.
pub(crate) fn text(bytes: Vec<u8>) -> String {
    let text = String::from_utf8(bytes).unwrap();
    let bad = text
        .chars()
        .find(|char| char.is_control() && *char != '\n' && *char != '\r');
    assert_eq!(bad, None, "a control character");
    text
}
