//! `play`: the student decides which thread goes on.

use std::io::{self, IsTerminal};

use super::progress::progress;
use super::run::{prepare_explorer, read_attempt};
use crate::exit::Exit;
use crate::judge::{Attempt, PlayError};
use crate::place::{Place, UsageError};
use crate::play::{self, Level};
use crate::process::Cancel;
use crate::render::words::play as words;
use crate::terminal::Waiting;

pub(super) fn play(place: &Place, name: Option<&str>, check: Option<&str>) -> anyhow::Result<Exit> {
    let progress = progress(place)?;
    let exercise = place.exercise(name, &progress)?;
    if !io::stdin().is_terminal() || !io::stdout().is_terminal() {
        return Err(UsageError::NoTerminal.into());
    }
    let text = read_attempt(&place.file(exercise))?;
    let judge = place.judge()?;
    prepare_explorer(&judge);
    let attempt = Attempt {
        exercise,
        text: text.as_deref(),
        width: None,
    };
    let cancel = Cancel::new();
    let playable = judge.playable(&place.kit, &attempt, &cancel)?;
    let checks = match check {
        None => playable.checks().to_vec(),
        Some(wanted) => {
            let all = playable.checks();
            let Some(check) = all.iter().find(|check| check.name == wanted) else {
                let known: Vec<&str> = all.iter().map(|check| &*check.name).collect();
                return Err(PlayError::NoSuchCheck {
                    exercise: exercise.name.clone(),
                    check: wanted.to_owned(),
                    known: known.join(", "),
                }
                .into());
            };
            vec![check.clone()]
        }
    };
    let waiting = Waiting::new();
    let mut starts = Vec::new();
    for (index, check) in checks.iter().enumerate() {
        waiting.show(&words::exploring(index + 1, checks.len()));
        starts.push(playable.play(check, &[], &cancel)?);
    }
    drop(waiting);
    play::play(&Level {
        exercise: &exercise.name,
        playable: &playable,
        checks,
        starts,
    })?;
    Ok(Exit::Passed)
}
