//! What the watcher shows: a screen that is redrawn, or plain lines where there is no terminal.

use std::io;

use super::machine::Machine;
use super::page::{Page, Setting, page};
use crate::kit::Kit;
use crate::render::{self, Errors};
use crate::terminal;
use crate::terminal::Terminal;
use crate::terminal::{form, print, takes_words};
use crate::text;
use crate::text::Links;
use crate::verdict::Judgement;
use std::path::Path;

/// Where the watcher shows itself.
pub(super) enum Screen {
    /// A terminal of our own.
    Full(Terminal, Links),
    /// Lines for a file or another program.
    Plain,
    /// Sentences for somebody who types words, with those said last.
    Spoken(Vec<String>),
}

impl Screen {
    pub(super) fn open(interactive: bool) -> io::Result<Self> {
        Ok(if interactive {
            Self::Full(Terminal::take()?, terminal::links())
        } else if takes_words() {
            Self::Spoken(Vec::new())
        } else {
            Self::Plain
        })
    }

    /// The terminal, for somebody who draws on it for a while.
    pub(super) fn terminal(&mut self) -> Option<&mut Terminal> {
        match self {
            Self::Full(terminal, _) => Some(terminal),
            Self::Plain | Self::Spoken(_) => None,
        }
    }

    /// How many columns there are.
    pub(super) fn columns(&self) -> usize {
        match self {
            Self::Full(terminal, _) => terminal.size().0,
            Self::Plain | Self::Spoken(_) => terminal::columns(),
        }
    }

    /// Shows the machine's state. Comes back with how far its body can be scrolled.
    pub(super) fn draw(
        &mut self,
        machine: &Machine,
        workspace: &Path,
        kit: &Kit,
    ) -> io::Result<usize> {
        let links = self.links();
        self.draw_page(|columns, rows| {
            let setting = Setting {
                workspace,
                welcome: kit.welcome_message(),
                farewell: kit.final_message(),
                links,
                columns,
                rows,
            };
            page(machine, &setting)
        })
    }

    /// Shows a page made for this many columns and rows. Comes back with how far its body can be scrolled.
    pub(super) fn draw_page(
        &mut self,
        page: impl FnOnce(usize, usize) -> Page,
    ) -> io::Result<usize> {
        let Self::Full(terminal, _) = self else {
            return Ok(0);
        };
        let (columns, rows) = terminal.size();
        let Page { lines, most_scroll } = page(columns, rows);
        terminal.draw(&lines)?;
        Ok(most_scroll)
    }

    /// Prints lines where they stay.
    pub(super) fn keep(&mut self, lines: &[String]) -> anyhow::Result<()> {
        match self {
            Self::Full(terminal, _) => {
                let columns = terminal.size().0;
                let lines: Vec<String> = lines
                    .iter()
                    .flat_map(|line| text::wrap(line, columns))
                    .collect();
                Ok(terminal.keep(&lines)?)
            }
            Self::Plain | Self::Spoken(_) => print(&(lines.join("\n") + "\n")),
        }
    }

    /// A verdict other than a pass, where nothing is drawn.
    pub(super) fn say(&mut self, judgement: &Judgement) -> anyhow::Result<()> {
        if matches!(self, Self::Plain) {
            let mut lines = render::judgement(judgement, terminal::columns(), Errors::All, form());
            lines.push(String::new());
            print(&(lines.join("\n") + "\n"))?;
        }
        Ok(())
    }

    /// A line, where nothing is drawn.
    pub(super) fn say_line(&mut self, line: &str) -> anyhow::Result<()> {
        if !matches!(self, Self::Full(..)) {
            print(&format!("{line}\n"))?;
        }
        Ok(())
    }

    /// Says these sentences to somebody who types words, but for those at their beginning that were said last. `is_new` says all.
    pub(super) fn speak(&mut self, lines: Vec<String>, is_new: bool) -> anyhow::Result<()> {
        let Self::Spoken(said) = self else {
            return Ok(());
        };
        let known = said.iter().zip(&lines).take_while(|(one, two)| one == two);
        let known = if is_new { 0 } else { known.count() };
        if known < lines.len() {
            print(&(lines[known..].join("\n") + "\n"))?;
        }
        *said = lines;
        Ok(())
    }

    pub(super) fn links(&self) -> Links {
        match self {
            Self::Full(_, links) => *links,
            Self::Plain | Self::Spoken(_) => Links::Off,
        }
    }

    /// Takes the terminal again, where somebody else had it.
    pub(super) fn resume(&mut self) -> io::Result<()> {
        match self {
            Self::Full(terminal, _) => terminal.resume(),
            Self::Plain | Self::Spoken(_) => Ok(()),
        }
    }

    /// Gives the terminal to the shell until we are continued.
    pub(super) fn suspend(&mut self) -> io::Result<()> {
        if let Self::Full(terminal, _) = self {
            terminal.suspend()?;
        }
        Ok(())
    }
}
