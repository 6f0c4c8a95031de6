//! Steps through a failing interleaving on a screen of its own.
//!
//! `stepper` knows where the student is and what the keys do, `page` draws that. Only this file touches the terminal.

use std::sync::mpsc;

use super::page;
use super::stepper::{After, Stepper};
use crate::render::timeline::Story;
use crate::terminal::{Event, Terminal, listen_for_signals, read_keys};
use crate::trace::Trace;

/// Shows the trace until the student has seen enough.
pub(crate) fn step_through(trace: &Trace, exercise: &str) -> anyhow::Result<()> {
    let story = Story::of(trace);
    let mut stepper = Stepper::new(story.steps.len());
    let (sender, inbox) = mpsc::channel();
    let mut terminal = Terminal::take()?;
    let keys = sender.clone();
    listen_for_signals(move |event| sender.send(event).is_ok())?;
    read_keys(move |event| keys.send(event).is_ok());
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
            Ok(Event::Key(key)) => stepper.key(key),
            Ok(Event::Quit) | Err(_) => After::Quit,
            Ok(Event::Redraw) => {
                // Whoever continued us may have had the terminal meanwhile.
                terminal.resume()?;
                After::GoOn
            }
        };
        match after {
            After::GoOn => {}
            After::Suspend => terminal.suspend()?,
            After::Quit => return Ok(()),
        }
    }
}
