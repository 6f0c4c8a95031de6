//! The same file gets the same verdict, word for word and step by step, however often it is judged and however busy the
//! machine is.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, MutexGuard};
use std::thread;
use std::time::Duration;

use threadlings::judge::{Attempt, Judge, Toolchain};
use threadlings::kit::{Exercise, Kit};
use threadlings::process::Cancel;
use threadlings::verdict::{Judgement, Verdict};
use threadlings::wire;

/// What can differ does so soon, with all cores busy; `verify --repeat 20` takes longer.
const TIMES: usize = 8;
/// The first of all the schedules there are: each time as many as by default would take half an hour, and go on in the same way.
const SCHEDULES: u32 = 100;
/// More than there are cores, so that all of them are always busy.
const WORKERS: usize = 6;

/// Everything that is said, but for how long it took.
fn bytes(judgement: &Judgement) -> String {
    let mut judgement = judgement.clone();
    judgement.elapsed = Duration::ZERO;
    serde_json::to_string(&wire::judgement(&judgement)).unwrap()
}

fn texts(kit: &Kit) -> Vec<(Exercise, String, Vec<u8>)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut texts = Vec::new();
    for (index, exercise) in kit.exercises().iter().enumerate() {
        let mut exercise = exercise.clone();
        if let Some(explore) = &mut exercise.explore {
            explore.schedules = Some(SCHEDULES);
        }
        // Some starts; `verify --repeat 20` judges all that there is.
        if index % 9 == 0 {
            let start = std::fs::read(root.join(exercise.path())).unwrap();
            texts.push((exercise.clone(), exercise.path(), start));
        }
        // Of others, one mistake that something must run for, of another verdict from exercise to exercise.
        if index % 9 != 4 {
            continue;
        }
        let mut by_verdict = BTreeMap::new();
        for mistake in kit.mistakes(&exercise).unwrap() {
            if !matches!(
                mistake.verdict,
                Verdict::DoesNotCompile | Verdict::BreaksRules
            ) {
                by_verdict.entry(mistake.verdict).or_insert(mistake);
            }
        }
        let count = by_verdict.len().max(1);
        if let Some(mistake) = by_verdict.into_values().nth(index % count) {
            texts.push((exercise, mistake.path, mistake.text.into_bytes()));
        }
    }
    texts
}

/// Judges each text so many times, some at once, and compares all that is said. Comes back with it, in any order.
fn are_judged_alike(kit: &Kit, texts: &[(Exercise, String, Vec<u8>)], times: usize) -> Vec<String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let judge = Judge::new(Toolchain::find(root).unwrap());
    let next = AtomicUsize::new(0);
    let (said, different) = (Mutex::default(), Mutex::new(Vec::new()));
    thread::scope(|scope| {
        for _ in 0..WORKERS {
            scope.spawn(|| {
                while let Some((exercise, path, text)) =
                    texts.get(next.fetch_add(1, Ordering::Relaxed))
                {
                    let attempt = Attempt {
                        exercise,
                        text: Some(text),
                        width: None,
                    };
                    let judged = judge.judge_repeatedly(kit, &attempt, times, &Cancel::new());
                    let judged: Vec<String> = judged.unwrap().iter().map(bytes).collect();
                    if let Some(other) = judged.iter().find(|other| **other != judged[0]) {
                        let mut different = different.lock().unwrap();
                        different.push(format!("{path}:\n{}\n{other}", judged[0]));
                    }
                    let mut said: MutexGuard<Vec<_>> = said.lock().unwrap();
                    said.extend(judged.into_iter().next());
                }
            });
        }
    });
    let different = different.into_inner().unwrap();
    assert!(different.is_empty(), "{}", different.join("\n\n"));
    said.into_inner().unwrap()
}

#[test]
fn starts_and_mistakes_of_every_kind_are_judged_alike() {
    let kit = Kit::from_dir(Path::new(env!("CARGO_MANIFEST_DIR"))).unwrap();
    are_judged_alike(&kit, &texts(&kit), TIMES);
}

/// Where the code computes for ever is told by a clock, and must not depend on it.
#[test]
fn what_times_out_is_judged_alike() {
    let kit = Kit::from_dir(Path::new(env!("CARGO_MANIFEST_DIR"))).unwrap();
    let exercises = kit.exercises().iter();
    let kiosk = exercises.clone().find(|it| it.name == "join1_kiosk");
    let exercise = Exercise {
        time_limit: Duration::from_secs(1),
        ..kiosk.unwrap().clone()
    };
    let bodies = [
        ("before_all", "loop { std::hint::black_box(&print); }"),
        (
            "behind_a_join",
            "let ticket = thread::spawn(print).join().unwrap(); while ticket.len() < 99 {} ticket",
        ),
        (
            "beside_a_thread",
            "let printing = thread::spawn(print); while std::hint::black_box(true) {} printing.join().unwrap()",
        ),
        (
            "in_a_thread",
            "let printing = thread::spawn(|| { let text = print(); while text.len() < 99 {} text }); printing.join().unwrap()",
        ),
    ];
    let texts = bodies.map(|(name, body)| {
        let text = format!(
            "use std::thread;\npub fn print_ticket(print: impl FnOnce() -> String + Send + 'static) -> String {{\n    {body}\n}}\n"
        );
        (exercise.clone(), name.to_owned(), text.into_bytes())
    });
    let said = are_judged_alike(&kit, &texts, 3);
    let times_out = |said: &String| said.contains("\"verdict\":\"times_out\"");
    assert!(said.iter().all(times_out), "{said:#?}");
}
