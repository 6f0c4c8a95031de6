//! Counts the bytes that a check has on the heap, and refuses it more than it may have. The system's limits count pages, stacks
//! and what an allocator keeps in reserve, which differ from run to run.

use std::alloc::{GlobalAlloc, Layout, System};
use std::ptr;
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

/// What a block takes of so many bytes: allocators divide memory into pieces, glibc into these.
fn room(bytes: usize) -> usize {
    const PIECE: usize = 16;
    const HEAD: usize = 8;
    const LEAST: usize = 32;
    let bytes = bytes.saturating_add(HEAD);
    bytes
        .checked_next_multiple_of(PIECE)
        .unwrap_or(bytes)
        .max(LEAST)
}

/// Gets a block for so many bytes more, unless they are too many. Whoever is refused them mostly aborts; the judge is told why.
fn counted(bytes: usize, get: impl FnOnce() -> *mut u8) -> *mut u8 {
    let most = MOST.load(Relaxed);
    let with = |live: usize| live.checked_add(bytes).filter(|sum| *sum <= most);
    if LIVE.fetch_update(Relaxed, Relaxed, with).is_err() {
        harness::refused_memory();
        return ptr::null_mut();
    }
    let block = get();
    if block.is_null() {
        give_back(bytes);
    }
    block
}

fn give_back(bytes: usize) {
    LIVE.fetch_sub(bytes, Relaxed);
}

// SAFETY: The system's allocator does it all; what is refused is null, as it may be.
unsafe impl GlobalAlloc for Counted {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        // SAFETY: The caller's promises are those that it wants, here and below.
        counted(room(layout.size()), || unsafe { System.alloc(layout) })
    }

    unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
        counted(room(layout.size()), || unsafe {
            System.alloc_zeroed(layout)
        })
    }

    unsafe fn dealloc(&self, block: *mut u8, layout: Layout) {
        unsafe { System.dealloc(block, layout) };
        give_back(room(layout.size()));
    }

    unsafe fn realloc(&self, block: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        let before = room(layout.size());
        let after = room(size);
        let moved = counted(after.saturating_sub(before), || unsafe {
            System.realloc(block, layout, size)
        });
        if !moved.is_null() {
            give_back(before.saturating_sub(after));
        }
        moved
    }
}
