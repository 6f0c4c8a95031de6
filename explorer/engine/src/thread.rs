//! What a thread of the explored program can ask of the engine.

use std::cell::Cell;
use std::io;
use std::panic::Location;
use std::sync::Arc;
use std::time::Duration;

use crate::callers::{self, Callers};
use crate::execution::{Record, is_exploring, with};
use crate::report::{Failure, place};
use crate::task::{Asked, Local, Pending, TaskId, ThreadInfo};
use crate::trace::{Early, Event, Kind, Operation};

/// So often a thread may ask in vain while nothing changes before the others go first.
pub const MAX_FUTILE: u32 = 3;

/// Every thread is an object too: its start, its end, and who joins it. The numbers count down from the top, so that
/// they need no registration.
pub const fn thread_object(id: TaskId) -> usize {
    usize::MAX - id
}

/// The thread that an object is, if it is one.
pub const fn object_thread(object: usize) -> Option<TaskId> {
    let id = usize::MAX - object;
    if id < usize::MAX / 2 { Some(id) } else { None }
}

/// Announces an operation and returns when it may be carried out: when `ready` holds and the search lets this thread
/// go first. Comes back with `true` when it was let go `early` although `ready` did not hold.
pub fn reach(operation: Operation, early: Early, ready: &dyn Fn() -> bool) -> bool {
    if with(|execution| execution.quiet) {
        return false;
    }
    if is_recording() {
        callers::announce();
        if !ready() {
            let kind = operation.kind;
            let object = Some(operation.object);
            event(Kind::Block, object, Some(operation.location), || {
                kind.word().to_owned()
            });
        }
    }
    let yielder = with(|execution| {
        // SAFETY: it is used only while this thread stands still below.
        let ready: *const dyn Fn() -> bool =
            unsafe { std::mem::transmute::<&dyn Fn() -> bool, &'static dyn Fn() -> bool>(ready) };
        let current = execution.current;
        let task = &mut execution.tasks[current];
        task.pending = Some(Pending {
            operation,
            ready,
            early,
        });
        task.yielder
    });
    // SAFETY: set when the coroutine started, and valid as long as it runs.
    unsafe { (*yielder).suspend(()) };
    with(|execution| execution.tasks[execution.current].early)
}

/// An operation that can always be carried out.
pub fn pass(kind: Kind, object: usize, changes: bool, location: &'static Location<'static>) {
    let operation = Operation {
        kind,
        object,
        changes,
        location,
    };
    reach(operation, Early::Never, &|| true);
}

/// Runs `f` in one step, whatever it does. It must not have to wait.
pub fn in_one_step<R>(f: impl FnOnce() -> R) -> R {
    let before = with(|execution| std::mem::replace(&mut execution.quiet, true));
    let result = f();
    with(|execution| execution.quiet = before);
    result
}

/// Starts a thread. It runs when the search lets it.
///
/// # Errors
/// There is no memory for its stack.
pub fn spawn(
    name: Option<String>,
    location: &'static Location<'static>,
    body: Box<dyn FnOnce()>,
) -> io::Result<Arc<ThreadInfo>> {
    let info = with(|execution| execution.add(name, location, body))?;
    let object = thread_object(info.id);
    event(Kind::Spawn, Some(object), Some(location), String::new);
    achieve();
    // The new thread may come far, even to its end, before its spawner goes on.
    pass(Kind::Spawned, object, true, location);
    Ok(info)
}

/// The end of a thread, on its own stack.
pub(crate) fn finish(id: TaskId, panicked: bool) {
    // Thread-locals go in the reverse order of their first use, and may use others meanwhile.
    while let Some(value) = with(|execution| {
        let mut locals = execution.tasks[id].locals.iter_mut().rev();
        locals.find_map(|local| local.value.take())
    }) {
        drop(value);
    }
    if id == 0 && panicked {
        with(|execution| {
            let panic = execution.panicked.pop();
            execution.failure = Some(panic.unwrap_or(Failure::Panic {
                message: String::new(),
                place: None,
            }));
        });
    }
    if id != 0 {
        let location = with(|execution| execution.tasks[id].info.spawned_at);
        pass(Kind::Exit, thread_object(id), true, location);
        let panicked = if panicked { "panicked" } else { "" };
        event(Kind::Exit, None, None, || panicked.to_owned());
        achieve();
    }
    with(|execution| execution.tasks[id].pending = None);
}

/// The calling thread.
pub fn me() -> Arc<ThreadInfo> {
    with(|execution| Arc::clone(&execution.tasks[execution.current].info))
}

/// A thread of this execution.
pub fn thread(id: TaskId) -> Arc<ThreadInfo> {
    with(|execution| Arc::clone(&execution.tasks[id].info))
}

/// Whether a thread has not ended yet.
pub fn is_running(id: TaskId) -> bool {
    with(|execution| execution.tasks[id].pending.is_some())
}

/// How many threads there were so far: the number that the next one gets.
pub fn threads() -> usize {
    with(|execution| execution.tasks.len())
}

/// How many threads have not ended yet, the calling one included. Looks at one after the other.
pub fn running(location: &'static Location<'static>) -> usize {
    (0..threads())
        .filter(|id| {
            pass(Kind::Load, thread_object(*id), false, location);
            is_running(*id)
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
    with(|execution| {
        let chosen = execution.strategy().choose(count);
        execution
            .picks
            .push(u32::try_from(chosen).unwrap_or(u32::MAX));
        chosen
    })
}

/// Whether something that may fail for no reason does so now. At most once per run.
pub fn fails_spuriously() -> bool {
    if with(|execution| execution.spurious > 0) {
        return false;
    }
    let fails = choose(2) == 1;
    with(|execution| execution.spurious += usize::from(fails));
    fails
}

/// The calling thread achieved something that a thread waiting in vain does not.
pub fn achieve() {
    with(|execution| {
        execution.achieved = execution.steps;
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
    if !is_recording() {
        return;
    }
    let detail = detail();
    let callers = Callers::of_event();
    with(|execution| {
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

/// The calling thread prints.
pub fn print(location: &'static Location<'static>, text: impl FnOnce() -> String) {
    write(|| {
        let text = text();
        event(Kind::Print, None, Some(location), || text.clone());
        text
    });
}

/// Adds to what the run prints, where that is wanted.
pub fn write(text: impl FnOnce() -> String) {
    if is_exploring() && with(|execution| execution.record != Record::Nothing) {
        let text = text();
        with(|execution| execution.print(&text));
    }
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

/// The clock of another thread.
pub fn clock_of(id: TaskId) -> Duration {
    with(|execution| execution.tasks[id].clock)
}

/// Runs `f` on a thread's park token: the clock of the thread that left it.
pub fn park_token<R>(id: TaskId, f: impl FnOnce(&mut Option<Duration>) -> R) -> R {
    with(|execution| f(&mut execution.tasks[id].park_token))
}

/// Whether the calling thread unwinds.
pub fn is_panicking() -> bool {
    is_exploring() && with(|execution| execution.tasks[execution.current].panics > 0)
}

/// The calling thread starts to unwind. That of the first thread fails the run, unless it is caught. Every start of
/// unwinding must be told, in a panic hook or where there is none.
pub fn start_panic(message: &str, location: Option<&Location<'_>>) {
    // A panic's location is one of the program's text, though its type does not say so.
    let known: Option<&'static Location<'static>> =
        // SAFETY: see above; `panic_any` and `resume_unwind` pass `Location::caller()` on or nothing.
        location.map(|location| unsafe { &*std::ptr::from_ref(location).cast() });
    event(Kind::Panic, None, known, || message.to_owned());
    with(|execution| {
        execution.tasks[execution.current].panics += 1;
        if execution.current == 0 {
            execution.panicked.push(Failure::Panic {
                message: message.to_owned(),
                place: location.map(place),
            });
        }
    });
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

/// The calling thread does something that cannot be explored; `what` says it.
pub fn not_modelled(what: &str, location: &'static Location<'static>) -> ! {
    fail(Failure::NotModelled {
        what: what.to_owned(),
        place: place(location),
    })
}

/// Ends the run.
fn fail(failure: Failure) -> ! {
    with(|execution| execution.failure = Some(failure));
    loop {
        // Nobody resumes a thread of a run that is over.
        let yielder = with(|execution| execution.tasks[execution.current].yielder);
        // SAFETY: as in `reach`.
        unsafe { (*yielder).suspend(()) };
    }
}

/// The calling thread's `thread_local!`s, in the order of their first use.
pub fn locals<R>(f: impl FnOnce(&mut Vec<Local>) -> R) -> R {
    with(|execution| f(&mut execution.tasks[execution.current].locals))
}

thread_local! {
    static UNLOCKS_MATTER: Cell<bool> = const { Cell::new(false) };
}

/// Whether giving a lock back is a point. As long as nobody *tries* to take one, nobody can see when exactly it is
/// given back.
pub fn unlocks_matter() -> bool {
    UNLOCKS_MATTER.get()
}

/// Somebody can see when a lock is given back. The search starts again when that is news.
pub fn make_unlocks_matter() {
    UNLOCKS_MATTER.set(true);
}

pub(crate) fn forget_unlocks() {
    UNLOCKS_MATTER.set(false);
}
