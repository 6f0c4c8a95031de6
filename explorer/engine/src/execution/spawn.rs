//! How threads begin and how they end.

use std::io;
use std::mem;
use std::panic::{AssertUnwindSafe, Location, catch_unwind};
use std::sync::Arc;

use super::{Execution, with};
use crate::operation::{Access, Kind};
use crate::place::place;
use crate::report::Failure;
use crate::stack::{self, ThreadStack};
use crate::task::{Stackful, TaskId, ThreadInfo, thread_object};
use crate::thread::{ABORTED, ASKED, END, ENDS, achieve, event, exit_early, fail, pass};

/// Starts a thread, with a stack of so many bytes if it asks for that. It runs when the search lets it.
///
/// # Errors
/// There is no memory for its stack.
pub fn spawn(
    stack_bytes: Option<usize>,
    name: Option<String>,
    location: &'static Location<'static>,
    body: Box<dyn FnOnce()>,
) -> io::Result<Arc<ThreadInfo>> {
    let (live, most) = with(|execution| (execution.live(), execution.most_threads()));
    if live >= most {
        let place = place(location);
        fail(Failure::TooManyThreads { most, place });
    }
    let info = add(stack_bytes, name, location, body)?;
    let object = thread_object(info.id);
    event(Kind::Spawn, Some(object), Some(location), String::new);
    achieve();
    // The new thread may come far, even to its end, before its spawner goes on.
    pass(Kind::Spawned, object, Access::LOCAL, location);
    Ok(info)
}

/// The calling thread has done what it was started for; what is left are its thread-locals. Whether it has come so far is
/// what a scope waits for, and what `is_finished` tells.
pub fn finish_body() {
    let (id, has_destructors, location) = with(|execution| {
        let task = &execution.tasks[execution.current];
        let has_destructors = task.locals.iter().any(|local| local.needs_drop);
        (execution.current, has_destructors, task.info.spawned_at)
    });
    // With nothing left to do, this is its end.
    if has_destructors {
        pass(Kind::Exit, thread_object(id), exit_access(), location);
        with(|execution| execution.tasks[id].has_finished_body = true);
    }
}

/// The end of a thread, on its own stack.
fn finish(id: TaskId, panicked: bool) {
    // Thread-locals go in the reverse order of their first use, and may use others meanwhile.
    while let Some(value) = with(|execution| {
        let locals = execution.tasks[id].locals.iter_mut().rev();
        let mut dying = locals.filter(|local| local.needs_drop);
        dying.find_map(|local| local.value.take())
    }) {
        if catch_unwind(AssertUnwindSafe(|| drop(value))).is_err() {
            let location = with(|execution| execution.tasks[id].info.spawned_at);
            // "thread local panicked on drop, aborting"
            exit_early(ABORTED, location);
        }
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
    let location = with(|execution| execution.tasks[id].info.spawned_at);
    if id != 0 {
        pass(Kind::Exit, thread_object(id), exit_access(), location);
        let panicked = if panicked { "panicked" } else { "" };
        event(Kind::Exit, None, None, || panicked.to_owned());
        achieve();
    } else if !panicked && with(Execution::is_done) {
        pass(Kind::Exit, thread_object(id), Access::LOCAL, location);
    }
    with(|execution| execution.remove(id));
}

/// Whether anybody can notice when exactly a thread ends, besides who waits for it.
fn exit_access() -> Access {
    if ENDS.is_observed(ASKED) || with(|execution| execution.all_must_end) {
        Access::writes(END)
    } else {
        Access::LOCAL
    }
}

/// Makes a thread with a stack of so many bytes.
///
/// # Errors
/// There is no memory for its stack.
pub(super) fn add(
    stack_bytes: Option<usize>,
    name: Option<String>,
    spawned_at: &'static Location<'static>,
    body: Box<dyn FnOnce()>,
) -> io::Result<Arc<ThreadInfo>> {
    let id = with(|execution| execution.tasks.len());
    let least = if id == 0 {
        stack::MAIN_BYTES
    } else {
        stack::THREAD_BYTES
    };
    let stack = ThreadStack::take(stack_bytes.unwrap_or(least))?;
    let guard = stack.guard();
    let coroutine = Stackful::with_stack(stack, move |yielder, ()| {
        with(|execution| execution.tasks[id].yielder = yielder);
        let ended = catch_unwind(AssertUnwindSafe(body));
        let panicked = ended.is_err();
        // Dropping what was thrown could throw again, with nobody left to catch it.
        mem::forget(ended);
        finish(id, panicked);
    });
    let info = Arc::new(ThreadInfo {
        id,
        name,
        spawned_at,
    });
    let theirs = Arc::clone(&info);
    with(|execution| execution.push(theirs, guard, coroutine));
    Ok(info)
}
