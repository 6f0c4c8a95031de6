//! `replay`: steps through a failing interleaving on a screen of its own.
//!
//! `stepper` knows where the student is and what the keys do, `page` draws that. Only this file touches the terminal.

mod page;
mod stepper;

use std::sync::mpsc;

use crate::render::timeline::Story;
use crate::trace::Trace;
use crate::watch::event::Event;
use crate::watch::terminal::Terminal;
use crate::watch::{Input, listen_for_signals, read_keys, tell};
use stepper::{After, Stepper};

/// Shows the trace until the student has seen enough.
pub(crate) fn step_through(trace: &Trace, exercise: &str) -> anyhow::Result<()> {
    let story = Story::of(trace);
    let mut stepper = Stepper::new(story.steps.len());
    let (sender, inbox) = mpsc::channel();
    let mut terminal = Terminal::take()?;
    listen_for_signals(tell(&sender))?;
    read_keys(tell(&sender));
    loop {
        let (columns, rows) = terminal.size();
        let scene = page::Scene {
            exercise,
            trace,
            story: &story,
            stepper: &stepper,
        };
        terminal.draw(&page::page(&scene, columns, rows))?;
        let after = match inbox.recv() {
            Ok(Input::Event(Event::Key(key))) => stepper.key(key),
            Ok(Input::Event(Event::Quit)) | Err(_) => After::Quit,
            Ok(Input::Event(Event::Redraw)) => {
                // Whoever continued us may have had the terminal meanwhile.
                terminal.resume()?;
                After::GoOn
            }
            Ok(_) => After::GoOn,
        };
        match after {
            After::GoOn => {}
            After::Suspend => terminal.suspend()?,
            After::Quit => return Ok(()),
        }
    }
}
