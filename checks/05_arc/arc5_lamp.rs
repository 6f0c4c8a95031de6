use exercise::evening;
use probes::{Meeting, ThreadLog};
use std::thread::JoinHandle;

/// There is one, and it cannot be cloned.
struct Lamp(&'static str);

const BRASS: &str = "the brass lamp";

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

/// One who works alone is the last one out.
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

/// Two work, and whichever of them is the last one out, the lamp is switched off, once.
#[test]
fn the_last_one_switches_it_off() {
    let off = ThreadLog::new();
    let switch = off.clone();
    let workers = vec![|_: &Lamp| (), |_: &Lamp| ()];
    let at_work = evening(Lamp(BRASS), workers, move |lamp| switch.note(lamp.0));
    all_gone(at_work);
    must_be_off(&off, 2);
}

/// Three work at the same time, each on a thread of their own, and by the light of the one lamp.
#[test]
fn three_share_the_light() {
    let (off, seen) = (ThreadLog::new(), ThreadLog::new());
    let switch = off.clone();
    let desk = Meeting::new(3);
    let workers = ["Ada", "Bo", "Cy"].map(|name| {
        let (desk, seen) = (desk.clone(), seen.clone());
        move |lamp: &Lamp| {
            desk.wait(name);
            seen.note(format!("{name} by the light of {}", lamp.0));
        }
    });
    let at_work = evening(Lamp(BRASS), workers.into(), move |lamp| {
        switch.note(lamp.0);
    });
    all_gone(at_work);
    let seen = seen.sorted();
    let truth = ["Ada", "Bo", "Cy"].map(|name| format!("{name} by the light of {BRASS}"));
    assert!(
        seen == truth,
        "Ada, Bo and Cy should have worked by the light of {BRASS}. What was done is {seen:?}."
    );
    must_be_off(&off, 3);
}

/// Who is done goes home, while the other one is still at work.
#[test]
fn who_is_done_goes_home() {
    let night = Meeting::new(2);
    let late = night.clone();
    let workers: Vec<Box<dyn FnOnce(&Lamp) + Send>> = vec![
        Box::new(|_| ()),
        Box::new(move |_| late.wait("the one who works late")),
    ];
    let mut at_work = evening(Lamp(BRASS), workers, |_| ());
    let threads = at_work.len();
    assert!(
        threads == 2,
        "Two worked, but the number of handles that `evening` returned is {threads}."
    );
    // The first one's work is done, so that thread ends by itself.
    all_gone(vec![at_work.remove(0)]);
    night.wait("the one who has seen the other off");
    all_gone(at_work);
}

/// Another office has another lamp, also on the same evening.
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

/// A lamp need only be what several threads can look at, and who works or switches need not be shared.
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
