//! How a run of the closure stands: its threads, what they announce, and which of them can go on.

pub(crate) mod run;
pub(crate) mod spawn;

use std::cell::Cell;
use std::mem;
use std::ops::ControlFlow;
use std::panic::Location;
use std::ptr;
use std::sync::Arc;
use std::time::Duration;

use corosensei::Yielder;

use crate::callers::Callers;
use crate::choice::Asked;
use crate::operation::{Access, Early, Kind, Operation};
use crate::place::place;
use crate::report::{Blocked, Failure};
use crate::stack;
use crate::strategy::{Alternative, Mode, Strategy, cost};
use crate::task::{Pending, Ready, Stackful, Task, TaskId, ThreadInfo, thread_object};
use crate::trace::Events;
use crate::{arena, progress};

/// How much a run may do without achieving anything. A step counts for one, one in which a thread takes a lock again and
/// again for fifty, since what that guards is not seen, and one in which it asks in vain, or just waits, for a hundred.
const MAX_IDLE: u64 = 1_000_000;
pub(crate) const LOCKS_AGAIN: u64 = 49;
pub(crate) const IN_VAIN: u64 = 99;
/// However much it achieves, a run that is longer does not end.
const MAX_STEPS: u64 = 5_000_000;
/// How long one thread may go on while others wait. Real schedulers are fair in the end; a search that is not would
/// call every waiting loop endless.
const MAX_RUN: usize = 200;
/// How long a thread that could go on may be left standing, by however many others.
const MAX_STANDING: u64 = 1_000;
/// How long a run may be that need not be fair.
const MAX_UNFAIR: u64 = 10_000;
/// How long threads are followed that are left behind when the first one has ended.
const MAX_LEFT_BEHIND: u64 = 1_000;
/// How much of what a run prints is kept.
const MAX_OUTPUT: usize = 64 * 1024;

thread_local! {
    static CURRENT: Cell<*mut Execution> = const { Cell::new(ptr::null_mut()) };
    static IS_HELD: Cell<bool> = const { Cell::new(false) };
    /// Of the run before, empty.
    static BUFFERS: Cell<Buffers> = const {
        Cell::new(Buffers {
            tasks: Vec::new(),
            live: Vec::new(),
            objects: Vec::new(),
            picks: Vec::new(),
            alternatives: Vec::new(),
        })
    };
    static EPOCH: Cell<u32> = const { Cell::new(0) };
}

/// An object as it is listed in a report.
#[derive(Clone, Copy, Debug)]
pub struct Listed {
    pub(crate) what: &'static str,
    pub(crate) made_at: &'static Location<'static>,
}

/// Memory that one run after the other uses.
#[derive(Default)]
struct Buffers {
    tasks: Vec<Task>,
    live: Vec<TaskId>,
    objects: Vec<Listed>,
    picks: Vec<u32>,
    alternatives: Vec<Alternative>,
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
    /// Those that have not ended.
    live: Vec<TaskId>,
    pub(crate) objects: Vec<Listed>,
    pub(crate) current: TaskId,
    pub(crate) steps: u64,
    /// What the steps were worth since something was last achieved.
    pub(crate) idle: u64,
    /// Steps of the current thread since another one ran.
    run: usize,
    /// How often something happened for no reason.
    pub(crate) spurious: u32,
    /// Whether it would have been possible once more.
    pub(crate) spurious_left_out: bool,
    pub(crate) preemptions: u32,
    /// What was chosen, wherever there was a choice.
    pub(crate) picks: Vec<u32>,
    pub(crate) record: Record,
    pub(crate) events: Events,
    pub(crate) output: String,
    /// How many bytes it would be if all were kept.
    pub(crate) printed: usize,
    strategy: *mut dyn Strategy,
    mode: Mode,
    most_threads: usize,
    pub(crate) failure: Option<Failure>,
    /// What the strategy left open.
    pub(crate) asked: Option<Asked>,
    /// The panics the first thread unwinds from.
    pub(crate) panicked: Vec<Failure>,
    /// Whether no thread may be left behind.
    pub(crate) all_must_end: bool,
    /// Whether one was.
    pub(crate) left_running: bool,
    /// The step at which the first thread was done, where it waits for those that are left behind.
    done: Option<u64>,
    /// Whether a way to go on was left out to be fair to other threads.
    pub(crate) pruned: bool,
    /// Whether somebody looked at what others did without a point.
    pub(crate) has_news: bool,
}

/// How a run ended.
pub(crate) enum Outcome {
    Held,
    Failed(Failure),
    /// Given up: as equal to another one, since it misses points, or, where it need not be fair, as endless.
    Abandoned,
}

/// Whether the calling thread is one of an execution.
pub fn is_exploring() -> bool {
    !CURRENT.get().is_null()
}

pub(crate) fn epoch() -> u32 {
    EPOCH.get()
}

/// Runs `f` on the execution. It must not reach a point meanwhile, nor ask for the execution again.
pub(crate) fn with<R>(f: impl FnOnce(&mut Execution) -> R) -> R {
    struct Held;
    impl Drop for Held {
        fn drop(&mut self) {
            IS_HELD.set(false);
        }
    }
    let current = CURRENT.get();
    assert!(
        !current.is_null(),
        "a primitive of the explored program was used outside of an exploration"
    );
    assert!(!IS_HELD.replace(true), "the execution is held already");
    let _held = Held;
    // SAFETY: set by `run` for as long as the execution lives. Coroutines of one system thread take turns, `f` does not
    // suspend, and nobody else holds the execution.
    f(unsafe { &mut *current })
}

/// Asks the strategy. What it keeps outlives the run.
fn ask<R>(f: impl FnOnce(&mut dyn Strategy) -> R) -> R {
    let strategy = with(|execution| execution.strategy);
    // SAFETY: it outlives the run, and is asked by one thread at a time, which it does not call back.
    arena::outside(|| f(unsafe { &mut *strategy }))
}

/// One of `count` ways to go on, or of so many threads.
pub(crate) fn choose(count: usize, threads: &[TaskId]) -> usize {
    let Some(chosen) = ask(|strategy| strategy.choose(count)) else {
        with(|execution| {
            execution.asked = Some(Asked {
                thread: execution.current,
                ways: count,
                threads: threads.to_vec(),
            });
        });
        stand_for_ever();
    };
    with(|execution| {
        let pick = u32::try_from(chosen).unwrap_or(u32::MAX);
        execution.picks.push(pick);
    });
    chosen
}

/// The calling thread does nothing more in a run that is over.
pub(crate) fn stand_for_ever() -> ! {
    loop {
        // Nobody resumes it.
        let yielder = with(|execution| execution.tasks[execution.current].yielder);
        // SAFETY: set when the coroutine started, and valid as long as it runs.
        unsafe { (*yielder).suspend(()) };
    }
}

impl Drop for Execution {
    fn drop(&mut self) {
        self.tasks.clear();
        self.live.clear();
        self.objects.clear();
        self.picks.clear();
        let buffers = BUFFERS.take();
        BUFFERS.set(Buffers {
            tasks: mem::take(&mut self.tasks),
            live: mem::take(&mut self.live),
            objects: mem::take(&mut self.objects),
            picks: mem::take(&mut self.picks),
            ..buffers
        });
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

    pub(crate) fn is_ready(&self, ready: Ready<'_>) -> bool {
        match ready {
            Ready::Always => true,
            Ready::When(condition) => condition(),
            Ready::Ended(task) => !self.is_running(task),
            Ready::Finished(task) => !self.is_in_body(task),
            Ready::Unparked(task) => self.tasks[task].park_token.is_some(),
        }
    }

    pub(crate) fn is_running(&self, task: TaskId) -> bool {
        self.tasks[task].pending.is_some()
    }

    pub(crate) fn is_in_body(&self, task: TaskId) -> bool {
        self.is_running(task) && !self.tasks[task].has_finished_body
    }

    /// The end, or all ways to go on; then which of them is the thread that ran last, and what preemptions there were.
    fn look_around(
        &mut self,
        alternatives: &mut Vec<Alternative>,
    ) -> ControlFlow<Outcome, (Option<usize>, u32)> {
        if let Some(outcome) = self.is_over() {
            return ControlFlow::Break(outcome);
        }
        self.collect(alternatives);
        if alternatives.is_empty() {
            // What the first thread still waits for while it unwinds is not the cause.
            let panic = self.panicked.pop();
            let failure = panic.unwrap_or_else(|| Failure::Deadlock(self.blocked()));
            return ControlFlow::Break(Outcome::Failed(failure));
        }
        self.wait_for_those_left_behind(alternatives);
        if self.mode.fair {
            self.be_fair(alternatives);
        }
        let is_last = |it: &Alternative| it.task == self.current && !it.early;
        ControlFlow::Continue((alternatives.iter().position(is_last), self.preemptions))
    }

    fn collect(&mut self, alternatives: &mut Vec<Alternative>) {
        alternatives.clear();
        let mut can_be_early = false;
        for index in 0..self.live.len() {
            let task = self.live[index];
            let Some(pending) = self.tasks[task].pending else {
                continue;
            };
            if self.is_ready(pending.ready) {
                alternatives.push(Alternative {
                    task,
                    early: false,
                    operation: pending.operation,
                });
                continue;
            }
            can_be_early |= pending.early != Early::Never;
            if !pending.ends_in_time() {
                self.tasks[task].ready_since = self.steps;
            }
        }
        if can_be_early {
            self.collect_early(alternatives);
        }
    }

    /// Threads that may go on although what they wait for is not there.
    fn collect_early(&mut self, alternatives: &mut Vec<Alternative>) {
        let ready = alternatives.len();
        let mut waiting: Vec<(TaskId, Pending)> = Vec::new();
        let all = self.standing().map(|(task, pending)| (task, *pending));
        waiting.extend(
            all.filter(|(_, pending)| {
                pending.early != Early::Never && !self.is_ready(pending.ready)
            }),
        );
        let any = |wanted: fn(Early) -> bool| waiting.iter().any(|it| wanted(it.1.early));
        let goes_on = ready > 0 || any(|early| matches!(early, Early::At(_)));
        // A wait that could end for no reason is still a wait: relying on it is the mistake.
        let spurious = goes_on && any(|early| early == Early::Spuriously) && self.may_be_spurious();
        for (task, pending) in waiting {
            let early = match pending.early {
                Early::Never => false,
                Early::At(_) => true,
                Early::Spuriously => spurious,
                Early::WhenIdle => !goes_on,
            };
            if early {
                alternatives.push(Alternative {
                    task,
                    early: true,
                    operation: Operation {
                        access: pending.early_access,
                        ..pending.operation
                    },
                });
            }
        }
    }

    /// Threads that have not ended, each before what it does next.
    fn standing(&self) -> impl Iterator<Item = (TaskId, &Pending)> {
        let live = self.live.iter();
        live.filter_map(|id| Some((*id, self.tasks[*id].pending.as_ref()?)))
    }

    /// How many threads have not ended.
    pub(crate) fn live(&self) -> usize {
        self.live.len()
    }

    pub(crate) fn most_threads(&self) -> usize {
        self.most_threads
    }

    fn push(&mut self, info: Arc<ThreadInfo>, guard: std::ops::Range<usize>, coroutine: Stackful) {
        let id = info.id;
        let parent = self.tasks.get(self.current);
        let clock = parent.map_or(Duration::ZERO, |parent| parent.clock);
        let operation = Operation {
            kind: Kind::Start,
            object: thread_object(id),
            access: Access::LOCAL,
            location: info.spawned_at,
        };
        self.live.push(id);
        self.tasks.push(Task {
            info,
            coroutine: Some(coroutine),
            yielder: ptr::null(),
            guard,
            pending: Some(Pending {
                operation,
                ready: Ready::Always,
                early: Early::Never,
                early_access: Access::LOCAL,
            }),
            callers: Callers::default(),
            has_finished_body: false,
            early: false,
            panics: 0,
            in_hook: false,
            clock,
            park_token: None,
            ran: 0,
            ready_since: self.steps,
            yielded: None,
            futile: Vec::new(),
            locals: Vec::new(),
            as_last: Vec::new(),
        });
    }

    /// The end of a thread.
    pub(crate) fn remove(&mut self, id: TaskId) {
        self.tasks[id].pending = None;
        self.live.retain(|live| *live != id);
    }

    /// The first thread is done. Whether it has to wait for those that it leaves behind: what they still do counts
    /// where all interleavings are tried, and only there are the others not tried anyway.
    pub(crate) fn is_done(&mut self) -> bool {
        let waits = self.mode.eager && self.live.len() > 1;
        if waits {
            self.done = Some(self.steps);
        }
        waits
    }

    /// How it ended, if it has.
    fn is_over(&mut self) -> Option<Outcome> {
        if let Some(failure) = self.failure.take() {
            return Some(Outcome::Failed(failure));
        }
        if self.has_news || self.asked.is_some() {
            return Some(Outcome::Abandoned);
        }
        if self.tasks[0].pending.is_none() {
            self.left_running = !self.live.is_empty();
            return Some(if self.left_running && self.all_must_end {
                Outcome::Failed(Failure::LeftRunning(self.blocked()))
            } else {
                Outcome::Held
            });
        }
        let is_long = self.idle >= self.mode.most_idle || self.steps >= MAX_UNFAIR;
        if !self.mode.fair && is_long {
            self.pruned = true;
            return Some(Outcome::Abandoned);
        }
        if self.idle >= MAX_IDLE || self.steps >= MAX_STEPS {
            let threads = self.blocked();
            // What each kind of step is worth is not told.
            let steps = if self.steps >= MAX_STEPS {
                self.steps
            } else {
                MAX_IDLE / (1 + IN_VAIN)
            };
            return Some(Outcome::Failed(Failure::NoProgress { steps, threads }));
        }
        None
    }

    /// When the first thread is done, whatever is left behind goes on as far as it can, and the end comes last: it is
    /// a matter of course that it may come sooner. Only who ends before it, and is asked about that, makes a difference.
    fn wait_for_those_left_behind(&self, alternatives: &mut Vec<Alternative>) {
        let Some(done) = self.done else { return };
        let goes_on =
            |it: &Alternative| it.task != 0 && !it.early && it.operation.kind != Kind::Exit;
        if self.steps - done < MAX_LEFT_BEHIND && alternatives.iter().any(goes_on) {
            alternatives.retain(goes_on);
        } else {
            alternatives.retain(|it| it.task == 0);
        }
    }

    /// Who asked in vain too often, or has had a long run, lets the others go first, those too whose wait for a time can be
    /// over. And nobody is left standing for ever.
    fn be_fair(&mut self, alternatives: &mut Vec<Alternative>) {
        let (tasks, current, run) = (&self.tasks, self.current, self.run);
        let is_calm = run < MAX_RUN
            && alternatives.iter().all(|alternative| {
                let task = &tasks[alternative.task];
                task.yielded.is_none() && self.steps - task.ready_since < MAX_STANDING
            });
        if is_calm {
            return;
        }
        let ready: Vec<TaskId> = alternatives
            .iter()
            .filter(|alternative| {
                let pending = &tasks[alternative.task].pending;
                !alternative.early || pending.is_some_and(|it| it.ends_in_time())
            })
            .map(|alternative| alternative.task)
            .collect();
        let before = alternatives.len();
        let since = |task: TaskId| tasks[task].ready_since;
        let longest = ready.iter().copied().min_by_key(|task| since(*task));
        if let Some(task) = longest.filter(|task| self.steps - since(*task) >= MAX_STANDING) {
            alternatives.retain(|alternative| alternative.task == task);
        } else {
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
                alternatives.retain(|alternative| !waits(alternative.task));
            }
        }
        self.pruned |= alternatives.len() < before;
    }

    fn pick(
        &mut self,
        alternatives: &[Alternative],
        last: Option<usize>,
        index: usize,
    ) -> (TaskId, bool) {
        if alternatives.len() > 1 {
            self.picks.push(u32::try_from(index).unwrap_or(u32::MAX));
        }
        let chosen = alternatives[index];
        self.preemptions += cost(alternatives, last, index);
        if chosen.task == self.current {
            self.run += 1;
        } else {
            self.run = 0;
        }
        (chosen.task, chosen.early)
    }

    /// Whether something may happen for no reason once more.
    pub(crate) fn may_be_spurious(&mut self) -> bool {
        let may = self.spurious < self.mode.spurious;
        self.spurious_left_out |= !may;
        may
    }

    /// The current thread announces an operation. Where that concerns nobody else and nothing speaks against it, it is
    /// carried out at once; otherwise comes back what the thread has to stop at.
    pub(crate) fn announce(&mut self, pending: Pending) -> Option<*const Yielder<(), ()>> {
        self.show();
        let task = &self.tasks[self.current];
        let at_once = self.mode.eager
            && pending.operation.access.is_local()
            && task.yielded.is_none()
            && self.run < MAX_RUN
            && self.done.is_none()
            && self.is_ready(pending.ready);
        if at_once {
            progress::turn(&task.info, pending.operation.location);
            self.count_step(pending.operation.kind);
            self.run += 1;
            let task = &mut self.tasks[self.current];
            task.early = false;
            task.ran = self.steps;
            return None;
        }
        if self.record == Record::Everything {
            self.tasks[self.current].callers = Callers::of_point(self.steps);
        }
        let task = &mut self.tasks[self.current];
        task.pending = Some(pending);
        Some(task.yielder)
    }

    /// The thread that runs does what depends on which thread it is, or what others can notice. If it does so because it was
    /// the last of several, that can be told.
    pub(crate) fn show(&mut self) {
        for index in 0..self.tasks[self.current].as_last.len() {
            let (origin, what) = self.tasks[self.current].as_last[index];
            self.has_news |= origin.note(what);
        }
    }

    fn count_step(&mut self, kind: Kind) {
        self.steps += 1;
        self.idle += if kind.gives_way() { 1 + IN_VAIN } else { 1 };
    }

    fn start_turn(&mut self, id: TaskId, early: bool) -> Option<Stackful> {
        let kind = self.tasks[id].pending.map(|it| it.operation.kind);
        self.count_step(kind.unwrap_or(Kind::Start));
        self.current = id;
        let task = &mut self.tasks[id];
        task.ran = self.steps;
        task.ready_since = self.steps;
        task.yielded = None;
        task.early = early;
        stack::set_guard(&task.guard);
        if let Some(pending) = &task.pending {
            progress::turn(&task.info, pending.operation.location);
            match pending.early {
                Early::Spuriously => self.spurious += u32::from(early),
                Early::At(time) if early => task.clock = task.clock.max(time),
                _ => {}
            }
        }
        self.tasks[id].coroutine.take()
    }

    pub(crate) fn blocked(&self) -> Vec<Blocked> {
        self.standing()
            .map(|(thread, pending)| Blocked {
                thread,
                kind: pending.operation.kind,
                object: pending.operation.object,
                place: place(pending.operation.location),
                callers: self.tasks[thread].callers.clone(),
            })
            .collect()
    }

    /// Notes what the current thread prints.
    pub(crate) fn print(&mut self, text: &str) {
        self.printed += text.len();
        let room = MAX_OUTPUT.saturating_sub(self.output.len());
        self.output
            .push_str(&text[..text.floor_char_boundary(room)]);
    }

    /// Gives up whatever still runs, without unwinding: its destructors belong to a run that is over.
    fn discard(&mut self) {
        for task in &mut self.tasks {
            for local in task.locals.drain(..) {
                mem::forget(local.value);
            }
            if let Some(mut coroutine) = task.coroutine.take() {
                // SAFETY: nothing borrows from the stack any more: all its threads are given up together. What it
                // owns is leaked, or the arena's.
                unsafe { coroutine.force_reset() };
                coroutine.into_stack().keep();
            }
        }
    }
}
