//! `Barrier`.

use explorer::sync::atomic::{AtomicU32, Ordering::SeqCst};
use explorer::sync::{Barrier, Mutex};
use explorer::thread;

use crate::explored::{deadlocked, holds, outcomes};

#[test]
fn nobody_goes_on_before_all_have_come() {
    holds(|| {
        let (barrier, arrived) = (Barrier::new(3), AtomicU32::new(0));
        let arrive = || {
            arrived.fetch_add(1, SeqCst);
            barrier.wait();
            assert_eq!(arrived.load(SeqCst), 3);
        };
        thread::scope(|scope| {
            scope.spawn(arrive);
            scope.spawn(arrive);
            arrive();
        });
    });
}

#[test]
fn each_round_has_one_leader_who_may_be_any() {
    let leaders = outcomes(|| {
        let (barrier, leaders) = (Barrier::new(2), Mutex::new(Vec::new()));
        let thread = |number: usize| {
            for round in 0..2 {
                if barrier.wait().is_leader() {
                    leaders.lock().unwrap().push((round, number));
                }
            }
        };
        thread::scope(|scope| {
            scope.spawn(|| thread(1));
            thread(2);
        });
        leaders.into_inner().unwrap()
    });
    let all = [(1, 1), (1, 2), (2, 1), (2, 2)];
    assert_eq!(
        leaders,
        all.map(|(first, second)| vec![(0, first), (1, second)])
            .into()
    );
}

#[test]
fn a_fast_thread_does_not_slip_into_the_round_before() {
    holds(|| {
        let (barrier, number) = (Barrier::new(2), AtomicU32::new(0));
        thread::scope(|scope| {
            scope.spawn(|| {
                for _ in 0..2 {
                    barrier.wait();
                    number.fetch_add(1, SeqCst);
                    barrier.wait();
                }
            });
            for round in 0..2 {
                assert_eq!(number.load(SeqCst), round);
                barrier.wait();
                barrier.wait();
            }
        });
    });
}

#[test]
fn where_too_few_come_they_wait_for_ever() {
    let blocked = deadlocked(|| {
        let barrier = Barrier::new(3);
        thread::scope(|scope| {
            scope.spawn(|| barrier.wait());
            barrier.wait();
        });
    });
    assert_eq!(blocked, 2);
}

#[test]
fn one_thread_alone_leads_at_once() {
    holds(|| {
        for size in [0, 1] {
            let barrier = Barrier::new(size);
            assert!(barrier.wait().is_leader() && barrier.wait().is_leader());
        }
    });
}
