//! How much is drawn.

/// How much of it is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Detail {
    /// What matters; the rest is counted.
    Folded,
    /// Every step of every thread.
    All,
}
