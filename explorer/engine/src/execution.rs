//! One run of the closure in one interleaving.

use std::cell::Cell;
use std::io;
use std::panic::{AssertUnwindSafe, Location, catch_unwind};
use std::ptr;
use std::sync::Arc;
use std::time::Duration;

use corosensei::CoroutineResult;
use corosensei::stack::DefaultStack;

use crate::callers::Callers;
use crate::image;
use crate::report::{Blocked, Failure, place};
use crate::search::{Alternative, Strategy};
use crate::task::{Pending, Stackful, Task, TaskId, ThreadInfo};
use crate::thread::{finish, thread_object};
use crate::trace::{Early, Event, Kind, Operation};
use crate::watch;

/// A run that achieves nothing for so many steps makes no progress.
const MAX_IDLE: u64 = 10_000;
/// However much it achieves, a run that is longer does not end.
const MAX_STEPS: u64 = 5_000_000;
/// How long one thread may go on while others wait. Real schedulers are fair in the end; a search that is not would
/// call every waiting loop endless.
const MAX_RUN: usize = 200;
/// As in `std`. The pages that are not touched cost nothing.
const STACK_BYTES: usize = 2 << 20;
/// How often per run a wait may end for no reason.
const MAX_SPURIOUS: usize = 1;
/// How much of what a run prints is kept.
const MAX_OUTPUT: usize = 64 * 1024;

thread_local! {
    static CURRENT: Cell<*mut Execution> = const { Cell::new(ptr::null_mut()) };
    /// Stacks to use again: making one costs two system calls.
    static STACKS: Cell<Vec<DefaultStack>> = const { Cell::new(Vec::new()) };
    static EPOCH: Cell<u32> = const { Cell::new(0) };
}

/// An object as it is listed in a report.
#[derive(Clone, Copy, Debug)]
pub struct Listed {
    pub(crate) what: &'static str,
    pub(crate) made_at: &'static Location<'static>,
}

/// What is written down of a run.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Record {
    Nothing,
    Output,
    Everything,
}

#[expect(
    clippy::struct_excessive_bools,
    reason = "they are facts of their own, not one state"
)]
pub(crate) struct Execution {
    pub(crate) tasks: Vec<Task>,
    pub(crate) objects: Vec<Listed>,
    pub(crate) current: TaskId,
    pub(crate) steps: u64,
    /// The step at which something was last achieved.
    pub(crate) achieved: u64,
    /// Steps of the current thread since another one ran.
    run: usize,
    pub(crate) spurious: usize,
    pub(crate) preemptions: u32,
    /// What was chosen, wherever there was a choice.
    pub(crate) picks: Vec<u32>,
    pub(crate) record: Record,
    pub(crate) events: Vec<Event>,
    pub(crate) output: String,
    strategy: *mut dyn Strategy,
    pub(crate) failure: Option<Failure>,
    /// The panics the first thread unwinds from.
    pub(crate) panicked: Vec<Failure>,
    /// Whether no thread may be left behind.
    pub(crate) all_must_end: bool,
    /// Whether one was.
    pub(crate) left_running: bool,
    /// Whether a way to go on was left out to be fair to other threads.
    pub(crate) pruned: bool,
    /// Points are not points while this is set.
    pub(crate) quiet: bool,
}

/// How a run ended.
pub(crate) enum Outcome {
    Held,
    Failed(Failure),
    /// Given up as equal to another one.
    Abandoned,
}

/// Whether the calling thread is one of an execution.
pub fn is_exploring() -> bool {
    !CURRENT.get().is_null()
}

pub(crate) fn epoch() -> u32 {
    EPOCH.get()
}

/// Runs `f` on the execution. It must not reach a point meanwhile.
pub(crate) fn with<R>(f: impl FnOnce(&mut Execution) -> R) -> R {
    let current = CURRENT.get();
    assert!(
        !current.is_null(),
        "a primitive of the explored program was used outside of an exploration"
    );
    // SAFETY: set by `run` for as long as the execution lives. Coroutines of one system thread take turns, and `f`
    // neither suspends nor calls back.
    f(unsafe { &mut *current })
}

/// Runs the closure once, as the strategy says.
pub(crate) fn run(
    body: &dyn Fn(),
    strategy: &mut dyn Strategy,
    record: Record,
    caller: &'static Location<'static>,
) -> (Outcome, Execution) {
    EPOCH.set(EPOCH.get() + 1);
    image::restore();
    // SAFETY: `strategy` outlives the execution, which ends below.
    let strategy: *mut dyn Strategy =
        unsafe { std::mem::transmute::<&mut dyn Strategy, &'static mut dyn Strategy>(strategy) };
    let execution = Execution {
        tasks: Vec::new(),
        // Number 0 is for operations on nothing.
        objects: vec![Listed {
            what: "",
            made_at: caller,
        }],
        current: 0,
        steps: 0,
        achieved: 0,
        run: 0,
        spurious: 0,
        preemptions: 0,
        picks: Vec::new(),
        record,
        events: Vec::new(),
        output: String::new(),
        strategy,
        failure: None,
        panicked: Vec::new(),
        all_must_end: false,
        left_running: false,
        pruned: false,
        quiet: false,
    };
    // Threads reach it through `CURRENT` while it is being scheduled, so nobody may hold a reference across a turn.
    let execution = Box::into_raw(Box::new(execution));
    let before = CURRENT.replace(execution);
    // SAFETY: the main task ends or is reset before this function returns, so the borrow lasts.
    let body: &'static dyn Fn() =
        unsafe { std::mem::transmute::<&dyn Fn(), &'static dyn Fn()>(body) };
    with(|execution| execution.add(Some("main".to_owned()), caller, Box::new(body)))
        .expect("no memory for the first thread's stack");
    let outcome = loop {
        match with(Execution::next) {
            Next::Run(task, early) => take_turn(task, early),
            Next::End(outcome) => break outcome,
        }
    };
    with(Execution::discard);
    CURRENT.set(before);
    // SAFETY: made by `into_raw` above, and no longer current.
    (outcome, *unsafe { Box::from_raw(execution) })
}

/// Lets a thread run up to its next point.
fn take_turn(id: TaskId, early: bool) {
    let Some(mut coroutine) = with(|execution| execution.start_turn(id, early)) else {
        return;
    };
    match coroutine.resume(()) {
        CoroutineResult::Yield(()) => {
            with(|execution| execution.tasks[id].coroutine = Some(coroutine));
        }
        CoroutineResult::Return(()) => keep_stack(coroutine.into_stack()),
    }
}

impl Execution {
    pub(crate) fn register(
        &mut self,
        what: &'static str,
        made_at: &'static Location<'static>,
    ) -> u32 {
        self.objects.push(Listed { what, made_at });
        u32::try_from(self.objects.len() - 1).unwrap_or(u32::MAX)
    }

    pub(crate) fn threads(&self) -> impl Iterator<Item = &ThreadInfo> {
        self.tasks.iter().map(|task| &*task.info)
    }

    pub(crate) fn strategy(&mut self) -> &mut dyn Strategy {
        // SAFETY: see `run`.
        unsafe { &mut *self.strategy }
    }

    pub(crate) fn add(
        &mut self,
        name: Option<String>,
        spawned_at: &'static Location<'static>,
        body: Box<dyn FnOnce()>,
    ) -> io::Result<Arc<ThreadInfo>> {
        let id = self.tasks.len();
        let mut stacks = STACKS.take();
        let stack = stacks
            .pop()
            .map_or_else(|| DefaultStack::new(STACK_BYTES), Ok);
        STACKS.set(stacks);
        let coroutine = Stackful::with_stack(stack?, move |yielder, ()| {
            with(|execution| execution.tasks[id].yielder = yielder);
            let ended = catch_unwind(AssertUnwindSafe(body));
            let panicked = ended.is_err();
            // Dropping what was thrown could throw again, with nobody left to catch it.
            std::mem::forget(ended);
            finish(id, panicked);
        });
        let info = Arc::new(ThreadInfo {
            id,
            name,
            spawned_at,
        });
        let clock = self
            .tasks
            .get(self.current)
            .map_or(Duration::ZERO, |task| task.clock);
        self.tasks.push(Task {
            info: Arc::clone(&info),
            coroutine: Some(coroutine),
            yielder: ptr::null(),
            pending: Some(Pending {
                operation: Operation {
                    kind: Kind::Start,
                    object: thread_object(id),
                    changes: true,
                    location: spawned_at,
                },
                ready: &raw const ALWAYS,
                early: Early::Never,
            }),
            early: false,
            panics: 0,
            clock,
            park_token: None,
            ran: 0,
            yielded: None,
            futile: Vec::new(),
            locals: Vec::new(),
        });
        Ok(info)
    }

    /// What comes next: somebody's turn, or the end.
    fn next(&mut self) -> Next {
        if let Some(failure) = self.failure.take() {
            return Next::End(Outcome::Failed(failure));
        }
        if self.tasks[0].pending.is_none() {
            let left_running = self.pending().next().is_some();
            self.left_running = left_running;
            return Next::End(if self.left_running && self.all_must_end {
                Outcome::Failed(Failure::LeftRunning(self.blocked()))
            } else {
                Outcome::Held
            });
        }
        self.pick()
    }

    /// Who goes next.
    fn pick(&mut self) -> Next {
        let idle = self.steps - self.achieved;
        if idle >= MAX_IDLE || self.steps >= MAX_STEPS {
            let steps = if idle >= MAX_IDLE { idle } else { self.steps };
            let threads = self.blocked();
            return Next::End(Outcome::Failed(Failure::NoProgress { steps, threads }));
        }
        let Some(mut alternatives) = self.alternatives() else {
            // What the first thread still waits for while it unwinds is not the cause.
            let panic = self.panicked.pop();
            let failure = panic.unwrap_or_else(|| Failure::Deadlock(self.blocked()));
            return Next::End(Outcome::Failed(failure));
        };
        self.be_fair(&mut alternatives);
        let last = alternatives
            .iter()
            .position(|alternative| alternative.task == self.current && !alternative.early);
        let preemptions = self.preemptions;
        let Some(index) = self.strategy().pick(&alternatives, last, preemptions) else {
            return Next::End(Outcome::Abandoned);
        };
        if alternatives.len() > 1 {
            self.picks.push(u32::try_from(index).unwrap_or(u32::MAX));
        }
        let chosen = alternatives[index];
        self.preemptions += cost(&alternatives, last, index);
        if chosen.task == self.current {
            self.run += 1;
        } else {
            self.run = 0;
        }
        Next::Run(chosen.task, chosen.early)
    }

    /// All ways to go on. `None` when there are none.
    fn alternatives(&self) -> Option<Vec<Alternative>> {
        let mut alternatives = Vec::with_capacity(self.tasks.len() + 1);
        let mut early = false;
        for (task, pending) in self.pending() {
            if pending.is_ready() {
                alternatives.push(Alternative {
                    task,
                    early: false,
                    operation: pending.operation,
                });
            } else {
                early |= pending.early != Early::Never;
            }
        }
        if !early {
            return (!alternatives.is_empty()).then_some(alternatives);
        }
        let ready = alternatives.len();
        let mut timed_out = |wanted: &dyn Fn(Early) -> bool| {
            for (task, pending) in self.pending() {
                if !pending.is_ready() && wanted(pending.early) {
                    alternatives.push(Alternative {
                        task,
                        early: true,
                        operation: pending.operation,
                    });
                }
            }
        };
        timed_out(&|early| matches!(early, Early::At(_)));
        if self.spurious < MAX_SPURIOUS && ready > 0 {
            timed_out(&|early| early == Early::Spuriously);
        }
        if ready == 0 {
            // A wait that could end for no reason is still a wait: relying on it is the mistake.
            let first = self.pending().filter_map(|(_, pending)| pending.deadline());
            if let Some(first) = first.min() {
                timed_out(&|early| early == Early::AtLast(first));
            }
        }
        (!alternatives.is_empty()).then_some(alternatives)
    }

    fn pending(&self) -> impl Iterator<Item = (TaskId, &Pending)> {
        self.tasks
            .iter()
            .enumerate()
            .filter_map(|(id, task)| Some((id, task.pending.as_ref()?)))
    }

    /// Who asked in vain too often, or has had a long run, lets the others go first.
    fn be_fair(&mut self, alternatives: &mut Vec<Alternative>) {
        let (tasks, current, run) = (&self.tasks, self.current, self.run);
        if run < MAX_RUN
            && alternatives
                .iter()
                .all(|alternative| tasks[alternative.task].yielded.is_none())
        {
            return;
        }
        let ready: Vec<TaskId> = alternatives
            .iter()
            .filter(|alternative| !alternative.early)
            .map(|alternative| alternative.task)
            .collect();
        let waits = |task: TaskId| {
            let yielded = tasks[task].yielded;
            (task == current && run >= MAX_RUN)
                || yielded.is_some_and(|at| {
                    ready
                        .iter()
                        .any(|other| *other != task && tasks[*other].ran < at)
                })
        };
        if ready.iter().any(|task| !waits(*task)) {
            let before = alternatives.len();
            alternatives.retain(|alternative| !waits(alternative.task));
            self.pruned |= alternatives.len() < before;
        }
    }

    fn start_turn(&mut self, id: TaskId, early: bool) -> Option<Stackful> {
        self.steps += 1;
        self.current = id;
        let task = &mut self.tasks[id];
        task.ran = self.steps;
        task.yielded = None;
        task.early = early;
        if let Some(pending) = &task.pending {
            watch::turn(id, pending.operation.location);
            match pending.early {
                Early::Spuriously => self.spurious += usize::from(early),
                Early::At(time) | Early::AtLast(time) if early => task.clock = task.clock.max(time),
                _ => {}
            }
        }
        self.tasks[id].coroutine.take()
    }

    pub(crate) fn blocked(&self) -> Vec<Blocked> {
        self.pending()
            .map(|(thread, pending)| Blocked {
                thread,
                kind: pending.operation.kind,
                object: pending.operation.object,
                place: place(pending.operation.location),
                callers: Callers::of_pending(thread),
            })
            .collect()
    }

    /// Notes what the current thread prints.
    pub(crate) fn print(&mut self, text: &str) {
        let room = MAX_OUTPUT.saturating_sub(self.output.len());
        self.output
            .push_str(&text[..text.floor_char_boundary(room)]);
    }

    /// Gives up whatever still runs, without unwinding: its destructors belong to a run that is over.
    fn discard(&mut self) {
        for task in &mut self.tasks {
            std::mem::forget(std::mem::take(&mut task.locals));
            if let Some(mut coroutine) = task.coroutine.take() {
                // SAFETY: nothing borrows from the stack any more: all its threads are given up together. What it
                // owns is leaked.
                unsafe { coroutine.force_reset() };
                keep_stack(coroutine.into_stack());
            }
        }
    }
}

impl Pending {
    fn deadline(&self) -> Option<Duration> {
        match self.early {
            Early::AtLast(time) => Some(time),
            _ => None,
        }
    }
}

enum Next {
    Run(TaskId, bool),
    End(Outcome),
}

/// What an alternative costs: 1 for taking the turn from a thread that could go on and would, and for going on early
/// while others could go on.
pub(crate) fn cost(alternatives: &[Alternative], last: Option<usize>, index: usize) -> u32 {
    let chosen = &alternatives[index];
    let preempts = last.is_some_and(|last| {
        let last = &alternatives[last];
        last.task != chosen.task && !last.operation.kind.gives_way()
    });
    let hurries = chosen.early && alternatives.iter().any(|other| !other.early);
    u32::from(preempts || hurries)
}

static ALWAYS: fn() -> bool = always;

fn always() -> bool {
    true
}

fn keep_stack(stack: DefaultStack) {
    let mut stacks = STACKS.take();
    stacks.push(stack);
    STACKS.set(stacks);
}
