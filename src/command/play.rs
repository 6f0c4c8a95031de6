//! `play`: the student decides which thread goes on.

use super::progress::progress;
use super::run::{prepare_explorer, read_attempt};
use crate::exit::Exit;
use crate::judge::{Attempt, Judge, Toolchain};
use crate::kit::{Exercise, Kit, KitError};
use crate::place::{Place, UsageError};
use crate::play::{self, Level};
use crate::render::words::{self as asked, play as words};
use crate::terminal::{Waiting, is_interactive, print, waiting_for};

/// Plays the student's own code.
pub(super) fn play(place: &Place, name: Option<&str>, check: Option<&str>) -> anyhow::Result<Exit> {
    let progress = progress(place)?;
    let exercise = place.exercise(name, &progress)?;
    needs_terminal()?;
    let text = read_attempt(&place.file(exercise))?;
    let judge = waiting_for(asked::asking_rustc(), || place.judge())?;
    play_text(&judge, &place.kit, exercise, text.as_deref(), check)
}

/// Plays a small program that is made for it, or lists them.
pub(super) fn level(name: &str) -> anyhow::Result<Exit> {
    let kit = Kit::levels()?;
    if name.is_empty() {
        let all = kit.exercises().iter();
        let lines = all.map(|level| {
            let title = level.title.as_deref().unwrap_or_default();
            words::level(&level.name, title)
        });
        print(&(lines.collect::<Vec<_>>().join("\n") + "\n"))?;
        return Ok(Exit::Passed);
    }
    let exercise = kit.find(name).map_err(|error| match error {
        KitError::Unknown { name, nearest } if nearest.is_empty() => {
            UsageError::NoSuchLevel(name).into()
        }
        other => anyhow::Error::from(other),
    })?;
    needs_terminal()?;
    let folder = std::env::current_dir()?;
    let judge = Judge::new(waiting_for(asked::asking_rustc(), || {
        Toolchain::find(&folder)
    })?);
    let text = kit.start(exercise)?;
    play_text(&judge, &kit, exercise, Some(text.as_bytes()), None)
}

fn needs_terminal() -> Result<(), UsageError> {
    if is_interactive() {
        Ok(())
    } else {
        Err(UsageError::NoTerminal)
    }
}

fn play_text(
    judge: &Judge,
    kit: &Kit,
    exercise: &Exercise,
    text: Option<&[u8]>,
    check: Option<&str>,
) -> anyhow::Result<Exit> {
    prepare_explorer(judge);
    let attempt = Attempt {
        exercise,
        text,
        width: None,
    };
    let waiting = Waiting::new();
    let level = Level::prepare(judge, kit, &attempt, check, &mut |line| waiting.show(line))?;
    drop(waiting);
    play::play(&level)?;
    Ok(Exit::Passed)
}
