//! For teachers: a new exercise, and whether a kit is sound. It uses the judge that students use, so that both say the same.

mod bundle;
mod cases;
mod finding;
mod lines;
mod mutants;
pub(crate) mod new;
mod sources;
pub(crate) mod verify;
pub(crate) mod words;

pub(crate) use finding::{Finding, Kind, Severity};
