//! The stand-in does what the documentation of `std` says, and the exploration finds whatever that leaves open.
//!
//! One file per area, and one binary, which takes less time to build than many.

#[cfg(feature = "arc")]
mod arc;
mod atomics;
mod barrier;
mod collections;
mod complete;
mod condvar;
mod explored;
mod giving_up;
mod local;
mod mpsc;
mod mutex;
mod once;
mod panics;
mod poisoning;
mod printing;
mod results;
mod rwlock;
mod scoped;
mod sync_channel;
mod threads;
mod time;
