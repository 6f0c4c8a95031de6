//! What a submission handed in: the declared files, and nothing else of it. Nothing is unpacked to a disk, no link is
//! followed, and no more than the bounds below is ever read.

mod files;
mod folder;
mod layout;
#[cfg(unix)]
#[path = "handed_in/unix.rs"]
mod nofollow;
#[cfg(not(unix))]
#[path = "handed_in/portable.rs"]
mod nofollow;
mod tar_gz;
mod zip;

use std::fs::File;
use std::io::{self, Cursor, Read};
use std::path::Path;
use std::time::SystemTime;

use super::discovery::Place;
use super::words::{self, MAX_FILE};
use crate::process::Cancel;

pub(super) use files::Files;
pub(super) use folder::is_submission;

/// How much of its problems a submission may fill a report with.
const MAX_PROBLEMS: usize = 20;

/// Files larger than this are no archives of exercises.
const MAX_ARCHIVE: u64 = 64 << 20;

/// How much an archive may unpack to, all files together.
const MAX_UNPACKED: u64 = 128 << 20;

/// Something at the path of a declared file.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Handed {
    /// The file.
    File {
        text: Vec<u8>,
        /// When it was last changed, as far as that is known.
        modified: Option<SystemTime>,
    },
    /// Something that is not taken, for this reason.
    Refused(String),
}

/// Why nothing of a submission is taken, in a sentence.
type Whole = String;

/// The files of these paths.
pub(super) fn read<'w>(place: &Place, wanted: &'w [String], cancel: &Cancel) -> Files<'w> {
    let mut files = Files::new(wanted);
    let read = match place {
        Place::Folder(path) => folder::read(path, &mut files, cancel),
        Place::Zip(path) => zip::read(path, &mut files, cancel),
        Place::TarGz(path) => tar_gz::read(path, &mut files, cancel),
        Place::Nothing(problem) => Err(problem.clone()),
    };
    if let Err(problem) = read {
        files.give_up(problem);
    }
    files
}

/// Fails where nobody wants to know any more.
fn going_on(cancel: &Cancel) -> Result<(), Whole> {
    if cancel.is_cancelled() {
        return Err(words::whole::cannot_be_opened(&"grading was stopped"));
    }
    Ok(())
}

/// Reads an archive that lay in another; none in it in turn.
fn inside(name: &str, bytes: Vec<u8>, files: &mut Files, cancel: &Cancel) -> Result<(), Whole> {
    let file = Cursor::new(bytes);
    if layout::is_zip(name) {
        zip::read_from(file, files, cancel, false)
    } else {
        tar_gz::read_from(file, files, cancel, false)
    }
}

/// All of an archive that lies in another.
fn whole(reader: impl Read) -> Result<Vec<u8>, Whole> {
    let mut bytes = Vec::new();
    let read = reader.take(MAX_ARCHIVE + 1).read_to_end(&mut bytes);
    let read = read.map_err(|error| words::whole::damaged(&error))? as u64;
    if read > MAX_ARCHIVE {
        return Err(words::whole::archive_too_large(MAX_ARCHIVE >> 20));
    }
    Ok(bytes)
}

/// Opens an archive, whatever may have become of it since it was found.
fn archive(path: &Path) -> Result<File, Whole> {
    let cannot = |error: io::Error| words::whole::cannot_be_opened(&error);
    let (Some(folder), Some(name)) = (path.parent(), path.file_name()) else {
        return Err(words::whole::cannot_be_opened(&"it has no name"));
    };
    let file = nofollow::Dir::open(folder)
        .and_then(|folder| folder.file(name))
        .map_err(cannot)?;
    let metadata = file.metadata().map_err(cannot)?;
    if !metadata.is_file() {
        return Err(words::whole::cannot_be_opened(&"it is no file"));
    }
    if metadata.len() > MAX_ARCHIVE {
        return Err(words::whole::archive_too_large(MAX_ARCHIVE >> 20));
    }
    Ok(file)
}

/// A path in an archive as people may read it.
fn readable(path: &str) -> String {
    super::names::readable(path.as_ref())
}

/// What can be read of a file, which is not more than it may have.
fn bounded(reader: impl Read, modified: Option<SystemTime>) -> io::Result<Handed> {
    let mut text = Vec::new();
    let read = reader.take(MAX_FILE + 1).read_to_end(&mut text)?;
    Ok(if read as u64 > MAX_FILE {
        Handed::Refused(words::too_large())
    } else {
        Handed::File { text, modified }
    })
}
