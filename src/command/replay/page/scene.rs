//! What the stepper's screen shows.

use crate::command::replay::stepper::Stepper;
use crate::render::timeline::Story;
use crate::trace::Trace;

/// What is shown.
#[derive(Clone, Copy)]
pub(in crate::command::replay) struct Scene<'a> {
    pub(in crate::command::replay) exercise: &'a str,
    pub(in crate::command::replay) trace: &'a Trace,
    pub(in crate::command::replay) story: &'a Story,
    pub(in crate::command::replay) stepper: &'a Stepper,
}
