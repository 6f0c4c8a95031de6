use exercise::Gate;
use probes::{ThreadLog, quiesce};
use std::panic::resume_unwind;
use std::thread::{Builder, Scope, ScopedJoinHandle, scope};

/// A car on a thread of its own, with its name.
fn car<'scope>(
    road: &'scope Scope<'scope, '_>,
    name: &str,
    drive: impl FnOnce() + Send + 'scope,
) -> ScopedJoinHandle<'scope, ()> {
    let car = Builder::new().name(name.to_owned());
    car.spawn_scoped(road, drive).unwrap()
}

/// What a thread returned. If it panicked, its panic goes on here, with its own words.
fn joined<T>(thread: ScopedJoinHandle<'_, T>) -> T {
    thread.join().unwrap_or_else(|panic| resume_unwind(panic))
}

/// A car that comes to an open gate drives through without waiting for another bell.
#[test]
fn an_open_gate_lets_a_car_through() {
    let gate = Gate::closed();
    gate.open();
    gate.pass();
}

/// A car that waits goes when the gate opens, and not before, even beside another one.
#[test]
fn a_closed_gate_holds_a_car_back() {
    let gate = Gate::closed();
    let log = ThreadLog::new();
    scope(|road| {
        let cars = ["the car", "the car behind it"].map(|name| {
            car(road, name, || {
                gate.pass();
                log.note("a car");
            })
        });
        log.note("the opening");
        gate.open();
        cars.map(joined);
    });
    let entries = log.entries();
    assert!(
        entries[0] == "the opening",
        "A car drove through while the gate was still closed, into the night train."
    );
}

/// However many cars wait, all of them go when the gate is opened once.
#[test]
fn every_car_goes() {
    let gate = Gate::closed();
    scope(|road| {
        let cars = ["car 1", "car 2", "car 3"].map(|name| car(road, name, || gate.pass()));
        gate.open();
        cars.map(joined);
    });
}

/// A long line of sleeping cars goes too, to the last one.
#[test]
fn a_long_line_goes() {
    let gate = Gate::closed();
    scope(|road| {
        let cars = ["car 1", "car 2", "car 3", "car 4"].map(|name| {
            let car = car(road, name, || gate.pass());
            quiesce();
            car
        });
        gate.open();
        cars.map(joined);
    });
}

/// A gate opens for those in front of it, and for nobody at another one.
#[test]
fn every_gate_is_a_gate_of_its_own() {
    let (north, south) = (Gate::closed(), Gate::closed());
    let log = ThreadLog::new();
    scope(|road| {
        let car = car(road, "the car at the south gate", || {
            south.pass();
            log.note("the car");
        });
        north.open();
        north.pass();
        log.note("the opening");
        south.open();
        joined(car);
    });
    let entries = log.entries();
    assert!(
        entries[0] == "the opening",
        "The north gate was opened, and the car at the south gate drove through, which was still closed."
    );
}

/// Opening an open gate once more harms nobody, and it stays open.
#[test]
fn the_gate_stays_open() {
    let gate = Gate::closed();
    gate.open();
    gate.open();
    gate.pass();
    gate.pass();
}

/// A car in front of the closed gate is asleep, however long the train takes.
#[test]
fn a_waiting_car_sleeps() {
    let gate = Gate::closed();
    let log = ThreadLog::new();
    scope(|road| {
        let car = car(road, "the car", || {
            gate.pass();
            log.note("the car");
        });
        let is_quiet = quiesce();
        assert!(
            !is_quiet || log.count() == 0,
            "The train took hours, and the car drove through the closed gate."
        );
        gate.open();
        joined(car);
    });
}
