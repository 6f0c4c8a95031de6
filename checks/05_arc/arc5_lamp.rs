use exercise::evening;
use probes::{Meeting, ThreadLog, thread_count};
use std::thread::JoinHandle;
use std::time::Instant;

/// There is one, and it cannot be cloned.
struct Lamp(&'static str);

const BRASS: &str = "the brass lamp";
const NAMES: [&str; 5] = ["Ada", "Bo", "Cy", "Di", "Ed"];

/// Waits until all workers' threads have ended.
fn all_gone(at_work: Vec<JoinHandle<()>>) {
    for worker in at_work {
        assert!(
            worker.join().is_ok(),
            "A worker's thread panicked, though all the work had been done."
        );
    }
}

/// What was handed to `switch_off` should be this one lamp.
fn must_be_off(off: &ThreadLog, workers: usize) {
    let off = off.sorted();
    assert!(
        !off.is_empty(),
        "The lamp burnt all night: {workers} worked, all threads have ended, and nobody called `switch_off`."
    );
    assert!(
        off == [BRASS],
        "There is one lamp, {BRASS:?}. What was handed to `switch_off` was {off:?}."
    );
}

/// If nobody works tonight, the lamp is switched off at once.
#[test]
fn nobody_works_tonight() {
    let off = ThreadLog::new();
    let switch = off.clone();
    let nobody: Vec<fn(&Lamp)> = Vec::new();
    let at_work = evening(Lamp(BRASS), nobody, move |lamp| switch.note(lamp.0));
    let threads = at_work.len();
    assert!(
        threads == 0,
        "Nobody worked, but the number of handles that `evening` returned is {threads}."
    );
    let off = off.count();
    assert!(
        off == 1,
        "On an evening on which nobody worked, `switch_off` should be called once, before `evening` returns. It was called {off} times."
    );
}

/// A worker who is alone is the last one out.
#[test]
fn one_works_alone() {
    let off = ThreadLog::new();
    let switch = off.clone();
    let at_work = evening(Lamp(BRASS), vec![|_: &Lamp| ()], move |lamp: Lamp| {
        switch.note(lamp.0);
    });
    let threads = at_work.len();
    assert!(
        threads == 1,
        "One worked, but the number of handles that `evening` returned is {threads}."
    );
    all_gone(at_work);
    must_be_off(&off, 1);
}

/// When two work, the lamp is switched off once, no matter which of them is the last one out.
#[test]
fn the_last_one_switches_it_off() {
    let off = ThreadLog::new();
    let switch = off.clone();
    let workers = vec![|_: &Lamp| (), |_: &Lamp| ()];
    let at_work = evening(Lamp(BRASS), workers, move |lamp| switch.note(lamp.0));
    all_gone(at_work);
    must_be_off(&off, 2);
}

/// Five work at the same time, each on a thread of their own, and by the light of the one lamp.
#[test]
fn five_share_the_light() {
    let (off, seen) = (ThreadLog::new(), ThreadLog::new());
    let switch = off.clone();
    let desk = Meeting::new(5);
    let workers = NAMES.map(|name| {
        let (desk, seen) = (desk.clone(), seen.clone());
        move |lamp: &Lamp| {
            desk.wait(name);
            seen.note(format!("{name} by the light of {}", lamp.0));
        }
    });
    let at_work = evening(Lamp(BRASS), workers.into(), move |lamp| {
        switch.note(lamp.0);
    });
    let threads = at_work.len();
    assert!(
        threads == 5,
        "Five worked, but the number of handles that `evening` returned is {threads}."
    );
    all_gone(at_work);
    let seen = seen.sorted();
    let truth = NAMES.map(|name| format!("{name} by the light of {BRASS}"));
    assert!(
        seen == truth,
        "Ada, Bo, Cy, Di and Ed should have worked by the light of {BRASS}. What was done is {seen:?}."
    );
    must_be_off(&off, 5);
}

/// A worker who is done goes home at once, even while another one is still at work.
#[test]
fn who_is_done_goes_home() {
    for late in 0..3 {
        let night = Meeting::new(2);
        let workers = [0, 1, 2].map(|worker| {
            let night = night.clone();
            move |_: &Lamp| {
                if worker == late {
                    night.wait("the one who works late");
                }
            }
        });
        let mut at_work = evening(Lamp(BRASS), workers.into(), |_| ());
        let threads = at_work.len();
        assert!(
            threads == 3,
            "Three worked, but the number of handles that `evening` returned is {threads}."
        );
        let last = at_work.remove(late);
        // The work of the others is done, so their threads end by themselves.
        let before = Instant::now();
        all_gone(at_work);
        let waited = before.elapsed();
        // Where interleavings are explored, a clock moves only when somebody sleeps or waits until a time.
        assert!(
            thread_count().is_none() || waited.is_zero(),
            "Two of three had done their work, and yet it took them {waited:?} to go home."
        );
        night.wait("the one who has seen the others off");
        all_gone(vec![last]);
    }
}

/// Another office has another lamp, even on the same evening.
#[test]
fn another_office_has_another_lamp() {
    let (off, theirs) = (ThreadLog::new(), ThreadLog::new());
    let (switch, their_switch) = (off.clone(), theirs.clone());
    let worker = move |_: &Lamp| {
        // In the middle of the work, the evening of the office across the street begins and ends.
        let work = vec![|_: &Lamp| ()];
        all_gone(evening(Lamp("the neon lamp"), work, move |lamp: Lamp| {
            their_switch.note(lamp.0);
        }));
    };
    all_gone(evening(Lamp(BRASS), vec![worker], move |lamp: Lamp| {
        switch.note(lamp.0);
    }));
    let (off, theirs) = (off.sorted(), theirs.sorted());
    assert!(
        off == [BRASS] && theirs == ["the neon lamp"],
        "Here one worked by {BRASS:?}, and across the street another one by \"the neon lamp\". Switched off was {off:?} here and {theirs:?} there."
    );
}

/// Only the lamp must be `Sync`: the workers and `switch_off` need not be.
///
/// ```
/// use std::cell::Cell;
/// use std::marker::PhantomPinned;
/// use std::sync::Mutex;
/// struct Neon(Mutex<Cell<u32>>, PhantomPinned);
/// struct Bag(Cell<u32>, PhantomPinned);
/// let bag = Bag(Cell::new(1), PhantomPinned);
/// let work = move |lamp: &Neon| {
///     let bag = bag;
///     lamp.0.lock().unwrap().set(bag.0.get());
/// };
/// let finger = Cell::new(1);
/// let at_work = exercise::evening(Neon(Mutex::new(Cell::new(0)), PhantomPinned), vec![work], move |_| finger.set(2));
/// for worker in at_work {
///     let () = worker.join().unwrap();
/// }
/// ```
#[test]
fn any_lamp_will_do() {}
