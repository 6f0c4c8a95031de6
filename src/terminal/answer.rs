//! Prints the one answer of a command, and knows what standard output is.

use std::io::{self, IsTerminal, Write};

use crate::cli::Color;
use crate::text::Links;

/// Writes an answer to standard output. A reader that has seen enough, such as `head`, is no failure.
pub(crate) fn print(text: &str) -> anyhow::Result<()> {
    let mut stdout = io::stdout().lock();
    let written = stdout
        .write_all(text.as_bytes())
        .and_then(|()| stdout.flush());
    match written {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(error.into()),
        _ => Ok(()),
    }
}

/// Says something beside the answer, on standard error. Where that is gone, nobody waits for it.
pub(crate) fn warn(line: &str) {
    let _ = writeln!(io::stderr(), "{line}");
}

/// Writes a serialisable answer as one JSON object.
pub(crate) fn print_json(value: &impl serde::Serialize) -> anyhow::Result<()> {
    print(&(serde_json::to_string_pretty(value)? + "\n"))
}

/// How many columns there are; a page's worth where nobody looks.
pub(crate) fn columns() -> usize {
    let width = io::stdout()
        .is_terminal()
        .then(|| crossterm::terminal::size().ok())
        .flatten()
        .map_or(0, |(columns, _)| usize::from(columns));
    if width == 0 { 100 } else { width }
}

/// Whether paths on standard output are made clickable.
pub(crate) fn links() -> Links {
    let wanted = colored::control::SHOULD_COLORIZE.should_colorize()
        && supports_hyperlinks::on(supports_hyperlinks::Stream::Stdout);
    if wanted { Links::On } else { Links::Off }
}

/// Whether the terminal can do no more than show one line after the other.
fn is_dumb() -> bool {
    std::env::var_os("TERM").is_some_and(|term| term == "dumb")
}

/// Whether somebody sits at a terminal that can be drawn on.
pub(crate) fn is_interactive() -> bool {
    io::stdin().is_terminal() && io::stdout().is_terminal() && !is_dumb()
}

/// Puts the choice of colours into effect.
pub(crate) fn use_color(color: Color) {
    match color {
        Color::Always => colored::control::set_override(true),
        Color::Never => colored::control::set_override(false),
        Color::Auto if is_dumb() => colored::control::set_override(false),
        // The library reads NO_COLOR, CLICOLOR and CLICOLOR_FORCE, and looks whether stdout is a terminal.
        Color::Auto => {}
    }
}
