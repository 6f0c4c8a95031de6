//! How a job ends, and what is told of it until then.

/// How a job ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// It exited by itself, with this status.
    Exited(i32),
    /// A signal that we did not send ended it.
    Signalled(i32),
    /// It was killed at its deadline.
    DeadlinePassed,
    /// It wrote too much, and was killed unless it had ended by then.
    OutputExceeded,
    /// It was killed because nobody wants its result any more.
    Cancelled,
}

/// What the threads that watch over a job tell the one that decides.
#[derive(Debug)]
pub(super) enum Event {
    #[cfg(unix)]
    Exited,
    /// It wrote this to its standard output, of which somebody wants to hear at once.
    Wrote(Vec<u8>),
    TooMuch,
    Closed,
    Cancelled,
}
