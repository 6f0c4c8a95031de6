//! What is told of a run, while what the run allocates is thrown away after it.

use std::env;

use engine::Callers;
use explorer::explorer::{Budget, Exploration, Failure, explore};
use explorer::sync::{Arc, Mutex, MutexGuard};
use explorer::{println, thread};

fn out_of_memory() -> ! {
    panic!("out of memory")
}

#[track_caller]
fn explored(body: impl Fn()) -> Exploration {
    // SAFETY: what is explored below keeps nothing of a run.
    unsafe { engine::turn_on(1 << 30, out_of_memory) };
    explore(Budget::default(), &body)
}

#[test]
fn what_the_first_run_prints_is_kept() {
    // Of several sizes, each of which lies elsewhere.
    for length in [1, 20, 40, 100, 2000] {
        let exploration = explored(|| {
            println!("{}", "x".repeat(length));
            let number = Arc::new(Mutex::new(0));
            let theirs = Arc::clone(&number);
            let thread = thread::spawn(move || *theirs.lock().unwrap() += 1);
            *number.lock().unwrap() += 1;
            thread.join().unwrap();
            println!("{}", *number.lock().unwrap());
        });
        assert!(exploration.found.is_none() && exploration.coverage.schedules > 1);
        assert_eq!(exploration.output, "x".repeat(length) + "\n2\n");
    }
}

#[test]
fn what_a_failing_run_says_is_kept() {
    for length in [1, 20, 40, 100, 2000] {
        let said = "x".repeat(length);
        let exploration = explored(|| {
            thread::spawn(String::new);
            println!("{said}");
            panic!("{said}");
        });
        let place = format!("{}:{}:{}", file!(), line!() - 2, 13);
        let output = format!("{said}\nmain panicked at {place}: {said}\n");
        assert_eq!(exploration.output, output);
        let found = exploration.found.unwrap();
        let Failure::Panic { message, place } = found.failure else {
            panic!("it does not panic: {:?}", found.failure);
        };
        assert_eq!((message, place.unwrap().0), (said.clone(), file!().into()));
        let last = found.events.last().unwrap();
        assert_eq!(last.detail, said);
    }
}

fn lock(number: &Mutex<u32>) -> MutexGuard<'_, u32> {
    number.lock().unwrap()
}

/// The standard library keeps what it reads to find lines, and takes it again for the next backtrace.
#[test]
fn where_something_was_called_from_is_found_in_one_exploration_after_another() {
    // SAFETY: the variables of this process are read by the standard library alone.
    unsafe { env::set_var("RUST_LIB_BACKTRACE", "1") };
    let callers = || {
        let exploration = explored(|| {
            let number = Mutex::new(0);
            let _held = lock(&number);
            thread::spawn(|| drop(lock(&Mutex::new(0)))).join().unwrap();
            drop(lock(&number));
        });
        let found = exploration.found.unwrap();
        let Failure::Deadlock(blocked) = found.failure else {
            panic!("it does not deadlock: {:?}", found.failure);
        };
        let events = found.events.iter().map(|event| &event.callers);
        let all = events.chain(blocked.iter().map(|blocked| &blocked.callers));
        all.map(Callers::places).collect::<Vec<_>>()
    };
    // Without line tables there are none to tell, but they are looked for.
    let told: Vec<_> = (0..4).map(|_| callers()).collect();
    assert!(told[0].len() > 5);
    assert!(told.iter().all(|other| *other == told[0]));
}
