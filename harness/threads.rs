//! Refuses a check on Windows more threads than it may have. Elsewhere it is given no addresses for their stacks.

use std::ffi::c_void;
use std::process;
use std::sync::atomic::{AtomicIsize, Ordering::Relaxed};

use super::harness;

static LIVE: AtomicIsize = AtomicIsize::new(0);
static MOST: AtomicIsize = AtomicIsize::new(isize::MAX);

/// From now on, lets so many more live at the same time.
pub(super) fn limit(threads: isize) {
    LIVE.store(0, Relaxed);
    MOST.store(threads, Relaxed);
}

/// Windows calls what stands in this section, in each thread, when it begins and when it ends.
#[used]
#[unsafe(link_section = ".CRT$XLB")]
static CALLBACK: extern "system" fn(*mut c_void, u32, *mut c_void) = begins_or_ends;

extern "system" fn begins_or_ends(_: *mut c_void, what: u32, _: *mut c_void) {
    const BEGINS: u32 = 2;
    const ENDS: u32 = 3;
    match what {
        BEGINS if LIVE.fetch_add(1, Relaxed) >= MOST.load(Relaxed) => {
            harness::refused_thread();
            process::abort();
        }
        ENDS => {
            LIVE.fetch_sub(1, Relaxed);
        }
        _ => {}
    }
}
