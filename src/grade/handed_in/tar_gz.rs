//! Reads the declared files of a compressed tar archive, in one pass and in memory.

use std::collections::BTreeMap;
use std::io::{self, BufReader, Read};
use std::path::Path;
use std::time::{Duration, SystemTime};

use flate2::bufread::MultiGzDecoder;
use tar::EntryType;

use super::roots::{Roots, aimed_at, plain};
use super::{Files, Handed, Whole, archive, bounded, readable};
use crate::grade::words::{self, MAX_FILE};

/// How much an archive may unpack to, all files together.
const MAX_UNPACKED: u64 = 128 << 20;

pub(super) fn read(path: &Path, files: &mut Files) -> Result<(), Whole> {
    let file = BufReader::new(archive(path)?);
    let mut unpacked = Bounded {
        inner: MultiGzDecoder::new(file),
        left: MAX_UNPACKED,
    };
    let seen = entries(&mut unpacked, files);
    if unpacked.left == 0 {
        return Err(words::whole::unpacks_to_too_much(MAX_UNPACKED >> 20));
    }
    let (roots, candidates) = seen.map_err(|error| words::whole::damaged(&error))?;
    let prefix = roots.prefix()?;
    for (path, found) in candidates {
        let Some(path) = path.strip_prefix(&prefix) else {
            continue;
        };
        match (files.number(path), found) {
            (Some(number), Found { handed, times, .. }) => {
                if times > 1 {
                    files.problem(words::whole::twice(path));
                }
                files.put(number, handed);
            }
            (None, Found { is_link: true, .. }) => files.link(path),
            (None, _) => {}
        }
    }
    Ok(())
}

/// Something that may be a declared file, or a link in the place of a folder above one.
struct Found {
    handed: Handed,
    is_link: bool,
    times: u32,
}

/// By plain path.
type Candidates = BTreeMap<String, Found>;

/// Goes through the archive once. Which folder counts is known only at its end.
fn entries(unpacked: &mut impl Read, files: &mut Files) -> io::Result<(Roots, Candidates)> {
    let mut roots = Roots::default();
    let mut candidates = Candidates::new();
    for entry in tar::Archive::new(unpacked).entries()? {
        let entry = entry?;
        let path = entry.path_bytes().into_owned();
        let Some(path) = plain(&path) else {
            if aimed_at(&path, files.wanted()).is_some() {
                let path = String::from_utf8_lossy(&path);
                files.problem(words::whole::tricky(&readable(&path)));
            }
            continue;
        };
        roots.see(path);
        let below = path.split_once('/').map_or("", |(_, below)| below);
        let kind = entry.header().entry_type();
        let is_link = kind.is_symlink() || kind.is_hard_link();
        let is_wanted = [path, below]
            .iter()
            .any(|path| files.number(path).is_some());
        let is_above = is_link && [path, below].iter().any(|path| files.is_above(path));
        if !is_wanted && !is_above {
            continue;
        }
        let path = path.to_owned();
        let found = Found {
            handed: handed(entry, kind)?,
            is_link,
            times: candidates.get(&path).map_or(1, |found| found.times + 1),
        };
        candidates.insert(path, found);
    }
    Ok((roots, candidates))
}

fn handed(entry: tar::Entry<impl Read>, kind: EntryType) -> io::Result<Handed> {
    let is_file = matches!(kind, EntryType::Regular | EntryType::Continuous);
    Ok(if is_file && entry.size() > MAX_FILE {
        Handed::Refused(words::too_large())
    } else if is_file {
        let modified = entry.header().mtime().ok();
        let modified = modified
            .and_then(|seconds| SystemTime::UNIX_EPOCH.checked_add(Duration::from_secs(seconds)));
        bounded(entry, modified)?
    } else if kind.is_symlink() || kind.is_hard_link() {
        Handed::Refused(words::is_link())
    } else {
        let kind = match kind {
            EntryType::Directory => "a folder",
            EntryType::Fifo => "a pipe",
            EntryType::Char | EntryType::Block => "a device",
            _ => "something else",
        };
        Handed::Refused(words::is_no_file(kind))
    })
}

/// Ends when so much has been read.
struct Bounded<R> {
    inner: R,
    left: u64,
}

impl<R: Read> Read for Bounded<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let most = usize::try_from(self.left).unwrap_or(usize::MAX);
        let most = most.min(buffer.len());
        let read = self.inner.read(&mut buffer[..most])?;
        self.left -= read as u64;
        Ok(read)
    }
}
