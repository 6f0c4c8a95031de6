//! Runs a closure in every interleaving of its threads.
//!
//! Threads are coroutines on one system thread. Each stops before every operation that others can see (a *point*),
//! says which operation it is and when it can go on, and a search decides who goes next. The engine knows
//! operations and objects, not what a mutex or a channel is: the stand-in for `std` builds those on [`reach`].
//!
//! An operation is announced, then granted, then carried out without interruption up to the next point. That nobody
//! else runs between two points loses nothing, since what happens there touches no shared object.

mod callers;
mod execution;
mod image;
mod object;
mod report;
mod rng;
mod search;
mod task;
mod thread;
mod trace;
mod watch;

pub use callers::Callers;
pub use execution::is_exploring;
pub use object::{Object, Snapshot};
pub use report::{Blocked, Coverage, Exploration, Failure, Found, Place, Thread, place};
pub use search::{Budget, Method, explore, explore_by};
pub use task::{Local, TaskId, ThreadInfo};
pub use thread::{
    MAX_FUTILE, achieve, all_must_end, change, choose, clock, clock_of, event, event_with,
    exit_early, fails_spuriously, finish_panic, futile, in_one_step, is_panicking, is_recording,
    is_running, locals, make_unlocks_matter, me, merge_clock, not_modelled, object_thread,
    park_token, pass, print, reach, running, set_clock, spawn, start_panic, thread, thread_object,
    threads, turns, unlocks_matter, write,
};
pub use trace::{Early, Event, Kind, Operation};
pub use watch::{Glance, computed, glance};
