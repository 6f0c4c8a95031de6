//! What is played: an attempt, built, and its checks, explored.

use crate::judge::{Attempt, Judge, PlayError, Playable, PlayableCheck, Played};
use crate::kit::Kit;
use crate::process::Cancel;
use crate::render::words::play as words;

/// What is played.
pub(crate) struct Level<'a> {
    /// The name of the exercise.
    pub(super) exercise: &'a str,
    pub(super) playable: Playable<'a>,
    /// The checks to choose from, each as it stands before the first choice.
    pub(super) checks: Vec<PlayableCheck>,
    pub(super) starts: Vec<Played>,
}

impl<'a> Level<'a> {
    /// Builds an attempt and finds out which of its checks can fail: of all, or only of the one called `check`. That takes a while,
    /// so it tells what it does.
    pub(crate) fn prepare(
        judge: &'a Judge,
        kit: &'a Kit,
        attempt: &Attempt<'a>,
        check: Option<&str>,
        tell: &mut dyn FnMut(&str),
    ) -> Result<Self, PlayError> {
        let exercise = &attempt.exercise.name;
        let cancel = Cancel::new();
        tell(words::building());
        let playable = judge.playable(kit, attempt, &cancel)?;
        let all = playable.checks();
        let wanted = all
            .iter()
            .filter(|it| check.is_none_or(|name| it.name == name));
        let checks: Vec<PlayableCheck> = wanted.cloned().collect();
        if let (Some(check), true) = (check, checks.is_empty()) {
            let known: Vec<&str> = all.iter().map(|check| &*check.name).collect();
            return Err(PlayError::NoSuchCheck {
                exercise: exercise.clone(),
                check: check.to_owned(),
                known: known.join(", "),
            });
        }
        let mut starts = Vec::new();
        for (index, check) in checks.iter().enumerate() {
            tell(&words::exploring(index + 1, checks.len()));
            starts.push(playable.play(check, &[], &cancel)?);
        }
        Ok(Self {
            exercise,
            playable,
            checks,
            starts,
        })
    }
}
