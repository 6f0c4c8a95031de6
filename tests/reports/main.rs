//! The reports of a grading, each read back by what it is made for; and the files for CI.

#[cfg(unix)]
mod browser;
mod ci;
mod csv;
mod github;
mod gradebook;
mod gradescope;
mod html;
mod junit;
mod markdown;
mod replay;
#[cfg(unix)]
mod replay_in_browser;
mod sample;
mod terminal;
