//! Nothing is left out: an exploration comes to the same as plain enumeration of all runs, on random programs.
//!
//! Each reduction is a claim about all programs: that some operations commute, that some concern nobody else, that what
//! nobody looks at need be no point. So is every step of the stand-in that changes a clock. `THREADLINGS_PROGRAMS=10000`
//! tries that many of them.

use std::cell::{Cell, RefCell};
use std::collections::BTreeSet;
use std::env;
use std::mem::discriminant;
// That of the explorer has interleavings of its own, where what it holds has a destructor.
use std::sync::Arc;
use std::time::Duration;

use explorer::explorer::{Budget, Exploration, Failure, Method, Notes, explore_by};
use explorer::process;
use explorer::sync::atomic::{AtomicU32, Ordering::SeqCst};
use explorer::sync::mpsc::{Receiver, Sender, SyncSender, channel, sync_channel};
use explorer::sync::{Barrier, Condvar, Mutex, Once, OnceLock, RwLock};
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
    senders: Mutex<Vec<Sender<u32>>>,
    receiver: Own<Receiver<u32>>,
    bounded: SyncSender<u32>,
    bounded_end: Own<Receiver<u32>>,
    handed: SyncSender<u32>,
    handed_end: Own<Receiver<u32>>,
    main: thread::Thread,
    /// A thread that does nothing, where somebody asks for it.
    idler: OnceLock<JoinHandle<()>>,
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

/// Steps that have to do with one another. The last thread, which is number 7, has the receivers.
const GROUPS: [&[Step]; 13] = [
    &[
        |world, _| world.number.load(SeqCst),
        |world, me| world.number.swap(me, SeqCst),
        |world, me| world.number.fetch_add(me, SeqCst),
        |world, me| {
            let changed = world.number.compare_exchange_weak(0, me, SeqCst, SeqCst);
            changed.unwrap_or_else(|seen| seen)
        },
    ],
    &[
        |world, me| {
            let mut number = world.lock.lock().unwrap();
            *number = *number * 2 + me;
            *number
        },
        |world, me| {
            let mut number = world.lock.lock().unwrap();
            thread::sleep(me * SHORT);
            *number += me;
            *number
        },
        |world, me| match world.lock.try_lock() {
            Ok(mut number) => {
                *number += me;
                *number
            }
            Err(_) => since(world),
        },
    ],
    // In different orders.
    &[
        |world, _| *world.lock.lock().unwrap() + *world.table.read().unwrap(),
        |world, me| {
            let mut table = world.table.write().unwrap();
            *table = *world.lock.lock().unwrap() + me;
            *table
        },
    ],
    &[
        |world, me| {
            let number = world.table.read().unwrap();
            thread::sleep(me * SHORT);
            *number * 10 + since(world)
        },
        |world, me| {
            let mut number = world.table.write().unwrap();
            *number += me;
            *number * 10 + since(world)
        },
        |world, _| {
            world
                .table
                .try_read()
                .map_or_else(|_| since(world), |number| *number)
        },
        |world, me| match world.table.try_write() {
            Ok(mut number) => {
                *number += me;
                *number
            }
            Err(_) => since(world),
        },
    ],
    &[
        |world, me| {
            let mut seen = NOTHING;
            let mut swap = || seen = world.number.swap(me, SeqCst);
            world.once.call_once(&mut swap);
            seen
        },
        |world, _| u32::from(world.once.is_completed()),
        |world, me| *world.cell.get_or_init(|| me),
        |world, _| world.cell.get().copied().unwrap_or(NOTHING),
    ],
    &[
        |world, _| {
            let number = world.lock.lock().unwrap();
            let (number, result) = world.bell.wait_timeout(number, SHORT).unwrap();
            *number * 10 + u32::from(result.timed_out())
        },
        |world, _| *world.bell.wait(world.lock.lock().unwrap()).unwrap(),
        |world, me| {
            *world.lock.lock().unwrap() += me;
            world.bell.notify_one();
            0
        },
        |world, _| {
            world.bell.notify_all();
            0
        },
    ],
    &[
        |world, me| {
            if me == 7 {
                thread::park_timeout(SHORT);
            } else {
                world.main.unpark();
            }
            since(world)
        },
        |world, me| {
            if me == 7 {
                thread::park();
            } else {
                thread::sleep(SHORT);
                world.main.unpark();
            }
            since(world)
        },
        |world, me| world.number.swap(me, SeqCst),
    ],
    &[
        |world, _| {
            world.barrier.wait();
            world.number.load(SeqCst)
        },
        |world, _| u32::from(world.barrier.wait().is_leader()),
        |world, me| world.number.swap(me, SeqCst),
    ],
    &[
        |world, me| u32::from(world.notes.add(me) == 0),
        |world, me| u32::from(world.notes.add(me) == 0),
        |world, _| u32::try_from(world.notes.count()).unwrap(),
        |world, _| world.notes.in_order().first().copied().unwrap_or(NOTHING),
    ],
    &[
        |world, me| {
            if me == 7 {
                world.receiver().recv().unwrap()
            } else {
                world.send(me, 0)
            }
        },
        |world, me| {
            if me == 7 {
                world.receiver().try_recv().unwrap_or(NOTHING)
            } else {
                world.send(me, 1)
            }
        },
        |world, me| {
            if me == 7 {
                world.receiver().recv_timeout(SHORT).unwrap_or(NOTHING) + since(world)
            } else {
                // The last one closes the channel.
                drop(world.senders.lock().unwrap().pop());
                0
            }
        },
    ],
    &[
        |world, me| {
            if me == 7 {
                world.bounded_end().recv().unwrap()
            } else {
                world.bounded.try_send(me).map_or(NOTHING, |()| 0)
            }
        },
        |world, me| {
            if me == 7 {
                world.bounded_end().try_recv().unwrap_or(NOTHING)
            } else {
                world.bounded.send(me).unwrap();
                since(world)
            }
        },
        |_, me| {
            thread::sleep(me * SHORT);
            0
        },
    ],
    &[
        |world, me| {
            if me == 7 {
                world.handed_end().recv_timeout(SHORT).unwrap_or(NOTHING)
            } else {
                world.handed.try_send(me).map_or(NOTHING, |()| 0)
            }
        },
        |world, me| {
            if me == 7 {
                world.handed_end().recv().unwrap()
            } else {
                world.handed.send(me).unwrap();
                since(world)
            }
        },
    ],
    &[
        |_, me| {
            thread::sleep(me * SHORT);
            DEPTH.set(DEPTH.get() + me);
            DEPTH.get()
        },
        |world, _| u32::from(world.idler().is_finished()),
        |world, me| world.number.fetch_add(me, SeqCst),
    ],
];

/// What only the last thread touches, in a place that all can reach.
struct Own<T>(T);

// SAFETY: only one thread uses it.
unsafe impl<T> Sync for Own<T> {}

impl World {
    fn receiver(&self) -> &Receiver<u32> {
        &self.receiver.0
    }

    fn bounded_end(&self) -> &Receiver<u32> {
        &self.bounded_end.0
    }

    fn handed_end(&self) -> &Receiver<u32> {
        &self.handed_end.0
    }

    /// Sends with the sender of this number, if it is there.
    fn send(&self, value: u32, sender: usize) -> u32 {
        let sender = self.senders.lock().unwrap().get(sender).cloned();
        sender.map_or(NOTHING, |sender| sender.send(value).map_or(1, |()| 0))
    }

    fn idler(&self) -> &JoinHandle<()> {
        self.idler.get_or_init(|| thread::spawn(|| ()))
    }
}

/// What threads do one after the other; the last thread is the first one.
struct Program {
    /// Each step by its group and its number in it.
    threads: Vec<Vec<(usize, usize)>>,
    /// Whether the first thread does not wait for the others: each then ends the process if it finds 9 in the end.
    leaves_behind: bool,
}

/// Runs the program. What each step saw, and what is left at the end, the time among it.
fn run(program: &Program) -> Vec<u32> {
    let (sender, receiver) = channel();
    let (bounded, bounded_end) = sync_channel(1);
    let (handed, handed_end) = sync_channel(0);
    let world = Arc::new(World {
        number: AtomicU32::new(0),
        lock: Mutex::new(0),
        table: RwLock::new(0),
        once: Once::new(),
        cell: OnceLock::new(),
        bell: Condvar::new(),
        barrier: Barrier::new(2),
        notes: Notes::new(),
        senders: Mutex::new(vec![sender.clone(), sender]),
        receiver: Own(receiver),
        bounded,
        bounded_end: Own(bounded_end),
        handed,
        handed_end: Own(handed_end),
        main: thread::current(),
        idler: OnceLock::new(),
        start: Instant::now(),
    });
    let work = |world: &World, steps: &[(usize, usize)], me: u32| -> Vec<u32> {
        let seen = steps
            .iter()
            .map(|(group, step)| GROUPS[*group][*step](world, me));
        seen.collect()
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
        time: Duration::from_mins(1),
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
pub struct Random(pub u64);

impl Random {
    pub fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        let high = self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 33;
        usize::try_from(high).map_or(0, |high| high % bound)
    }

    /// Two threads of two steps, or three of one, mostly of one group.
    fn program(&mut self) -> Program {
        let count = 2 + self.below(2);
        let group = self.below(GROUPS.len());
        let mut step = || {
            let group = match self.below(6) {
                0 => self.below(GROUPS.len()),
                _ => group,
            };
            (group, self.below(GROUPS[group].len()))
        };
        let threads = (0..count).map(|_| (0..4 - count).map(|_| step()).collect());
        Program {
            threads: threads.collect(),
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
        threads: vec![vec![(0, 1)], vec![(0, 1)]],
        leaves_behind: false,
    };
    let (plain, all) = outcomes(Method::Plain, &program);
    assert!(plain.len() == 2 && all.coverage.exhaustive);
    assert!(!matches!(
        all.found.map(|it| it.failure),
        Some(Failure::Deadlock(_))
    ));
}
