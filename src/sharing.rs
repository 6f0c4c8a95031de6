//! One judgement for all who ask about the same text of a workspace at the same time: the watcher, and an editor that calls us at
//! each save. Whoever comes first judges, and whoever comes second waits for that and takes its result.
//!
//! `.threadlings/judged/` has what was judged last of each exercise, under a digest of everything that it depends on; so another
//! text, kit, compiler or program of ours is another key, and what is damaged is judged again. Who judges holds a file that the system
//! lets go however its process ends. Nothing here can keep anybody from judging: in doubt it is done twice.

mod stored;

use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use crate::file_lock::FileLock;
use crate::grade::digest::{self, Digest};
use crate::grade::entry;
use crate::judge::{Attempt, Judge};
use crate::kit::Kit;
use crate::process::Cancel;
use crate::progress::{folder, make_folder};
use crate::verdict::{Judgement, Verdict};
use stored::{Stored, width_of_last};

/// How often to look whether the other one is done.
const LOOK: Duration = Duration::from_millis(5);
/// Longer than judging takes. Whoever is stopped while it judges must not stop others.
const PATIENCE: Duration = Duration::from_secs(10);

/// What one process shares with others that judge the same workspace.
pub(crate) struct Sharing {
    workspace: PathBuf,
    /// The key that we were asked for last.
    last: Mutex<Option<String>>,
}

impl Sharing {
    pub(crate) fn new(workspace: &Path) -> Self {
        Self {
            workspace: workspace.to_owned(),
            last: Mutex::new(None),
        }
    }

    /// Judges, unless the same has just been judged or is being judged elsewhere. Whoever asks twice in a row wants it judged again.
    /// `None` comes back only when it was cancelled.
    pub(crate) fn judge(
        &self,
        judge: &Judge,
        kit: &Kit,
        attempt: &Attempt,
        cancel: &Cancel,
    ) -> Option<Judgement> {
        let Some(key) = key(judge, kit, attempt) else {
            return judge.judge(kit, attempt, cancel);
        };
        let Attempt {
            exercise, width, ..
        } = *attempt;
        let is_explored = kit.is_explored(exercise);
        self.once(&key, &exercise.name, width, cancel, |width| {
            let attempt = Attempt { width, ..*attempt };
            let judgement = judge.judge(kit, &attempt, cancel)?;
            let is_kept = is_worth_keeping(&judgement, is_explored);
            Some((judgement, is_kept))
        })
    }

    /// Has `judge` judge, for so many columns, what nobody else has. It says too whether others may have what came of it.
    fn once(
        &self,
        key: &str,
        exercise: &str,
        width: Option<usize>,
        cancel: &Cancel,
        judge: impl FnOnce(Option<usize>) -> Option<(Judgement, bool)>,
    ) -> Option<Judgement> {
        let mut last = self.last.lock().unwrap_or_else(PoisonError::into_inner);
        let is_asked_again = last.replace(key.to_owned()).as_deref() == Some(key);
        drop(last);
        let path = self.path(exercise);
        let found = || {
            let body = (!is_asked_again).then(|| entry::read(&path, key))??;
            Stored::read(&body)?.for_reader(width, &path)
        };
        if let Some(found) = found() {
            return Some(found);
        }
        let turn = self.wait_for_turn(key, cancel);
        if cancel.is_cancelled() {
            return None;
        }
        if let Some(found) = found() {
            return Some(found);
        }
        // Whoever has a screen can then use it too.
        let width = width.or_else(|| width_of_last(&path));
        let (judgement, is_kept) = judge(width)?;
        if is_kept && let Ok(body) = serde_json::to_string(&Stored::of(&judgement, width)) {
            // Where it cannot be kept, the others judge for themselves.
            let _ = entry::write(&path, key, &body);
        }
        drop(turn);
        Some(judgement)
    }

    fn path(&self, file: &str) -> PathBuf {
        folder(&self.workspace).join("judged").join(file)
    }

    /// Waits while another process judges this. There is a file for each first digit of a key, so that these few stay: one that is
    /// removed could be held twice.
    fn wait_for_turn(&self, key: &str, cancel: &Cancel) -> Option<FileLock> {
        let digit = key.get(..1)?;
        let path = self.path(&format!("{digit}.lock"));
        make_folder(&self.workspace).ok()?;
        std::fs::create_dir_all(path.parent()?).ok()?;
        let lock = FileLock::open(&path).ok()?;
        let start = Instant::now();
        let gives_up = || cancel.is_cancelled() || start.elapsed() > PATIENCE;
        let is_held = lock.hold_when_free(LOOK, gives_up).ok()?;
        is_held.then_some(lock)
    }
}

/// A digest of everything that the judgement depends on. `None` where it must be judged to be known.
fn key(judge: &Judge, kit: &Kit, attempt: &Attempt) -> Option<String> {
    let text = attempt.text?;
    let exercise = digest::of_exercise(kit, attempt.exercise).ok()?;
    let surroundings = digest::surroundings(judge, judge.protections());
    let key = Digest::new().with(exercise).with(surroundings).with(text);
    Some(key.hex())
}

/// Not where it was our own failure, or nothing could be explored: with another's environment it may be otherwise.
fn is_worth_keeping(judgement: &Judgement, is_explored: bool) -> bool {
    let is_compiled = !matches!(
        judgement.verdict,
        Verdict::DoesNotCompile | Verdict::BreaksRules
    );
    let is_unexplored = is_explored && judgement.exploration.is_none();
    judgement.verdict != Verdict::NotJudged && !(is_compiled && is_unexplored)
}

#[cfg(test)]
mod tests;
