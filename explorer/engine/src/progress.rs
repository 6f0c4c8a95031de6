//! Progress: where the explored program is, for whoever looks on from another system thread or from a signal handler. A thread
//! that computes for ever reaches no point at which it could be asked.

use std::panic::Location;
use std::ptr;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicPtr, AtomicU64, AtomicUsize, Ordering};
use std::time::Duration;

use crate::task::{TaskId, ThreadInfo};

/// What can be seen.
struct Progress {
    turns: AtomicU64,
    thread: AtomicUsize,
    spawned_at: AtomicPtr<Location<'static>>,
    place: AtomicPtr<Location<'static>>,
}

/// On the heap, where putting back the program's statics does not reach it. Made before those are kept.
static PROGRESS: OnceLock<Box<Progress>> = OnceLock::new();

fn progress() -> &'static Progress {
    PROGRESS.get_or_init(|| {
        Box::new(Progress {
            turns: AtomicU64::new(0),
            thread: AtomicUsize::new(0),
            spawned_at: AtomicPtr::new(ptr::null_mut()),
            place: AtomicPtr::new(ptr::null_mut()),
        })
    })
}

/// Gets ready, before the program's statics are kept.
pub(crate) fn start() {
    progress();
}

/// A thread goes on from its point at `location`.
pub(crate) fn turn(thread: &ThreadInfo, location: &'static Location<'static>) {
    let progress = progress();
    let turns = progress.turns.load(Ordering::Relaxed);
    progress.turns.store(turns + 1, Ordering::Relaxed);
    progress.thread.store(thread.id, Ordering::Relaxed);
    let spawned_at = ptr::from_ref(thread.spawned_at).cast_mut();
    progress.spawned_at.store(spawned_at, Ordering::Relaxed);
    let place = ptr::from_ref(location).cast_mut();
    progress.place.store(place, Ordering::Relaxed);
}

/// A glance from outside.
#[derive(Clone, Copy, Debug)]
pub struct Glance {
    /// Turns taken so far, in all runs together.
    pub turns: u64,
    /// Whose turn it is.
    pub thread: TaskId,
    /// Where that thread was spawned.
    pub spawned_at: Option<&'static Location<'static>>,
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

/// The same.
#[cfg(windows)]
pub fn computed() -> Duration {
    use windows_sys::Win32::Foundation::FILETIME;
    use windows_sys::Win32::System::Threading::{GetCurrentProcess, GetProcessTimes};

    let never = FILETIME {
        dwLowDateTime: 0,
        dwHighDateTime: 0,
    };
    let mut times = [never; 4];
    let [created, ended, kernel, user] = &mut times;
    // SAFETY: the pointers are to values of that type.
    unsafe { GetProcessTimes(GetCurrentProcess(), created, ended, kernel, user) };
    // In steps of 100 ns.
    let steps =
        |time: &FILETIME| u64::from(time.dwHighDateTime) << 32 | u64::from(time.dwLowDateTime);
    Duration::from_nanos((steps(kernel) + steps(user)) * 100)
}

/// Looks on. The parts may belong to neighbouring turns.
pub fn glance() -> Glance {
    let progress = progress();
    let place = progress.place.load(Ordering::Relaxed);
    let spawned_at = progress.spawned_at.load(Ordering::Relaxed);
    Glance {
        turns: progress.turns.load(Ordering::Relaxed),
        thread: progress.thread.load(Ordering::Relaxed),
        // SAFETY: null, or a location, which lives for ever.
        spawned_at: unsafe { spawned_at.as_ref() },
        // SAFETY: as above.
        place: unsafe { place.as_ref() },
    }
}
