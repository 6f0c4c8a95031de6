//! Reads the declared files of an archive, whichever it is.

use std::io::{Cursor, Read, Seek};
use std::path::Path;

use super::files::Files;
use super::limits::{Inner, Whole, archive};
use super::{tar_gz, zip};
use crate::grade::packing::Packing;
use crate::process::Cancel;

/// Comes back with an archive that lies in it, alone.
pub(super) fn read(
    packing: Packing,
    path: &Path,
    files: &mut Files,
    cancel: &Cancel,
) -> Result<Option<Inner>, Whole> {
    unpack(packing, archive(path)?, files, cancel, true)
}

/// Reads an archive that lay in another; none in it in turn.
pub(super) fn inside(inner: Inner, files: &mut Files, cancel: &Cancel) -> Result<(), Whole> {
    let file = Cursor::new(inner.bytes);
    unpack(inner.packing, file, files, cancel, false).map(drop)
}

fn unpack(
    packing: Packing,
    file: impl Read + Seek,
    files: &mut Files,
    cancel: &Cancel,
    may_nest: bool,
) -> Result<Option<Inner>, Whole> {
    match packing {
        Packing::Zip => zip::read(file, files, cancel, may_nest),
        Packing::TarGz => tar_gz::read(file, files, cancel, may_nest),
        // It has no place to be read from.
        Packing::Foreign => Ok(None),
    }
}
