//! Counts that no test could reach by counting.

use std::panic::Location;

use engine::{Budget, Failure};

use super::counts::Counts;
use crate::runner::explore;

/// One more than there may be.
const TOO_MANY: usize = isize::MAX as usize + 1;

fn failure(body: fn(&Counts)) -> Failure {
    let exploration = explore(Budget::default(), &|| body(&Counts::new(TOO_MANY)));
    exploration.found.expect("it fails").failure
}

#[test]
fn too_many_clones_abort() {
    let failure = failure(|counts| counts.clone_strong(Location::caller()));
    assert!(matches!(failure, Failure::Exit { status: 134, .. }));
}

#[test]
fn to_upgrade_where_there_are_too_many_panics() {
    let failure = failure(|counts| _ = counts.upgrade(Location::caller()));
    let Failure::Panic { message, .. } = failure else {
        panic!("{failure:?}");
    };
    assert_eq!(message, "Arc counter overflow");
}
