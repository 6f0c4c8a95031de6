//! Runs a closure in every interleaving of its threads.
//!
//! Threads are coroutines on one system thread. Each stops before every operation that others can see (a *point*),
//! says which operation it is and when it can go on, and a search decides who goes next. The engine knows
//! operations and objects, not what a mutex or a channel is: the stand-in for `std` builds those on [`reach`].
//!
//! An operation is announced, then granted, then carried out without interruption up to the next point. That nobody
//! else runs between two points loses nothing, since what happens there touches no shared object.

mod arena;
mod callers;
mod choice;
mod crash;
mod execution;
mod object;
mod observation;
mod operation;
mod place;
mod progress;
mod report;
mod rng;
mod search;
mod stack;
mod statics;
mod strategy;
mod task;
mod thread;
mod trace;

pub use arena::{OutOfMemory, held, outside, turn_on};
pub use callers::{Callers, is_in_library};
pub use choice::{Asked, Choice, Turn};
pub use crash::{Crash, report_crashes};
pub use execution::is_exploring;
pub use execution::spawn::{finish_body, spawn};
pub use object::{Object, Snapshot};
pub use observation::{Observation, Origin};
pub use operation::{Access, Early, Kind, Operation};
pub use place::{Place, place};
pub use progress::{Glance, computed, glance};
pub use report::{Blocked, Coverage, Exploration, Failure, Found, Run, Shortest, Standing, Thread};
pub use search::{Budget, Method, explore, explore_by, play};
pub use task::{Local, Ready, TaskId, ThreadInfo, object_thread, thread_object};
pub use thread::{
    ABORTED, END, MAX_FUTILE, RESULT, TOKEN, Wait, achieve, all_must_end, ask_whether_in_body,
    begin_as_last, change, choose, choose_thread, clock, clock_of, end_as_last, event, event_with,
    exit_early, fails_spuriously, finish_panic, futile, is_in_hook, is_panicking, is_recording,
    locals, me, merge_clock, park_token, pass, print, printed, quiesce, reach, running, set_clock,
    set_in_hook, start_panic, thread, threads, turns, write,
};
pub use trace::{Event, FIRST_EVENTS};
