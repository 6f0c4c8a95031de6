use exercise::dispatch;
use probes::{Meeting, ThreadLog, quiesce};
use std::sync::mpsc;
use std::thread;

type Ride = Box<dyn FnOnce() + Send>;

/// Two drivers drive two rides at the same time.
#[test]
fn two_drivers_two_rides() {
    let crossroads = Meeting::new(2);
    let (calls, rides) = mpsc::channel();
    for ride in ["a ride to the opera", "a ride home"] {
        let crossroads = crossroads.clone();
        calls.send(move || crossroads.wait(ride)).unwrap();
    }
    drop(calls);
    dispatch(rides, 2);
    let met = crossroads.count();
    assert!(
        met == 2,
        "Two rides had been called. When `dispatch` returned, {met} of them had met at the crossroads."
    );
}

/// Three drivers drive three rides at the same time, and four drive four.
#[test]
fn three_drivers_three_rides() {
    for drivers in [3, 4] {
        let (crossroads, driven) = (Meeting::new(drivers), ThreadLog::new());
        let (calls, rides) = mpsc::channel();
        for ride in 1..=drivers {
            let (crossroads, driven) = (crossroads.clone(), driven.clone());
            let drive = move || {
                crossroads.wait(format!("ride {ride} of {drivers}"));
                driven.note(ride);
            };
            calls.send(drive).unwrap();
        }
        drop(calls);
        dispatch(rides, drivers);
        let (met, driven) = (crossroads.count(), driven.count());
        assert!(
            met == drivers,
            "{drivers} rides had been called. When `dispatch` returned, {met} of them had met at the crossroads."
        );
        assert!(
            driven == drivers,
            "{drivers} rides had been called. When `dispatch` returned, {driven} of them had been driven to their end."
        );
    }
}

/// A driver who is free takes the next ride, while the other one is still on the road.
#[test]
fn whoever_is_free_takes_the_next_ride() {
    let far_away = Meeting::new(2);
    let (calls, rides) = mpsc::channel::<Ride>();
    for ride in ["the first ride, a long one,", "", "the third ride"] {
        let far_away = far_away.clone();
        let drive: Ride = match ride {
            "" => Box::new(|| {}),
            ride => Box::new(move || far_away.wait(ride)),
        };
        calls.send(drive).unwrap();
    }
    drop(calls);
    dispatch(rides, 2);
    let met = far_away.count();
    assert!(
        met == 2,
        "The first ride was to meet the third. When `dispatch` returned, {met} of them had come."
    );
}

/// A call that comes in while one driver is on the road goes to the other one.
#[test]
fn calls_come_in_all_night() {
    let crossroads = Meeting::new(2);
    let (calls, rides) = mpsc::channel::<Ride>();
    let more_calls = calls.clone();
    let passenger = crossroads.clone();
    let first: Ride = Box::new(move || {
        let friend = passenger.clone();
        let second: Ride = Box::new(move || friend.wait("the friend's ride"));
        // Nobody may be there to take it; then this ride waits for ever, and says so.
        let _ = more_calls.send(second);
        drop(more_calls);
        passenger.wait("the first ride, whose passenger had called a car for a friend,");
    });
    calls.send(first).unwrap();
    drop(calls);
    dispatch(rides, 2);
    let met = crossroads.count();
    assert!(
        met == 2,
        "A passenger on the road called a car for a friend, to meet them. When `dispatch` returned, {met} of the two had come."
    );
}

/// When `dispatch` returns, every ride has been driven, once.
#[test]
fn every_ride_is_driven_once() {
    let log = ThreadLog::new();
    let (calls, rides) = mpsc::channel();
    for ride in ["to the harbour", "to the opera"] {
        let log = log.clone();
        calls.send(move || log.note(ride)).unwrap();
    }
    drop(calls);
    dispatch(rides, 2);
    let driven = log.sorted();
    assert!(
        driven == ["to the harbour", "to the opera"],
        "Two rides had been called, to the harbour and to the opera. When `dispatch` returned, these had been driven: {driven:?}."
    );
}

/// No more threads drive than there are drivers.
#[test]
fn only_the_drivers_drive() {
    for (drivers, called) in [(1, 5), (2, 3)] {
        let log = ThreadLog::new();
        let (calls, rides) = mpsc::channel();
        for ride in 0..called {
            let log = log.clone();
            calls.send(move || log.note(ride)).unwrap();
        }
        drop(calls);
        dispatch(rides, drivers);
        let threads = log.threads();
        assert!(
            threads <= drivers,
            "Drivers: {drivers}, rides: {called}. Threads that drove: {threads}."
        );
        let driven = log.count();
        assert!(
            driven == called,
            "Drivers: {drivers}, rides: {called}. When `dispatch` returned, {driven} had been driven."
        );
    }
}

/// Drivers without a ride are asleep, however long it takes until the next one comes.
#[test]
fn who_has_no_ride_sleeps() {
    let log = ThreadLog::new();
    let (calls, rides) = mpsc::channel();
    let late = log.clone();
    let customers = thread::spawn(move || {
        ["a ride", "the last ride"].map(|ride| {
            quiesce();
            let late = late.clone();
            calls.send(move || late.note(ride)).is_ok()
        })
    });
    dispatch(rides, 1);
    let called = customers.join().unwrap();
    let driven = log.entries();
    assert!(
        called == [true; 2] && driven == ["a ride", "the last ride"],
        "After many hours somebody called a car, and many hours later somebody else. When `dispatch` returned, these rides had been driven: {driven:?}."
    );
}
