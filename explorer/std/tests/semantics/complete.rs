//! Nothing is left out: what random runs of small random programs come to, an exhaustive exploration has found too.

use std::cell::RefCell;
use std::collections::BTreeSet;
// That of the explorer has interleavings of its own, where what it holds has a destructor.
use std::sync::Arc;
use std::time::Duration;

use explorer::explorer::{Budget, explore};
use explorer::sync::atomic::{AtomicU32, Ordering::SeqCst};
use explorer::sync::mpsc::{Receiver, Sender, SyncSender, channel, sync_channel};
use explorer::sync::{Condvar, Mutex, Once, RwLock};
use explorer::thread;

/// What the threads share.
struct World {
    number: AtomicU32,
    lock: Mutex<u32>,
    table: RwLock<u32>,
    once: Once,
    bell: Condvar,
    sender: Mutex<Sender<u32>>,
    receiver: Mutex<Receiver<u32>>,
    bounded: SyncSender<u32>,
    other_end: Mutex<Receiver<u32>>,
    main: thread::Thread,
}

/// One step of a program. Each notes what it sees.
type Step = fn(&World, u32) -> u32;

const SHORT: Duration = Duration::from_millis(1);

/// None of them waits for ever, whatever the others do.
const STEPS: [Step; 16] = [
    |world, _| world.number.load(SeqCst),
    |world, me| world.number.swap(me, SeqCst),
    |world, me| world.number.fetch_add(me, SeqCst),
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
        Err(_) => 1000,
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
    |world, _| world.table.try_read().map_or(1000, |number| *number),
    |world, me| {
        let mut seen = 1000;
        world
            .once
            .call_once(|| seen = world.number.swap(me, SeqCst));
        seen
    },
    |world, _| u32::from(world.once.is_completed()),
    |world, _| {
        let number = world.lock.lock().unwrap();
        let (number, result) = world.bell.wait_timeout(number, SHORT).unwrap();
        *number * 10 + u32::from(result.timed_out())
    },
    |world, _| {
        world.bell.notify_one();
        world.main.unpark();
        0
    },
    |world, me| {
        world.sender.lock().unwrap().send(me).unwrap();
        world.bounded.try_send(me).map_or(1000, |()| 0)
    },
    |world, _| world.receiver.lock().unwrap().try_recv().unwrap_or(1000),
    |world, _| {
        let receiver = world.other_end.lock().unwrap();
        receiver.recv_timeout(SHORT).unwrap_or(1000)
    },
];

/// Runs the programs side by side, the last on the first thread. What each step saw, and what is left at the end.
fn run(programs: &[Vec<usize>]) -> Vec<u32> {
    let ((sender, receiver), (bounded, other_end)) = (channel(), sync_channel(1));
    let world = Arc::new(World {
        number: AtomicU32::new(0),
        lock: Mutex::new(0),
        table: RwLock::new(0),
        once: Once::new(),
        bell: Condvar::new(),
        sender: Mutex::new(sender),
        receiver: Mutex::new(receiver),
        bounded,
        other_end: Mutex::new(other_end),
        main: thread::current(),
    });
    let work = |world: &World, program: &[usize], me: u32| -> Vec<u32> {
        program.iter().map(|step| STEPS[*step](world, me)).collect()
    };
    let (last, others) = programs.split_last().unwrap();
    let threads: Vec<_> = (1..)
        .zip(others)
        .map(|(me, program)| {
            let (world, program) = (Arc::clone(&world), program.clone());
            thread::spawn(move || work(&world, &program, me))
        })
        .collect();
    let mut seen = work(&world, last, 7);
    for thread in threads {
        seen.extend(thread.join().unwrap());
    }
    seen.extend([world.number.load(SeqCst), *world.lock.lock().unwrap()]);
    seen
}

/// What comes of the programs, and whether that is everything.
fn explored(budget: Budget, programs: &[Vec<usize>]) -> (BTreeSet<Vec<u32>>, bool) {
    let all = RefCell::new(BTreeSet::new());
    let exploration = explore(budget, &|| {
        let seen = run(programs);
        all.borrow_mut().insert(seen);
    });
    let failure = exploration.found.map(|found| found.failure);
    assert!(failure.is_none(), "{programs:?}: {failure:?}");
    (all.into_inner(), exploration.coverage.exhaustive)
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

    /// Two programs of three steps, or three of two.
    fn programs(&mut self) -> Vec<Vec<usize>> {
        let threads = 2 + self.below(2);
        let mut program = || {
            let steps = 0..5 - threads;
            steps.map(|_| self.below(STEPS.len())).collect()
        };
        (0..threads).map(|_| program()).collect()
    }
}

#[test]
fn an_exhaustive_exploration_finds_whatever_random_runs_find() {
    let systematic = Budget {
        schedules: 40_000,
        steps: 4_000_000,
        ..Budget::default()
    };
    // After the runs without preemptions, the rest is random.
    let at_random = Budget {
        schedules: 1_000,
        preemptions: 0,
        ..Budget::default()
    };
    let (mut random, mut compared, mut outcomes) = (Random(1), 0, 0);
    for _ in 0..15 {
        let programs = random.programs();
        let (found, exhaustive) = explored(systematic, &programs);
        if exhaustive {
            let (more, _) = explored(at_random, &programs);
            let missed: Vec<_> = more.difference(&found).collect();
            assert!(missed.is_empty(), "{programs:?}: it missed {missed:?}");
            compared += 1;
            outcomes += found.len();
        }
    }
    // Or else this says nothing.
    assert!(compared > 12 && outcomes > 60, "{compared}, {outcomes}");
}
