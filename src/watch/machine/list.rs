//! The list of exercises: which of them it shows, and where its cursor is.

use crate::kit::Exercise;
use crate::progress::Progress;
use crate::terminal::Key;
use crate::watch::keys::Action;

/// How many lines a page is.
pub(super) const PAGE: usize = 10;

/// The state of the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct List {
    /// The exercise at the cursor.
    pub(crate) selected: usize,
    /// What is searched for; all exercises where it is empty.
    pub(crate) search: String,
    /// Whether keys are letters of the search.
    pub(crate) is_typing: bool,
    /// Whether passed exercises are left out.
    pub(crate) is_open_only: bool,
}

impl List {
    pub(super) fn at(selected: usize) -> Self {
        Self {
            selected,
            search: String::new(),
            is_typing: false,
            is_open_only: false,
        }
    }

    /// Whether nothing is left out.
    pub(crate) fn shows_all(&self) -> bool {
        self.search.is_empty() && !self.is_typing && !self.is_open_only
    }

    /// Whether the exercise is shown.
    pub(crate) fn shows(&self, exercise: &Exercise, progress: &Progress) -> bool {
        let wanted = self.search.to_lowercase();
        let texts = [&exercise.name].into_iter().chain(&exercise.title);
        let mut texts = texts.chain(&exercise.concepts);
        let is_found = texts.any(|text| text.to_lowercase().contains(&wanted));
        is_found && !(self.is_open_only && progress.is_passed(&exercise.name))
    }

    /// Moves the cursor along what is shown; `false` for what does not move it.
    pub(super) fn move_by(&mut self, action: Action, shown: &[usize]) -> bool {
        let place = shown.iter().position(|index| *index == self.selected);
        let place = place.unwrap_or(0);
        let last = shown.len().saturating_sub(1);
        let place = match action {
            Action::Up => place.saturating_sub(1),
            Action::Down => place + 1,
            Action::PageUp => place.saturating_sub(PAGE),
            Action::PageDown => place + PAGE,
            Action::Home => 0,
            Action::End => last,
            _ => return false,
        };
        self.go_to(shown.get(place.min(last)));
        true
    }

    /// Keeps the cursor on something that is shown.
    pub(super) fn stay_within(&mut self, shown: &[usize]) {
        if !shown.contains(&self.selected) {
            let behind = shown.iter().find(|index| **index > self.selected);
            self.go_to(behind.or(shown.last()));
        }
    }

    fn go_to(&mut self, exercise: Option<&usize>) {
        if let Some(exercise) = exercise {
            self.selected = *exercise;
        }
    }

    /// Takes a key while the search is typed; `false` for one that is no part of that.
    pub(super) fn type_key(&mut self, key: Key) -> bool {
        match key {
            Key::Char(letter) => self.search.push(letter),
            Key::Backspace => {
                self.search.pop();
            }
            Key::Enter => self.is_typing = false,
            Key::Escape => {
                self.search.clear();
                self.is_typing = false;
            }
            _ => return false,
        }
        true
    }
}
