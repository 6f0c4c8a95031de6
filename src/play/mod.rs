//! The student is the scheduler: what the keys do, and the screen as lines. The code itself runs in the judge.

mod choosing;
mod game;
mod keys;
mod level;
mod page;
mod playing;

pub(crate) use level::Level;
pub(crate) use playing::{Input, play, play_on};
