//! One run again, and what was chosen in it.

use crate::choice::Choice;
use crate::strategy::{Alternative, Mode, Strategy};
use crate::task::TaskId;

/// Chooses as an earlier run did.
pub(crate) struct Replay {
    picks: Vec<u32>,
    mode: Mode,
    next: usize,
    choices: Vec<Choice>,
    /// Threads whose next step concerned nobody else, when they could have taken it at once.
    owed: Vec<TaskId>,
}

impl Replay {
    pub(crate) fn new(picks: Vec<u32>, mode: Mode) -> Self {
        Self {
            picks,
            mode,
            next: 0,
            choices: Vec::new(),
            owed: Vec::new(),
        }
    }

    /// What was chosen so far, for [`Guided`](super::guided::Guided): without the steps that are no choices there, since
    /// a thread takes what concerns nobody else at once.
    pub(crate) fn into_choices(self) -> Vec<Choice> {
        self.choices
    }

    fn take(&mut self, count: usize) -> usize {
        let pick = self.picks.get(self.next).copied().unwrap_or(0) as usize;
        self.next += 1;
        pick.min(count - 1)
    }
}

impl Strategy for Replay {
    fn mode(&self) -> Mode {
        self.mode
    }

    fn pick(&mut self, alternatives: &[Alternative], last: Option<usize>, _: u32) -> Option<usize> {
        if let Some(last) = last.map(|last| &alternatives[last])
            && last.is_local()
            && !self.owed.contains(&last.task)
        {
            self.owed.push(last.task);
        }
        let index = match alternatives {
            [_] => 0,
            _ => self.take(alternatives.len()),
        };
        let chosen = &alternatives[index];
        match self.owed.iter().position(|task| *task == chosen.task) {
            Some(owed) => {
                self.owed.swap_remove(owed);
            }
            None => self.choices.push(Choice::Turn {
                thread: chosen.task,
                early: chosen.early,
            }),
        }
        Some(index)
    }

    fn choose(&mut self, count: usize) -> Option<usize> {
        let chosen = self.take(count);
        self.choices.push(Choice::Way(chosen));
        Some(chosen)
    }
}
