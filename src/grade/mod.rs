//! Grading: many submissions, none trusted. Finds attempts, has them judged, and counts points; it does not know how a
//! report looks.

pub(crate) mod attempt_file;
pub mod model;
