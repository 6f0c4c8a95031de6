//! Prints the one answer of a command, and knows what standard output is.

use std::borrow::Cow;
use std::io::{self, IsTerminal, Write};
use std::sync::atomic::{AtomicBool, Ordering};

use crate::cli::Color;
use crate::render::Form;
use crate::text::{Links, with_ascii_signs};

/// Writes an answer to standard output. A reader that has seen enough, such as `head`, is no failure.
pub(crate) fn print(text: &str) -> anyhow::Result<()> {
    let mut stdout = io::stdout().lock();
    let shown = shown_in(text, stdout.is_terminal());
    let written = stdout
        .write_all(shown.as_bytes())
        .and_then(|()| stdout.flush());
    match written {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            Err(anyhow::Error::new(error).context("cannot write to standard output"))
        }
        _ => Ok(()),
    }
}

/// Says something beside the answer, on standard error. Where that is gone, nobody waits for it.
pub(crate) fn warn(line: &str) {
    let mut stderr = io::stderr();
    let shown = shown_in(line, stderr.is_terminal());
    let _ = writeln!(stderr, "{shown}");
}

/// Writes a serialisable answer as one JSON object.
pub(crate) fn print_json(value: &impl serde::Serialize) -> anyhow::Result<()> {
    print(&(serde_json::to_string_pretty(value)? + "\n"))
}

/// The text as the terminal can show it. What goes elsewhere is for programs, which know UTF-8.
pub(super) fn shown_in(text: &str, is_terminal: bool) -> Cow<'_, str> {
    if is_terminal && is_ascii_only(|name| std::env::var(name).ok()) {
        with_ascii_signs(text).into()
    } else {
        text.into()
    }
}

/// Whether the locale knows no Unicode. Where none is set, nobody has said so.
fn is_ascii_only(variable: impl Fn(&str) -> Option<String>) -> bool {
    let mut set = ["LC_ALL", "LC_CTYPE", "LANG"]
        .into_iter()
        .filter_map(variable);
    let locale = set.find(|value| !value.is_empty());
    locale.is_some_and(|locale| {
        let locale = locale.to_lowercase();
        !locale.contains("utf-8") && !locale.contains("utf8")
    })
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
    is_attended() && form() == Form::Drawn
}

/// Whether somebody sits at a terminal who wants sentences, and types words.
pub(crate) fn takes_words() -> bool {
    is_attended() && form() == Form::Spoken
}

fn is_attended() -> bool {
    io::stdin().is_terminal() && io::stdout().is_terminal()
}

/// Whether sentences were asked for.
static PLAIN: AtomicBool = AtomicBool::new(false);

/// Has everything said in sentences from now on.
pub(crate) fn use_plain() {
    PLAIN.store(true, Ordering::Relaxed);
}

/// Whether there is somebody who looks.
pub(crate) fn form() -> Form {
    if PLAIN.load(Ordering::Relaxed) || is_dumb() {
        Form::Spoken
    } else {
        Form::Drawn
    }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_locale_says_whether_there_is_unicode() {
        let is_ascii = |set: &[(&str, &str)]| {
            let find = |name: &str| set.iter().find(|(known, _)| *known == name);
            is_ascii_only(|name| find(name).map(|(_, value)| (*value).to_owned()))
        };
        assert!(is_ascii(&[("LC_ALL", "C")]));
        assert!(is_ascii(&[("LC_ALL", "POSIX"), ("LANG", "en_US.UTF-8")]));
        assert!(is_ascii(&[("LANG", "de_DE.ISO-8859-1")]));
        assert!(!is_ascii(&[("LC_ALL", ""), ("LANG", "en_US.UTF-8")]));
        assert!(!is_ascii(&[("LC_CTYPE", "C.utf8"), ("LANG", "C")]));
        assert!(!is_ascii(&[]));
    }
}
