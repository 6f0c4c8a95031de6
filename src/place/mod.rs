//! What the arguments mean here: reads the working directory once and finds workspace and kit. A place knows where the
//! files of its exercises are, and puts starts and earned solutions there.

mod error;

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::Context;

use crate::judge::{Judge, Toolchain};
use crate::kit::{Exercise, Kit, KitError};
use crate::progress::{Change, Loaded, Progress, ProgressError, Recovery, restore_start};
use crate::workspace::{WorkspaceError, kept_kit};

pub use error::UsageError;

/// Where we work, and with which kit.
pub(crate) struct Place {
    /// The student's folder.
    pub(crate) workspace: PathBuf,
    /// The exercises.
    pub(crate) kit: Kit,
}

impl Place {
    /// Finds both, from what was typed and from where we stand.
    pub(crate) fn find(kit: Option<&Path>, workspace: Option<&Path>) -> anyhow::Result<Self> {
        let here = std::env::current_dir()?;
        let workspace = match workspace {
            Some(dir) => folder(dir)?,
            None => match (nearest(&here), kit) {
                (Some(dir), _) => dir,
                (None, Some(kit)) if !kit.is_file() => folder(kit)?,
                (None, _) => {
                    return Err(UsageError::NoWorkspace(here.display().to_string()).into());
                }
            },
        };
        let kit = match kit {
            Some(path) => open_kit(path)?,
            None if workspace.join("info.toml").exists() => Kit::from_dir(&workspace)?,
            None if kept_kit(&workspace).exists() => kept(&kept_kit(&workspace))?,
            None => Kit::embedded()?,
        };
        let works_in_kit = kit
            .root()
            .is_some_and(|root| root.canonicalize().ok() == workspace.canonicalize().ok());
        if !works_in_kit {
            kit.require_starts()?;
        }
        if kit.exercises().is_empty() {
            return Err(UsageError::NoExercises.into());
        }
        Ok(Self { workspace, kit })
    }

    /// The exercise called `name`; without a name, the one the student is at.
    pub(crate) fn exercise(
        &self,
        name: Option<&str>,
        progress: &Progress,
    ) -> Result<&Exercise, KitError> {
        let exercises = self.kit.exercises();
        match name {
            Some(name) => self.kit.find(name),
            None => Ok(&exercises[progress.place_among(exercises.iter().map(|e| e.name.as_str()))]),
        }
    }

    /// The student's progress, and what a damaged file came to.
    pub(crate) fn progress(&self) -> Result<(Progress, Option<Recovery>), ProgressError> {
        let Loaded {
            mut progress,
            recovered,
        } = crate::progress::load(&self.workspace)?;
        let renamed: Vec<Change> = renamed(&self.kit, &progress).collect();
        if !renamed.is_empty() {
            for change in &renamed {
                progress.apply(change);
            }
            // Where it cannot be written down, it is the same the next time.
            let _ = crate::progress::update(&self.workspace, &renamed);
        }
        Ok((progress, recovered))
    }

    /// The file of an exercise in the workspace.
    pub(crate) fn file(&self, exercise: &Exercise) -> PathBuf {
        self.workspace.join(exercise.path())
    }

    /// Puts the start back and says where the student's text is kept, relative to the workspace; `None` where there was
    /// none to keep.
    pub(crate) fn put_back(&self, exercise: &Exercise) -> anyhow::Result<Option<String>> {
        let start = self.kit.start(exercise)?;
        let backup = restore_start(&self.workspace, Path::new(&exercise.path()), &start)?;
        Ok(backup.map(|path| {
            let shown = path.strip_prefix(&self.workspace).unwrap_or(&path);
            shown.display().to_string()
        }))
    }

    /// The solutions of an exercise, as paths relative to the workspace and texts. Those that the workspace lacks are
    /// written there: the student has earned them. What is there already is left as it is.
    pub(crate) fn hand_out(&self, exercise: &Exercise) -> anyhow::Result<Vec<(String, String)>> {
        let solutions = self.kit.solutions(exercise)?;
        for (path, text) in &solutions {
            let file = self.workspace.join(path);
            if file.exists() {
                continue;
            }
            if let Some(dir) = file.parent() {
                fs::create_dir_all(dir)
                    .with_context(|| format!("cannot make {}", dir.display()))?;
            }
            fs::write(&file, text).with_context(|| format!("cannot write {}", file.display()))?;
        }
        Ok(solutions)
    }

    /// A judge that uses the workspace's toolchain.
    pub(crate) fn judge(&self) -> anyhow::Result<Judge> {
        Ok(Judge::new(Toolchain::find(&self.workspace)?))
    }
}

/// What was done in exercises that have another name now.
fn renamed(kit: &Kit, progress: &Progress) -> impl Iterator<Item = Change> {
    kit.exercises().iter().filter_map(|exercise| {
        let from = exercise.former_name()?;
        progress.knows(from).then(|| Change::Renamed {
            from: from.to_owned(),
            to: exercise.name.clone(),
        })
    })
}

/// The workspace's own copy of its kit.
fn kept(path: &Path) -> Result<Kit, UsageError> {
    Kit::open(path).map_err(|source| UsageError::KeptKit {
        path: path.display().to_string(),
        source,
    })
}

/// The kit that was named: a folder or a packed file.
pub(crate) fn open_kit(path: &Path) -> anyhow::Result<Kit> {
    if matches!(path.try_exists(), Ok(false)) {
        return Err(UsageError::NoSuchKit(path.display().to_string()).into());
    }
    Ok(Kit::open(&std::path::absolute(path)?)?)
}

/// A path that means the same from everywhere.
pub(crate) fn true_path(path: &Path) -> std::io::Result<PathBuf> {
    path.canonicalize().or_else(|_| std::path::absolute(path))
}

/// The student's folder: the one that was named, or else the nearest one here or above that has exercises.
pub(crate) fn workspace(named: Option<&Path>) -> anyhow::Result<PathBuf> {
    if let Some(dir) = named {
        return folder(dir);
    }
    let here = std::env::current_dir()?;
    nearest(&here).ok_or_else(|| WorkspaceError::NoWorkspace(here.display().to_string()).into())
}

/// The folder of a kit to be worked on: the one that was named, or else the nearest one here or above that has a manifest.
/// The copy inside the program is nobody's to change.
pub(crate) fn kit_folder(kit: Option<&Path>) -> anyhow::Result<PathBuf> {
    if let Some(dir) = kit {
        if dir.is_file() {
            return Err(UsageError::PackedKit(dir.display().to_string()).into());
        }
        return folder(dir);
    }
    let here = std::env::current_dir()?;
    let nearest = here.ancestors().find(|dir| dir.join("info.toml").exists());
    match nearest {
        Some(dir) => Ok(dir.to_owned()),
        None => Err(KitError::NoKit(here).into()),
    }
}

/// A folder that somebody named, as an absolute path.
pub(crate) fn folder(dir: &Path) -> anyhow::Result<PathBuf> {
    if !dir.is_dir() {
        return Err(UsageError::NotAFolder(dir.display().to_string()).into());
    }
    Ok(std::path::absolute(dir)?)
}

/// Whether the folder is there that a path is to be in.
pub(crate) fn has_folder(path: &Path) -> bool {
    let parent = path.parent().filter(|dir| *dir != Path::new(""));
    parent.is_none_or(Path::is_dir)
}

/// This folder, or the nearest above it, that a student can work in.
fn nearest(here: &Path) -> Option<PathBuf> {
    here.ancestors()
        .find(|dir| dir.join("exercises").is_dir())
        .map(Path::to_owned)
}
