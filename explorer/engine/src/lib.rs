//! Runs a closure in every interleaving of its threads.
//!
//! Threads are coroutines on one system thread. Each stops before every operation that others can see (a *point*),
//! says which operation it is and when it can go on, and a search decides who goes next. The engine knows
//! operations and objects, not what a mutex or a channel is: the stand-in for `std` builds those on [`reach`].
//!
//! An operation is announced, then granted, then carried out without interruption up to the next point. That nobody
//! else runs between two points loses nothing, since what happens there touches no shared object.

mod execution;
mod object;
mod report;
mod rng;
mod search;
mod task;
mod trace;

pub use execution::{
    Live, choose, clock, event, exit_early, finish_panic, futile, is_exploring, is_panicking,
    live_threads, locals, me, merge_clock, park_token, reach, recording, set_clock, spawn,
    start_panic, thread, thread_object,
};
pub use object::{Object, Snapshot};
pub use report::{Blocked, Coverage, Exploration, Failure, Found, Place, Thread, place};
pub use search::{Budget, explore};
pub use task::{TaskId, ThreadInfo};
pub use trace::{Event, Kind, Operation};
