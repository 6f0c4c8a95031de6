//! Reads the declared files of a compressed tar archive, in one pass and in memory.

use std::collections::BTreeMap;
use std::io::{self, BufRead, BufReader, Read};
use std::time::{Duration, SystemTime};

use flate2::bufread::GzDecoder;
use tar::EntryType;

use super::files::Files;
use super::layout::{Layouts, aimed_at, plain};
use super::limits::{Handed, Inner, MAX_UNPACKED, Whole, bounded, going_on, readable, whole};
use crate::grade::words::{self, MAX_FILE};
use crate::process::Cancel;

/// How many members a compressed file may have; some tools write one for each 64 KiB. Each may be empty.
const MAX_MEMBERS: u32 = 10_000;

/// Comes back with an archive in the archive, where that `may_nest`.
pub(super) fn read(
    file: impl Read,
    files: &mut Files,
    cancel: &Cancel,
    may_nest: bool,
) -> Result<Option<Inner>, Whole> {
    let mut unpacked = Bounded {
        inner: Members {
            decoder: Some(GzDecoder::new(BufReader::new(file))),
            left: MAX_MEMBERS,
        },
        left: MAX_UNPACKED,
        cancel,
    };
    let mut layouts = Layouts::new(files.wanted());
    let seen = entries(&mut unpacked, &mut layouts, files);
    going_on(cancel)?;
    if unpacked.left == 0 {
        return Err(words::whole::unpacks_to_too_much(MAX_UNPACKED >> 20));
    }
    let (candidates, nested) = seen.map_err(|error| words::whole::damaged(&error))?;
    let layout = match (layouts.choose(), layouts.archive(), nested) {
        (Ok(layout), ..) => layout,
        (Err(_), Some((_, packing)), Some(bytes)) if may_nest => {
            let bytes = bytes?;
            return Ok(Some(Inner { packing, bytes }));
        }
        (Err(problem), ..) => return Err(problem),
    };
    for (path, found) in candidates {
        match (layouts.number(&layout, &path), found) {
            (Some(number), Found { handed, times, .. }) => {
                if times > 1 {
                    files.problem(words::whole::twice(&path));
                }
                files.put(number, handed);
            }
            (None, Found { is_link: true, .. }) => {
                if let Some(path) = layout.in_workspace(&path) {
                    files.link(&path);
                }
            }
            (None, _) => {}
        }
    }
    files.explain(&layouts);
    Ok(None)
}

/// Something that may be a declared file, or a link in the place of a folder above one.
struct Found {
    handed: Handed,
    is_link: bool,
    times: u32,
}

/// By plain path.
type Candidates = BTreeMap<String, Found>;

/// An archive in the archive.
type Nested = Option<Result<Vec<u8>, Whole>>;

/// Goes through the archive once. Which folder counts is known only at its end.
fn entries(
    unpacked: &mut impl Read,
    layouts: &mut Layouts,
    files: &mut Files,
) -> io::Result<(Candidates, Nested)> {
    let mut candidates = Candidates::new();
    let mut nested = None;
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
        layouts.see(&path);
        if layouts.archive().is_some_and(|(name, _)| name == path) && nested.is_none() {
            nested = Some(whole(entry));
            continue;
        }
        let below = path.split_once('/').map_or("", |(_, below)| below);
        let kind = entry.header().entry_type();
        let is_link = kind.is_symlink() || kind.is_hard_link();
        let is_above = is_link && [&path, below].iter().any(|path| files.is_above(path));
        if !layouts.may_be_wanted(&path) && !is_above {
            continue;
        }
        let found = Found {
            handed: handed(entry, kind)?,
            is_link,
            times: candidates.get(&path).map_or(1, |found| found.times + 1),
        };
        candidates.insert(path, found);
    }
    Ok((candidates, nested))
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

/// Ends when so much has been read, or when nobody wants to know.
struct Bounded<'c, R> {
    inner: R,
    left: u64,
    cancel: &'c Cancel,
}

impl<R: Read> Read for Bounded<'_, R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.cancel.is_cancelled() {
            return Err(io::ErrorKind::Other.into());
        }
        let most = usize::try_from(self.left).unwrap_or(usize::MAX);
        let most = most.min(buffer.len());
        let read = self.inner.read(&mut buffer[..most])?;
        self.left -= read as u64;
        Ok(read)
    }
}

/// What all members of a compressed file hold together.
struct Members<R> {
    /// That of the member that is being read; `None` behind the last.
    decoder: Option<GzDecoder<BufReader<R>>>,
    left: u32,
}

impl<R: Read> Read for Members<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while let Some(decoder) = &mut self.decoder {
            let read = decoder.read(buffer)?;
            if read > 0 || buffer.is_empty() {
                return Ok(read);
            }
            let Some(decoder) = self.decoder.take() else {
                break;
            };
            let mut rest = decoder.into_inner();
            if rest.fill_buf()?.is_empty() {
                break;
            }
            self.left = self
                .left
                .checked_sub(1)
                .ok_or_else(|| io::Error::other("too many parts"))?;
            self.decoder = Some(GzDecoder::new(rest));
        }
        Ok(0)
    }
}
