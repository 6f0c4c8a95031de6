//! Where the explored program is, for whoever looks on from another system thread: a thread that computes for ever
//! reaches no point at which it could be asked.

use std::panic::Location;
use std::ptr;
use std::sync::atomic::{AtomicPtr, AtomicU64, AtomicUsize, Ordering};
use std::time::Duration;

use crate::task::TaskId;

static TURNS: AtomicU64 = AtomicU64::new(0);
static THREAD: AtomicUsize = AtomicUsize::new(0);
static PLACE: AtomicPtr<Location<'static>> = AtomicPtr::new(ptr::null_mut());

/// A thread goes on from its point at `location`.
pub(crate) fn turn(thread: TaskId, location: &'static Location<'static>) {
    TURNS.store(TURNS.load(Ordering::Relaxed) + 1, Ordering::Relaxed);
    THREAD.store(thread, Ordering::Relaxed);
    PLACE.store(ptr::from_ref(location).cast_mut(), Ordering::Relaxed);
}

/// A glance from outside.
#[derive(Clone, Copy, Debug)]
pub struct Glance {
    /// Turns taken so far, in all runs together.
    pub turns: u64,
    /// Whose turn it is.
    pub thread: TaskId,
    /// The point from which it went on.
    pub place: Option<&'static Location<'static>>,
}

/// How long this process has been computing. What else the machine does meanwhile is not counted, where the system can
/// tell.
#[cfg(unix)]
pub fn computed() -> Duration {
    let mut time = libc::timespec {
        tv_sec: 0,
        tv_nsec: 0,
    };
    // SAFETY: the pointer is to a value of that type.
    unsafe { libc::clock_gettime(libc::CLOCK_PROCESS_CPUTIME_ID, &raw mut time) };
    let seconds = u64::try_from(time.tv_sec).unwrap_or_default();
    let nanos = u32::try_from(time.tv_nsec).unwrap_or_default();
    Duration::new(seconds, nanos)
}

/// How long this process has been running.
#[cfg(not(unix))]
pub fn computed() -> Duration {
    use std::sync::LazyLock;
    use std::time::Instant;

    static START: LazyLock<Instant> = LazyLock::new(Instant::now);
    START.elapsed()
}

/// Looks on. The parts may belong to neighbouring turns.
pub fn glance() -> Glance {
    let place = PLACE.load(Ordering::Relaxed);
    Glance {
        turns: TURNS.load(Ordering::Relaxed),
        thread: THREAD.load(Ordering::Relaxed),
        // SAFETY: null, or a location, which lives for ever.
        place: unsafe { place.as_ref() },
    }
}
