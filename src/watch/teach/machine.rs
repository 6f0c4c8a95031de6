//! The mind of the teacher's watcher: takes an event, changes its state, and says what to do next. It touches nothing.

use super::keys::{Action, KEYS};
use super::snapshot::Snapshot;
use crate::judge::BuildProgress;
use crate::teach::cases::{Case, Role, examine};
use crate::teach::{Finding, Severity};
use crate::terminal::{self, Key, Line, action_of, key_of_word};
use crate::verdict::{Judgement, Verdict};

/// Something happened.
#[derive(Debug)]
pub(crate) enum Event {
    /// The files are others than before.
    Changed(Box<Snapshot>),
    /// The exercise cannot be read, for this reason.
    Unreadable(String),
    /// A case is judged.
    Judged {
        ticket: u64,
        case: usize,
        judgement: Box<Judgement>,
    },
    /// The explorer is being built; `None` when it no longer is.
    Building(Option<BuildProgress>),
    /// A key was pressed.
    Key(Key),
    /// The screen has another size, or was someone else's for a while.
    Redraw,
    /// The system wants us to stop.
    Quit,
}

impl From<terminal::Event> for Event {
    fn from(event: terminal::Event) -> Self {
        match event {
            terminal::Event::Key(key) => Self::Key(key),
            terminal::Event::Redraw => Self::Redraw,
            terminal::Event::Quit => Self::Quit,
        }
    }
}

impl From<Line> for Event {
    fn from(Line(line): Line) -> Self {
        Self::Key(key_of_word(KEYS, line.trim()).unwrap_or(Key::Other))
    }
}

/// What to do next.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Effect {
    /// Stop judging.
    Cancel,
    /// Judge these cases, in this order.
    Judge { ticket: u64, cases: Vec<usize> },
    /// Give the terminal back until we are continued.
    Suspend,
    /// End the watcher.
    Quit,
}

/// One attempt of the kit's own.
#[derive(Debug)]
pub(crate) struct Row {
    pub(crate) case: Case,
    /// `None` while it is being judged.
    pub(crate) outcome: Option<Outcome>,
}

/// What became of an attempt.
#[derive(Debug)]
pub(crate) struct Outcome {
    pub(crate) judgement: Judgement,
    /// What is wrong with that.
    pub(crate) findings: Vec<Finding>,
}

impl Outcome {
    /// How bad it is; `None` where all is well.
    pub(crate) fn worst(&self) -> Option<Severity> {
        self.findings.iter().map(Finding::severity).min()
    }

    fn is_wrong(&self) -> bool {
        self.worst().is_some_and(|worst| worst < Severity::Advice)
    }
}

/// The state of the teacher's watcher.
#[derive(Default)]
pub(crate) struct Machine {
    snapshot: Option<Snapshot>,
    rows: Vec<Row>,
    trouble: Option<String>,
    selected: usize,
    scroll: usize,
    last_ticket: u64,
    building: Option<BuildProgress>,
}

impl Machine {
    pub(crate) fn snapshot(&self) -> Option<&Snapshot> {
        self.snapshot.as_ref()
    }

    pub(crate) fn rows(&self) -> &[Row] {
        &self.rows
    }

    /// Why the exercise cannot be read at the moment.
    pub(crate) fn trouble(&self) -> Option<&str> {
        self.trouble.as_deref()
    }

    /// The row that is read.
    pub(crate) fn selected(&self) -> usize {
        self.selected
    }

    /// How many lines of the body are scrolled away.
    pub(crate) fn scroll(&self) -> usize {
        self.scroll
    }

    pub(crate) fn building(&self) -> Option<BuildProgress> {
        self.building
    }

    /// How many rows are judged.
    pub(crate) fn judged(&self) -> usize {
        self.rows.iter().filter(|row| row.outcome.is_some()).count()
    }

    /// How many are judged, and not as they should be.
    pub(crate) fn wrong(&self) -> usize {
        let outcomes = self.rows.iter().filter_map(|row| row.outcome.as_ref());
        outcomes.filter(|outcome| outcome.is_wrong()).count()
    }

    /// Takes one event and says what follows from it.
    pub(crate) fn handle(&mut self, event: Event) -> Vec<Effect> {
        match event {
            Event::Changed(snapshot) => self.changed(*snapshot),
            Event::Unreadable(reason) => {
                self.trouble = Some(reason);
                Vec::new()
            }
            Event::Judged {
                ticket,
                case,
                judgement,
            } => {
                if ticket == self.last_ticket {
                    self.judged_one(case, *judgement);
                }
                Vec::new()
            }
            Event::Building(progress) => {
                self.building = progress;
                Vec::new()
            }
            Event::Key(key) => self.key(key),
            Event::Redraw => Vec::new(),
            Event::Quit => vec![Effect::Cancel, Effect::Quit],
        }
    }

    /// What is known of a text stays known, unless what it depends on has changed.
    fn changed(&mut self, snapshot: Snapshot) -> Vec<Effect> {
        self.trouble = None;
        let keeps = self
            .snapshot
            .as_ref()
            .is_some_and(|old| old.common == snapshot.common);
        let mut old = std::mem::take(&mut self.rows);
        let selected = old.get(self.selected).map(|row| row.case.path.clone());
        self.rows = snapshot
            .cases
            .iter()
            .map(|case| {
                let known = old
                    .iter_mut()
                    .find(|row| keeps && row.case.path == case.path && row.case.text == case.text);
                Row {
                    case: case.clone(),
                    outcome: known.and_then(|row| row.outcome.take()),
                }
            })
            .collect();
        // What was just saved is what the teacher wants to read.
        let saved: Vec<usize> = (0..self.rows.len())
            .filter(|index| {
                let case = &self.rows[*index].case;
                !old.iter()
                    .any(|row| row.case.path == case.path && row.case.text == case.text)
            })
            .collect();
        self.selected = match saved.as_slice() {
            [saved] => *saved,
            _ => {
                let place = self
                    .rows
                    .iter()
                    .position(|row| Some(&row.case.path) == selected.as_ref());
                place.unwrap_or(0)
            }
        };
        self.scroll = 0;
        self.snapshot = Some(snapshot);
        self.judge()
    }

    /// Judges what is not judged, the row that is read first.
    fn judge(&mut self) -> Vec<Effect> {
        self.last_ticket += 1;
        let mut cases: Vec<usize> = (0..self.rows.len())
            .filter(|index| self.rows[*index].outcome.is_none())
            .collect();
        cases.sort_by_key(|index| *index != self.selected);
        let mut effects = vec![Effect::Cancel];
        if !cases.is_empty() {
            let ticket = self.last_ticket;
            effects.push(Effect::Judge { ticket, cases });
        }
        effects
    }

    fn judged_one(&mut self, case: usize, judgement: Judgement) {
        let (Some(snapshot), Some(row)) = (&self.snapshot, self.rows.get_mut(case)) else {
            return;
        };
        let judgements = std::slice::from_ref(&judgement);
        let findings = examine(
            &snapshot.exercise,
            snapshot.is_explored,
            &row.case,
            judgements,
            &snapshot.lines,
        );
        row.outcome = Some(Outcome {
            judgement,
            findings,
        });
        if self.judged() == self.rows.len() {
            self.show_what_is_wrong();
        }
    }

    /// Goes to the first row that is wrong, unless the one that is read is.
    fn show_what_is_wrong(&mut self) {
        let is_wrong = |row: &Row| row.outcome.as_ref().is_some_and(Outcome::is_wrong);
        if !self.rows.get(self.selected).is_some_and(is_wrong)
            && let Some(wrong) = self.rows.iter().position(is_wrong)
        {
            self.select(wrong);
        }
    }

    fn select(&mut self, row: usize) {
        self.selected = row.min(self.rows.len().saturating_sub(1));
        self.scroll = 0;
    }

    fn key(&mut self, key: Key) -> Vec<Effect> {
        let Some(action) = action_of(KEYS, key) else {
            return Vec::new();
        };
        match action {
            Action::Up => self.select(self.selected.saturating_sub(1)),
            Action::Down => self.select(self.selected + 1),
            Action::PageUp => self.scroll = self.scroll.saturating_sub(10),
            Action::PageDown => self.scroll = self.scroll.saturating_add(10),
            Action::Home => self.scroll = 0,
            Action::End => self.scroll = usize::MAX,
            Action::JudgeAgain => {
                for row in &mut self.rows {
                    row.outcome = None;
                }
                return self.judge();
            }
            Action::Quit => return vec![Effect::Cancel, Effect::Quit],
            Action::Suspend => return vec![Effect::Suspend],
        }
        Vec::new()
    }

    /// The screen tells how far its body can scroll.
    pub(crate) fn limit_scroll(&mut self, most: usize) {
        self.scroll = self.scroll.min(most);
    }
}

/// What a case should get, in a word.
pub(crate) fn wanted(snapshot: &Snapshot, case: &Case) -> String {
    match &case.role {
        Role::Start if snapshot.exercise.skip_check_unsolved => "anything".to_owned(),
        Role::Start => match &snapshot.exercise.start {
            Some(stated) => stated.to_string(),
            None => "no pass".to_owned(),
        },
        Role::Solution => Verdict::Passed.to_string(),
        Role::Mistake(mistake) => mistake.verdict.to_string(),
    }
}

#[cfg(test)]
mod tests;
