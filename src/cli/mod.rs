//! The command line: first what was typed, then what it means here.

mod args;
mod grade_args;
mod plan;

pub use args::Args;
pub(crate) use args::{Color, Command};
pub(crate) use args::{NewArgs, VerifyArgs, WatchArgs};
pub(crate) use grade_args::{GradeAction, GradeArgs, GradeOutput};
pub use plan::UsageError;
pub(crate) use plan::{Place, kit_folder, open_kit, true_path, use_color, workspace};
