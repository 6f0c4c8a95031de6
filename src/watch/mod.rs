//! The watcher: one closed set of events, one loop, one state machine, and the effects it asks for.
//!
//! Files, keys, signals and finished judgements arrive on one channel. The loop hands each to `machine::Machine`,
//! carries out the effects, and draws. Nothing in the loop waits: judging happens on threads of its own.

pub(crate) mod editor;
mod event;
pub(crate) mod files;
mod inputs;
mod keys;
mod looking;
mod machine;
mod page;
mod runtime;
mod screen;
mod spoken;
pub(crate) mod teach;
mod texts;

use std::sync::Arc;

use crate::cli::WatchArgs;
use crate::exit::Exit;
use crate::place::Place;
use crate::progress::Lock;
use crate::render::words;
use crate::terminal::waiting_for;
use event::Event;
use inputs::{Inputs, Watcher};
use machine::Machine;
use runtime::Runtime;

/// Watches until the student quits, from the exercise of this name on, or from where they were.
pub(crate) fn watch(place: Place, name: Option<&str>, args: &WatchArgs) -> anyhow::Result<Exit> {
    let begin = name.map(|name| place.kit.find(name)).transpose()?;
    let begin = begin.map(|exercise| exercise.name.clone());
    let _lock = Lock::acquire(&place.workspace)?;
    let (progress, recovered) = place.progress()?;
    let judge = Arc::new(waiting_for(words::asking_rustc(), || place.judge())?);
    let place = Arc::new(place);
    let (inputs, screen) = Inputs::open(&place.workspace, &["exercises"], args.poll)?;
    let exercises: Arc<[_]> = place.kit.exercises().into();
    let machine = Machine::new(exercises, progress, begin.as_deref(), args.stay);
    let mut runtime = Runtime::new(
        place,
        judge,
        machine,
        screen,
        inputs.sender.clone(),
        inputs.diversion.clone(),
        args.edit_cmd.as_deref(),
    );
    runtime.greet()?;
    runtime.handle(Event::Started)?;
    if let Some(recovery) = recovered {
        let words = words::recovered(&recovery.kept_at, recovery.recovered);
        runtime.handle(Event::Trouble(words))?;
    }
    inputs.serve(&mut runtime)?;
    runtime.farewell()
}
