//! The one owner of the terminal's raw mode. Whatever happens, the terminal is given back as it was found.

use std::io::{self, Stdout, Write};
use std::sync::atomic::{AtomicBool, Ordering};

use super::answer::shown_in;
use crate::text::cut_to_screen;
use crossterm::cursor::{Hide, MoveTo, Show};
use crossterm::queue;
use crossterm::style::ResetColor;
use crossterm::terminal::{
    BeginSynchronizedUpdate, Clear, ClearType, EndSynchronizedUpdate, disable_raw_mode,
    enable_raw_mode, size,
};

/// Whether the terminal is ours right now. The panic hook must know.
static OURS: AtomicBool = AtomicBool::new(false);

/// The terminal while it is ours.
pub(crate) struct Terminal {
    out: Stdout,
}

impl Terminal {
    /// Takes the terminal, and has a panic give it back first.
    pub(crate) fn take() -> io::Result<Self> {
        let before = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |panic| {
            give_back();
            before(panic);
        }));
        let mut terminal = Self { out: io::stdout() };
        terminal.resume()?;
        terminal.clear_gently()?;
        Ok(terminal)
    }

    /// What is on the screen goes up into the scrollback, not away: it is the shell's.
    fn clear_gently(&mut self) -> io::Result<()> {
        let (_, rows) = self.size();
        self.out.write_all("\r\n".repeat(rows).as_bytes())
    }

    /// Takes the terminal again after it was given back.
    pub(crate) fn resume(&mut self) -> io::Result<()> {
        enable_raw_mode()?;
        OURS.store(true, Ordering::SeqCst);
        queue!(self.out, Hide)?;
        self.out.flush()
    }

    /// Gives the terminal to the shell until we are continued.
    pub(crate) fn suspend(&mut self) -> io::Result<()> {
        give_back();
        stop();
        self.resume()?;
        self.clear_gently()
    }

    /// Columns and rows. A terminal that does not know gets the classic size.
    #[expect(clippy::unused_self, reason = "only who has the terminal may ask")]
    pub(crate) fn size(&self) -> (usize, usize) {
        match size() {
            Ok((columns, rows)) if columns > 0 && rows > 0 => (columns.into(), rows.into()),
            _ => (80, 24),
        }
    }

    /// Replaces what is on the screen.
    pub(crate) fn draw(&mut self, lines: &[String]) -> io::Result<()> {
        let (columns, _) = self.size();
        queue!(self.out, BeginSynchronizedUpdate, MoveTo(0, 0))?;
        for (index, line) in lines.iter().enumerate() {
            if index > 0 {
                write!(self.out, "\r\n")?;
            }
            // Cleared first: behind a full line the cursor still stands on its last column.
            queue!(self.out, Clear(ClearType::CurrentLine))?;
            write!(self.out, "{}", Self::shown(line, columns))?;
            queue!(self.out, ResetColor)?;
        }
        queue!(
            self.out,
            Clear(ClearType::FromCursorDown),
            EndSynchronizedUpdate
        )?;
        self.out.flush()
    }

    /// A line as the terminal can show it, no longer than that.
    fn shown(line: &str, columns: usize) -> String {
        let mut shown = [shown_in(line, true).into_owned()];
        cut_to_screen(&mut shown, columns);
        let [line] = shown;
        line
    }

    /// Puts lines where they stay: above the screen, in the scrollback.
    pub(crate) fn keep(&mut self, lines: &[String]) -> io::Result<()> {
        self.draw(&[])?;
        let (columns, _) = self.size();
        for line in lines {
            write!(self.out, "{}\r\n", Self::shown(line, columns))?;
        }
        let (_, rows) = self.size();
        let bottom = u16::try_from(rows - 1).unwrap_or(u16::MAX);
        queue!(self.out, MoveTo(0, bottom))?;
        write!(self.out, "{}", "\r\n".repeat(lines.len().min(rows)))?;
        self.out.flush()
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        give_back();
    }
}

/// Gives the terminal back, if it is ours.
fn give_back() {
    if OURS.swap(false, Ordering::SeqCst) {
        let mut out = io::stdout();
        // When even this fails there is nobody left to tell.
        let _ = queue!(out, ResetColor, Show);
        let _ = write!(out, "\r\n");
        let _ = out.flush();
        let _ = disable_raw_mode();
    }
}

/// Stops the whole job, as the terminal itself would: `cargo run` above us must stop too, or the shell never wakes.
#[cfg(unix)]
fn stop() {
    let _ = rustix::process::kill_current_process_group(rustix::process::Signal::TSTP);
}

#[cfg(windows)]
fn stop() {}
