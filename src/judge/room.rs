//! How much room a process gets that runs an attempt, and what keeps the need for it the same in every run.

use std::ffi::OsString;

use super::toolchain::Toolchain;
use crate::kit::Exercise;

/// Of a thread, unless it asks for another one, with what lies beside it.
const STACK: u64 = (2 << 20) + (64 << 10);
/// The program itself and its libraries.
const PROGRAM: u64 = 64 << 20;
/// Of the heap, taken at the first allocation: where threads have used up the rest, it is a thread that cannot be had, and not
/// the few bytes that come with one.
const FIRST_HEAP: u64 = 8 << 20;

/// The address space, in bytes, for `heap_mb` MiB and the stacks of as many threads as are allowed.
pub(super) fn address_space(exercise: &Exercise, heap_mb: u64) -> u64 {
    let stacks = u64::from(exercise.max_threads) * STACK;
    heap_mb
        .saturating_mul(1 << 20)
        .saturating_add(stacks + PROGRAM + FIRST_HEAP)
}

/// The variables that such a process gets.
pub(super) fn env(toolchain: &Toolchain) -> Vec<(String, OsString)> {
    // Each of glibc's arenas, of which early threads get their own, would take up to 128 MiB of addresses.
    let one_arena = ("MALLOC_ARENA_MAX".to_owned(), "1".into());
    let first_heap = ("MALLOC_TOP_PAD_".to_owned(), FIRST_HEAP.to_string().into());
    vec![toolchain.loader_env(), one_arena, first_heap]
}

/// The variables of ours that it does not get.
pub(super) fn env_remove() -> Vec<OsString> {
    // The first would make all stacks larger or smaller; the others have a panic tell more, which takes a tenth of a second.
    ["RUST_MIN_STACK", "RUST_BACKTRACE", "RUST_LIB_BACKTRACE"]
        .map(OsString::from)
        .into()
}
