//! Limits: what one file comes to, and how much is read of any.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;
use std::time::SystemTime;

use super::nofollow;
use crate::grade::names;
use crate::grade::packing::Packing;
use crate::grade::words::{self, MAX_FILE};
use crate::process::Cancel;

/// How much of its problems a submission may fill a report with.
pub(super) const MAX_PROBLEMS: usize = 20;

/// Files larger than this are no archives of exercises.
pub(super) const MAX_ARCHIVE: u64 = 64 << 20;

/// How much an archive may unpack to, all files together.
pub(super) const MAX_UNPACKED: u64 = 128 << 20;

/// Something at the path of a declared file.
#[derive(Debug, PartialEq, Eq)]
pub(in crate::grade) enum Handed {
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
pub(super) type Whole = String;

/// An archive that lies in another, alone.
pub(super) struct Inner {
    pub(super) packing: Packing,
    pub(super) bytes: Vec<u8>,
}

/// Fails where nobody wants to know any more.
pub(super) fn going_on(cancel: &Cancel) -> Result<(), Whole> {
    if cancel.is_cancelled() {
        return Err(words::whole::cannot_be_opened(&"grading was stopped"));
    }
    Ok(())
}

/// All of an archive that lies in another.
pub(super) fn whole(reader: impl Read) -> Result<Vec<u8>, Whole> {
    let mut bytes = Vec::new();
    let read = reader.take(MAX_ARCHIVE + 1).read_to_end(&mut bytes);
    let read = read.map_err(|error| words::whole::damaged(&error))? as u64;
    if read > MAX_ARCHIVE {
        return Err(words::whole::archive_too_large(MAX_ARCHIVE >> 20));
    }
    Ok(bytes)
}

/// Opens an archive, whatever may have become of it since it was found.
pub(super) fn archive(path: &Path) -> Result<File, Whole> {
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
pub(super) fn readable(path: &str) -> String {
    names::readable(path.as_ref())
}

/// What can be read of a file, which is not more than it may have.
pub(super) fn bounded(reader: impl Read, modified: Option<SystemTime>) -> io::Result<Handed> {
    let mut text = Vec::new();
    let read = reader.take(MAX_FILE + 1).read_to_end(&mut text)?;
    Ok(if read as u64 > MAX_FILE {
        Handed::Refused(words::too_large())
    } else {
        Handed::File { text, modified }
    })
}
