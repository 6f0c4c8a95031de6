//! `std::sync`.

#[cfg(feature = "arc")]
mod arc;
pub mod atomic;
mod barrier;
mod condvar;
mod lazy_lock;
mod locks;
pub mod mpsc;
mod mutex;
mod once;
mod once_lock;
mod rwlock;

pub use ::std::sync::*;

#[cfg(feature = "arc")]
pub use arc::{Arc, Weak};
pub use barrier::{Barrier, BarrierWaitResult};
pub use condvar::{Condvar, WaitTimeoutResult};
pub use lazy_lock::LazyLock;
pub use mutex::{Mutex, MutexGuard};
#[expect(deprecated, reason = "attempts may still name it")]
pub use once::{ONCE_INIT, Once, OnceState};
pub use once_lock::OnceLock;
pub use rwlock::{RwLock, RwLockReadGuard, RwLockWriteGuard};
