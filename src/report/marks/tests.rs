use super::*;
use crate::trace::Operation;
use crate::trace::script::{FILE, Script};

/// Every line of the file; what happens on it happens at column 5.
const LINE: &str = "    lock(a);";

fn text() -> String {
    format!(
        "pub fn main() {{}}\npub fn first() {{}}\n{}",
        format!("{LINE}\n").repeat(118)
    )
}

fn check(name: &str, message: &str) -> CheckResult {
    CheckResult {
        name: name.to_owned(),
        description: format!("What `{name}` asks for holds."),
        status: CheckStatus::Failed,
        message: Some(message.to_owned()),
        exploration: None,
        place: None,
        max_points: 1,
    }
}

fn judgement(verdict: Verdict) -> Judgement {
    Judgement {
        nudges: vec!["Think.".to_owned()],
        ..Judgement::new("a", verdict)
    }
}

fn failing(trace: Trace) -> Judgement {
    let mut deciding = check("check", "It does not.");
    deciding.place = trace.fails_at().cloned();
    Judgement {
        checks: vec![check("before", "Neither."), deciding],
        trace: Some(trace),
        ..judgement(Verdict::Deadlocks)
    }
}

fn error(line: Option<u32>) -> Diagnostic {
    Diagnostic {
        level: Level::Error,
        code: Some("E0615".to_owned()),
        message: "no field".to_owned(),
        file: line.map(|_| FILE.to_owned()),
        line,
        column: line.map(|_| 5),
        rendered: "error".to_owned(),
        original: Some("{}".to_owned()),
    }
}

/// All that is told, where marks of ours are expected only.
fn marks(judgement: &Judgement) -> Vec<Mark> {
    let findings = findings(judgement, FILE, &text());
    let own = findings.into_iter().map(|finding| match finding {
        Finding::Own(mark) => mark,
        Finding::Compiler(said) => panic!("{said:?}"),
    });
    own.collect()
}

/// What stands at a span.
fn at(line: u32) -> Span {
    let (start, end) = (5, 5 + 7);
    Span { line, start, end }
}

fn head() -> Span {
    let (line, start) = (2, 1);
    let end = 18;
    Span { line, start, end }
}

#[test]
fn a_deadlock_marks_where_each_waits_and_where_each_lock_was_taken() {
    let trace = Script::new(1)
        .object("Mutex", "left")
        .object("Mutex", "right")
        .event(0, Operation::Lock, 1, 10, "")
        .event(1, Operation::Lock, 2, 20, "")
        .deadlock(&[(0, Operation::Lock, 2, 11), (1, Operation::Lock, 1, 21)]);
    let marks = marks(&failing(trace));
    let first = &marks[0];
    assert_eq!(
        (first.level, first.code.as_str()),
        (Level::Error, "deadlocks")
    );
    assert_eq!(first.message, "What `check` asks for holds.\nIt does not.");
    assert_eq!(first.at, at(11));
    let steps = [
        (at(101), "1: `main` spawns thread 1"),
        (at(10), "2: `main` locks `left`"),
        (at(20), "3: Thread 1 locks `right`"),
        (at(11), "4: `main` waits for `right`"),
        (at(21), "5: Thread 1 waits for `left`"),
    ];
    assert_eq!(first.steps, steps.map(|(at, words)| (at, words.to_owned())));
    assert_eq!(first.notes.len(), 1, "{:?}", first.notes);
    assert_eq!(first.helps, ["Think."]);
    // Of the other check nobody knows where it fails.
    assert_eq!(marks[1].at, head());
    assert!(marks[1].helps.is_empty());
    assert_eq!(marks.len(), 2);
}

#[test]
fn where_the_check_fails_itself_the_last_wrong_step_is_the_one() {
    let trace = Script::new(2)
        .object("AtomicU32", "count")
        .event(1, Operation::Read, 1, 30, "0")
        .event(2, Operation::Read, 1, 30, "0")
        .event(2, Operation::Write, 1, 31, "1")
        .event(1, Operation::Write, 1, 32, "1")
        .event(1, Operation::Exit, 0, 0, "")
        .event(2, Operation::Exit, 0, 0, "")
        .event(0, Operation::Join, 0, 40, "")
        .about(1)
        .event(0, Operation::Join, 0, 41, "")
        .about(2)
        .fails();
    let marks = marks(&failing(trace));
    assert_eq!(marks[0].at, at(32));
}

#[test]
fn another_check_is_marked_where_its_own_interleaving_fails() {
    let trace = Script::new(0).deadlock(&[(0, Operation::Lock, 0, 11)]);
    let mut judgement = failing(trace);
    let place = |line| Place {
        file: FILE.to_owned(),
        line,
        column: 5,
    };
    let mut third = check("third", "Neither.");
    third.place = Some(place(60));
    judgement.checks.push(third);
    judgement.checks[0].place = Some(place(50));
    judgement.checks[1].message = Some("Neither.".to_owned());
    let marks = marks(&judgement);
    let lines: Vec<u32> = marks.iter().map(|mark| mark.at.line).collect();
    assert_eq!(lines, [11, 50, 60]);
    assert!(
        marks[2].message.ends_with("\nThe same as above."),
        "{marks:?}"
    );
}

#[test]
fn what_the_compiler_says_stays_as_it_is_and_the_nudge_comes_behind_it() {
    let judgement = Judgement {
        diagnostics: vec![error(Some(9))],
        ..judgement(Verdict::DoesNotCompile)
    };
    let text = text();
    let findings = findings(&judgement, FILE, &text);
    let [Finding::Compiler(said), Finding::Own(nudge)] = &findings[..] else {
        panic!("{findings:?}");
    };
    assert_eq!(said.code.as_deref(), Some("E0615"));
    assert_eq!(
        (nudge.level, nudge.message.as_str()),
        (Level::Note, "Think.")
    );
    assert_eq!(nudge.at, at(9));
}

#[test]
fn what_has_no_words_of_the_compilers_is_drawn_by_us() {
    let mut said = error(Some(9));
    said.original = None;
    let judgement = Judgement {
        diagnostics: vec![said],
        reason: Some("Keep `first`.".to_owned()),
        ..judgement(Verdict::DoesNotCompile)
    };
    let marks = marks(&judgement);
    let told: Vec<(&str, &str, Span)> = marks
        .iter()
        .map(|mark| (mark.code.as_str(), mark.message.as_str(), mark.at))
        .collect();
    let expected = [
        ("does_not_compile", "Keep `first`.", head()),
        ("E0615", "no field", at(9)),
    ];
    assert_eq!(told, expected);
}

#[test]
fn our_own_failure_is_told_at_the_top() {
    let judgement = Judgement {
        reason: Some("The disk is full.".to_owned()),
        nudges: Vec::new(),
        ..judgement(Verdict::NotJudged)
    };
    let marks = marks(&judgement);
    assert_eq!(marks, [failure("The disk is full.".to_owned())]);
    assert_eq!(
        (marks[0].at.line, marks[0].code.as_str()),
        (1, "not_judged")
    );
}

#[test]
fn what_only_compiles_is_a_note() {
    let judgement = Judgement {
        reason: Some("They are not in this kit.".to_owned()),
        nudges: Vec::new(),
        ..judgement(Verdict::Compiles)
    };
    let marks = marks(&judgement);
    assert_eq!(
        (marks.len(), marks[0].level, marks[0].at),
        (1, Level::Note, head())
    );
    let said = &marks[0].message;
    assert!(
        said.ends_with("its checks run where it is graded"),
        "{said}"
    );
    assert!(!said.starts_with('·'), "{said}");
    assert_eq!(marks[0].notes, ["They are not in this kit."]);
}

#[test]
fn nothing_fails_without_a_mark_and_a_pass_has_none() {
    for verdict in [
        Verdict::FailsChecks,
        Verdict::TimesOut,
        Verdict::ExceedsLimit,
    ] {
        let marks = marks(&judgement(verdict));
        assert_eq!(marks.len(), 1, "{verdict}");
        assert_eq!(marks[0].at, head());
    }
    let passed = Judgement {
        nudges: Vec::new(),
        ..judgement(Verdict::Passed)
    };
    assert!(findings(&passed, FILE, "").is_empty());
}

#[test]
fn an_empty_file_has_a_place_too() {
    let failed = judgement(Verdict::FailsChecks);
    let findings = findings(&failed, FILE, "");
    let [Finding::Own(mark)] = &findings[..] else {
        panic!("{findings:?}");
    };
    assert!(mark.at.start < mark.at.end);
}

#[test]
fn a_broken_rule_is_marked_where_it_is_broken() {
    let judgement = Judgement {
        reason: Some("`unsafe` is not allowed.".to_owned()),
        diagnostics: vec![error(Some(9))],
        ..judgement(Verdict::BreaksRules)
    };
    let findings = findings(&judgement, FILE, &text());
    let Finding::Own(first) = &findings[0] else {
        panic!("{findings:?}");
    };
    assert_eq!(first.at, at(9));
    assert_eq!(line(&judgement, FILE), Some(9));
    // Without a place, it is told at the first function, and there is no line to go to.
    let placeless = Judgement {
        diagnostics: vec![error(None)],
        ..judgement
    };
    assert_eq!(line(&placeless, FILE), None);
}
