//! The `threadlings` program; all of it lives in the library.

use std::process::ExitCode;

fn main() -> ExitCode {
    threadlings::run(std::env::args_os())
}
