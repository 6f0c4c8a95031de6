//! `std::time` and what sleeps: every thread has a clock, which only its own sleeping moves, and what it hears of others.

use std::time::Duration;

use explorer::sync::atomic::{AtomicU32, Ordering::SeqCst};
use explorer::sync::mpsc::{self, RecvTimeoutError};
use explorer::sync::{Arc, Barrier, Condvar, Mutex, OnceLock, RwLock};
use explorer::thread;
use explorer::time::{Instant, SystemTime, UNIX_EPOCH};

use crate::explored::{explored, holds, holds_as_far_as_tried, outcomes};

const MOMENT: Duration = Duration::from_millis(100);

/// How long the closure takes, by the clock of who runs it. The same in all interleavings.
#[track_caller]
fn time_of(body: impl Fn()) -> Duration {
    let times = outcomes(|| {
        let start = Instant::now();
        body();
        start.elapsed()
    });
    assert_eq!(times.len(), 1, "it depends: {times:?}");
    times.into_iter().next().unwrap()
}

#[test]
fn only_sleeping_takes_time() {
    assert_eq!(time_of(|| thread::sleep(MOMENT)), MOMENT);
    assert_eq!(
        time_of(|| thread::spawn(|| ()).join().unwrap()),
        Duration::ZERO
    );
}

#[test]
fn jobs_side_by_side_take_as_long_as_one() {
    let jobs = time_of(|| {
        thread::scope(|scope| {
            for _ in 0..3 {
                scope.spawn(|| thread::sleep(MOMENT));
            }
        });
    });
    assert_eq!(jobs, MOMENT);
}

#[test]
fn jobs_one_after_another_take_as_long_as_all() {
    let jobs = time_of(|| {
        for _ in 0..3 {
            thread::spawn(|| thread::sleep(MOMENT)).join().unwrap();
        }
    });
    assert_eq!(jobs, 3 * MOMENT);
    let locked = time_of(|| {
        let lock = Mutex::new(());
        thread::scope(|scope| {
            for _ in 0..2 {
                scope.spawn(|| {
                    let _guard = lock.lock().unwrap();
                    thread::sleep(MOMENT);
                });
            }
        });
    });
    assert_eq!(locked, 2 * MOMENT);
}

#[test]
fn a_thread_begins_when_it_is_spawned() {
    let time = time_of(|| {
        thread::sleep(MOMENT);
        let before = Instant::now();
        let started = thread::spawn(Instant::now).join().unwrap();
        assert_eq!(started, before);
    });
    assert_eq!(time, MOMENT);
}

#[test]
fn who_hears_of_a_late_thread_is_as_late() {
    // What a thread does after it has slept; who waits for that is as late as it was, and no later.
    let shared = |say: fn(&Shared), hear: fn(&Shared)| {
        time_of(move || {
            let shared = Arc::new(Shared::new());
            let theirs = Arc::clone(&shared);
            thread::spawn(move || {
                thread::sleep(MOMENT);
                say(&theirs);
            });
            thread::sleep(MOMENT / 2);
            hear(&shared);
        })
    };
    let by_message = shared(
        |shared| shared.sender.send(()).unwrap(),
        |shared| shared.receiver.lock().unwrap().recv().unwrap(),
    );
    let by_notification = shared(
        |shared| {
            *shared.flag.lock().unwrap() = true;
            shared.bell.notify_one();
        },
        |shared| {
            let flag = shared.flag.lock().unwrap();
            drop(shared.bell.wait_while(flag, |flag| !*flag));
        },
    );
    let at_a_barrier = shared(
        |shared| _ = shared.barrier.wait(),
        |shared| _ = shared.barrier.wait(),
    );
    let by_a_value = shared(
        |shared| shared.value.set(1).unwrap(),
        |shared| assert_eq!(*shared.value.wait(), 1),
    );
    for time in [by_message, by_notification, at_a_barrier, by_a_value] {
        assert_eq!(time, MOMENT);
    }
}

struct Shared {
    sender: mpsc::Sender<()>,
    receiver: Mutex<mpsc::Receiver<()>>,
    flag: Mutex<bool>,
    bell: Condvar,
    barrier: Barrier,
    value: OnceLock<u32>,
}

impl Shared {
    fn new() -> Self {
        let (sender, receiver) = mpsc::channel();
        Self {
            sender,
            receiver: Mutex::new(receiver),
            flag: Mutex::default(),
            bell: Condvar::new(),
            barrier: Barrier::new(2),
            value: OnceLock::new(),
        }
    }
}

#[test]
fn who_takes_a_lock_is_as_late_as_who_gave_it_back() {
    let times = outcomes(|| {
        let lock = Arc::new(RwLock::new(0));
        let theirs = Arc::clone(&lock);
        thread::spawn(move || {
            thread::sleep(MOMENT);
            *theirs.write().unwrap() += 1;
        });
        let start = Instant::now();
        let seen = *lock.read().unwrap();
        (seen, start.elapsed())
    });
    assert_eq!(times, [(0, Duration::ZERO), (1, MOMENT)].into());
}

#[test]
fn who_is_unparked_is_as_late_as_who_did_it() {
    let times = outcomes(|| {
        let (start, main) = (Instant::now(), thread::current());
        thread::spawn(move || {
            thread::sleep(MOMENT);
            main.unpark();
        });
        thread::park();
        start.elapsed()
    });
    // Or it was woken for no reason, before.
    assert_eq!(times, [Duration::ZERO, MOMENT].into());
}

#[test]
fn sleeping_hides_no_race() {
    let seen = outcomes(|| {
        let number = Arc::new(AtomicU32::new(0));
        let theirs = Arc::clone(&number);
        thread::spawn(move || {
            theirs.store(1, SeqCst);
            thread::sleep(MOMENT);
            theirs.store(2, SeqCst);
        });
        thread::sleep(100 * MOMENT);
        number.load(SeqCst)
    });
    assert_eq!(seen, [0, 1, 2].into());
}

#[test]
fn a_message_is_late_by_the_clocks() {
    holds(|| {
        let (sender, receiver) = mpsc::channel();
        let start = Instant::now();
        thread::spawn(move || {
            thread::sleep(2 * MOMENT);
            sender.send("late").unwrap();
        });
        assert_eq!(
            receiver.recv_timeout(MOMENT),
            Err(RecvTimeoutError::Timeout)
        );
        assert_eq!(start.elapsed(), MOMENT);
        assert_eq!(receiver.recv(), Ok("late"));
        assert_eq!(start.elapsed(), 2 * MOMENT);
    });
}

#[test]
fn a_wait_that_times_out_takes_its_time() {
    let time = time_of(|| {
        let (_sender, receiver) = mpsc::channel::<()>();
        assert!(receiver.recv_timeout(MOMENT).is_err());
        thread::park_timeout(MOMENT);
    });
    assert_eq!(time, 2 * MOMENT);
}

#[test]
fn of_two_long_waits_any_may_end_first() {
    let hours = Duration::from_hours;
    let seen = outcomes(|| {
        let (sender, receiver) = mpsc::channel();
        let theirs = sender.clone();
        thread::spawn(move || {
            thread::park_timeout(hours(2));
            theirs.send(2).unwrap();
        });
        thread::spawn(move || {
            thread::park_timeout(hours(1));
            sender.send(1).unwrap();
        });
        receiver.iter().collect::<Vec<u32>>()
    });
    assert_eq!(seen, [vec![1, 2], vec![2, 1]].into());
}

#[test]
fn to_look_at_the_clock_until_it_is_time_ends() {
    holds_as_far_as_tried(|| {
        let start = Instant::now();
        while start.elapsed() < MOMENT {}
        assert!(start.elapsed() < 100 * MOMENT);
    });
}

#[test]
fn time_goes_on_from_the_same_moment_in_every_run() {
    let moments = outcomes(|| {
        thread::spawn(|| ()).join().unwrap();
        (format!("{:?}", Instant::now()), SystemTime::now())
    });
    assert_eq!(moments.len(), 1);
    holds(|| {
        let now = SystemTime::now();
        assert!(now > UNIX_EPOCH);
        thread::sleep(MOMENT);
        assert_eq!(now.elapsed().unwrap(), MOMENT);
        assert_eq!(
            now.duration_since(now + MOMENT).unwrap_err().duration(),
            MOMENT
        );
    });
}

#[test]
fn moments_are_added_and_subtracted() {
    holds(|| {
        let now = Instant::now();
        assert_eq!((now + MOMENT) - now, MOMENT);
        assert_eq!(now - (now + MOMENT), Duration::ZERO);
        assert_eq!((now + MOMENT).checked_duration_since(now), Some(MOMENT));
        assert_eq!(now.checked_duration_since(now + MOMENT), None);
        assert!(now - MOMENT < now && now.checked_add(Duration::MAX).is_none());
    });
}

#[test]
fn a_sleep_is_part_of_what_is_told() {
    let exploration = explored(|| {
        thread::sleep(MOMENT);
        panic!("to see it");
    });
    let events = exploration.found.unwrap().events;
    assert!(events.iter().any(|event| event.detail == "100ms"));
}

/// Whoever sees what a late thread did is at least as late: by a flag, by its end, by a lock it holds, by a closed channel.
#[test]
fn whatever_one_sees_of_a_late_thread_makes_late() {
    let start = Instant::now;
    holds_as_far_as_tried(|| {
        let (start, flag) = (start(), Arc::new(AtomicU32::new(0)));
        let theirs = Arc::clone(&flag);
        thread::spawn(move || {
            thread::sleep(MOMENT);
            theirs.store(1, SeqCst);
        });
        while flag.load(SeqCst) == 0 {
            thread::yield_now();
        }
        assert!(start.elapsed() >= MOMENT);
    });
    holds(|| {
        let (start, flag) = (start(), Arc::new(AtomicU32::new(0)));
        let theirs = Arc::clone(&flag);
        thread::spawn(move || {
            thread::sleep(MOMENT);
            theirs.fetch_add(1, SeqCst);
        });
        if flag.swap(5, SeqCst) == 1 {
            assert!(start.elapsed() >= MOMENT);
        }
        assert!(flag.compare_exchange(6, 7, SeqCst, SeqCst).is_err() || start.elapsed() >= MOMENT);
    });
    holds(|| {
        let start = start();
        let thread = thread::spawn(|| thread::sleep(MOMENT));
        if thread.is_finished() {
            assert!(start.elapsed() >= MOMENT);
        }
        thread.join().unwrap();
    });
    holds(|| {
        let (start, lock) = (start(), Arc::new(Mutex::new(0)));
        let theirs = Arc::clone(&lock);
        thread::spawn(move || {
            thread::sleep(MOMENT);
            let _guard = theirs.lock().unwrap();
            thread::sleep(MOMENT);
        });
        match lock.try_lock() {
            Ok(_) => {}
            Err(_) => assert!(start.elapsed() >= MOMENT),
        }
    });
    holds(|| {
        let (start, (sender, receiver)) = (start(), mpsc::channel::<()>());
        thread::spawn(move || {
            thread::sleep(MOMENT);
            drop(sender);
        });
        if receiver.try_recv() == Err(mpsc::TryRecvError::Disconnected) {
            assert!(start.elapsed() >= MOMENT);
        }
    });
    holds(|| {
        let (start, (sender, receiver)) = (start(), mpsc::channel());
        thread::spawn(move || {
            thread::sleep(MOMENT);
            drop(receiver);
        });
        if sender.send(()).is_err() {
            assert!(start.elapsed() >= MOMENT);
        }
    });
}

/// Three readers read for a moment each, side by side: that takes one moment, in whatever order they begin.
#[test]
fn readers_do_not_make_each_other_late() {
    let time = time_of(|| {
        let table = Arc::new(RwLock::new(0));
        let readers = [0; 3].map(|_| {
            let table = Arc::clone(&table);
            thread::spawn(move || {
                let _guard = table.read().unwrap();
                thread::sleep(MOMENT);
            })
        });
        for reader in readers {
            reader.join().unwrap();
        }
    });
    assert_eq!(time, MOMENT);
}

/// A place that was free makes nobody late, whoever has made room elsewhere in the channel.
#[test]
fn only_the_room_one_needs_makes_late() {
    let waits = outcomes(|| {
        let start = Instant::now();
        let (sender, receiver) = mpsc::sync_channel(2);
        sender.send(1).unwrap();
        let thread = thread::spawn(move || {
            thread::sleep(MOMENT);
            receiver.recv().unwrap();
            receiver
        });
        sender.send(2).unwrap();
        let second = start.elapsed();
        sender.send(3).unwrap();
        let third = start.elapsed();
        thread.join().unwrap();
        (second, third)
    });
    assert_eq!(waits, [(Duration::ZERO, MOMENT)].into());
}

/// Sees at once, or when the other thread has done it, after a moment: then no less time has passed.
#[track_caller]
fn is_seen_in_time(look: impl Fn() -> bool) {
    let all = outcomes(|| {
        let start = Instant::now();
        let is_seen = look();
        (is_seen, start.elapsed())
    });
    assert!(all.contains(&(true, MOMENT)), "{all:?}");
    assert!(!all.contains(&(true, Duration::ZERO)), "{all:?}");
}

#[test]
fn what_is_seen_of_others_has_taken_them_their_time() {
    is_seen_in_time(|| {
        let (sender, receiver) = mpsc::sync_channel(0);
        thread::spawn(move || {
            thread::sleep(MOMENT);
            let _ = receiver.recv();
        });
        sender.try_send(()).is_ok()
    });
    is_seen_in_time(|| {
        let lock = Arc::new(Mutex::new(()));
        let theirs = Arc::clone(&lock);
        thread::spawn(move || {
            let _guard = theirs.lock().unwrap();
            thread::sleep(MOMENT);
            panic!();
        });
        lock.is_poisoned()
    });
    is_seen_in_time(|| {
        let lock = Arc::new(RwLock::new(()));
        let theirs = Arc::clone(&lock);
        let _reading = lock.read().unwrap();
        thread::spawn(move || {
            thread::sleep(MOMENT);
            let _writing = theirs.write();
        });
        lock.try_read().is_err()
    });
}

#[cfg(feature = "arc")]
#[test]
fn what_is_counted_has_taken_others_their_time() {
    is_seen_in_time(|| {
        let one = Arc::new(());
        let two = Arc::clone(&one);
        thread::spawn(move || {
            thread::sleep(MOMENT);
            let three = Arc::clone(&two);
            (two, three)
        });
        Arc::strong_count(&one) == 3
    });
}
