//! Grading: many submissions, none trusted. Finds attempts, has them judged, and counts points; it does not know how a
//! report looks.

pub mod model;
pub mod tally;
