//! How old something is, by a clock that may have been put forward or back since.

use std::time::{Duration, SystemTime};

/// How far from now it was changed. What comes from the future counts as much as what is from the past: a clock was wrong, and
/// whoever waited until that time could wait for ever.
pub(crate) fn age(changed: SystemTime) -> Duration {
    changed.elapsed().unwrap_or_else(|ahead| ahead.duration())
}
