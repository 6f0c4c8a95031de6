//! Reads a student's file, which may be anything but one. It follows no link, waits for nobody, and takes no more than a
//! person writes.

use std::fs::{File, Metadata, OpenOptions};
use std::io::{self, ErrorKind, Read};
use std::path::Path;

use crate::exit::Exits;

/// The most that an exercise's file may hold, in bytes. The kit's largest have some thousands.
pub(crate) const MOST: u64 = 4 << 20;

/// Why something is not taken for a student's file, as a fragment about it.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Refusal {
    /// It leads elsewhere.
    #[error("is a link, and links are not followed")]
    Link,
    /// A folder.
    #[error("is a folder, not a file")]
    Folder,
    /// A pipe, a socket, a device.
    #[error("is no ordinary file")]
    Special,
    /// Too much to read.
    #[error("is larger than {} MiB", MOST >> 20)]
    TooLarge,
    /// The system would not.
    #[error("cannot be read: {0}")]
    Unreadable(io::Error),
}

impl Exits for Refusal {}

/// What the file holds; `None` where there is none. How many names it has does not matter, since nothing is written to it.
/// The folders above it are the caller's to trust.
pub(crate) fn read(path: &Path) -> Result<Option<Vec<u8>>, Refusal> {
    match look(&path.symlink_metadata()) {
        Ok(Some(())) => {}
        Ok(None) => return Ok(None),
        Err(refusal) => return Err(refusal),
    }
    // It may have become something else meanwhile, so what was opened is looked at again.
    let file = match open(path) {
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
        file => file.map_err(Refusal::Unreadable)?,
    };
    look(&file.metadata())?;
    let mut text = Vec::new();
    file.take(MOST + 1)
        .read_to_end(&mut text)
        .map_err(Refusal::Unreadable)?;
    if text.len() as u64 > MOST {
        return Err(Refusal::TooLarge);
    }
    Ok(Some(text))
}

fn look(metadata: &io::Result<Metadata>) -> Result<Option<()>, Refusal> {
    let metadata = match metadata {
        Ok(metadata) => metadata,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(Refusal::Unreadable(error.kind().into())),
    };
    let kind = metadata.file_type();
    if kind.is_symlink() {
        Err(Refusal::Link)
    } else if kind.is_dir() {
        Err(Refusal::Folder)
    } else if !kind.is_file() {
        Err(Refusal::Special)
    } else if metadata.len() > MOST {
        Err(Refusal::TooLarge)
    } else {
        Ok(Some(()))
    }
}

#[cfg(unix)]
fn open(path: &Path) -> io::Result<File> {
    use rustix::fs::OFlags;
    use std::os::unix::fs::OpenOptionsExt;

    // A pipe without a writer would have us wait, and a terminal would become ours.
    let flags = OFlags::NOFOLLOW | OFlags::NONBLOCK | OFlags::NOCTTY;
    OpenOptions::new()
        .read(true)
        .custom_flags(flags.bits().cast_signed())
        .open(path)
}

#[cfg(not(unix))]
fn open(path: &Path) -> io::Result<File> {
    OpenOptions::new().read(true).open(path)
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;
    use std::fs;
    use std::os::unix::fs::symlink;

    fn said(path: &Path) -> String {
        read(path).unwrap_err().to_string()
    }

    #[test]
    fn an_ordinary_file_is_read_by_any_of_its_names() {
        let dir = tempfile::tempdir().unwrap();
        let (one, other) = (dir.path().join("one"), dir.path().join("other"));
        fs::write(&one, "text").unwrap();
        fs::hard_link(&one, &other).unwrap();
        assert_eq!(read(&other).unwrap().unwrap(), b"text");
        assert_eq!(read(&dir.path().join("none")).unwrap(), None);
    }

    #[test]
    fn whatever_is_no_file_is_refused_at_once() {
        let dir = tempfile::tempdir().unwrap();
        assert_eq!(said(dir.path()), "is a folder, not a file");
        assert_eq!(said(Path::new("/dev/zero")), "is no ordinary file");
        let link = dir.path().join("link");
        symlink("/etc/passwd", &link).unwrap();
        assert_eq!(said(&link), "is a link, and links are not followed");
        let socket = dir.path().join("socket");
        let _listener = std::os::unix::net::UnixListener::bind(&socket).unwrap();
        assert_eq!(said(&socket), "is no ordinary file");
    }

    #[test]
    fn a_link_or_a_pipe_that_comes_between_two_looks_is_not_followed() {
        let dir = tempfile::tempdir().unwrap();
        let link = dir.path().join("link");
        symlink("/etc/passwd", &link).unwrap();
        assert!(open(&link).is_err());
    }

    #[test]
    fn a_file_too_large_is_not_read() {
        let dir = tempfile::tempdir().unwrap();
        let large = dir.path().join("large");
        File::create(&large).unwrap().set_len(1 << 40).unwrap();
        assert_eq!(said(&large), "is larger than 4 MiB");
    }
}
