use super::*;
use crate::trace::script::Script;

fn links(trace: &Trace) -> Vec<(usize, bool)> {
    let circle = wait_circle(trace, &Names::of(trace)).unwrap_or_default();
    circle
        .iter()
        .map(|link| (link.thread, link.lock.is_some()))
        .collect()
}

#[test]
fn each_waits_for_a_lock_of_the_next() {
    let trace = Script::new(3)
        .object("Mutex", "a")
        .object("Mutex", "b")
        .object("Mutex", "c")
        .event(1, Operation::Lock, 1, 10, "")
        .event(2, Operation::Lock, 2, 10, "")
        .event(3, Operation::Lock, 3, 10, "")
        .deadlock(&[
            (0, Operation::Join, 1, 9),
            (1, Operation::Lock, 2, 11),
            (2, Operation::Lock, 3, 11),
            (3, Operation::Lock, 1, 11),
        ]);
    assert_eq!(links(&trace), [(1, true), (2, true), (3, true)]);
}

#[test]
fn a_join_under_a_lock_is_a_circle_too() {
    let trace = Script::new(1)
        .object("Mutex", "a")
        .event(0, Operation::Lock, 1, 10, "")
        .deadlock(&[(0, Operation::Join, 1, 11), (1, Operation::Lock, 1, 12)]);
    assert_eq!(links(&trace), [(0, false), (1, true)]);
}

#[test]
fn who_holds_what_it_wants_is_a_circle_alone() {
    let trace = Script::new(1)
        .object("Mutex", "a")
        .event(1, Operation::Lock, 1, 10, "")
        .deadlock(&[(0, Operation::Join, 1, 11), (1, Operation::Lock, 1, 12)]);
    assert_eq!(links(&trace), [(1, true)]);
}

#[test]
fn who_waits_for_a_signal_is_in_no_circle() {
    let trace = Script::new(1)
        .object("Condvar", "a")
        .deadlock(&[(0, Operation::Join, 1, 11), (1, Operation::Wait, 1, 12)]);
    assert_eq!(links(&trace), []);
}
