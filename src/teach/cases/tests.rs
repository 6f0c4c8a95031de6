use std::time::Duration;

use super::*;
use crate::kit::manifest;
use crate::teach::sources::Sources;
use crate::verdict::{CheckResult, Diagnostic, Exploration};

const MISTAKE: &str = "// verdict: deadlocks\n// says: Nobody can go on\n// says: both wait\n";

fn exercise(lines: &str) -> Exercise {
    let text = format!("format_version = 1\n[[exercises]]\nname = \"a\"\n{lines}");
    let manifest = manifest::parse(&text, "info.toml").unwrap();
    manifest.exercises.into_iter().next().unwrap()
}

fn case(role: Role) -> Case {
    let (path, text) = match &role {
        Role::Start => ("exercises/a.rs", ""),
        Role::Solution => ("solutions/a.rs", ""),
        Role::Mistake(_) => ("mistakes/a/b.rs", MISTAKE),
    };
    Case {
        path: path.to_owned(),
        text: text.to_owned(),
        role,
    }
}

fn mistake_case() -> Case {
    let path = "mistakes/a/b.rs";
    case(Role::Mistake(
        Mistake::parse("b", path, path, MISTAKE.to_owned()).unwrap(),
    ))
}

/// Of an exercise with one check, worth one point.
pub(crate) fn judgement(verdict: Verdict) -> Judgement {
    let status = match verdict {
        Verdict::Passed => CheckStatus::Passed,
        Verdict::DoesNotCompile | Verdict::NotJudged => CheckStatus::NotRun,
        _ => CheckStatus::Failed,
    };
    Judgement {
        exercise: "a".to_owned(),
        verdict,
        reason: None,
        diagnostics: Vec::new(),
        checks: vec![CheckResult {
            name: "goes_on".to_owned(),
            description: "It goes on.".to_owned(),
            status,
            message: None,
            exploration: None,
            place: None,
            max_points: 1,
        }],
        exploration: None,
        trace: None,
        nudges: Vec::new(),
        output: String::new(),
        may_be_load: false,
        elapsed: Duration::ZERO,
    }
}

fn with_message(verdict: Verdict, message: &str) -> Judgement {
    let mut judgement = judgement(verdict);
    judgement.checks[0].message = Some(message.to_owned());
    judgement
}

fn diagnostic(level: Level, code: &str, line: u32) -> Diagnostic {
    Diagnostic {
        level,
        code: Some(code.to_owned()),
        message: "Said by the compiler".to_owned(),
        file: None,
        line: Some(line),
        column: None,
        rendered: String::new(),
        original: None,
    }
}

/// What is found, as `kind path:line: message`.
fn found(exercise: &Exercise, case: &Case, judgements: &[Judgement]) -> Vec<String> {
    found_where(exercise, false, case, judgements)
}

fn found_where(
    exercise: &Exercise,
    is_explored: bool,
    case: &Case,
    judgements: &[Judgement],
) -> Vec<String> {
    let manifest = "format_version = 1\n[[exercises]]\nname = \"a\"\nstart = \"E0373\"\n";
    let lines = Lines::parse(manifest);
    let findings = examine(exercise, is_explored, case, judgements, &lines);
    let shown = findings.iter().map(|finding| {
        let line = finding
            .line
            .map_or_else(String::new, |line| format!(":{line}"));
        let (kind, path) = (finding.kind.word(), &finding.path);
        format!("{kind} {path}{line}: {}", finding.message)
    });
    shown.collect()
}

#[test]
fn what_is_judged_as_it_should_be_gives_no_findings() {
    let none = [""; 0];
    let start = exercise("start = \"E0373\"\n");
    let mut rejected = judgement(Verdict::DoesNotCompile);
    rejected.diagnostics = vec![diagnostic(Level::Error, "E0373", 1)];
    assert_eq!(
        found(&start, &case(Role::Start), &[rejected.clone(), rejected]),
        none
    );
    let passed = judgement(Verdict::Passed);
    assert_eq!(
        found(
            &exercise(""),
            &case(Role::Solution),
            std::slice::from_ref(&passed)
        ),
        none
    );
    let lenient = exercise("skip_check_unsolved = true\n");
    assert_eq!(found(&lenient, &case(Role::Start), &[passed]), none);
    let said = with_message(Verdict::Deadlocks, "Nobody can go on: both\n wait.");
    assert_eq!(found(&exercise(""), &mistake_case(), &[said]), none);
}

#[test]
fn a_start_must_fail_and_as_stated() {
    let start = case(Role::Start);
    assert_eq!(
        found(&exercise(""), &start, &[judgement(Verdict::Passed)]),
        [
            "start_passes exercises/a.rs: The start passes already: there is nothing left to do for a student. \
             If that is meant, say `skip_check_unsolved = true`."
        ]
    );
    let stated = exercise("start = \"E0373\"\n");
    assert_eq!(
        found(&stated, &start, &[judgement(Verdict::FailsChecks)]),
        [
            "start_fails_otherwise info.toml:4: The start should fail with `E0373`, but it gets `check:goes_on`."
        ]
    );
    let mut rejected = judgement(Verdict::DoesNotCompile);
    rejected.diagnostics = vec![
        diagnostic(Level::Warning, "E0001", 1),
        diagnostic(Level::Error, "E0382", 1),
    ];
    assert_eq!(
        found(&stated, &start, std::slice::from_ref(&rejected)),
        [
            "start_fails_otherwise info.toml:4: The start should fail with `E0373`, but it gets `E0382`."
        ]
    );
}

#[test]
fn a_start_without_a_stated_reason_is_told_what_to_state() {
    let exercise = exercise("[[exercises.nudges]]\nwhen = \"E0373\"\nsay = \"x\"\n");
    let start = case(Role::Start);
    for (verdict, word) in [
        (Verdict::FailsChecks, "check:goes_on"),
        (Verdict::Deadlocks, "deadlocks"),
        (Verdict::DoesNotCompile, "does_not_compile"),
    ] {
        assert_eq!(
            found(&exercise, &start, &[judgement(verdict)]),
            [format!(
                "start_unstated info.toml:2: Nothing says how the start is meant to fail. It gets `{word}`: \
                 if that is right, add `start = \"{word}\"`."
            )]
        );
    }
}

#[test]
fn a_solution_must_pass_without_warnings_for_all_points() {
    let solution = case(Role::Solution);
    let plain = exercise("");
    let mut rejected = judgement(Verdict::DoesNotCompile);
    rejected.diagnostics = vec![diagnostic(Level::Error, "E0382", 7)];
    assert_eq!(
        found(&plain, &solution, &[rejected]),
        [
            "solution_fails solutions/a.rs:7: This solution does not pass: it gets `does_not_compile`."
        ]
    );
    let mut warned = judgement(Verdict::Passed);
    warned.diagnostics = vec![
        diagnostic(Level::Warning, "clippy::mutex_atomic", 3),
        diagnostic(Level::Note, "note", 4),
    ];
    assert_eq!(
        found(&plain, &solution, &[warned]),
        ["lints solutions/a.rs:3: Said by the compiler (`clippy::mutex_atomic`)"]
    );
    let promised = exercise("points = 5\n");
    assert_eq!(
        found(&promised, &solution, &[judgement(Verdict::Passed)]),
        ["points solutions/a.rs: A solution that passes earns 1 point, but there should be 5."]
    );
}

#[test]
fn a_solution_must_be_explored_where_the_kit_wants_it() {
    let solution = case(Role::Solution);
    let mut passed = judgement(Verdict::Passed);
    assert_eq!(
        found_where(
            &exercise(""),
            true,
            &solution,
            std::slice::from_ref(&passed)
        ),
        [
            "not_explored solutions/a.rs: It passed on real threads only: it has no `#[test]` whose interleavings can be explored."
        ]
    );
    passed.exploration = Some(Exploration {
        schedules: 1,
        exhaustive: true,
        preemptions: None,
        random: 0,
        spurious: None,
        left_running: false,
    });
    assert_eq!(
        found_where(&exercise(""), true, &solution, &[passed]),
        [""; 0]
    );
}

#[test]
fn a_mistake_must_get_its_verdict_and_its_words() {
    let exercise = exercise("");
    let mistake = mistake_case();
    assert_eq!(
        found(&exercise, &mistake, &[judgement(Verdict::FailsChecks)]),
        [
            "mistake_verdict mistakes/a/b.rs:1: This mistake should get `deadlocks`, but it gets `fails_checks`."
        ]
    );
    assert_eq!(
        found(&exercise, &mistake, &[judgement(Verdict::Passed)]),
        [
            "mistake_verdict mistakes/a/b.rs:1: This mistake should get `deadlocks`, but it passes: no check catches it."
        ]
    );
    let said = with_message(Verdict::Deadlocks, "Nobody can go on.");
    assert_eq!(
        found(&exercise, &mistake, &[said]),
        [
            "mistake_words mistakes/a/b.rs:3: A student should read “both wait” of this mistake, but does not."
        ]
    );
}

#[test]
fn the_same_text_must_be_judged_the_same() {
    let exercise = exercise("");
    let solution = case(Role::Solution);
    let (passed, deadlocked) = (judgement(Verdict::Passed), judgement(Verdict::Deadlocks));
    assert_eq!(
        found(&exercise, &solution, &[passed.clone(), passed, deadlocked]),
        [
            "varies solutions/a.rs: Judged 3 times, the same text gets `passed`, `passed`, `deadlocks`.",
            "solution_fails solutions/a.rs: This solution does not pass: it gets `deadlocks`."
        ]
    );
    let said = [
        "Nobody can go on: both wait.",
        "Nobody can go on: both wait, both.",
    ];
    let said = said.map(|message| with_message(Verdict::Deadlocks, message));
    assert_eq!(
        found(&exercise, &mistake_case(), &said),
        [
            "varies mistakes/a/b.rs: Judged 2 times, the same text always gets `deadlocks`, but in different words."
        ]
    );
}

#[test]
fn output_may_come_in_another_order() {
    let mut first = judgement(Verdict::Passed);
    let second = first.clone();
    first.output = "other".to_owned();
    first.elapsed = Duration::from_secs(1);
    assert_eq!(
        found(&exercise(""), &case(Role::Solution), &[first, second]),
        [""; 0]
    );
}

#[test]
fn what_cannot_be_judged_is_told_where_it_is_broken() {
    let mut failed = judgement(Verdict::NotJudged);
    failed.reason = Some("the checks are broken: checks/a.rs:3: cannot find `b`".to_owned());
    let passed = judgement(Verdict::Passed);
    assert_eq!(
        found(
            &exercise(""),
            &case(Role::Solution),
            &[passed, failed.clone()]
        ),
        [
            "not_judged checks/a.rs:3: It could not be judged: the checks are broken: checks/a.rs:3: cannot find `b`"
        ]
    );
    failed.reason = Some("no compiler".to_owned());
    assert_eq!(
        found(&exercise(""), &case(Role::Solution), &[failed]),
        ["not_judged solutions/a.rs: It could not be judged: no compiler"]
    );
}

#[test]
fn a_check_that_nothing_fails_is_told_of() {
    let exercise = exercise("");
    let sources = Sources::of(&[("checks/a.rs", "/// It goes on.\n#[test]\nfn goes_on() {}\n")]);
    let bundle = Bundle::of(&exercise, &sources);
    let (start, solution) = (case(Role::Start), case(Role::Solution));
    let (passed, failed) = (judgement(Verdict::Passed), judgement(Verdict::FailsChecks));
    let idle = idle_checks(&bundle, &[(&start, &passed), (&solution, &failed)]);
    assert_eq!(idle.len(), 1);
    assert_eq!(
        (idle[0].path.as_str(), idle[0].line),
        ("checks/a.rs", Some(3))
    );
    assert!(idle_checks(&bundle, &[(&start, &failed)]).is_empty());
}

#[test]
fn cases_are_the_start_the_solutions_and_the_sound_mistakes() {
    let exercise = exercise("");
    let sources = Sources::of(&[
        ("exercises/a.rs", "1"),
        ("solutions/a.rs", "2"),
        ("solutions/a.10.rs", "4"),
        ("solutions/a.2.rs", "3"),
        ("solutions/ab.rs", "-"),
        ("mistakes/a/b.rs", MISTAKE),
        ("mistakes/a/c.rs", "no head"),
    ]);
    let cases = cases(&Bundle::of(&exercise, &sources));
    let texts: Vec<&str> = cases.iter().map(|case| case.text.as_str()).collect();
    assert_eq!(texts, ["1", "2", "3", "4", MISTAKE]);
}
