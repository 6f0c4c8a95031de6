//! What crates do with threads past the explorer: it replaces the standard library of an attempt, not that of the crates that
//! an attempt uses.

use std::fs;
use std::path::Path;

use crate::text::worded;

/// Crates whose point are locks, channels, atomics, threads or executors of their own.
pub(super) const REFUSED: [&str; 51] = [
    "actix-rt",
    "arc-swap",
    "async-channel",
    "async-executor",
    "async-io",
    "async-lock",
    "async-std",
    "atomic",
    "atomic_refcell",
    "blocking",
    "bus",
    "concurrent-queue",
    "crossbeam",
    "crossbeam-channel",
    "crossbeam-deque",
    "crossbeam-epoch",
    "crossbeam-queue",
    "crossbeam-skiplist",
    "crossbeam-utils",
    "dashmap",
    "event-listener",
    "flume",
    "futures",
    "futures-channel",
    "futures-executor",
    "futures-util",
    "kanal",
    "lazy_static",
    "lock_api",
    "loom",
    "mio",
    "once_cell",
    "oneshot",
    "papaya",
    "parking_lot",
    "parking_lot_core",
    "pollster",
    "portable-atomic",
    "rayon",
    "rayon-core",
    "ringbuf",
    "rtrb",
    "scc",
    "scoped_threadpool",
    "shuttle",
    "smol",
    "spin",
    "thread_local",
    "threadpool",
    "tokio",
    "triomphe",
];

worded! {
    /// How a crate gets on with the explorer.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub(super) enum Concurrency {
        /// Nothing in it concerns threads.
        None = "none",
        /// It uses something of the standard library that the explorer would have to see.
        Unseen = "unseen",
        /// It is made for that.
        Refused = "refused",
    }
}

impl Concurrency {
    /// Of a package, whose sources and those of all it depends on are in these folders.
    pub(super) fn of<'a>(package: &str, mut sources: impl Iterator<Item = &'a Path>) -> Self {
        if REFUSED.contains(&package) {
            Self::Refused
        } else if sources.any(uses) {
            Self::Unseen
        } else {
            Self::None
        }
    }
}

/// Whether a line of the sources below `dir` has a word of it.
fn uses(dir: &Path) -> bool {
    const WORDS: [&str; 3] = ["sync::", "atomic", "thread"];
    /// What is beside a crate, but not in it.
    const OTHER: [&str; 4] = ["benches", "examples", "target", "tests"];
    let entries = fs::read_dir(dir).into_iter().flatten().flatten();
    entries.map(|entry| entry.path()).any(|path| {
        if path.is_dir() {
            return !OTHER.iter().any(|name| path.ends_with(name)) && uses(&path);
        }
        if path.extension().is_none_or(|ending| ending != "rs") {
            return false;
        }
        let text = fs::read_to_string(&path).unwrap_or_default();
        let code = text.lines().map(str::trim_start);
        let mut code = code.filter(|line| !line.starts_with("//"));
        code.any(|line| WORDS.iter().any(|word| line.contains(word)))
    })
}
