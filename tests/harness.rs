//! The probes that checks stand on, tested where a check would use them: on real threads.
//!
//! The judge compiles `harness/` by itself, so cargo would never see it. Here it is a module of a test, and rustfmt and
//! clippy look at it too.

#[path = "../harness/lib.rs"]
#[expect(
    clippy::print_stderr,
    unsafe_code,
    reason = "the harness has a process to itself, and must swap its standard streams"
)]
#[expect(missing_docs, reason = "its constructors say all in their types")]
pub mod library;

use std::cell::{Cell, RefCell};
use std::panic;
use std::rc::Rc;
use std::sync::mpsc::{self, TryRecvError};
use std::sync::{Arc, Mutex, MutexGuard};
use std::thread;
use std::time::Duration;

// `harness` is named here also for the probes, which call it `crate::harness`.
use library::{CloneCount, DropCount, Meeting, ThreadLog, harness, is_locked};

/// Far more than any of this takes; it only ends a test that would hang.
const DEADLINE: Duration = Duration::from_mins(1);

#[test]
fn a_log_knows_home_from_elsewhere() {
    let log = ThreadLog::new();
    log.note("first");
    let away = log.clone();
    thread::spawn(move || away.note(format_args!("number {}", 2)))
        .join()
        .unwrap();
    log.note("third");
    assert_eq!(log.entries(), ["first", "number 2", "third"]);
    assert_eq!(log.at_home(), ["first", "third"]);
    assert_eq!(log.threads(), 2);
}

#[test]
fn home_is_where_the_log_was_made_and_not_where_it_is_asked() {
    let log = thread::spawn(ThreadLog::new).join().unwrap();
    log.note("here");
    assert!(log.at_home().is_empty());
    assert_eq!(log.threads(), 1);
}

#[test]
fn an_empty_log_has_no_threads() {
    assert_eq!(ThreadLog::new().threads(), 0);
}

#[test]
fn every_token_dropped_is_counted_once() {
    let drops = DropCount::new();
    let kept = drops.token();
    drop(drops.token());
    let moved = drops.token();
    thread::spawn(move || drop(moved)).join().unwrap();
    assert_eq!(drops.get(), 2);
    drop(kept);
    assert_eq!(drops.clone().get(), 3, "clones share the count");
}

#[test]
fn every_clone_of_a_token_is_counted_and_moves_are_not() {
    let clones = CloneCount::new();
    let token = clones.token();
    let moved = thread::spawn(move || token).join().unwrap();
    assert_eq!(clones.get(), 0);
    let copy = moved.clone();
    let _copy_of_copy = copy.clone();
    assert_eq!(clones.clone().get(), 2, "clones share the count");
}

#[test]
fn auto_traits_are_told() {
    assert!(is_send!(Vec<u8>));
    assert!(!is_send!(Rc<u8>));
    assert!(is_send!(Cell<u8>));
    assert!(!is_sync!(Cell<u8>));
    assert!(!is_sync!(RefCell<u8>));
    assert!(is_sync!(Arc<Mutex<u8>>));
    assert!(!is_send!(MutexGuard<'static, u8>));
    assert!(is_sync!(MutexGuard<'static, u8>));
    assert!(is_send!(str), "types without a size are types too");
}

#[test]
fn a_lock_is_seen_while_it_is_held() {
    let lock = Mutex::new(0);
    assert!(!is_locked(&lock));
    let guard = lock.lock().unwrap();
    let seen = thread::scope(|scope| scope.spawn(|| is_locked(&lock)).join().unwrap());
    assert!(seen);
    drop(guard);
    assert!(!is_locked(&lock));
}

#[test]
fn a_poisoned_lock_is_not_a_held_one() {
    let lock = Mutex::new(0);
    let panicked = thread::scope(|scope| {
        scope
            .spawn(|| {
                let _guard = lock.lock().unwrap();
                panic::resume_unwind(Box::new("poison"));
            })
            .join()
    });
    assert!(panicked.is_err());
    assert!(lock.is_poisoned());
    assert!(!is_locked(&lock));
}

#[test]
fn a_meeting_lets_everybody_go_once_all_have_come() {
    let meeting = Meeting::new(3);
    let (gone, went) = mpsc::channel();
    for who in ["rower 1", "rower 2"] {
        let (meeting, gone) = (meeting.clone(), gone.clone());
        thread::spawn(move || {
            meeting.wait(who);
            gone.send(who).unwrap();
        });
    }
    while meeting.arrived().len() < 2 {
        thread::yield_now();
    }
    // Whoever comes through too early is in the channel soon; one who is late does not fail the test.
    assert_eq!(went.try_recv(), Err(TryRecvError::Empty));
    meeting.wait("rower 3");
    let mut through = [(); 2].map(|()| went.recv_timeout(DEADLINE).unwrap_or("nobody"));
    through.sort_unstable();
    assert_eq!(through, ["rower 1", "rower 2"]);
    assert_eq!(meeting.arrived().last().unwrap(), "rower 3");
    assert_eq!(meeting.arrived().len(), 3);
}

#[test]
fn a_note_outside_a_check_is_no_trouble() {
    harness::note("nobody listens");
}
