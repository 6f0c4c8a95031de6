//! A small change to a text.

use std::ops::Range;

/// One replacement in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::teach) struct Edit {
    pub(super) range: Range<usize>,
    pub(super) text: String,
}

impl Edit {
    pub(super) fn new(range: Range<usize>, text: impl Into<String>) -> Self {
        Self {
            range,
            text: text.into(),
        }
    }

    pub(super) fn insert(at: usize, text: impl Into<String>) -> Self {
        Self::new(at..at, text)
    }

    pub(super) fn delete(range: Range<usize>) -> Self {
        Self::new(range, "")
    }
}

/// What belongs together.
pub(super) type Change = Vec<Edit>;
