//! threadlings: graded exercises for concurrency in Rust. `ARCHITECTURE.md` is the map.

mod age;
mod archive;
pub mod cli;
pub mod command;
pub mod exit;
mod file_lock;
pub mod grade;
pub mod judge;
pub mod kit;
mod overview;
pub mod place;
mod play;
pub mod process;
pub mod progress;
pub mod render;
mod replay;
pub mod report;
mod sharing;
mod teach;
mod temporary;
mod terminal;
pub mod text;
pub mod trace;
pub mod verdict;
pub mod watch;
pub mod wire;
pub mod workspace;

use std::ffi::OsString;
use std::io::Write;
use std::process::ExitCode;

use clap::Parser;

use exit::{Exit, Exits};
use grade::attempt_file::Refusal;
use grade::{FindError, MergeError};
use judge::{JudgeError, PlayError};
use kit::KitError;
use place::UsageError;
use progress::LockError;
use report::grade_format::CannotWrite;
use teach::new::NewError;
use workspace::WorkspaceError;

/// Runs the program.
pub fn run(args: impl IntoIterator<Item = OsString>) -> ExitCode {
    let args: Vec<OsString> = args.into_iter().collect();
    if let Some(helper) = process::HelperProcess::of(&args) {
        // Whoever started us for it reads this.
        let _ = writeln!(std::io::stdout(), "{}", helper.run(&args));
        return Exit::Failure.into();
    }
    let args = match cli::Args::try_parse_from(args) {
        Ok(args) => args,
        Err(error) => {
            // Help and version come this way too, and are no failure.
            let exit = if error.use_stderr() {
                Exit::Usage
            } else {
                Exit::Passed
            };
            let _ = error.print();
            return exit.into();
        }
    };
    match command::execute(args) {
        Ok(exit) => exit.into(),
        Err(error) => {
            let words = render::words::error(&error);
            // When even standard error is gone, the status still tells.
            terminal::warn(&words);
            exit_of(&error).into()
        }
    }
}

/// The status for an error that ends the program.
fn exit_of(error: &anyhow::Error) -> Exit {
    fn said<E>(error: &anyhow::Error) -> Option<Exit>
    where
        E: Exits + std::error::Error + Send + Sync + 'static,
    {
        error.downcast_ref::<E>().map(Exits::exit)
    }
    let of_each = [
        said::<KitError>,
        said::<UsageError>,
        said::<NewError>,
        said::<FindError>,
        said::<MergeError>,
        said::<CannotWrite>,
        said::<JudgeError>,
        said::<PlayError>,
        said::<WorkspaceError>,
        said::<Refusal>,
        said::<LockError>,
    ];
    of_each
        .iter()
        .find_map(|said| said(error))
        .unwrap_or(Exit::Failure)
}
