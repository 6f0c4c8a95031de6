//! One run of the closure in one interleaving.

use std::any::Any;
use std::cell::Cell;
use std::panic::{AssertUnwindSafe, Location, catch_unwind};
use std::ptr;
use std::sync::Arc;
use std::time::Duration;

use corosensei::CoroutineResult;
use corosensei::stack::DefaultStack;

use crate::report::{Blocked, Failure, place};
use crate::search::{Alternative, Strategy};
use crate::task::{Pending, Stackful, Task, TaskId, ThreadInfo};
use crate::trace::{Event, Kind, Operation};

/// A run longer than this makes no progress.
pub(crate) const MAX_STEPS: usize = 10_000;
/// How long one thread may go on while others wait. Real schedulers are fair in the end; a search that is not would
/// call every waiting loop endless.
const MAX_RUN: usize = 200;
/// Enough for exercises; the pages that are not touched cost nothing.
const STACK_BYTES: usize = 1 << 20;
/// How often per run a wait may end for no reason.
const MAX_SPURIOUS: usize = 1;

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

pub(crate) struct Execution {
    tasks: Vec<Task>,
    pub(crate) objects: Vec<Listed>,
    current: TaskId,
    steps: usize,
    /// Steps of the current thread since another one ran.
    run: usize,
    spurious: usize,
    pub(crate) preemptions: u32,
    /// What was chosen, wherever there was a choice.
    pub(crate) picks: Vec<u32>,
    pub(crate) events: Option<Vec<Event>>,
    strategy: *mut dyn Strategy,
    failure: Option<Failure>,
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
    record: bool,
    caller: &'static Location<'static>,
) -> (Outcome, Execution) {
    EPOCH.set(EPOCH.get() + 1);
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
        run: 0,
        spurious: 0,
        preemptions: 0,
        picks: Vec::new(),
        events: record.then(Vec::new),
        strategy,
        failure: None,
    };
    // Threads reach it through `CURRENT` while it is being scheduled, so nobody may hold a reference across a turn.
    let execution = Box::into_raw(Box::new(execution));
    let before = CURRENT.replace(execution);
    // SAFETY: the main task ends or is reset before this function returns, so the borrow lasts.
    let body: &'static dyn Fn() =
        unsafe { std::mem::transmute::<&dyn Fn(), &'static dyn Fn()>(body) };
    with(|execution| execution.add(Some("main".to_owned()), caller, Box::new(body)));
    let outcome = loop {
        match with(Execution::next) {
            Next::Run(task, spuriously) => take_turn(task, spuriously),
            Next::End(outcome) => break outcome,
        }
    };
    with(Execution::discard);
    CURRENT.set(before);
    // SAFETY: made by `into_raw` above, and no longer current.
    (outcome, *unsafe { Box::from_raw(execution) })
}

/// Lets a thread run up to its next point.
fn take_turn(id: TaskId, spuriously: bool) {
    let Some(mut coroutine) = with(|execution| execution.start_turn(id, spuriously)) else {
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

    fn add(
        &mut self,
        name: Option<String>,
        spawned_at: &'static Location<'static>,
        body: Box<dyn FnOnce()>,
    ) -> Arc<ThreadInfo> {
        let id = self.tasks.len();
        let mut stacks = STACKS.take();
        let stack = stacks.pop().unwrap_or_else(|| {
            DefaultStack::new(STACK_BYTES).expect("no memory for another thread's stack")
        });
        STACKS.set(stacks);
        let coroutine = Stackful::with_stack(stack, move |yielder, ()| {
            with(|execution| execution.tasks[id].yielder = yielder);
            let ended = catch_unwind(AssertUnwindSafe(body));
            finish(id, ended.is_err());
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
                spuriously: false,
            }),
            woken_spuriously: false,
            panicking: false,
            clock,
            park_token: false,
            yielded: false,
            futile: Vec::new(),
            locals: Vec::new(),
        });
        info
    }

    /// What comes next: somebody's turn, or the end.
    fn next(&mut self) -> Next {
        if let Some(failure) = self.failure.take() {
            return Next::End(Outcome::Failed(failure));
        }
        if self.tasks[0].pending.is_none() {
            return Next::End(Outcome::Held);
        }
        self.pick()
    }

    /// Who goes next.
    fn pick(&mut self) -> Next {
        if self.steps >= MAX_STEPS {
            return Next::End(Outcome::Failed(self.no_progress()));
        }
        let mut alternatives = Vec::with_capacity(self.tasks.len());
        for (task, pending) in self.pending() {
            if pending.is_ready() {
                alternatives.push(Alternative {
                    task,
                    spuriously: false,
                    operation: pending.operation,
                });
            }
        }
        if alternatives.is_empty() {
            // A wait that could end for no reason is still a wait: relying on it is the mistake.
            return Next::End(Outcome::Failed(Failure::Deadlock(self.blocked())));
        }
        if self.spurious < MAX_SPURIOUS {
            for (task, pending) in self.pending() {
                if pending.spuriously && !pending.is_ready() {
                    alternatives.push(Alternative {
                        task,
                        spuriously: true,
                        operation: pending.operation,
                    });
                }
            }
        }
        self.be_fair(&mut alternatives);
        let last = alternatives
            .iter()
            .position(|alternative| alternative.task == self.current && !alternative.spuriously);
        // SAFETY: see `run`.
        let strategy = unsafe { &mut *self.strategy };
        let Some(index) = strategy.pick(&alternatives, last, self.preemptions) else {
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
        Next::Run(chosen.task, chosen.spuriously)
    }

    fn pending(&self) -> impl Iterator<Item = (TaskId, &Pending)> {
        self.tasks
            .iter()
            .enumerate()
            .filter_map(|(id, task)| Some((id, task.pending.as_ref()?)))
    }

    /// Who tried in vain, or has had a long run, lets the others go first.
    fn be_fair(&self, alternatives: &mut Vec<Alternative>) {
        let waits = |alternative: &Alternative| {
            self.tasks[alternative.task].yielded
                || (alternative.task == self.current && self.run >= MAX_RUN)
        };
        if alternatives
            .iter()
            .any(|alternative| !waits(alternative) && !alternative.spuriously)
        {
            alternatives.retain(|alternative| !waits(alternative));
        }
    }

    fn start_turn(&mut self, id: TaskId, spuriously: bool) -> Option<Stackful> {
        self.steps += 1;
        self.current = id;
        for (other, task) in self.tasks.iter_mut().enumerate() {
            if other != id {
                task.yielded = false;
            }
        }
        let task = &mut self.tasks[id];
        task.yielded = false;
        task.woken_spuriously = spuriously;
        self.spurious += usize::from(spuriously);
        self.tasks[id].coroutine.take()
    }

    fn blocked(&self) -> Vec<Blocked> {
        self.pending()
            .map(|(thread, pending)| Blocked {
                thread,
                kind: pending.operation.kind,
                object: pending.operation.object,
                place: place(pending.operation.location),
            })
            .collect()
    }

    fn no_progress(&self) -> Failure {
        let threads = self.blocked();
        Failure::NoProgress { threads }
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

/// Every thread is an object too: its start, its end, and who joins it. The numbers count down from the top, so that
/// they need no registration.
pub const fn thread_object(id: TaskId) -> usize {
    usize::MAX - id
}

enum Next {
    Run(TaskId, bool),
    End(Outcome),
}

/// What an alternative costs: 1 for taking the turn from a thread that could go on, and for a wake-up without reason.
pub(crate) fn cost(alternatives: &[Alternative], last: Option<usize>, index: usize) -> u32 {
    let preempts = last.is_some_and(|last| alternatives[last].task != alternatives[index].task);
    u32::from(preempts || alternatives[index].spuriously)
}

static ALWAYS: fn() -> bool = always;

fn always() -> bool {
    true
}

impl Pending {
    fn is_ready(&self) -> bool {
        // SAFETY: points to a `static`, or into the stack of a thread that stands still in `reach`.
        unsafe { (*self.ready)() }
    }
}

fn keep_stack(stack: DefaultStack) {
    let mut stacks = STACKS.take();
    stacks.push(stack);
    STACKS.set(stacks);
}

/// The end of a thread, on its own stack.
fn finish(id: TaskId, panicked: bool) {
    // Thread-locals go in the reverse order of their first use, and may use others meanwhile.
    while let Some(local) = with(|execution| execution.tasks[id].locals.pop()) {
        drop(local);
    }
    if id == 0 && panicked {
        with(|execution| {
            if execution.failure.is_none() {
                execution.failure = Some(Failure::Panic {
                    message: String::new(),
                    place: None,
                });
            }
        });
    }
    let location = with(|execution| execution.tasks[id].info.spawned_at);
    let object = thread_object(id);
    if id != 0 {
        reach(
            Operation {
                kind: Kind::Exit,
                object,
                changes: true,
                location,
            },
            false,
            &|| true,
        );
        event(Kind::Exit, None, None, String::new);
    }
    with(|execution| execution.tasks[id].pending = None);
}

/// Announces an operation and returns when it may be carried out: when `ready` holds and the search lets this thread
/// go first. Comes back with `true` when it was let go although `ready` does not hold, which can only be with
/// `spuriously`.
pub fn reach(operation: Operation, spuriously: bool, ready: &dyn Fn() -> bool) -> bool {
    let yielder = with(|execution| {
        // SAFETY: it is used only while this thread stands still below.
        let ready: *const dyn Fn() -> bool =
            unsafe { std::mem::transmute::<&dyn Fn() -> bool, &'static dyn Fn() -> bool>(ready) };
        let current = execution.current;
        let task = &mut execution.tasks[current];
        task.pending = Some(Pending {
            operation,
            ready,
            spuriously,
        });
        task.yielder
    });
    // SAFETY: set when the coroutine started, and valid as long as it runs.
    unsafe { (*yielder).suspend(()) };
    with(|execution| execution.tasks[execution.current].woken_spuriously)
}

/// Starts a thread. It runs when the search lets it.
pub fn spawn(
    name: Option<String>,
    location: &'static Location<'static>,
    body: Box<dyn FnOnce()>,
) -> Arc<ThreadInfo> {
    let info = with(|execution| execution.add(name, location, body));
    let object = thread_object(info.id);
    let id = info.id;
    event(Kind::Spawn, None, Some(location), || id.to_string());
    // The new thread may come far, even to its end, before its spawner goes on.
    reach(
        Operation {
            kind: Kind::Spawned,
            object,
            changes: true,
            location,
        },
        false,
        &|| true,
    );
    info
}

/// The calling thread.
pub fn me() -> Arc<ThreadInfo> {
    with(|execution| Arc::clone(&execution.tasks[execution.current].info))
}

/// A thread of this execution.
pub fn thread(id: TaskId) -> Arc<ThreadInfo> {
    with(|execution| Arc::clone(&execution.tasks[id].info))
}

/// What can be asked of a thread.
#[derive(Clone, Copy, Debug)]
pub struct Live {
    /// Whether it has not ended yet.
    pub running: bool,
    /// Its clock.
    pub clock: Duration,
}

/// How a thread stands.
pub fn live_threads() -> Vec<Live> {
    with(|execution| {
        let tasks = execution.tasks.iter();
        tasks
            .map(|task| Live {
                running: task.pending.is_some(),
                clock: task.clock,
            })
            .collect()
    })
}

/// One of `count` ways to go on, each of which the search tries.
pub fn choose(count: usize) -> usize {
    if count < 2 {
        return 0;
    }
    with(|execution| {
        // SAFETY: see `run`.
        let strategy = unsafe { &mut *execution.strategy };
        let chosen = strategy.choose(count);
        execution
            .picks
            .push(u32::try_from(chosen).unwrap_or(u32::MAX));
        chosen
    })
}

/// Whether events are wanted.
pub fn recording() -> bool {
    with(|execution| execution.events.is_some())
}

/// Notes what the calling thread does, where that is wanted.
pub fn event(
    kind: Kind,
    object: Option<usize>,
    location: Option<&'static Location<'static>>,
    detail: impl FnOnce() -> String,
) {
    if !is_exploring() || !recording() {
        return;
    }
    let detail = detail();
    with(|execution| {
        let thread = execution.current;
        if let Some(events) = &mut execution.events {
            events.push(Event {
                thread,
                kind,
                object,
                location,
                detail,
            });
        }
    });
}

/// The calling thread tried something in vain at this place. When it does so again before it achieved anything, the
/// others go first.
pub fn futile(location: &'static Location<'static>) {
    with(|execution| {
        let task = &mut execution.tasks[execution.current];
        if task.futile.contains(&location) {
            task.yielded = true;
        } else {
            task.futile.push(location);
        }
    });
}

/// The calling thread's clock.
pub fn clock() -> Duration {
    with(|execution| execution.tasks[execution.current].clock)
}

/// Sets the calling thread's clock.
pub fn set_clock(clock: Duration) {
    with(|execution| execution.tasks[execution.current].clock = clock);
}

/// Learns that it is at least this late.
pub fn merge_clock(other: Duration) {
    with(|execution| {
        let clock = &mut execution.tasks[execution.current].clock;
        *clock = (*clock).max(other);
    });
}

/// Runs `f` on a thread's park token.
pub fn park_token<R>(id: TaskId, f: impl FnOnce(&mut bool) -> R) -> R {
    with(|execution| f(&mut execution.tasks[id].park_token))
}

/// Whether the calling thread unwinds.
pub fn is_panicking() -> bool {
    is_exploring() && with(|execution| execution.tasks[execution.current].panicking)
}

/// The calling thread starts to unwind. That of the first thread fails the run, unless it is caught.
pub fn start_panic(message: &str, location: Option<&Location<'_>>) {
    let shown = location.map(ToString::to_string);
    event(Kind::Panic, None, None, || message.to_owned());
    with(|execution| {
        execution.tasks[execution.current].panicking = true;
        if execution.current == 0 {
            execution.failure = Some(Failure::Panic {
                message: message.to_owned(),
                place: shown,
            });
        }
    });
}

/// The calling thread's panic was caught.
pub fn finish_panic() {
    with(|execution| {
        execution.tasks[execution.current].panicking = false;
        if execution.current == 0 && matches!(execution.failure, Some(Failure::Panic { .. })) {
            execution.failure = None;
        }
    });
}

/// The program ends by itself in the middle of the run.
pub fn exit_early(status: i32, location: &'static Location<'static>) -> ! {
    event(Kind::ExitProcess, None, Some(location), || {
        status.to_string()
    });
    with(|execution| {
        execution.failure = Some(Failure::Exit {
            status,
            place: place(location),
        });
    });
    loop {
        // Nobody resumes a thread of a run that is over.
        let yielder = with(|execution| execution.tasks[execution.current].yielder);
        // SAFETY: as in `reach`.
        unsafe { (*yielder).suspend(()) };
    }
}

/// The calling thread's `thread_local!`s, by the address of their key, in the order of their first use.
pub fn locals<R>(f: impl FnOnce(&mut Vec<(usize, Box<dyn Any>)>) -> R) -> R {
    with(|execution| f(&mut execution.tasks[execution.current].locals))
}
