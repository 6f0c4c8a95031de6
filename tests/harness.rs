//! The harness crate is compiled by the judge at run time; here it is compiled, linted and tested like everything else.

#![expect(
    unreachable_pub,
    missing_docs,
    reason = "it is a crate of its own elsewhere"
)]
#![expect(clippy::print_stderr, reason = "its output is the student's")]
#![expect(unsafe_code, reason = "it swaps the standard streams")]

#[path = "../harness/harness.rs"]
pub mod harness;
#[path = "../harness/probes.rs"]
mod probes;

use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::sync::{Arc, Mutex, MutexGuard};
use std::thread;

use probes::{CloneCount, DropCount, Meeting, ThreadLog, is_locked};

#[test]
fn auto_traits_are_told() {
    assert!(is_send!(Vec<u8>) && is_sync!(Vec<u8>));
    assert!(!is_send!(Rc<u8>) && !is_sync!(Rc<u8>));
    assert!(is_send!(RefCell<u8>) && !is_sync!(RefCell<u8>));
    assert!(!is_send!(MutexGuard<'static, u8>) && is_sync!(MutexGuard<'static, u8>));
    assert!(!is_send!(Arc<Cell<u8>>) && !is_sync!(dyn Fn()));
}

#[test]
fn a_thread_log_tells_home_from_abroad() {
    let log = ThreadLog::new();
    log.note("here");
    let abroad = log.clone();
    thread::spawn(move || abroad.note("there")).join().unwrap();
    assert_eq!(log.entries(), ["here", "there"]);
    assert_eq!(log.at_home(), ["here"]);
    assert_eq!(log.threads(), 2);
}

#[test]
fn tokens_are_counted() {
    let drops = DropCount::new();
    let token = drops.token();
    assert_eq!(drops.get(), 0);
    drop(token);
    assert_eq!(drops.get(), 1);

    let clones = CloneCount::new();
    let token = clones.token();
    let _second = token.clone().clone();
    assert_eq!(clones.get(), 2);
}

#[test]
fn a_held_lock_is_seen() {
    let mutex = Mutex::new(());
    assert!(!is_locked(&mutex));
    let guard = mutex.lock().unwrap();
    thread::scope(|scope| {
        scope.spawn(|| assert!(is_locked(&mutex)));
    });
    drop(guard);
    assert!(!is_locked(&mutex));
}

#[test]
fn a_meeting_waits_for_all() {
    let meeting = Meeting::new(2);
    thread::scope(|scope| {
        scope.spawn(|| meeting.wait("one"));
        scope.spawn(|| meeting.wait("two"));
    });
    let mut arrived = meeting.arrived();
    arrived.sort();
    assert_eq!(arrived, ["one", "two"]);
}
