//! Reads the declared files of a workspace on a disk.

use std::io::{self, ErrorKind};
use std::path::Path;

use super::nofollow::{Dir, Kind};
use super::{Files, Handed, Whole, bounded};
use crate::grade::names::readable;
use crate::grade::words::{self, MAX_FILE};

const FOLDER: &str = "exercises";

/// Why there is no file.
enum Absent {
    Missing,
    Refused(String),
}

impl From<io::Error> for Absent {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            ErrorKind::NotFound => Self::Missing,
            _ => Self::Refused(words::unreadable(&error)),
        }
    }
}

pub(super) fn read(path: &Path, files: &mut Files) -> Result<(), Whole> {
    let top = Dir::open(path).map_err(|error| words::whole::cannot_be_opened(&error))?;
    let root = root(top, files)?;
    for (number, wanted) in files.wanted().iter().enumerate() {
        match file(&root, wanted) {
            Ok(handed) => {
                files.put(number, handed);
            }
            Err(Absent::Missing) => {}
            Err(Absent::Refused(reason)) => {
                files.put(number, Handed::Refused(reason));
            }
        }
    }
    Ok(())
}

/// The folder that has `exercises`: this one, or the only one in it.
fn root(top: Dir, files: &mut Files) -> Result<Dir, Whole> {
    match top.kind(FOLDER.as_ref()) {
        Ok(Kind::Folder) => return Ok(top),
        Ok(Kind::Link) => files.problem(words::whole::link_to_folder(FOLDER)),
        _ => {}
    }
    let cannot = |error: io::Error| words::whole::cannot_be_opened(&error);
    let mut below = Vec::new();
    for name in top.names().map_err(cannot)? {
        if !matches!(top.kind(&name), Ok(Kind::Folder)) {
            continue;
        }
        let Ok(dir) = top.dir(&name) else { continue };
        if matches!(dir.kind(FOLDER.as_ref()), Ok(Kind::Folder)) {
            below.push((name, dir));
        }
    }
    below.sort_by(|one, other| one.0.cmp(&other.0));
    match below.as_slice() {
        [] => Err(words::whole::no_exercises()),
        [_] => Ok(below.swap_remove(0).1),
        [one, other, ..] => Err(words::whole::several(
            &readable(&one.0),
            &readable(&other.0),
        )),
    }
}

fn file(root: &Dir, path: &str) -> Result<Handed, Absent> {
    let mut segments: Vec<&str> = path.split('/').collect();
    let name = segments.pop().unwrap_or_default();
    let mut inner: Option<Dir> = None;
    for folder in segments {
        let dir = inner.as_ref().unwrap_or(root);
        match dir.kind(folder.as_ref())? {
            Kind::Folder => {}
            Kind::Link => return Err(Absent::Refused(words::lies_behind_link(folder))),
            _ => return Err(Absent::Refused(words::is_no_folder(folder))),
        }
        inner = Some(dir.dir(folder.as_ref())?);
    }
    let dir = inner.as_ref().unwrap_or(root);
    // Opening alone may set something going where it is no file.
    match dir.kind(name.as_ref())? {
        Kind::File => {}
        Kind::Link => return Err(Absent::Refused(words::is_link())),
        other => return Err(Absent::Refused(words::is_no_file(other.word()))),
    }
    let file = dir.file(name.as_ref())?;
    let metadata = file.metadata()?;
    if !metadata.is_file() {
        // It was replaced a moment ago.
        return Err(Absent::Refused(words::is_no_file("something else")));
    }
    if metadata.len() > MAX_FILE {
        return Err(Absent::Refused(words::too_large()));
    }
    Ok(bounded(file, metadata.modified().ok())?)
}
