//! Which submissions there are, and what each is called. It looks at names and kinds only; nothing is opened yet, and no
//! link inside a folder of submissions is followed.

use std::collections::BTreeSet;
use std::ffi::{OsStr, OsString};
use std::fs::{self, FileType};
use std::io;
use std::path::{Path, PathBuf};

use super::handed_in::is_submission;
use super::packing::Packing;
use super::{names, words};
use crate::exit::Exits;

/// A submission, not opened yet.
#[derive(Debug)]
pub struct Found {
    /// Unique within a grading.
    pub(super) name: String,
    /// As it was given, readable.
    pub(super) path: String,
    pub(super) place: Place,
}

/// Where the files of a submission are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Place {
    Folder(PathBuf),
    Archive(Packing, PathBuf),
    /// Nowhere, for this reason.
    Nothing(String),
}

/// All submissions of the paths, in the order of their names, and what was passed over.
#[derive(Debug)]
pub struct Finds {
    /// The submissions.
    pub found: Vec<Found>,
    /// Files among them that are none, as people read them.
    pub passed_over: Vec<String>,
}

/// Why there are no submissions to be found.
#[derive(Debug, thiserror::Error)]
pub enum FindError {
    /// A path leads nowhere.
    #[error("cannot read {path}")]
    Unreadable {
        /// As it was given.
        path: String,
        /// The system's reason.
        source: io::Error,
    },
    /// A path leads to something else.
    #[error(
        "{0} is no submission: name a workspace (a folder with `exercises`), an archive (`.zip`, `.tar.gz`), or a folder of them"
    )]
    NoSubmission(String),
    /// A folder has neither exercises nor submissions.
    #[error(
        "there are no submissions in {path}: it has no `exercises`, and no folders or archives (`.zip`, `.tar.gz`) in it{}",
        other_name.iter().map(|name| words::is_other_name(name)).collect::<String>()
    )]
    Empty {
        /// As it was given.
        path: String,
        /// A Rust file in it, which is named like no exercise.
        other_name: Option<String>,
    },
}

impl Exits for FindError {}

/// Finds the submissions of all paths; where each is a `single` one, whatever lies in it. `wanted` are the files that are
/// graded, by which a folder of them is told from a folder of submissions.
pub fn find(paths: &[PathBuf], wanted: &[String], single: bool) -> Result<Finds, FindError> {
    let mut seen = BTreeSet::new();
    let mut all = Vec::new();
    let mut passed_over = Vec::new();
    for path in paths {
        let unreadable = |source| FindError::Unreadable {
            path: shown(path),
            source,
        };
        // What a person names may be a link.
        let real = fs::canonicalize(path).map_err(unreadable)?;
        if !seen.insert(real.clone()) {
            continue;
        }
        let metadata = fs::metadata(&real).map_err(unreadable)?;
        let name = real.file_name().unwrap_or(real.as_os_str()).to_owned();
        if metadata.is_file() {
            let (name, place) =
                archive(&name, &real).ok_or_else(|| FindError::NoSubmission(shown(path)))?;
            all.push((name, shown(path), place));
        } else if !metadata.is_dir() {
            return Err(FindError::NoSubmission(shown(path)));
        } else if single
            || fs::symlink_metadata(real.join("exercises")).is_ok()
            || is_submission(&real, wanted)
        {
            all.push((name, shown(path), Place::Folder(real)));
        } else {
            let (before, none) = (all.len(), passed_over.len());
            class(path, &real, &mut all, &mut passed_over).map_err(unreadable)?;
            if all.len() == before {
                let mut others = passed_over.drain(none..);
                return Err(FindError::Empty {
                    path: shown(path),
                    other_name: others.find(|name| names::is_rust(name)),
                });
            }
        }
    }
    Ok(Finds {
        found: named(all),
        passed_over,
    })
}

type Unnamed = (OsString, String, Place);

/// The submissions in a folder of them.
fn class(
    given: &Path,
    folder: &Path,
    all: &mut Vec<Unnamed>,
    passed_over: &mut Vec<String>,
) -> io::Result<()> {
    let mut entries = fs::read_dir(folder)?.collect::<io::Result<Vec<_>>>()?;
    entries.sort_by_key(fs::DirEntry::file_name);
    for entry in entries {
        let file_name = entry.file_name();
        if file_name.as_encoded_bytes().starts_with(b".") {
            continue;
        }
        let path = folder.join(&file_name);
        match member(&file_name, &path, entry.file_type()?) {
            Some((name, place)) => all.push((name, shown(&given.join(&file_name)), place)),
            None => passed_over.push(shown(&given.join(&file_name))),
        }
    }
    Ok(())
}

fn member(name: &OsStr, path: &Path, kind: FileType) -> Option<(OsString, Place)> {
    if kind.is_symlink() {
        Some((name.to_owned(), Place::Nothing(words::whole::link())))
    } else if kind.is_dir() {
        let place = only_archive(path).unwrap_or_else(|| Place::Folder(path.to_owned()));
        Some((name.to_owned(), place))
    } else if kind.is_file() {
        archive(name, path)
    } else {
        None
    }
}

/// The one archive in a student's folder that has nothing else in it, as platforms for courses hand them out.
fn only_archive(folder: &Path) -> Option<Place> {
    let mut only = None;
    for entry in fs::read_dir(folder).ok()? {
        let entry = entry.ok()?;
        let name = entry.file_name();
        if name.as_encoded_bytes().starts_with(b".") {
            continue;
        }
        let kind = entry.file_type().ok()?;
        if only.is_some() || !kind.is_file() {
            return None;
        }
        let (_, place) = archive(&name, &entry.path())?;
        only = Some(place);
    }
    only
}

/// An archive's name without its ending, and how to read it.
fn archive(name: &OsStr, path: &Path) -> Option<(OsString, Place)> {
    let (packing, ending) = Packing::of(name)?;
    let place = match packing {
        Packing::Foreign => Place::Nothing(words::whole::other_archive(ending)),
        packing => Place::Archive(packing, path.to_owned()),
    };
    Some((without_ending(name, ending.len() + 1), place))
}

/// The name without its last bytes, which are ASCII.
fn without_ending(name: &OsStr, ending: usize) -> OsString {
    let kept = name.len() - ending;
    #[cfg(unix)]
    {
        use std::os::unix::ffi::OsStrExt;
        OsStr::from_bytes(&name.as_bytes()[..kept]).to_owned()
    }
    #[cfg(not(unix))]
    {
        let mut stem = name.to_string_lossy().into_owned();
        stem.truncate(stem.floor_char_boundary(kept));
        stem.into()
    }
}

/// Every submission under a name of its own, whatever the order of the paths.
fn named(mut all: Vec<Unnamed>) -> Vec<Found> {
    all.sort_by(|one, other| (&one.0, &one.1).cmp(&(&other.0, &other.1)));
    // Named by itself and with the folder it is in.
    let mut places = BTreeSet::new();
    all.retain(|(_, _, place)| match place {
        Place::Folder(path) | Place::Archive(_, path) => places.insert(path.clone()),
        Place::Nothing(_) => true,
    });
    let mut taken = BTreeSet::new();
    let mut found: Vec<Found> = all
        .into_iter()
        .map(|(name, path, place)| Found {
            name: names::unique(&names::readable(&name), &mut taken),
            path,
            place,
        })
        .collect();
    found.sort_by(|one, other| one.name.cmp(&other.name));
    found
}

fn shown(path: &Path) -> String {
    names::readable(path.as_os_str())
}
