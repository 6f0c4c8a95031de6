//! A run that somebody else decides.

use crate::choice::{Choice, Turn};
use crate::strategy::{Alternative, Mode, Strategy, cost};

/// Chooses as it was told, and stops where it was told no more.
pub(crate) struct Guided<'a> {
    choices: &'a [Choice],
    mode: Mode,
    next: usize,
    /// Who can be chosen where it stopped.
    pub(crate) turns: Vec<Turn>,
    /// Whether it was told something that cannot be.
    pub(crate) is_astray: bool,
}

impl<'a> Guided<'a> {
    pub(crate) fn new(choices: &'a [Choice], mode: Mode) -> Self {
        Self {
            choices,
            mode,
            next: 0,
            turns: Vec::new(),
            is_astray: false,
        }
    }
}

impl Strategy for Guided<'_> {
    fn mode(&self) -> Mode {
        self.mode
    }

    fn pick(&mut self, alternatives: &[Alternative], last: Option<usize>, _: u32) -> Option<usize> {
        if let Some(last) = last
            && alternatives[last].is_local()
        {
            return Some(last);
        }
        let Some(choice) = self.choices.get(self.next) else {
            let turns = alternatives.iter().enumerate();
            let turns = turns.map(|(index, alternative)| Turn {
                thread: alternative.task,
                early: alternative.early,
                preempts: cost(alternatives, last, index) > 0,
            });
            self.turns = turns.collect();
            return None;
        };
        self.next += 1;
        let index = alternatives.iter().position(|it| {
            *choice
                == Choice::Turn {
                    thread: it.task,
                    early: it.early,
                }
        });
        self.is_astray |= index.is_none();
        index
    }

    fn choose(&mut self, count: usize) -> Option<usize> {
        let choice = self.choices.get(self.next)?;
        self.next += 1;
        match choice {
            Choice::Way(way) if *way < count => Some(*way),
            _ => {
                self.is_astray = true;
                None
            }
        }
    }
}
