//! That clones and drops are no points where nobody looks, and that many of them commute, leaves nothing out: small random
//! programs come to the same when all of them are points and all runs are enumerated. `THREADLINGS_PROGRAMS=10000` tries that
//! many of them.

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::env;

use explorer::explorer::{Budget, Method, explore_by};
use explorer::sync::atomic::{AtomicU32, Ordering::SeqCst};
use explorer::sync::{Arc, Weak};
use explorer::thread;

use crate::complete::Random;

/// What all threads see.
struct World<'a> {
    value: &'a Arc<Value<'a>>,
    weak: &'a Weak<Value<'a>>,
    number: &'a AtomicU32,
}

/// What is shared.
struct Value<'a> {
    was: u32,
    /// What its destructor changes, if anything.
    number: Option<&'a AtomicU32>,
}

impl Clone for Value<'_> {
    fn clone(&self) -> Self {
        Self {
            was: self.was + 1,
            number: self.number,
        }
    }
}

impl Drop for Value<'_> {
    fn drop(&mut self) {
        if let Some(number) = self.number {
            number.swap(100, SeqCst);
        }
    }
}

/// What a thread has of its own.
struct Own<'a> {
    values: Vec<Arc<Value<'a>>>,
    weaks: Vec<Weak<Value<'a>>>,
}

/// One step of a program, and what it sees.
type Step = for<'a> fn(&World<'a>, &mut Own<'a>) -> u32;

/// The first ones only share.
const STEPS: [Step; 16] = [
    |world, _| world.number.load(SeqCst),
    |world, _| world.number.fetch_add(1, SeqCst),
    |_, own| {
        own.values.extend(own.values.last().cloned());
        0
    },
    |_, own| {
        own.values.pop();
        0
    },
    |_, own| {
        own.weaks.extend(own.values.last().map(Arc::downgrade));
        0
    },
    |_, own| {
        own.weaks.pop();
        0
    },
    |world, own| {
        own.values.push(Arc::clone(world.value));
        0
    },
    |_, own| u32::from(own.values.pop().and_then(Arc::into_inner).is_some()),
    |_, own| match own.values.pop().map(Arc::try_unwrap) {
        Some(Ok(_)) => 1,
        Some(Err(value)) => {
            own.values.push(value);
            0
        }
        None => 2,
    },
    |world, _| u32::from(world.weak.upgrade().is_some()),
    |world, own| {
        own.values.extend(world.weak.upgrade());
        u32::try_from(own.values.len()).unwrap()
    },
    |world, _| u32::try_from(Arc::strong_count(world.value)).unwrap(),
    |world, _| u32::try_from(Arc::weak_count(world.value)).unwrap(),
    |world, _| u32::try_from(world.weak.weak_count()).unwrap(),
    |_, own| u32::from(own.values.last_mut().and_then(Arc::get_mut).is_some()),
    |_, own| match own.values.last_mut() {
        Some(value) => Arc::make_mut(value).was,
        None => 9,
    },
];

/// Runs the programs side by side, each with an `Arc` of one value; while they run, nobody else has one, but for one of
/// another value that is made at the same place. `looks` has all counts looked at before.
fn run(programs: &[Vec<usize>], noisy: bool, looks: bool) -> Vec<u32> {
    let number = AtomicU32::new(0);
    let make = || {
        Arc::new(Value {
            was: 0,
            number: noisy.then_some(&number),
        })
    };
    let (mut value, borrowed) = (make(), make());
    if looks {
        assert!(Arc::get_mut(&mut value).is_some());
        assert_eq!((Arc::strong_count(&value), Arc::weak_count(&value)), (1, 0));
    }
    let weak = Arc::downgrade(&value);
    let world = World {
        value: &borrowed,
        weak: &weak,
        number: &number,
    };
    let mut seen = Vec::new();
    thread::scope(|scope| {
        let owns: Vec<_> = programs.iter().map(|_| Arc::clone(&value)).collect();
        drop(value);
        let threads: Vec<_> = programs
            .iter()
            .zip(owns)
            .map(|(program, value)| {
                let world = &world;
                scope.spawn(move || {
                    let mut own = Own {
                        values: vec![value],
                        weaks: Vec::new(),
                    };
                    let steps = program.iter().map(|step| STEPS[*step](world, &mut own));
                    steps.collect::<Vec<u32>>()
                })
            })
            .collect();
        for thread in threads {
            seen.extend(thread.join().unwrap());
        }
    });
    seen.push(number.load(SeqCst));
    seen
}

/// What comes of the programs, and how many interleavings there are, if these were all.
fn explored(
    method: Method,
    programs: &[Vec<usize>],
    noisy: bool,
    looks: bool,
) -> (BTreeSet<Vec<u32>>, Option<usize>) {
    let all = RefCell::new(BTreeSet::new());
    let budget = Budget {
        schedules: 20_000,
        ..Budget::default()
    };
    let exploration = explore_by(method, budget, &|| {
        let seen = run(programs, noisy, looks);
        all.borrow_mut().insert(seen);
    });
    let failure = exploration.found.map(|found| found.failure);
    assert!(failure.is_none(), "{programs:?}: {failure:?}");
    let coverage = exploration.coverage;
    let schedules = coverage.exhaustive.then_some(coverage.schedules);
    (all.into_inner(), schedules)
}

/// Two programs of one to three steps.
fn programs(random: &mut Random) -> Vec<Vec<usize>> {
    // Few of them may look.
    let kinds = [7, STEPS.len()][random.below(2)];
    let mut program = || (0..=random.below(3)).map(|_| random.below(kinds)).collect();
    vec![program(), program()]
}

#[test]
fn nothing_is_left_out() {
    let number = env::var("THREADLINGS_PROGRAMS").map_or(80, |number| number.parse().unwrap());
    let (mut random, mut compared, mut outcomes, mut saved) = (Random(1), 0, 0, 0);
    for number in 0..number {
        let (programs, noisy) = (programs(&mut random), number % 2 == 0);
        let (silent, few) = explored(Method::Bounded, &programs, noisy, false);
        let (all, many) = explored(Method::Plain, &programs, noisy, true);
        if let (Some(few), Some(many)) = (few, many) {
            assert_eq!(silent, all, "{programs:?}, {noisy}");
            assert!(few <= many, "{programs:?}, {noisy}: {few}, {many}");
            compared += 1;
            outcomes += silent.len();
            saved += usize::from(few < many);
        }
    }
    // Or else this says nothing.
    assert!(
        compared > number / 2 && outcomes > compared && saved > compared / 2,
        "{compared}, {outcomes}, {saved}"
    );
}
