//! The student is the scheduler: what the keys do, and the screen as lines. The code itself runs in the judge.

mod choosing;
mod game;
mod keys;
mod page;
mod playing;

pub(crate) use playing::{Level, play};
