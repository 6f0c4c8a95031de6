//! What can happen to the watcher, and what it can do about it.

use std::sync::Arc;

use crate::judge::BuildProgress;
use crate::progress::Change;
use crate::terminal::{self, Key, Line};
use crate::verdict::Judgement;

/// Something happened.
#[derive(Debug)]
pub(crate) enum Event {
    /// The watcher runs.
    Started,
    /// An exercise's file holds another text than when we last looked, or is gone.
    Saved { exercise: usize, gone: bool },
    /// The judging with this ticket is over.
    Judged {
        ticket: u64,
        judgement: Box<Judgement>,
        /// What was judged.
        text: Arc<str>,
    },
    /// One exercise of "check all" is judged.
    Checked {
        exercise: usize,
        judgement: Box<Judgement>,
    },
    /// "Check all" is over.
    CheckedAll,
    /// A key was pressed.
    Key(Key),
    /// A line was typed.
    Typed(String),
    /// The start of the current exercise is back.
    WasReset { backup: Option<String> },
    /// The solutions asked for, as paths and texts, and the student's own text.
    Solution {
        files: Vec<(String, String)>,
        own: String,
    },
    /// What the file of the current exercise holds now.
    Text(String),
    /// File events do not arrive here; from now on we look by ourselves.
    Polling,
    /// The explorer is being built; `None` when it no longer is.
    Building(Option<BuildProgress>),
    /// What is being judged takes long: so many seconds so far.
    StillJudging { seconds: u64 },
    /// Progress could not be written down, for this reason; `None` when it is, all of it.
    NotSaved(Option<String>),
    /// Something of ours went wrong.
    Trouble(String),
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
        Self::Typed(line)
    }
}

/// What to do next.
#[derive(Clone, Debug)]
pub(crate) enum Effect {
    /// Judge what the exercise's file holds now.
    Judge { ticket: u64, exercise: usize },
    /// Stop judging.
    Cancel,
    /// Have the explorer built, unless it is.
    PrepareExplorer,
    /// Write it down.
    Remember(Change),
    /// Print the summary of a pass where it stays, and hand out the solution.
    Keep(Box<Judgement>),
    /// Show the file in the student's editor.
    Open { exercise: usize },
    /// Put the start back.
    Reset { exercise: usize },
    /// Read the solutions of a passed exercise.
    ShowSolution { exercise: usize },
    /// Let the student play the scheduler of what the exercise's file holds now.
    Play { exercise: usize },
    /// Read what the exercise's file holds now.
    ReadText { exercise: usize },
    /// Judge every exercise.
    CheckAll,
    /// Give the terminal back until we are continued.
    Suspend,
    /// End the watcher.
    Quit,
}
