//! `new`: the files of an exercise and its entry in the manifest, for a teacher to write over.

mod ask;
mod entry;
mod templates;

use std::fs::{self, OpenOptions};
use std::io::Write;
use std::path::Path;

use anyhow::Context;

use super::lines::Lines;
use crate::exit::Exits;
use crate::kit::{Kit, KitError, manifest};
use crate::progress::write_whole;
use crate::workspace::{IN_EXERCISES, renewed_cargo_manifest};

pub(crate) use ask::ask;
pub(crate) use templates::{Name, Wishes};

/// Why there is no new exercise. Nothing has been written.
#[derive(Debug, thiserror::Error)]
pub(crate) enum NewError {
    /// It would not be a name everywhere.
    #[error("the {what} of the exercise {fault}: write a name of letters, digits and {others}")]
    Name {
        what: &'static str,
        fault: String,
        others: &'static str,
    },
    /// More than one chapter.
    #[error("`{0}` is neither NAME nor DIR/NAME")]
    TooDeep(String),
    /// The kit has one of this name.
    #[error("there is an exercise `{0}` already: give this one another name")]
    Twin(String),
    /// Some of its files are there.
    #[error("{0} is there already: move it away, or choose another name")]
    Exists(String),
    /// The manifest cannot be added to.
    #[error("cannot add to info.toml: {0}")]
    Manifest(String),
}

impl Exits for NewError {}

/// What was written.
#[derive(Debug)]
pub(crate) struct Written {
    pub(crate) name: String,
    /// The paths of the new files, relative to the kit.
    pub(crate) files: Vec<String>,
    /// The line of its entry in `info.toml`.
    pub(crate) line: usize,
}

impl Name {
    /// Reads `DIR/NAME` or `NAME`.
    pub(crate) fn parse(text: &str) -> Result<Self, NewError> {
        let parts: Vec<&str> = text.trim_end_matches('/').split('/').collect();
        let (dir, name) = match parts.as_slice() {
            [name] => (None, *name),
            [dir, name] => (Some(*dir), *name),
            _ => return Err(NewError::TooDeep(text.to_owned())),
        };
        if let Some(fault) = manifest::name_fault(name) {
            let (what, others) = ("name", "`_`");
            return Err(NewError::Name {
                what,
                fault,
                others,
            });
        }
        if let Some(fault) = dir.and_then(manifest::dir_fault) {
            let (what, others) = ("folder", "`_`, `-`");
            return Err(NewError::Name {
                what,
                fault,
                others,
            });
        }
        Ok(Self {
            dir: dir.map(str::to_owned),
            name: name.to_owned(),
        })
    }
}

/// Whether the kit in `root` can have an exercise of this name; asked before the teacher is.
pub(crate) fn check(root: &Path, name: &Name) -> anyhow::Result<()> {
    let kit = Kit::from_dir(root)?;
    let twin =
        |other: &&crate::kit::Exercise| other.name.to_lowercase() == name.name.to_lowercase();
    if let Some(twin) = kit.exercises().iter().find(twin) {
        return Err(NewError::Twin(twin.name.clone()).into());
    }
    for (path, _) in templates::files(name, &Wishes::default()) {
        if root.join(&path).symlink_metadata().is_ok() {
            return Err(NewError::Exists(path).into());
        }
    }
    Ok(())
}

/// Writes the exercise into the kit in `root`.
pub(crate) fn write(root: &Path, name: &Name, wishes: &Wishes) -> anyhow::Result<Written> {
    check(root, name)?;
    let path = root.join("info.toml");
    let text = fs::read_to_string(&path).map_err(|source| KitError::Read {
        path: path.display().to_string(),
        source,
    })?;
    let manifest = entry::with_entry(&text, name, wishes)
        .map_err(|error| NewError::Manifest(error.to_string()))?;
    // Whatever is wrong with the text must not get into the kit.
    let exercises = manifest::parse(&manifest, "info.toml")
        .map_err(|problems| NewError::Manifest(problems.to_string()))?
        .exercises;

    let mut files = templates::files(name, wishes);
    if let (Some(readme), Some(dir)) = (name.readme(), &name.dir)
        && !root.join(&readme).exists()
    {
        files.push((readme, templates::readme(dir)));
    }
    let mut written = Vec::new();
    let result = files
        .iter()
        .try_for_each(|(path, text)| {
            write_new(&root.join(path), text)?;
            written.push(root.join(path));
            Ok(())
        })
        .and_then(|()| Ok(write_whole(&path, manifest.as_bytes())?));
    if let Err(error) = result {
        // An exercise that is not in the manifest is only in the way.
        for file in written {
            let _ = fs::remove_file(file);
        }
        return Err(error);
    }
    let cargo = root.join(IN_EXERCISES);
    if let Ok(made) = fs::read_to_string(&cargo)
        && let Some(renewed) = renewed_cargo_manifest(&made, &exercises)
    {
        write_whole(&cargo, renewed?.as_bytes())?;
    }
    Ok(Written {
        line: Lines::parse(&manifest).of(&name.name).unwrap_or(1),
        name: name.name.clone(),
        files: files.into_iter().map(|(path, _)| path).collect(),
    })
}

fn write_new(path: &Path, text: &str) -> anyhow::Result<()> {
    if let Some(dir) = path.parent() {
        fs::create_dir_all(dir).with_context(|| format!("cannot make {}", dir.display()))?;
    }
    let file = OpenOptions::new().write(true).create_new(true).open(path);
    file.and_then(|mut file| file.write_all(text.as_bytes()))
        .with_context(|| format!("cannot write {}", path.display()))
}
