//! What there is to find out from why nobody can go on.

use crate::trace::state::State;
use crate::trace::{Blocked, Trace};

/// How it stands at the end.
pub(super) struct Scene<'a> {
    pub(super) trace: &'a Trace,
    pub(super) state: State,
    pub(super) blocked: &'a [Blocked],
}
