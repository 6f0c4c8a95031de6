//! `Condvar`.

use std::time::Duration;

use explorer::explorer::{Budget, explore};
use explorer::sync::atomic::{AtomicU32, Ordering::SeqCst};
use explorer::sync::{Arc, Condvar, Mutex, PoisonError, mpsc};
use explorer::thread;
use explorer::time::Instant;

use crate::explored::{deadlocked, explored, holds, outcomes, panic_message};

const SOON: Duration = Duration::from_secs(1);
/// So long that nobody means it.
const NEVER: Duration = Duration::from_hours(100 * 365 * 24);

/// A flag and its bell. Another thread sets the flag and rings, while the first one waits as the closure says.
fn bell(ring: bool, wait: impl Fn(&Mutex<bool>, &Condvar)) {
    let shared = Arc::new((Mutex::new(false), Condvar::new()));
    let theirs = Arc::clone(&shared);
    let thread = thread::spawn(move || {
        *theirs.0.lock().unwrap() = true;
        if ring {
            theirs.1.notify_one();
        }
    });
    wait(&shared.0, &shared.1);
    thread.join().unwrap();
}

fn wait_in_a_loop(flag: &Mutex<bool>, bell: &Condvar) {
    let mut set = flag.lock().unwrap();
    while !*set {
        set = bell.wait(set).unwrap();
    }
}

#[test]
fn who_waits_in_a_loop_goes_on_when_it_is_so() {
    holds(|| bell(true, wait_in_a_loop));
}

#[test]
fn a_wait_may_end_for_no_reason() {
    let message = panic_message(|| {
        bell(true, |flag, bell| {
            let mut set = flag.lock().unwrap();
            if !*set {
                set = bell.wait(set).unwrap();
            }
            assert!(*set, "woken for no reason");
        });
    });
    assert_eq!(message, "woken for no reason");
}

#[test]
fn a_notification_that_never_comes_is_a_deadlock() {
    assert_eq!(deadlocked(|| bell(false, wait_in_a_loop)), 1);
}

#[test]
fn nobody_keeps_a_notification_for_later() {
    let blocked = deadlocked(|| {
        let (lock, bell) = (Mutex::new(()), Condvar::new());
        bell.notify_one();
        bell.notify_all();
        let _woken = bell.wait(lock.lock().unwrap());
    });
    assert_eq!(blocked, 1);
}

#[test]
fn to_look_before_locking_misses_the_notification() {
    let blocked = deadlocked(|| {
        bell(true, |flag, bell| {
            let seen = *flag.lock().unwrap();
            if !seen {
                let _woken = bell.wait(flag.lock().unwrap());
            }
        });
    });
    assert_eq!(blocked, 1);
}

#[test]
fn who_waits_gives_the_lock_back_and_has_it_again() {
    holds(|| {
        bell(true, |flag, bell| {
            let set = bell.wait_while(flag.lock().unwrap(), |set| !*set).unwrap();
            assert!(*set);
            assert!(flag.try_lock().is_err(), "who was woken holds the lock");
        });
    });
}

#[derive(Default)]
struct Tokens {
    left: usize,
    /// Who waited before there were any, in order.
    waited: Vec<usize>,
}

/// Who of two threads waited before a third one brought tokens, and who took those, in order.
fn tokens(count: usize, notify: impl Fn(&Condvar)) -> (Vec<usize>, Vec<usize>) {
    let shared = Arc::new((Mutex::new(Tokens::default()), Condvar::new()));
    let (sender, took) = mpsc::channel();
    for number in 1..=2 {
        let (shared, sender) = (Arc::clone(&shared), sender.clone());
        thread::spawn(move || {
            let mut tokens = shared.0.lock().unwrap();
            if tokens.left == 0 {
                tokens.waited.push(number);
            }
            while tokens.left == 0 {
                tokens = shared.1.wait(tokens).unwrap();
            }
            tokens.left -= 1;
            sender.send(number).unwrap();
        });
    }
    let mut tokens = shared.0.lock().unwrap();
    tokens.left = count;
    let waited = tokens.waited.clone();
    drop(tokens);
    notify(&shared.1);
    (waited, took.iter().take(count).collect())
}

#[test]
fn notify_one_wakes_any_of_those_who_wait() {
    let ends = outcomes(|| tokens(1, Condvar::notify_one)).into_iter();
    let both_waited = ends.filter(|(waited, _)| *waited == [1, 2]);
    let woken: Vec<Vec<usize>> = both_waited.map(|(_, took)| took).collect();
    assert_eq!(woken, [[1], [2]]);
}

#[test]
fn notify_one_wakes_nobody_else() {
    assert_eq!(deadlocked(|| drop(tokens(2, Condvar::notify_one))), 2);
}

#[test]
fn notify_all_wakes_all() {
    let ends = outcomes(|| tokens(2, Condvar::notify_all)).into_iter();
    let both_waited = ends.filter(|(waited, _)| *waited == [1, 2]);
    let order: Vec<Vec<usize>> = both_waited.map(|(_, took)| took).collect();
    assert_eq!(order, [[1, 2], [2, 1]]);
}

#[test]
fn a_short_wait_may_be_over_before_or_after() {
    let seen = outcomes(|| {
        let shared = Arc::new((Mutex::new(false), Condvar::new()));
        let theirs = Arc::clone(&shared);
        thread::spawn(move || {
            *theirs.0.lock().unwrap() = true;
            theirs.1.notify_one();
        });
        let (flag, bell) = &*shared;
        let wait = bell.wait_timeout_while(flag.lock().unwrap(), SOON, |set| !*set);
        let (set, result) = wait.unwrap();
        (*set, result.timed_out())
    });
    // It never reports that the time is up although what it waited for is there.
    assert_eq!(seen, [(true, false), (false, true)].into());
}

#[test]
fn a_short_wait_may_end_for_no_reason_too() {
    let ends = outcomes(|| {
        let (lock, bell) = (Mutex::new(()), Condvar::new());
        let wait = bell.wait_timeout(lock.lock().unwrap(), SOON);
        wait.unwrap().1.timed_out()
    });
    assert_eq!(ends, [false, true].into());
}

#[test]
fn a_wait_of_a_minute_may_be_over_at_any_moment_too() {
    let ends = outcomes(|| {
        let shared = Arc::new((Mutex::new(()), Condvar::new()));
        let theirs = Arc::clone(&shared);
        let thread = thread::spawn(move || theirs.1.notify_one());
        let wait = shared
            .1
            .wait_timeout(shared.0.lock().unwrap(), Duration::from_mins(2));
        let timed_out = wait.unwrap().1.timed_out();
        thread.join().unwrap();
        timed_out
    });
    assert_eq!(ends, [false, true].into());
}

#[test]
fn a_century_is_for_ever() {
    holds(|| {
        bell(true, |flag, bell| {
            let wait = bell.wait_timeout_while(flag.lock().unwrap(), NEVER, |set| !*set);
            assert!(!wait.unwrap().1.timed_out());
        });
    });
    let waits = || {
        let (lock, bell) = (Mutex::new(()), Condvar::new());
        drop(bell.wait_timeout_while(lock.lock().unwrap(), NEVER, |()| true));
    };
    assert_eq!(deadlocked(waits), 1);
}

#[test]
fn a_notification_is_late_by_the_clocks() {
    let waited = outcomes(|| {
        let shared = Arc::new((Mutex::new(()), Condvar::new()));
        let theirs = Arc::clone(&shared);
        thread::spawn(move || {
            thread::sleep(2 * SOON);
            theirs.1.notify_one();
        });
        let start = Instant::now();
        drop(shared.1.wait_timeout(shared.0.lock().unwrap(), SOON));
        start.elapsed()
    });
    assert_eq!(waited, [SOON].into());
}

#[test]
fn nobody_waits_for_what_is_so_already() {
    holds(|| {
        let (number, bell) = (Mutex::new(5), Condvar::new());
        let number = bell.wait_while(number.lock().unwrap(), |number| *number != 5);
        let number = bell.wait_timeout_while(number.unwrap(), NEVER, |number| *number != 5);
        let (number, result) = number.unwrap();
        assert_eq!((*number, result.timed_out()), (5, false));
    });
}

#[test]
fn who_waits_hears_of_poison() {
    holds(|| {
        let shared = Arc::new((Mutex::new(false), Condvar::new()));
        let theirs = Arc::clone(&shared);
        let thread = thread::spawn(move || {
            let mut set = theirs.0.lock().unwrap();
            *set = true;
            theirs.1.notify_one();
            panic!("with the guard");
        });
        let (flag, bell) = &*shared;
        let mut set = flag.lock().unwrap_or_else(PoisonError::into_inner);
        while !*set {
            set = match bell.wait(set) {
                Ok(set) => {
                    assert!(!*set, "the poison was not told");
                    set
                }
                Err(error) => error.into_inner(),
            };
        }
        assert!(flag.is_poisoned());
        drop(set);
        assert!(thread.join().is_err());
    });
}

/// Two wait again and again with a time limit, and each look for news under the lock: whoever brings them comes to a turn.
#[test]
fn waiting_with_a_time_limit_again_and_again_is_no_endless_loop() {
    let budget = Budget {
        schedules: 2_000,
        ..Budget::default()
    };
    let exploration = explore(budget, &|| {
        let gate = Arc::new((Mutex::new(false), Condvar::new()));
        let cars: Vec<_> = (0..2)
            .map(|_| {
                let gate = Arc::clone(&gate);
                thread::spawn(move || {
                    let mut open = gate.0.lock().unwrap();
                    while !*open {
                        open = gate
                            .1
                            .wait_timeout(open, Duration::from_millis(10))
                            .unwrap()
                            .0;
                    }
                })
            })
            .collect();
        *gate.0.lock().unwrap() = true;
        gate.1.notify_all();
        for car in cars {
            car.join().unwrap();
        }
    });
    assert!(exploration.found.is_none(), "{:?}", exploration.found);
}

/// Two waits of two minutes: the one that began later may be over first, and what it does then may be seen.
#[test]
fn of_two_waits_of_minutes_any_may_be_over_first() {
    let nap = || {
        let (lock, bell) = (Mutex::new(()), Condvar::new());
        drop(bell.wait_timeout(lock.lock().unwrap(), Duration::from_mins(2)));
    };
    let message = panic_message(|| {
        let (first, number) = (Arc::new(AtomicU32::new(0)), Arc::new(AtomicU32::new(0)));
        let (sender, over) = mpsc::channel();
        let theirs = Arc::clone(&first);
        thread::spawn(move || {
            nap();
            theirs.store(1, SeqCst);
        });
        let theirs = Arc::clone(&number);
        thread::spawn(move || {
            nap();
            sender.send(()).unwrap();
            theirs.store(1, SeqCst);
            theirs.store(0, SeqCst);
        });
        over.recv().unwrap();
        let seen = [0; 3].map(|_| number.load(SeqCst));
        assert!(seen != [0, 1, 0] || first.load(SeqCst) == 1, "seen");
    });
    assert_eq!(message, "seen");
}

#[test]
fn to_wait_a_number_of_times_without_a_loop_is_not_enough() {
    for times in 1..=3 {
        let message = panic_message(|| {
            bell(true, |flag, bell| {
                let mut set = flag.lock().unwrap();
                for _ in 0..times {
                    if !*set {
                        set = bell.wait(set).unwrap();
                    }
                }
                assert!(*set, "woken for no reason");
            });
        });
        assert_eq!(message, "woken for no reason", "{times}");
    }
}

/// More than is tried is not said to have been tried.
#[test]
fn how_often_a_wait_was_ended_for_no_reason_is_told() {
    let loops = explored(|| bell(true, wait_in_a_loop)).coverage;
    assert_eq!((loops.exhaustive, loops.spurious), (true, Some(3)));
    let once = explored(|| {
        bell(true, |flag, bell| {
            let set = flag.lock().unwrap();
            drop(bell.wait(set).unwrap());
        });
    });
    assert!(once.found.is_some());
    let never = explored(|| bell(true, |_, _| ())).coverage;
    assert_eq!((never.exhaustive, never.spurious), (true, None));
}
