//! Nothing is left out: an exploration comes to the same as plain enumeration of all runs, on random programs.
//!
//! Each reduction is a claim about all programs: that some operations commute, that some concern nobody else, that what
//! nobody looks at need be no point. So is every step of the stand-in that changes a clock. `THREADLINGS_PROGRAMS=10000`
//! tries that many of them.

use std::cell::{Cell, RefCell};
use std::collections::BTreeSet;
use std::env;
use std::mem::discriminant;
use std::time::Duration;

use explorer::explorer::{Budget, Exploration, Failure, Method, Notes, explore_by};
use explorer::process;
use explorer::sync::atomic::{AtomicU32, Ordering::SeqCst};
use explorer::sync::mpsc::{Receiver, Sender, SyncSender, channel, sync_channel};
use explorer::sync::{Arc, Barrier, Condvar, Mutex, Once, OnceLock, RwLock};
use explorer::thread::{self, JoinHandle};
use explorer::time::Instant;

/// What the threads share.
struct World {
    number: AtomicU32,
    lock: Mutex<u32>,
    table: RwLock<u32>,
    once: Once,
    cell: OnceLock<u32>,
    bell: Condvar,
    barrier: Barrier,
    notes: Notes<u32>,
    sender: Sender<u32>,
    receiver: Mutex<Receiver<u32>>,
    bounded: SyncSender<u32>,
    bounded_end: Mutex<Receiver<u32>>,
    handed: SyncSender<u32>,
    handed_end: Mutex<Receiver<u32>>,
    main: thread::Thread,
    /// A thread that does nothing, where somebody asks for it.
    idler: Option<JoinHandle<()>>,
    start: Instant,
}

/// One step of a program. Each tells what it sees.
type Step = fn(&World, u32) -> u32;

const SHORT: Duration = Duration::from_millis(10);
/// What is seen where there is nothing.
const NOTHING: u32 = 1000;

explorer::thread_local! {
    static DEPTH: Cell<u32> = const { Cell::new(0) };
}

fn since(world: &World) -> u32 {
    u32::try_from(world.start.elapsed().as_millis()).unwrap()
}

const STEPS: [Step; 35] = [
    |world, _| world.number.load(SeqCst),
    |world, me| world.number.swap(me, SeqCst),
    |world, me| world.number.fetch_add(me, SeqCst),
    |world, me| {
        let changed = world.number.compare_exchange_weak(0, me, SeqCst, SeqCst);
        changed.unwrap_or_else(|seen| seen)
    },
    |world, me| {
        let mut number = world.lock.lock().unwrap();
        *number = *number * 2 + me;
        *number
    },
    |world, me| {
        let mut number = world.lock.lock().unwrap();
        *number += world.number.swap(me, SeqCst);
        *number
    },
    |world, me| match world.lock.try_lock() {
        Ok(mut number) => {
            *number += me;
            *number
        }
        Err(_) => NOTHING,
    },
    // In the other order than below.
    |world, _| *world.lock.lock().unwrap() + *world.table.read().unwrap(),
    |world, me| {
        let mut table = world.table.write().unwrap();
        *table = *world.lock.lock().unwrap() + me;
        *table
    },
    |world, _| {
        let number = world.table.read().unwrap();
        *number * 10 + world.number.load(SeqCst)
    },
    |world, me| {
        let mut number = world.table.write().unwrap();
        world.number.store(me, SeqCst);
        *number += me;
        *number
    },
    |world, _| world.table.try_read().map_or(NOTHING, |number| *number),
    |world, me| {
        let mut seen = NOTHING;
        let mut swap = || seen = world.number.swap(me, SeqCst);
        world.once.call_once(&mut swap);
        seen
    },
    |world, _| u32::from(world.once.is_completed()),
    |world, me| *world.cell.get_or_init(|| me),
    |world, _| world.cell.get().copied().unwrap_or(NOTHING),
    |world, _| {
        let number = world.lock.lock().unwrap();
        let (number, result) = world.bell.wait_timeout(number, SHORT).unwrap();
        *number * 10 + u32::from(result.timed_out())
    },
    |world, _| *world.bell.wait(world.lock.lock().unwrap()).unwrap(),
    |world, _| {
        world.bell.notify_one();
        0
    },
    |world, _| {
        world.bell.notify_all();
        world.main.unpark();
        0
    },
    |world, _| {
        thread::park_timeout(SHORT);
        since(world)
    },
    |world, _| {
        world.barrier.wait();
        world.number.load(SeqCst)
    },
    |world, _| u32::from(world.barrier.wait().is_leader()),
    |world, me| u32::try_from(world.notes.add(me) * 0).unwrap(),
    |world, _| u32::try_from(world.notes.count()).unwrap(),
    |world, _| world.notes.in_order().first().copied().unwrap_or(NOTHING),
    |world, me| {
        world.sender.send(me).unwrap();
        0
    },
    |world, _| world.receiver.lock().unwrap().recv().unwrap(),
    |world, _| {
        let receiver = world.receiver.lock().unwrap();
        receiver.try_recv().unwrap_or(NOTHING)
    },
    |world, me| world.bounded.try_send(me).map_or(NOTHING, |()| 0),
    |world, _| {
        let receiver = world.bounded_end.lock().unwrap();
        receiver.recv_timeout(SHORT).unwrap_or(NOTHING)
    },
    |world, me| world.handed.try_send(me).map_or(NOTHING, |()| 0),
    |world, _| {
        let receiver = world.handed_end.lock().unwrap();
        receiver.recv_timeout(SHORT).unwrap_or(NOTHING)
    },
    |_, me| {
        thread::sleep(me * SHORT);
        DEPTH.set(DEPTH.get() + me);
        DEPTH.get()
    },
    |world, _| u32::from(world.idler.as_ref().unwrap().is_finished()),
];
/// The step that needs the idler.
const ASKS_IDLER: usize = STEPS.len() - 1;

/// What threads do one after the other; the last thread is the first one.
struct Program {
    threads: Vec<Vec<usize>>,
    /// Whether the first thread does not wait for the others: each then ends the process if it finds 9 in the end.
    leaves_behind: bool,
}

/// Runs the program. What each step saw, and what is left at the end, the time among it.
fn run(program: &Program) -> Vec<u32> {
    let (sender, receiver) = channel();
    let (bounded, bounded_end) = sync_channel(1);
    let (handed, handed_end) = sync_channel(0);
    let asks_idler = program
        .threads
        .iter()
        .flatten()
        .any(|step| *step == ASKS_IDLER);
    let world = Arc::new(World {
        number: AtomicU32::new(0),
        lock: Mutex::new(0),
        table: RwLock::new(0),
        once: Once::new(),
        cell: OnceLock::new(),
        bell: Condvar::new(),
        barrier: Barrier::new(2),
        notes: Notes::new(),
        sender,
        receiver: Mutex::new(receiver),
        bounded,
        bounded_end: Mutex::new(bounded_end),
        handed,
        handed_end: Mutex::new(handed_end),
        main: thread::current(),
        idler: asks_idler.then(|| thread::spawn(|| ())),
        start: Instant::now(),
    });
    let work = |world: &World, steps: &[usize], me: u32| -> Vec<u32> {
        steps.iter().map(|step| STEPS[*step](world, me)).collect()
    };
    let (last, others) = program.threads.split_last().unwrap();
    let leaves_behind = program.leaves_behind;
    let threads: Vec<_> = (1..)
        .zip(others)
        .map(|(me, steps)| {
            let (world, steps) = (Arc::clone(&world), steps.clone());
            thread::spawn(move || {
                let mut seen = work(&world, &steps, me);
                seen.push(since(&world));
                if leaves_behind && seen.contains(&7) {
                    process::exit(9);
                }
                seen
            })
        })
        .collect();
    let mut seen = work(&world, last, 7);
    if !leaves_behind {
        for thread in threads {
            seen.extend(thread.join().unwrap());
        }
    }
    let (number, locked) = (world.number.load(SeqCst), *world.lock.lock().unwrap());
    seen.extend([number, locked, since(&world)]);
    seen
}

/// What comes of the program.
fn outcomes(method: Method, program: &Program) -> (BTreeSet<Vec<u32>>, Exploration) {
    let budget = Budget {
        schedules: 4_000,
        steps: 20_000_000,
        spurious: 1,
        time: Duration::from_secs(60),
        ..Budget::default()
    };
    let all = RefCell::new(BTreeSet::new());
    let exploration = explore_by(method, budget, &|| {
        let seen = run(program);
        all.borrow_mut().insert(seen);
    });
    (all.into_inner(), exploration)
}

/// Random numbers, the same every time (xorshift64*, Vigna 2016).
struct Random(u64);

impl Random {
    fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        let high = self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 33;
        usize::try_from(high).map_or(0, |high| high % bound)
    }

    /// Two threads of two steps, or three of one.
    fn program(&mut self) -> Program {
        let count = 2 + self.below(2);
        let mut thread = || {
            let steps = 0..4 - count;
            steps.map(|_| self.below(STEPS.len())).collect()
        };
        Program {
            threads: (0..count).map(|_| thread()).collect(),
            leaves_behind: self.below(4) == 0,
        }
    }
}

#[test]
fn an_exploration_comes_to_the_same_as_plain_enumeration() {
    let programs = env::var("THREADLINGS_PROGRAMS");
    let programs = programs.map_or(200, |number| number.parse().expect("it is a number"));
    let (mut random, mut compared, mut failing, mut differing) = (Random(1), 0, 0, 0);
    for number in 0..programs {
        let program = random.program();
        let told = || {
            format!(
                "program {number}, {:?}, {}",
                program.threads, program.leaves_behind
            )
        };
        let (plain, all) = outcomes(Method::Plain, &program);
        let (reduced, found) = outcomes(Method::Bounded, &program);
        let failure = |exploration: &Exploration| {
            let failure = exploration
                .found
                .as_ref()
                .map(|found| found.failure.clone());
            failure.map(|failure| (discriminant(&failure), failure))
        };
        match (failure(&all), failure(&found)) {
            (Some(_), Some(_)) => failing += 1,
            (None, None) if all.coverage.exhaustive => {
                assert!(
                    found.coverage.exhaustive,
                    "{}: {:?}",
                    told(),
                    found.coverage
                );
                let missed: Vec<_> = plain.difference(&reduced).collect();
                assert!(missed.is_empty(), "{}: it missed {missed:?}", told());
                let made_up: Vec<_> = reduced.difference(&plain).collect();
                assert!(made_up.is_empty(), "{}: it made up {made_up:?}", told());
                compared += 1;
                differing += usize::from(plain.len() > 1);
            }
            // Too many to run them all.
            (None, _) if !all.coverage.exhaustive => {}
            (one, other) => panic!("{}: {:?}, but {:?}", told(), one, other),
        }
    }
    // Or else this says little.
    let counts = format!("{compared} compared, {failing} fail, {differing} with several outcomes");
    assert!(compared > programs / 4, "{counts}");
    assert!(
        failing > programs / 8 && differing > programs / 10,
        "{counts}"
    );
}

/// A reduction that is wrong must be seen: here what is no lock commutes with itself.
#[test]
fn plain_enumeration_sees_more_than_one_order() {
    let program = Program {
        threads: vec![vec![1], vec![1]],
        leaves_behind: false,
    };
    let (plain, all) = outcomes(Method::Plain, &program);
    assert!(plain.len() == 2 && all.coverage.exhaustive);
    assert!(!matches!(
        all.found.map(|it| it.failure),
        Some(Failure::Deadlock(_))
    ));
}
