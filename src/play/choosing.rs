//! Which check is played, where there are several. Pure.

use colored::Colorize;

use super::keys::number;
use crate::judge::{PlayableCheck, Played};
use crate::render::words::play as words;
use crate::terminal::Key;
use crate::text::{one_line, prose, width, wrap};

/// A list of checks, and the one that is looked at.
pub(super) struct Choosing {
    at: usize,
    count: usize,
}

/// What follows from a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum After {
    Stay,
    Chosen(usize),
    Suspend,
    Quit,
}

impl Choosing {
    /// At the first check that can fail, if there is one.
    pub(super) fn new(starts: &[Played]) -> Self {
        Self {
            at: starts.iter().position(|start| start.fails).unwrap_or(0),
            count: starts.len(),
        }
    }

    /// The check that it stands at.
    pub(super) fn at(&self) -> usize {
        self.at
    }

    pub(super) fn key(&mut self, key: Key) -> After {
        match key {
            Key::Up | Key::Char('k') => self.at = self.at.saturating_sub(1),
            Key::Down | Key::Char('j') => self.at = (self.at + 1).min(self.count - 1),
            Key::Enter | Key::Char(' ') => return After::Chosen(self.at),
            Key::Char('q') | Key::Escape | Key::Interrupt => return After::Quit,
            Key::Suspend => return After::Suspend,
            _ => {
                let number = number(key).and_then(|number| number.checked_sub(1));
                if let Some(number) = number.filter(|number| *number < self.count) {
                    return After::Chosen(number);
                }
            }
        }
        After::Stay
    }

    /// The list as lines.
    pub(super) fn page(
        &self,
        exercise: &str,
        checks: &[PlayableCheck],
        starts: &[Played],
        (columns, rows): (usize, usize),
    ) -> Vec<String> {
        let head = format!("{}  {}", exercise.bold(), words::which_check());
        let mut lines = prose(&head, columns, "", "");
        let mut first = 0;
        for (index, (check, start)) in checks.iter().zip(starts).enumerate() {
            let is_here = index == self.at;
            let cursor = if is_here { "›" } else { " " };
            let lead = format!("{cursor} {}  ", index + 1);
            let fewest = start.shortest.as_ref().map(|it| it.switches);
            let about = words::can_fail(start.fails, fewest, &start.exploration);
            let mut item = prose(&one_line(&check.description), columns, &lead, "     ");
            item.extend(
                prose(&about, columns, "     ", "     ")
                    .into_iter()
                    .map(|it| {
                        let tinted = if start.fails { it.red() } else { it.dimmed() };
                        tinted.to_string()
                    }),
            );
            if is_here {
                first = lines.len();
                for line in &mut item {
                    *line = line.bold().to_string();
                }
            }
            lines.extend(item);
        }
        let room = rows.saturating_sub(1);
        let top = (first + 2).saturating_sub(room);
        lines.drain(..top.min(lines.len()));
        lines.truncate(room);
        lines.extend((rows > 0).then(|| keys_line(columns)));
        lines
    }
}

fn keys_line(columns: usize) -> String {
    let line = words::keys_of_list();
    if width(line) > columns {
        return wrap(line, columns.max(1)).swap_remove(0);
    }
    line.dimmed().to_string()
}
