//! What a submission handed in: the declared files, and nothing else of it. Nothing is unpacked to a disk, no link is
//! followed, and no more than the bounds below is ever read.

mod files;
mod folder;
mod layout;
mod limits;
#[cfg(unix)]
#[path = "handed_in/unix.rs"]
mod nofollow;
#[cfg(not(unix))]
#[path = "handed_in/portable.rs"]
mod nofollow;
mod tar_gz;
mod zip;

use std::io::Cursor;

use super::discovery::Place;
use crate::process::Cancel;

use limits::{Inner, Whole};

pub(super) use files::Files;
pub(super) use folder::is_submission;
pub(super) use limits::Handed;

/// The files of these paths.
pub(super) fn read<'w>(place: &Place, wanted: &'w [String], cancel: &Cancel) -> Files<'w> {
    let mut files = Files::new(wanted);
    let read = match place {
        Place::Folder(path) => folder::read(path, &mut files, cancel),
        Place::Zip(path) => zip::read(path, &mut files, cancel),
        Place::TarGz(path) => tar_gz::read(path, &mut files, cancel),
        Place::Nothing(problem) => Err(problem.clone()),
    };
    let read = match read {
        Ok(Some(inner)) => inside(inner, &mut files, cancel),
        Ok(None) => Ok(()),
        Err(problem) => Err(problem),
    };
    if let Err(problem) = read {
        files.give_up(problem);
    }
    files
}

/// Reads an archive that lay in another; none in it in turn.
fn inside(inner: Inner, files: &mut Files, cancel: &Cancel) -> Result<(), Whole> {
    let file = Cursor::new(inner.bytes);
    if layout::is_zip(&inner.name) {
        zip::read_from(file, files, cancel, false)?;
    } else {
        tar_gz::read_from(file, files, cancel, false)?;
    }
    Ok(())
}
