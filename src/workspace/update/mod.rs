//! `update`: brings a workspace to a newer kit.

mod plan;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::Context;

use super::WorkspaceError;
use super::clear_up;
use super::contents::contents;
use super::editors::Program;
use super::record::{Record, kept_kit};
use crate::archive::Files;
use crate::kit::{Exercise, Kit};
use crate::progress::{Lock, Progress, read, write_absent, write_whole};

pub(crate) use plan::{Change, Row};
use plan::{New, Old, Plan, Step};

/// What was done, or would be.
#[derive(Debug)]
pub(crate) struct Updated {
    /// The kit before, where it is known.
    pub(crate) before: Option<Named>,
    pub(crate) now: Named,
    pub(crate) rows: Vec<Row>,
    /// Exercises that were passed by checks which have changed since, in the order of the course.
    pub(crate) rechecked: Vec<String>,
    pub(crate) is_dry_run: bool,
}

/// A kit as people call it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Named {
    pub(crate) name: String,
    pub(crate) version: Option<String>,
}

impl Named {
    fn of(kit: &Kit) -> Self {
        Self {
            name: kit.name(),
            version: kit.version().map(str::to_owned),
        }
    }
}

/// Where the kit of a workspace comes from, when nobody says another place: a folder or file, or `None` for the kit inside
/// the program.
pub(crate) fn source(workspace: &Path) -> anyhow::Result<Option<PathBuf>> {
    let shown = workspace.display().to_string();
    if workspace.join("info.toml").exists() {
        return Err(WorkspaceError::IsKit(shown).into());
    }
    let record = Record::load(workspace)?.ok_or(WorkspaceError::NoRecord(shown))?;
    match record.from {
        Some(from) if !from.exists() => {
            Err(WorkspaceError::SourceGone(from.display().to_string()).into())
        }
        from => Ok(from),
    }
}

/// Brings the workspace to `kit`, which comes `from` a folder or file. Killed at any moment, it can be run again: a file that is
/// as the new kit has it is done, and the notes of what the old one gave are replaced last.
pub(crate) fn update(
    workspace: &Path,
    kit: &Kit,
    from: Option<PathBuf>,
    progress: &Progress,
    is_dry_run: bool,
) -> anyhow::Result<Updated> {
    if workspace.join("info.toml").exists() {
        return Err(WorkspaceError::IsKit(workspace.display().to_string()).into());
    }
    // A watcher judges with the kit it began with.
    let _lock = if is_dry_run {
        None
    } else {
        Some(Lock::acquire(workspace)?)
    };
    let record = Record::load(workspace)?.unwrap_or_default();
    // What cannot be read of the old kit is only unknown.
    let kept = kept_kit(workspace);
    let old = kept.exists().then(|| Kit::open(&kept).ok()).flatten();
    let old_packed = match &old {
        Some(old) => old.packed()?.files,
        None => Files::new(),
    };
    refuse_other_course(workspace, old.as_ref(), kit)?;
    let packed = kit.packed()?;
    let files = contents(kit, &Program::find())?;
    let is_earned = |path: &str| path.starts_with("solutions/");
    let mut earned = packed.files.clone();
    earned.retain(|path, _| is_earned(path));
    let Plan { steps, rows } = plan::plan(
        &Old {
            record: &record,
            files: &old_packed,
            exercises: old.as_ref().map(|old| paths(old, None)).unwrap_or_default(),
        },
        &New {
            files: &files,
            earned: &earned,
            exercises: paths(kit, old.as_ref()),
        },
        &|path| Ok(read(&workspace.join(path))?),
    )?;
    if !is_dry_run {
        clear_up(workspace, &files);
        for step in &steps {
            take(workspace, step)?;
        }
        Record::new(from, &files).save(workspace, &packed.write()?)?;
    }
    Ok(Updated {
        before: old.as_ref().map(Named::of),
        now: Named::of(kit),
        rows,
        rechecked: rechecked(old.as_ref(), kit, progress)?,
        is_dry_run,
    })
}

fn take(workspace: &Path, step: &Step) -> anyhow::Result<()> {
    let changed = |path: &str| WorkspaceError::ChangedMeanwhile(path.to_owned());
    match step {
        Step::Move { from, to } => {
            let target = workspace.join(to);
            if let Some(folder) = target.parent() {
                fs::create_dir_all(folder)
                    .with_context(|| format!("cannot make the folder `{}`", folder.display()))?;
            }
            if target.symlink_metadata().is_ok() {
                return Err(changed(to).into());
            }
            fs::rename(workspace.join(from), &target)
                .with_context(|| format!("cannot move `{from}` to `{to}`"))?;
        }
        Step::Write { path, text } => {
            if !write_absent(&workspace.join(path), text)? {
                return Err(changed(path).into());
            }
        }
        Step::Replace { path, known, text } => {
            let file = workspace.join(path);
            if read(&file)?.as_ref() != Some(known) {
                return Err(changed(path).into());
            }
            write_whole(&file, text)?;
        }
    }
    Ok(())
}

/// Of each exercise, by the name that the old kit calls it by, where it has it.
fn paths(kit: &Kit, old: Option<&Kit>) -> BTreeMap<String, String> {
    let exercises = kit.exercises().iter();
    exercises
        .map(|one| {
            let before = old.and_then(|old| before(old, one));
            (before.unwrap_or(one).name.clone(), one.path())
        })
        .collect()
}

/// The exercise as the old kit has it.
fn before<'k>(old: &'k Kit, exercise: &Exercise) -> Option<&'k Exercise> {
    let named = |name: &str| old.exercises().iter().find(|other| other.name == name);
    named(&exercise.name).or_else(|| named(exercise.former_name()?))
}

/// Somebody named the kit of another course: every exercise would go and others come.
fn refuse_other_course(workspace: &Path, old: Option<&Kit>, new: &Kit) -> anyhow::Result<()> {
    let mut shared = new.exercises().iter().filter(|exercise| match old {
        Some(old) => before(old, exercise).is_some(),
        None => workspace.join(exercise.path()).exists(),
    });
    if shared.next().is_some() {
        Ok(())
    } else {
        let kit = new.name();
        Err(WorkspaceError::OtherKit { kit }.into())
    }
}

fn rechecked(old: Option<&Kit>, new: &Kit, progress: &Progress) -> anyhow::Result<Vec<String>> {
    let mut names = Vec::new();
    let Some(old) = old else {
        return Ok(names);
    };
    for exercise in new.exercises() {
        if let Some(before) = before(old, exercise)
            && progress.is_passed(&before.name)
            && old.checks(before)? != new.checks(exercise)?
        {
            names.push(exercise.name.clone());
        }
    }
    Ok(names)
}
