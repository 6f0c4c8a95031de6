//! The colours of threads and locks, by their names in the style sheet, and the signs of threads.

/// The sign of a thread beside the source: its number.
pub(super) fn sign(thread: usize) -> String {
    match thread {
        0 => "m".to_owned(),
        number => number.to_string(),
    }
}

/// A lock's own colour.
pub(super) fn lock_color(lock: usize) -> &'static str {
    match lock % 4 {
        0 => "k0",
        1 => "k1",
        2 => "k2",
        _ => "k3",
    }
}

/// A thread's own colour.
pub(super) fn color(thread: usize) -> &'static str {
    match thread % 4 {
        0 => "t0",
        1 => "t1",
        2 => "t2",
        _ => "t3",
    }
}
