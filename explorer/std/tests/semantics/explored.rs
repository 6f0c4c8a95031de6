//! What the tests ask of an exploration.

use std::cell::RefCell;
use std::collections::BTreeSet;

use explorer::explorer::{Budget, Exploration, Failure, explore};

/// Explores the closure.
#[track_caller]
pub fn explored(body: impl Fn()) -> Exploration {
    explore(Budget::default(), &body)
}

/// Everything that can come of the closure: what it returns in one interleaving or another. None of them fails, and all
/// were tried.
#[track_caller]
pub fn outcomes<T: Ord>(body: impl Fn() -> T) -> BTreeSet<T> {
    let all = RefCell::new(BTreeSet::new());
    let exploration = explored(|| {
        let outcome = body();
        all.borrow_mut().insert(outcome);
    });
    if let Some(found) = exploration.found {
        panic!("it fails: {:?}", found.failure);
    }
    let coverage = exploration.coverage;
    assert!(coverage.exhaustive, "not all were tried: {coverage:?}");
    all.into_inner()
}

/// The closure holds in all interleavings, and all were tried.
#[track_caller]
pub fn holds(body: impl Fn()) {
    outcomes(body);
}

/// The closure holds in all interleavings that were tried. For code that asks again and again, which has too many.
#[track_caller]
pub fn holds_as_far_as_tried(body: impl Fn()) {
    if let Some(found) = explored(body).found {
        panic!("it fails: {:?}", found.failure);
    }
}

/// Why the closure fails, in the run that is easiest to follow.
#[track_caller]
pub fn failure(body: impl Fn()) -> Failure {
    match explored(body).found {
        Some(found) => found.failure,
        None => panic!("no interleaving fails"),
    }
}

/// What the panic said that fails the closure.
#[track_caller]
pub fn panic_message(body: impl Fn()) -> String {
    match failure(body) {
        Failure::Panic { message, .. } => message,
        other => panic!("no panic: {other:?}"),
    }
}

/// How many threads stand before something that never comes, in the deadlock that the closure gets into.
#[track_caller]
pub fn deadlocked(body: impl Fn()) -> usize {
    match failure(body) {
        Failure::Deadlock(blocked) => blocked.len(),
        other => panic!("no deadlock: {other:?}"),
    }
}

/// What happened in the run that fails: operation, line and detail of all its events.
#[track_caller]
pub fn events(body: impl Fn()) -> Vec<(&'static str, u32, String)> {
    let found = explored(body).found.expect("some interleaving fails");
    let line = |at: &std::panic::Location| at.line();
    found
        .events
        .into_iter()
        .map(|event| {
            (
                event.kind.word(),
                event.location.map_or(0, line),
                event.detail,
            )
        })
        .collect()
}
