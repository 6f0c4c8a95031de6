//! Memory for what the explored program allocates in a run, all of it given back at once when the next run starts.
//!
//! Most runs end while threads still stand somewhere: one that equals another is given up, and what is left running at
//! the end is cut off. What those threads own can be given back to nobody, since no destructor may run any more. So
//! while an arena is on, everything that is allocated on the exploring system thread between [`enter`] and [`leave`]
//! comes from it, in libraries too, and [`reset`] forgets it as a whole. It also makes addresses the same in every run,
//! counts what a run holds, and is quicker than the system's allocator.
//!
//! What outlives a run must be allocated [`outside`]. What the standard library keeps for itself, and makes when it is
//! first asked for, is asked for before ([`turn_on`]).

use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::Cell;
use std::ptr::{self, NonNull};

/// Takes from the arena of the calling thread where it is on, and from the system otherwise.
struct Allocator;

#[global_allocator]
static ALLOCATOR: Allocator = Allocator;

/// What is called when a run holds more than it may. Allocating in it takes from the system.
pub type OutOfMemory = fn() -> !;

/// The alignment of every block, and the distance between the sizes of small ones.
const GRAIN: usize = 16;
/// Small blocks have up to so many bytes; larger ones a power of two.
const SMALL: usize = 1024;
const SMALL_CLASSES: usize = SMALL / GRAIN;
/// Blocks of a power of two are aligned to it up to here; what wants more comes from the system.
const MAX_ALIGN: usize = 4096;
const CLASSES: usize = SMALL_CLASSES + usize::BITS as usize;
/// The first chunk; every further one is as large as all before it.
const FIRST_CHUNK: usize = 1 << 20;
const MAX_CHUNKS: usize = 48;

/// A block that was given back; the address of the next one of its size stands in it.
type Free = *mut u8;

struct Arena {
    is_on: Cell<bool>,
    is_entered: Cell<bool>,
    chunks: [Cell<(usize, usize)>; MAX_CHUNKS],
    chunk_count: Cell<usize>,
    /// The chunk that blocks are cut from.
    chunk: Cell<usize>,
    /// Where the next block is cut.
    next: Cell<usize>,
    free: [Cell<Free>; CLASSES],
    /// Bytes that the run holds, and may hold.
    held: Cell<usize>,
    most: Cell<usize>,
    out_of_memory: Cell<Option<OutOfMemory>>,
}

thread_local! {
    static ARENA: Arena = const {
        Arena {
            is_on: Cell::new(false),
            is_entered: Cell::new(false),
            chunks: [const { Cell::new((0, 0)) }; MAX_CHUNKS],
            chunk_count: Cell::new(0),
            chunk: Cell::new(0),
            next: Cell::new(0),
            free: [const { Cell::new(ptr::null_mut()) }; CLASSES],
            held: Cell::new(0),
            most: Cell::new(usize::MAX),
            out_of_memory: Cell::new(None),
        }
    };
}

/// From now on the explored program's memory on this thread comes from an arena, `most` bytes in any run.
///
/// # Safety
/// Nothing that a run allocates may be used in a later one: not through a `static` or a thread-local of the real
/// standard library or of a crate that stands on it.
pub unsafe fn turn_on(most: usize, out_of_memory: OutOfMemory) {
    // The standard library keeps these once they are made.
    let _ = (std::thread::current(), std::io::stdin());
    let _ = (std::io::stdout(), std::io::stderr());
    let _ = std::hash::RandomState::new();
    ARENA.with(|arena| {
        arena.is_on.set(true);
        arena.most.set(most);
        arena.out_of_memory.set(Some(out_of_memory));
    });
}

/// The explored program goes on. Comes back with what was so before, for [`leave`].
pub(crate) fn enter() -> bool {
    ARENA.with(|arena| arena.is_entered.replace(arena.is_on.get()))
}

/// It stops again.
pub(crate) fn leave(before: bool) {
    ARENA.with(|arena| arena.is_entered.set(before));
}

/// Runs `f`, which allocates what outlives the run.
pub fn outside<R>(f: impl FnOnce() -> R) -> R {
    struct Back(bool);
    impl Drop for Back {
        fn drop(&mut self) {
            leave(self.0);
        }
    }
    let _back = Back(ARENA.with(|arena| arena.is_entered.replace(false)));
    f()
}

/// How many bytes the run holds of the arena.
pub fn held() -> usize {
    ARENA.with(|arena| arena.held.get())
}

/// Forgets all that was allocated. Nothing of it may be used any more.
pub(crate) fn reset() {
    ARENA.with(|arena| {
        arena.chunk.set(0);
        arena.next.set(arena.chunks[0].get().0);
        arena.held.set(0);
        for free in &arena.free {
            free.set(ptr::null_mut());
        }
    });
}

/// The class of blocks that fit, and how large those are. `None` for what must come from the system.
fn class(size: usize, align: usize) -> Option<(usize, usize)> {
    if align > MAX_ALIGN {
        return None;
    }
    if size <= SMALL && align <= GRAIN {
        let grains = size.div_ceil(GRAIN).max(1);
        return Some((grains - 1, grains * GRAIN));
    }
    let size = size.max(align).checked_next_power_of_two()?;
    Some((SMALL_CLASSES + size.trailing_zeros() as usize, size))
}

impl Arena {
    fn holds(&self, address: usize) -> bool {
        self.chunks[..self.chunk_count.get()]
            .iter()
            .any(|chunk| (chunk.get().0..chunk.get().1).contains(&address))
    }

    #[expect(clippy::cast_ptr_alignment, reason = "blocks are aligned for it")]
    fn take(&self, class: usize, size: usize) -> *mut u8 {
        let held = self.held.get().saturating_add(size);
        if held > self.most.get()
            && let Some(out_of_memory) = self.out_of_memory.get()
        {
            self.is_entered.set(false);
            out_of_memory();
        }
        self.held.set(held);
        let free = self.free[class].get();
        if free.is_null() {
            // A power of two serves any alignment up to it.
            let align = if class < SMALL_CLASSES {
                GRAIN
            } else {
                size.min(MAX_ALIGN)
            };
            return self.cut(size, align);
        }
        // SAFETY: `give_back` wrote it there.
        self.free[class].set(unsafe { free.cast::<Free>().read() });
        free
    }

    /// Cuts a new block.
    fn cut(&self, size: usize, align: usize) -> *mut u8 {
        loop {
            let start = self.next.get().next_multiple_of(align);
            let end = self.chunks[self.chunk.get()].get().1;
            if let Some(next) = start.checked_add(size)
                && next <= end
            {
                self.next.set(next);
                return ptr::with_exposed_provenance_mut(start);
            }
            let chunk = self.chunk.get() + usize::from(end != 0);
            if chunk == self.chunk_count.get() && !self.add_chunk(size) {
                return ptr::null_mut();
            }
            self.chunk.set(chunk);
            self.next.set(self.chunks[chunk].get().0);
        }
    }

    fn add_chunk(&self, size: usize) -> bool {
        let count = self.chunk_count.get();
        let all: usize = self.chunks[..count]
            .iter()
            .map(|chunk| chunk.get().1 - chunk.get().0)
            .sum();
        let length = all.max(FIRST_CHUNK).max(size);
        let Ok(layout) = Layout::from_size_align(length, MAX_ALIGN) else {
            return false;
        };
        // SAFETY: the size is not zero.
        let start = unsafe { System.alloc(layout) }.expose_provenance();
        if start == 0 || count == MAX_CHUNKS {
            return false;
        }
        self.chunks[count].set((start, start + length));
        self.chunk_count.set(count + 1);
        true
    }

    fn give_back(&self, block: NonNull<u8>, class: usize, size: usize) {
        // SAFETY: every block has room for it, and its owner has no use for it any more.
        unsafe { block.cast::<Free>().write(self.free[class].get()) };
        self.free[class].set(block.as_ptr());
        self.held.set(self.held.get().saturating_sub(size));
    }
}

// SAFETY: a block belongs to who asked for it until it is given back, or the arena is reset, which `turn_on` speaks of.
// What comes from the system goes back to it, since a block of the arena is known by its address.
unsafe impl GlobalAlloc for Allocator {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        let block = ARENA.try_with(|arena| {
            if !arena.is_entered.get() {
                return None;
            }
            let (class, size) = class(layout.size(), layout.align())?;
            Some(arena.take(class, size))
        });
        match block {
            Ok(Some(block)) => block,
            // SAFETY: as the caller promises.
            _ => unsafe { System.alloc(layout) },
        }
    }

    unsafe fn dealloc(&self, block: *mut u8, layout: Layout) {
        let was_ours = ARENA.try_with(|arena| {
            if arena.chunk_count.get() == 0 || !arena.holds(block.addr()) {
                return false;
            }
            if let (Some((class, size)), Some(block)) =
                (class(layout.size(), layout.align()), NonNull::new(block))
            {
                arena.give_back(block, class, size);
            }
            true
        });
        if !matches!(was_ours, Ok(true)) {
            // SAFETY: as the caller promises.
            unsafe { System.dealloc(block, layout) };
        }
    }

    unsafe fn realloc(&self, block: *mut u8, layout: Layout, new_size: usize) -> *mut u8 {
        let new = ARENA.try_with(|arena| {
            if arena.chunk_count.get() == 0 || !arena.holds(block.addr()) {
                return None;
            }
            let before = class(layout.size(), layout.align())?;
            let after = class(new_size, layout.align())?;
            if before == after {
                return Some(block);
            }
            // What began in the arena stays in it, whoever makes it larger.
            let new = arena.take(after.0, after.1);
            if let (false, Some(old)) = (new.is_null(), NonNull::new(block)) {
                // SAFETY: both blocks are at least that large, and they are different ones.
                unsafe { ptr::copy_nonoverlapping(block, new, layout.size().min(new_size)) };
                arena.give_back(old, before.0, before.1);
            }
            Some(new)
        });
        match new {
            Ok(Some(new)) => new,
            // SAFETY: as the caller promises.
            _ => unsafe { System.realloc(block, layout, new_size) },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn run_out() -> ! {
        panic!("out of memory")
    }

    /// Runs `f` with the arena on, and turns it off again.
    fn with_arena<R>(most: usize, f: impl FnOnce() -> R) -> R {
        // SAFETY: the closures below keep nothing.
        unsafe { turn_on(most, run_out) };
        let result = f();
        ARENA.with(|arena| arena.is_on.set(false));
        result
    }

    fn run<R>(f: impl FnOnce() -> R) -> R {
        reset();
        let before = enter();
        let result = f();
        leave(before);
        result
    }

    #[test]
    fn every_run_has_the_same_addresses() {
        let run = || {
            let boxes: Vec<Box<[u64; 5]>> = (0..100).map(|n| Box::new([n; 5])).collect();
            let addresses: Vec<usize> =
                boxes.iter().map(|it| ptr::from_ref(&**it).addr()).collect();
            assert!(boxes.iter().enumerate().all(|(n, it)| it[4] == n as u64));
            // Left behind, as by a thread that is cut off.
            std::mem::forget(boxes);
            addresses
                .into_iter()
                .fold(0, |sum: usize, one| sum.wrapping_mul(31) ^ one)
        };
        with_arena(1 << 30, || {
            let first = super::tests::run(run);
            assert_eq!(super::tests::run(run), first);
        });
    }

    #[test]
    fn what_is_outside_outlives_the_run() {
        with_arena(1 << 30, || {
            let mut kept: Vec<String> = Vec::new();
            for n in 0..1000 {
                run(|| {
                    let inside = format!("run {n}");
                    outside(|| kept.push(inside.clone()));
                });
            }
            assert!(
                kept.iter()
                    .enumerate()
                    .all(|(n, it)| *it == format!("run {n}"))
            );
        });
    }

    #[test]
    fn blocks_of_all_sizes_and_alignments_are_apart() {
        with_arena(1 << 30, || {
            run(|| {
                let mut blocks: Vec<(*mut u8, Layout, u8)> = Vec::new();
                for round in 0..6_u8 {
                    for shift in 0..16 {
                        for align in [1, 8, 16, 64, 4096, 16384] {
                            let layout = Layout::from_size_align((1 << shift) + 3, align).unwrap();
                            // SAFETY: the size is not zero.
                            let block = unsafe { std::alloc::alloc(layout) };
                            assert_eq!(block.addr() % align, 0);
                            // SAFETY: it is that large.
                            unsafe { block.write_bytes(round, layout.size()) };
                            blocks.push((block, layout, round));
                        }
                    }
                    let half = blocks.len() / 2;
                    for (block, layout, value) in blocks.drain(..half) {
                        for at in 0..layout.size() {
                            // SAFETY: within the block.
                            assert_eq!(unsafe { block.add(at).read() }, value);
                        }
                        // SAFETY: it is not used again.
                        unsafe { std::alloc::dealloc(block, layout) };
                    }
                }
            });
        });
    }

    #[test]
    fn growing_keeps_what_there_is() {
        with_arena(1 << 30, || {
            run(|| {
                let mut numbers = Vec::new();
                for n in 0..100_000_u32 {
                    numbers.push(n);
                }
                assert!(numbers.iter().copied().eq(0..100_000));
                numbers.shrink_to_fit();
                assert_eq!(numbers[99_999], 99_999);
            });
        });
    }

    #[test]
    #[should_panic(expected = "out of memory")]
    fn a_run_holds_no_more_than_it_may() {
        with_arena(1 << 20, || {
            // Given back in between: no matter how often.
            run(|| (0..100).for_each(|_| drop(vec![1_u8; 100_000])));
            run(|| {
                let many: Vec<_> = (0..100).map(|_| vec![1_u8; 100_000]).collect();
                many.len()
            });
        });
    }
}
