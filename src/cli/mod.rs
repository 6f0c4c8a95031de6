//! The command line: what was typed. What it means here is for others to find out.

mod args;
mod grade_args;

pub use args::Args;
pub(crate) use args::{Color, Command, MessageFormat};
pub(crate) use args::{NewArgs, ProgressAction, VerifyArgs, WatchArgs};
pub(crate) use grade_args::{ForWhom, GradeAction, GradeArgs, GradeOutput};
