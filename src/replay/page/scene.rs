//! What the stepper's screen shows.

use crate::render::timeline::Story;
use crate::replay::stepper::Stepper;
use crate::trace::Trace;

/// What is shown.
#[derive(Clone, Copy)]
pub(crate) struct Scene<'a> {
    pub(crate) exercise: &'a str,
    pub(crate) trace: &'a Trace,
    pub(crate) story: &'a Story,
    pub(crate) stepper: &'a Stepper,
}
