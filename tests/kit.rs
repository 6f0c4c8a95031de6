//! The kit itself: every solution passes, no start does, and every mistake gets its verdict and its words.

use std::fs;
use std::path::Path;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use threadlings::judge::{Attempt, Judge, Toolchain};
use threadlings::kit::{Exercise, Kit};
use threadlings::process::Cancel;
use threadlings::render;
use threadlings::verdict::{Judgement, Verdict};

/// One text of the kit and what must become of it.
struct Case {
    exercise: Exercise,
    path: String,
    text: String,
    expected: Expected,
}

enum Expected {
    Pass,
    NoPass,
    Mistake { verdict: Verdict, says: Vec<String> },
}

fn cases(kit: &Kit, root: &Path) -> Vec<Case> {
    let mut cases = Vec::new();
    for exercise in kit.exercises() {
        let mut add = |path: String, text: String, expected: Expected| {
            let exercise = exercise.clone();
            cases.push(Case {
                exercise,
                path,
                text,
                expected,
            });
        };
        // From the folder, not from the copy inside the program: a teacher may just have changed it.
        let start = fs::read_to_string(root.join(exercise.path())).unwrap();
        add(exercise.path(), start, Expected::NoPass);
        let solutions = kit.solutions(exercise).unwrap();
        assert!(
            solutions.len() >= 2,
            "{} has one solution only",
            exercise.name
        );
        for (path, text) in solutions {
            add(path, text, Expected::Pass);
        }
        let mistakes = kit.mistakes(exercise).unwrap();
        assert!(
            mistakes.len() >= 2,
            "{} has too few mistakes",
            exercise.name
        );
        for mistake in mistakes {
            let (verdict, says) = (mistake.verdict, mistake.says);
            add(
                mistake.path,
                mistake.text,
                Expected::Mistake { verdict, says },
            );
        }
    }
    cases
}

fn complaint(case: &Case, judgement: &Judgement) -> Option<String> {
    let found = judgement.verdict;
    let read = render::read_aloud(judgement);
    let problem = match &case.expected {
        Expected::Pass if found == Verdict::Passed => None,
        Expected::Pass => Some(format!("is {found}, must pass")),
        Expected::NoPass if matches!(found, Verdict::Passed | Verdict::NotJudged) => {
            Some(format!("is {found}, must fail"))
        }
        Expected::NoPass => None,
        Expected::Mistake { verdict, .. } if found != *verdict => {
            Some(format!("is {found}, must be {verdict}"))
        }
        Expected::Mistake { says, .. } => says
            .iter()
            .find(|words| !read.contains(words.as_str()))
            .map(|words| format!("does not say `{words}`")),
    };
    problem.map(|problem| format!("{} {problem}; it reads:\n{read}\n", case.path))
}

#[test]
fn solutions_pass_starts_fail_and_mistakes_say_why() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let kit = Kit::from_dir(root).unwrap();
    let judge = || Judge::new(Toolchain::find(root).unwrap());
    // The first failing check decides, and mostly says all that a mistake must be told; the others are asked where it does not.
    let (quick, thorough) = (judge().for_verdicts(), judge().for_many());
    let cases = cases(&kit, root);
    let next = AtomicUsize::new(0);
    let complaints = Mutex::new(Vec::new());
    thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| {
                while let Some(case) = cases.get(next.fetch_add(1, Ordering::Relaxed)) {
                    let attempt = Attempt {
                        exercise: &case.exercise,
                        text: Some(case.text.as_bytes()),
                        width: None,
                    };
                    let asked = |judge: &Judge| {
                        let judgement = judge.judge(&kit, &attempt, &Cancel::new()).unwrap();
                        complaint(case, &judgement)
                    };
                    if let Some(complaint) = asked(&quick).and_then(|_| asked(&thorough)) {
                        complaints.lock().unwrap().push(complaint);
                    }
                }
            });
        }
    });
    let complaints = complaints.into_inner().unwrap();
    assert!(
        complaints.is_empty(),
        "{} of {} texts are judged wrongly:\n\n{}",
        complaints.len(),
        cases.len(),
        complaints.join("\n")
    );
}
