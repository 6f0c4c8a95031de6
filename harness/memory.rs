//! Counts the bytes that a check has on the heap, and refuses it more than it may have. The system's limits count pages, stacks
//! and what an allocator keeps in reserve, which differ from run to run.

use std::alloc::{GlobalAlloc, Layout, System};
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};

use super::harness;

/// Also that of the attempt and of the standard library.
#[global_allocator]
static HEAP: Counted = Counted;

static LIVE: AtomicUsize = AtomicUsize::new(0);
static MOST: AtomicUsize = AtomicUsize::new(usize::MAX);

/// From now on, refuses more than this.
pub(super) fn limit(bytes: usize) {
    MOST.store(bytes, Relaxed);
}

struct Counted;

/// Counts so many bytes more, unless they are too many. Whoever is refused them mostly aborts, and the judge is told why.
fn take(bytes: usize) -> bool {
    let before = LIVE.fetch_add(bytes, Relaxed);
    let fits = before.saturating_add(bytes) <= MOST.load(Relaxed);
    if !fits {
        give_back(bytes);
        harness::refused_memory();
    }
    fits
}

fn give_back(bytes: usize) {
    LIVE.fetch_sub(bytes, Relaxed);
}

// SAFETY: The system's allocator does it all; what is refused is null, as of any allocator.
unsafe impl GlobalAlloc for Counted {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        if !take(layout.size()) {
            return std::ptr::null_mut();
        }
        // SAFETY: The caller's promises are those that it wants.
        unsafe { System.alloc(layout) }
    }

    unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
        if !take(layout.size()) {
            return std::ptr::null_mut();
        }
        // SAFETY: As above.
        unsafe { System.alloc_zeroed(layout) }
    }

    unsafe fn dealloc(&self, block: *mut u8, layout: Layout) {
        // SAFETY: As above; `block` comes from it.
        unsafe { System.dealloc(block, layout) };
        give_back(layout.size());
    }

    unsafe fn realloc(&self, block: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        if !take(size.saturating_sub(layout.size())) {
            return std::ptr::null_mut();
        }
        // SAFETY: As above.
        let moved = unsafe { System.realloc(block, layout, size) };
        give_back(layout.size().saturating_sub(size));
        moved
    }
}
