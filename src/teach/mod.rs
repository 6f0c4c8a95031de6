//! For teachers: a new exercise, and whether a kit is sound. It uses the judge that students use, so that both say the same.

pub(crate) mod bundle;
pub(crate) mod cases;
mod finding;
pub(crate) mod lines;
mod mutants;
pub(crate) mod new;
pub(crate) mod new_kit;
pub(crate) mod sources;
pub(crate) mod verify;
pub(crate) mod words;

pub(crate) use finding::{Finding, Kind, Severity, sort};
