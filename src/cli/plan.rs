//! What the arguments mean here: reads the working directory once and finds workspace and kit.

use std::path::{Path, PathBuf};

use super::Color;
use crate::exit::Exits;
use crate::kit::{Exercise, Kit, KitError};
use crate::progress::{Change, Loaded, Progress, ProgressError, Recovery};
use crate::report::json::BadGrading;
use crate::wire::BadJudgement;
use crate::workspace::{WorkspaceError, kept_kit};

/// Something about the call cannot be right.
#[derive(Debug, thiserror::Error)]
pub enum UsageError {
    /// Nowhere to work.
    #[error(
        "there are no exercises in `{0}` or above it; go to your workspace, name it with --workspace DIR, or make one with `threadlings init DIR`"
    )]
    NoWorkspace(String),
    /// A folder was named that is none.
    #[error("`{0}` is not a folder")]
    NotAFolder(String),
    /// A kit was named that is not there.
    #[error("there is no `{0}`: name a kit's folder or a packed kit with --kit")]
    NoSuchKit(String),
    /// A kit was named that cannot be worked on.
    #[error(
        "`{0}` is a file: a packed kit cannot be changed or verified, so name the folder it was made from"
    )]
    PackedKit(String),
    /// The workspace's copy of its kit is of no use.
    #[error(
        "cannot use `{path}`, this workspace's copy of its kit; `threadlings update` puts a new one there, with --kit KIT where it cannot know from where"
    )]
    KeptKit {
        /// The copy.
        path: String,
        /// Why.
        source: KitError,
    },
    /// Something else has the name of what is to be written.
    #[error("`{0}` is there already and is no packed kit: give another name with --output")]
    Taken(String),
    /// Students could not be judged by this kit.
    #[error(
        "nothing is packed, for students could not be judged by it: {0} `threadlings verify` says what else there is"
    )]
    Unfit(String),
    /// A file that should hold a saved judgement cannot be read.
    #[error("cannot read {path}")]
    Unreadable {
        /// The file.
        path: String,
        /// Why.
        source: std::io::Error,
    },
    /// It holds something else.
    #[error("{path} is no saved judgement")]
    NotSaved {
        /// The file.
        path: String,
        /// Why.
        source: BadJudgement,
    },
    /// A file that should hold a grading holds something else.
    #[error("{path} cannot be merged")]
    NotGraded {
        /// The file.
        path: String,
        /// Why.
        source: Box<BadGrading>,
    },
    /// A report has nowhere to go.
    #[error("no report can be written to {0}: it is a folder, or its folder does not exist")]
    NoPlaceForReport(String),
    /// Two reports would go to the same file.
    #[error("two reports cannot both go to {0}")]
    ReportTwice(String),
    /// The kit is empty.
    #[error("the kit has no exercises; add an [[exercises]] entry to its info.toml")]
    NoExercises,
}

impl Exits for UsageError {}

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

/// This folder, or the nearest above it, that a student can work in.
fn nearest(here: &Path) -> Option<PathBuf> {
    here.ancestors()
        .find(|dir| dir.join("exercises").is_dir())
        .map(Path::to_owned)
}

/// Puts the choice of colours into effect.
pub(crate) fn use_color(color: Color) {
    match color {
        Color::Always => colored::control::set_override(true),
        Color::Never => colored::control::set_override(false),
        // The library reads NO_COLOR, CLICOLOR and CLICOLOR_FORCE, and looks whether stdout is a terminal.
        Color::Auto => {}
    }
}
