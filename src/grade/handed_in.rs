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
mod packed;
mod tar_gz;
mod zip;

use super::discovery::Place;
use crate::process::Cancel;

pub(super) use files::Files;
pub(super) use folder::is_submission;
pub(super) use limits::Handed;

/// The files of these paths.
pub(super) fn read<'w>(place: &Place, wanted: &'w [String], cancel: &Cancel) -> Files<'w> {
    let mut files = Files::new(wanted);
    let read = match place {
        Place::Folder(path) => folder::read(path, &mut files, cancel),
        Place::Archive(packing, path) => packed::read(*packing, path, &mut files, cancel),
        Place::Nothing(problem) => Err(problem.clone()),
    };
    let read = read.and_then(|inner| match inner {
        Some(inner) => packed::inside(inner, &mut files, cancel),
        None => Ok(()),
    });
    if let Err(problem) = read {
        files.give_up(problem);
    }
    files
}
