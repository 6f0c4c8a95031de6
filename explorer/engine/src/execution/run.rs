//! One run of the closure in one interleaving, from its first thread to its end.

use std::mem;
use std::ops::ControlFlow;
use std::panic::Location;

use corosensei::CoroutineResult;

use super::spawn::add;
use super::{BUFFERS, Buffers, CURRENT, EPOCH, Execution, Listed, Outcome, Record, ask, with};
use crate::strategy::{Alternative, Strategy};
use crate::task::TaskId;
use crate::trace::Events;
use crate::{arena, statics};

/// How to run it.
#[derive(Clone, Copy)]
pub(crate) struct Settings {
    pub(crate) record: Record,
    pub(crate) most_threads: usize,
    pub(crate) caller: &'static Location<'static>,
}

/// Runs the closure once, as the strategy says.
pub(crate) fn run(
    body: &dyn Fn(),
    strategy: &mut dyn Strategy,
    settings: Settings,
) -> (Outcome, Execution) {
    EPOCH.set(EPOCH.get() + 1);
    statics::restore();
    arena::reset();
    let mode = strategy.mode();
    // SAFETY: `strategy` outlives the execution, which ends below.
    let strategy: *mut dyn Strategy =
        unsafe { mem::transmute::<&mut dyn Strategy, &'static mut dyn Strategy>(strategy) };
    let mut buffers = BUFFERS.take();
    // Number 0 is for operations on nothing.
    buffers.objects.push(Listed {
        what: "",
        made_at: settings.caller,
    });
    // What begins here comes from the system, also when it grows in the middle of the run.
    buffers.picks.reserve(1);
    let mut alternatives = buffers.alternatives;
    let execution = Execution {
        tasks: buffers.tasks,
        live: buffers.live,
        objects: buffers.objects,
        current: 0,
        steps: 0,
        idle: 0,
        run: 0,
        spurious: 0,
        spurious_left_out: false,
        preemptions: 0,
        picks: buffers.picks,
        record: settings.record,
        events: Events::default(),
        output: String::new(),
        printed: 0,
        strategy,
        mode,
        most_threads: settings.most_threads,
        failure: None,
        asked: None,
        panicked: Vec::new(),
        all_must_end: false,
        left_running: false,
        done: None,
        pruned: false,
        has_news: false,
    };
    // Threads reach it through `CURRENT` while it is being scheduled, so nobody may hold a reference across a turn.
    let execution = Box::into_raw(Box::new(execution));
    let before = CURRENT.replace(execution);
    // SAFETY: the main task ends or is reset before this function returns, so the borrow lasts.
    let body: &'static dyn Fn() = unsafe { mem::transmute::<&dyn Fn(), &'static dyn Fn()>(body) };
    add(
        None,
        Some("main".to_owned()),
        settings.caller,
        Box::new(body),
    )
    .expect("no memory for the first thread's stack");
    let outcome = loop {
        match next(&mut alternatives) {
            ControlFlow::Continue((task, early)) => take_turn(task, early),
            ControlFlow::Break(outcome) => break outcome,
        }
    };
    with(Execution::discard);
    CURRENT.set(before);
    alternatives.clear();
    let buffers = BUFFERS.take();
    BUFFERS.set(Buffers {
        alternatives,
        ..buffers
    });
    // SAFETY: made by `into_raw` above, and no longer current.
    (outcome, *unsafe { Box::from_raw(execution) })
}

/// Lets a thread run up to its next point.
fn take_turn(id: TaskId, early: bool) {
    let Some(mut coroutine) = with(|execution| execution.start_turn(id, early)) else {
        return;
    };
    let before = arena::enter();
    let result = coroutine.resume(());
    arena::leave(before);
    match result {
        CoroutineResult::Yield(()) => {
            with(|execution| execution.tasks[id].coroutine = Some(coroutine));
        }
        CoroutineResult::Return(()) => coroutine.into_stack().keep(),
    }
}

/// What comes next: somebody's turn, or the end.
fn next(alternatives: &mut Vec<Alternative>) -> ControlFlow<Outcome, (TaskId, bool)> {
    let (last, preemptions) = match with(|execution| execution.look_around(alternatives)) {
        ControlFlow::Continue(situation) => situation,
        ControlFlow::Break(outcome) => return ControlFlow::Break(outcome),
    };
    match ask(|strategy| strategy.pick(alternatives, last, preemptions)) {
        Some(index) => ControlFlow::Continue(with(|it| it.pick(alternatives, last, index))),
        None => ControlFlow::Break(Outcome::Abandoned),
    }
}
