//! What a thread of the explored program can ask of the engine.

use std::panic::Location;
use std::sync::Arc;
use std::time::Duration;

use crate::callers::Callers;
use crate::execution::{self, Execution, IN_VAIN, LOCKS_AGAIN, Record, is_exploring, with};
use crate::observation::{Observation, Origin};
use crate::operation::{Access, Early, Kind, Operation};
use crate::place::place;
use crate::report::Failure;
use crate::task::{Asked, Local, Pending, Ready, TaskId, ThreadInfo, object_thread, thread_object};
use crate::trace::Event;

/// So often a thread may ask in vain while nothing changes before the others go first.
pub const MAX_FUTILE: u32 = 3;

/// Aspects of a thread as an object: whether it has ended, whether it was unparked, and who drops what it left.
pub const END: u8 = 1;
/// See [`END`].
pub const TOKEN: u8 = 2;
/// See [`END`].
pub const RESULT: u8 = 4;

/// How an operation can be carried out.
#[derive(Clone, Copy)]
pub struct Wait<'a> {
    /// When it can be.
    pub ready: Ready<'a>,
    /// When the thread goes on although it cannot.
    pub early: Early,
    /// What the operation has to do with its object then.
    pub early_access: Access,
}

/// Announces an operation and returns when it may be carried out: when it is ready and the search lets this thread go
/// first. Comes back with `true` when it was let go early although it was not ready.
pub fn reach(operation: Operation, wait: Wait<'_>) -> bool {
    // SAFETY: a condition is used only while this thread stands still below.
    let ready = unsafe { std::mem::transmute::<Ready<'_>, Ready<'static>>(wait.ready) };
    if is_recording() && !with(|execution| execution.is_ready(ready)) {
        let kind = operation.kind;
        let object = Some(operation.object);
        event(Kind::Block, object, Some(operation.location), || {
            kind.word().to_owned()
        });
    }
    stand(Pending {
        operation,
        ready,
        early: wait.early,
        early_access: wait.early_access,
    })
}

/// An operation that can always be carried out.
pub fn pass(kind: Kind, object: usize, access: Access, location: &'static Location<'static>) {
    stand(Pending {
        operation: Operation {
            kind,
            object,
            access,
            location,
        },
        ready: Ready::Always,
        early: Early::Never,
        early_access: Access::LOCAL,
    });
}

/// Stands before an operation until the search goes on with this thread, if it has to. Whether it was let go early.
fn stand(pending: Pending) -> bool {
    let Some(yielder) = with(|execution| execution.announce(pending)) else {
        return false;
    };
    // SAFETY: set when the coroutine started, and valid as long as it runs.
    unsafe { (*yielder).suspend(()) };
    with(|execution| execution.tasks[execution.current].early)
}

/// Waits until nothing else can happen: every other thread has ended, or waits for what does not come.
pub fn quiesce(location: &'static Location<'static>) {
    let operation = Operation {
        kind: Kind::Sleep,
        // No object; but who waits like this is woken one at a time.
        object: 0,
        access: Access::WRITE,
        location,
    };
    let wait = Wait {
        ready: Ready::When(&|| false),
        early: Early::WhenIdle,
        early_access: Access::WRITE,
    };
    reach(operation, wait);
    event(Kind::Sleep, None, Some(location), || {
        "until nothing else happens".to_owned()
    });
}

/// What a shell says of SIGABRT.
pub const ABORTED: i32 = 134;

/// Somebody asks whether a thread has ended, whichever: of all threads, as if they were made here.
pub(crate) const ENDS: Origin = Origin::of(Location::caller());
pub(crate) const ASKED: Observation = Observation(1);

/// The calling thread.
pub fn me() -> Arc<ThreadInfo> {
    with_thread(|execution| Arc::clone(&execution.tasks[execution.current].info))
}

/// A thread of this execution.
pub fn thread(id: TaskId) -> Arc<ThreadInfo> {
    with(|execution| Arc::clone(&execution.tasks[id].info))
}

/// Asks whether a thread still does what it was started for.
pub fn ask_whether_in_body(id: TaskId, location: &'static Location<'static>) -> bool {
    ENDS.observe(ASKED);
    pass(Kind::Load, thread_object(id), Access::reads(END), location);
    with(|execution| execution.is_in_body(id))
}

/// How many threads there were so far: the number that the next one gets.
pub fn threads() -> usize {
    with(|execution| execution.tasks.len())
}

/// How many threads have not ended yet, the calling one included. Looks at one after the other.
pub fn running(location: &'static Location<'static>) -> usize {
    ENDS.observe(ASKED);
    (0..threads())
        .filter(|id| {
            pass(Kind::Load, thread_object(*id), Access::reads(END), location);
            with(|execution| execution.is_running(*id))
        })
        .count()
}

/// How many turns there were so far in this run.
pub fn turns() -> u64 {
    with(|execution| execution.steps)
}

/// From now on the run fails if a thread is left behind when the first one ends.
pub fn all_must_end() {
    with(|execution| execution.all_must_end = true);
}

/// One of `count` ways to go on, each of which the search tries.
pub fn choose(count: usize) -> usize {
    if count < 2 {
        return 0;
    }
    execution::choose(count, &[])
}

/// One of these threads, each of which the search tries.
pub fn choose_thread(threads: &[TaskId]) -> usize {
    match threads.len() {
        0 | 1 => 0,
        count => execution::choose(count, threads),
    }
}

/// Whether something that may fail for no reason does so now.
pub fn fails_spuriously() -> bool {
    if !with(Execution::may_be_spurious) {
        return false;
    }
    let fails = choose(2) == 1;
    with(|execution| execution.spurious += u32::from(fails));
    fails
}

/// The calling thread achieved something that a thread waiting in vain does not.
pub fn achieve() {
    with(|execution| {
        execution.idle = 0;
        execution.tasks[execution.current].futile.clear();
    });
}

/// The calling thread changed what others can see; what it asked in vain before may be answered otherwise now.
pub fn change() {
    with(|execution| execution.tasks[execution.current].futile.clear());
}

/// The calling thread asked in vain at this place, of an object that was changed `stamp` times so far. When it does so
/// again and again while nothing changes, so often, the others go first.
pub fn futile(location: &'static Location<'static>, stamp: u64, most: u32) {
    with(|execution| {
        let task = &mut execution.tasks[execution.current];
        // One place may ask two things: a lock, and what it guards.
        let known = task
            .futile
            .iter_mut()
            .find(|asked| asked.location == location && asked.most == most);
        match known {
            Some(asked) if asked.stamp == stamp => {
                asked.count += 1;
                if asked.count >= most {
                    task.yielded = Some(task.ran);
                    let locks_again = most > MAX_FUTILE;
                    execution.idle += if locks_again { LOCKS_AGAIN } else { IN_VAIN };
                }
            }
            Some(asked) => (asked.stamp, asked.count) = (stamp, 1),
            None => task.futile.push(Asked {
                location,
                stamp,
                most,
                count: 1,
            }),
        }
    });
}

/// Whether events are wanted.
pub fn is_recording() -> bool {
    is_exploring() && with(|execution| execution.record == Record::Everything)
}

/// Notes what the calling thread does, where that is wanted. An object that is a thread is noted as the other one.
pub fn event(
    kind: Kind,
    object: Option<usize>,
    location: Option<&'static Location<'static>>,
    detail: impl FnOnce() -> String,
) {
    let other = object.and_then(object_thread);
    let object = if other.is_some() { None } else { object };
    event_with(kind, object, other, location, detail);
}

/// The same, where an object and another thread are concerned.
pub fn event_with(
    kind: Kind,
    object: Option<usize>,
    other: Option<TaskId>,
    location: Option<&'static Location<'static>>,
    detail: impl FnOnce() -> String,
) {
    if is_recording() {
        note(kind, object, other, location, detail());
    }
}

/// Apart from what asks for it, of which there is a copy for each operation.
#[cold]
fn note(
    kind: Kind,
    object: Option<usize>,
    other: Option<TaskId>,
    location: Option<&'static Location<'static>>,
    detail: String,
) {
    with(|execution| {
        let callers = Callers::of_event(execution.events.count());
        let thread = execution.current;
        execution.events.push(Event {
            thread,
            kind,
            object,
            other,
            location,
            detail,
            callers,
        });
    });
}

/// The calling thread prints. Returns how many bytes the run has printed; none where nobody wants to know what.
pub fn print(location: &'static Location<'static>, text: impl FnOnce() -> String) -> usize {
    write(|| {
        let text = text();
        event(Kind::Print, None, Some(location), || text.clone());
        text
    });
    if is_exploring() {
        with(|execution| execution.printed)
    } else {
        0
    }
}

/// Adds to what the run prints, where that is wanted.
pub fn write(text: impl FnOnce() -> String) {
    if is_exploring() && with(|execution| execution.record != Record::Nothing) {
        let text = text();
        with(|execution| execution.print(&text));
    }
}

/// What the run has printed, as far as that is kept.
pub fn printed() -> String {
    with(|execution| execution.output.clone())
}

/// The calling thread's clock.
pub fn clock() -> Duration {
    with_thread(|execution| execution.tasks[execution.current].clock)
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

/// The clock of another thread, when it has ended or come so far.
pub fn clock_of(id: TaskId) -> Duration {
    with(|execution| execution.tasks[id].clock)
}

/// Runs `f` on a thread's park token: the clock of the thread that left it.
pub fn park_token<R>(id: TaskId, f: impl FnOnce(&mut Option<Duration>) -> R) -> R {
    with(|execution| f(&mut execution.tasks[id].park_token))
}

/// Whether the calling thread unwinds.
pub fn is_panicking() -> bool {
    is_exploring() && with_thread(|execution| execution.tasks[execution.current].panics > 0)
}

/// The calling thread starts to unwind. That of the first thread fails the run, unless it is caught. Every start of
/// unwinding must be told, in a panic hook or where there is none.
pub fn start_panic(message: &str, location: Option<&Location<'_>>) {
    // A panic's location is one of the program's text, though its type does not say so.
    let known: Option<&'static Location<'static>> =
        // SAFETY: see above; `panic_any` and `resume_unwind` pass `Location::caller()` on or nothing.
        location.map(|location| unsafe { &*std::ptr::from_ref(location).cast() });
    event(Kind::Panic, None, known, || message.to_owned());
    with_thread(|execution| {
        execution.tasks[execution.current].panics += 1;
        if execution.current == 0 {
            execution.panicked.push(Failure::Panic {
                message: message.to_owned(),
                place: location.map(place),
            });
        }
    });
}

/// Whether the calling thread runs a panic hook.
pub fn is_in_hook() -> bool {
    with(|execution| execution.tasks[execution.current].in_hook)
}

/// The calling thread begins to run a panic hook, or is through with it.
pub fn set_in_hook(in_hook: bool) {
    with(|execution| execution.tasks[execution.current].in_hook = in_hook);
}

/// The calling thread's panic was caught.
pub fn finish_panic() {
    with(|execution| {
        let task = &mut execution.tasks[execution.current];
        task.panics = task.panics.saturating_sub(1);
        if execution.current == 0 {
            execution.panicked.pop();
        }
    });
}

/// The program ends by itself in the middle of the run.
pub fn exit_early(status: i32, location: &'static Location<'static>) -> ! {
    event(Kind::ExitProcess, None, Some(location), || {
        status.to_string()
    });
    fail(Failure::Exit {
        status,
        place: place(location),
    })
}

/// Ends the run.
pub(crate) fn fail(failure: Failure) -> ! {
    with(|execution| execution.failure = Some(failure));
    execution::stand_for_ever()
}

/// The calling thread's `thread_local!`s, in the order of their first use.
pub fn locals<R>(f: impl FnOnce(&mut Vec<Local>) -> R) -> R {
    with_thread(|execution| f(&mut execution.tasks[execution.current].locals))
}

/// The calling thread begins what falls to the last of several. If others can tell which thread does it, or when, they look at
/// this, of objects made there.
pub fn begin_as_last(origin: Origin, what: Observation) {
    with(|execution| {
        let current = execution.current;
        execution.tasks[current].as_last.push((origin, what));
    });
}

/// It has done that.
pub fn end_as_last() {
    with(|execution| {
        let current = execution.current;
        execution.tasks[current].as_last.pop();
    });
}

/// As [`with`], for what depends on which thread calls.
fn with_thread<R>(f: impl FnOnce(&mut Execution) -> R) -> R {
    with(|execution| {
        execution.show();
        f(execution)
    })
}
