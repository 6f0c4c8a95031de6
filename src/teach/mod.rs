//! For teachers: whether a kit is sound. It uses the judge that students use, so that both say the same.

mod bundle;
mod cases;
mod finding;
mod lines;
mod mutants;
mod sources;
pub(crate) mod verify;
mod words;

pub(crate) use finding::{Finding, Kind, Severity};
