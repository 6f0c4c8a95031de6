use exercise::Alarm;
use probes::{ThreadLog, quiesce, thread_count};
use std::panic::resume_unwind;
use std::thread::{self, Builder, Scope, ScopedJoinHandle, scope};
use std::time::Instant;

/// A sensor that notes what it sees, and then raises the alarm, on a thread of its own.
fn sensor<'scope>(
    museum: &'scope Scope<'scope, '_>,
    alarm: &'scope Alarm,
    log: &'scope ThreadLog,
    sees: &'static str,
) -> ScopedJoinHandle<'scope, ()> {
    let sensor = Builder::new().name("the sensor".to_owned());
    let watch = move || {
        log.note(sees);
        alarm.raise();
    };
    sensor.spawn_scoped(museum, watch).unwrap()
}

/// What a thread returned. If it panicked, its panic goes on here, with its own words.
fn joined<T>(thread: ScopedJoinHandle<'_, T>) -> T {
    thread.join().unwrap_or_else(|panic| resume_unwind(panic))
}

/// An alarm that was raised before the watchman sits down is not missed.
#[test]
fn an_early_alarm_is_not_missed() {
    let alarm = Alarm::for_this_thread();
    alarm.raise();
    alarm.wait();
}

/// However often it was raised before he sits down, an alarm is not missed.
#[test]
fn many_early_alarms_are_not_missed() {
    for times in [2, 256] {
        let alarm = Alarm::for_this_thread();
        for _ in 0..times {
            alarm.raise();
        }
        alarm.wait();
    }
}

/// The watchman comes when there is an alarm, and not before.
#[test]
fn he_sleeps_until_the_alarm() {
    let alarm = Alarm::for_this_thread();
    let log = ThreadLog::new();
    scope(|museum| {
        let sensor = sensor(museum, &alarm, &log, "a burglar");
        alarm.wait();
        let seen = log.entries();
        assert!(
            seen == ["a burglar"],
            "The sensor had not seen anything yet, and still `wait` returned."
        );
        joined(sensor);
    });
}

/// Each alarm is answered once: after that he sleeps until the next one.
#[test]
fn he_sleeps_again_until_the_next_alarm() {
    let alarm = Alarm::for_this_thread();
    let log = ThreadLog::new();
    scope(|museum| {
        let first = sensor(museum, &alarm, &log, "a burglar");
        alarm.wait();
        joined(first);
        let sensor = sensor(museum, &alarm, &log, "another burglar");
        alarm.wait();
        let seen = log.entries();
        assert!(
            seen == ["a burglar", "another burglar"],
            "The watchman had answered the first alarm. Then `wait` returned again, and the sensor had not seen anything \
             new."
        );
        joined(sensor);
    });
}

/// When two sensors raise the alarm, the watchman comes all the same.
#[test]
fn two_sensors_wake_him_too() {
    let alarm = Alarm::for_this_thread();
    let log = ThreadLog::new();
    scope(|museum| {
        let one = sensor(museum, &alarm, &log, "a burglar");
        let two = sensor(museum, &alarm, &log, "a burglar's cat");
        alarm.wait();
        let seen = log.entries();
        assert!(
            !seen.is_empty(),
            "Neither of the two sensors had seen anything yet, and still `wait` returned."
        );
        joined(one);
        joined(two);
    });
}

/// A new alarm is answered, whatever was raised and answered before.
#[test]
fn the_next_alarm_counts_too() {
    let alarm = Alarm::for_this_thread();
    let log = ThreadLog::new();
    scope(|museum| {
        let sensor = sensor(museum, &alarm, &log, "a burglar");
        for _ in 0..2 {
            alarm.raise();
            alarm.wait();
        }
        joined(sensor);
        alarm.raise();
        alarm.wait();
    });
}

/// One watchman can have two alarms, and misses neither.
#[test]
fn he_listens_to_two_alarms() {
    let (dinosaurs, mummies) = (Alarm::for_this_thread(), Alarm::for_this_thread());
    dinosaurs.raise();
    mummies.raise();
    mummies.wait();
    dinosaurs.wait();
}

/// However often the alarm was raised, one `wait` answers it.
#[test]
fn two_alarms_are_answered_at_once() {
    let alarm = Alarm::for_this_thread();
    let log = ThreadLog::new();
    alarm.raise();
    alarm.raise();
    alarm.wait();
    scope(|museum| {
        let sensor = sensor(museum, &alarm, &log, "another burglar");
        alarm.wait();
        let seen = log.entries();
        assert!(
            seen == ["another burglar"],
            "The alarm was raised twice, and then the watchman came. After that `wait` returned again, and the sensor had \
             not seen anything new."
        );
        joined(sensor);
    });
}

/// However often other threads wake the watchman: without an alarm he sleeps again, and does not come.
#[test]
fn other_noises_do_not_count() {
    let alarm = Alarm::for_this_thread();
    let watchman = thread::current();
    let log = ThreadLog::new();
    scope(|museum| {
        let sensor = museum.spawn(|| {
            for _ in 0..12 {
                quiesce();
                watchman.unpark();
            }
            if quiesce() {
                log.note("a burglar");
            }
            alarm.raise();
        });
        alarm.wait();
        let seen = log.count();
        assert!(
            seen == 1 || thread_count().is_none(),
            "The watchman was woken for other reasons, and `wait` returned, before the alarm had been raised."
        );
        joined(sensor);
    });
}

/// The alarm lasts until he comes, even if he has slept for another reason since it was raised.
#[test]
fn an_alarm_outlasts_a_nap() {
    let alarm = Alarm::for_this_thread();
    alarm.raise();
    thread::current().unpark();
    thread::park();
    alarm.wait();
}

/// It may be quiet for hours: he sleeps, and does not get up again and again to have a look.
#[test]
fn he_sleeps_for_hours() {
    let alarm = Alarm::for_this_thread();
    let naps = scope(|museum| {
        museum.spawn(|| {
            quiesce();
            alarm.raise();
        });
        let lay_down = Instant::now();
        alarm.wait();
        lay_down.elapsed()
    });
    // Only sleeping moves the clock, and on real threads other things do.
    assert!(
        naps.is_zero() || thread_count().is_none(),
        "The watchman set an alarm clock to get up and have a look: {naps:?} of naps. A thread that parks until the alarm needs none."
    );
}
