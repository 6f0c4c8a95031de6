//! The reports of a grading, each read back by what it is made for; and the files for CI.

mod ci;
mod csv;
mod github;
mod gradescope;
mod junit;
mod markdown;
mod sample;
mod terminal;
