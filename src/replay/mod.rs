//! Steps through a failing interleaving: what the keys do, and the screen as lines.

mod keys;
mod page;
mod stepper;
mod stepping;

pub(crate) use page::{Scene, items, page, panes, sign};
pub(crate) use stepper::{After, Stepper};
pub(crate) use stepping::step_through;
