//! A kit in one file. It knows the file's format and nothing of what the kit's files mean.
//!
//! The file is a `.tar.gz` whose first entry, [`HEAD`], says which format it has; that must hold in every later format, so
//! that an older program can say that it is too old. Being compressed, checks and solutions are not read by chance.

use std::io::{self, Read};
use std::path::Path;

use flate2::read::GzDecoder;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::KitError;
use super::pack_fault::{FORMAT, PackFault};
use crate::archive::{Files, pack};

/// The entry that comes first.
const HEAD: &str = "threadlings-kit.toml";
/// What a kit has at its top.
const TOP: [&str; 3] = ["info.toml", "Cargo.toml", "Cargo.lock"];
const FOLDERS: [&str; 3] = ["exercises", "solutions", "checks"];
/// Bytes of one text: far above any exercise.
const MAX_TEXT: u64 = 4 << 20;
/// Bytes of the archive, unpacked, with what tar adds.
const MAX_TOTAL: u64 = 64 << 20;
const MAX_FILES: usize = 20_000;

/// A kit's files with its name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Packed {
    /// What it is called.
    pub name: String,
    /// Which version of it, where the kit says so.
    pub version: Option<String>,
    /// Texts by path.
    pub(crate) files: Files,
}

#[derive(Serialize, Deserialize)]
struct Head {
    format: u32,
    name: String,
    version: Option<String>,
    checksum: String,
}

/// What can be read of the head in every format.
#[derive(Deserialize)]
struct AnyHead {
    format: u32,
}

impl Packed {
    /// The bytes of the file; the same for the same kit.
    pub(crate) fn write(&self) -> io::Result<Vec<u8>> {
        let head = Head {
            format: FORMAT,
            name: self.name.clone(),
            version: self.version.clone(),
            checksum: self.checksum(),
        };
        let head = toml::to_string(&head).map_err(io::Error::other)?;
        let files = self.files.iter();
        let files = files.map(|(path, text)| (path.as_str(), text.as_slice()));
        pack([(HEAD, head.as_bytes())].into_iter().chain(files))
    }

    /// Reads the bytes of a file that may come from anywhere.
    pub(crate) fn read(bytes: &[u8]) -> Result<Self, PackFault> {
        let unpacked = GzDecoder::new(bytes).take(MAX_TOTAL);
        let mut archive = tar::Archive::new(unpacked);
        let mut entries = archive.entries().map_err(|error| damaged(&error))?;
        let first = entries.next().and_then(Result::ok);
        let mut first = first.ok_or(PackFault::Foreign)?;
        if first.path_bytes().as_ref() != HEAD.as_bytes() {
            return Err(PackFault::Foreign);
        }
        let head = String::from_utf8(text(&mut first, HEAD)?)
            .map_err(|_| PackFault::Damaged("its head is no text".to_owned()))?;
        let unclear = |error: toml::de::Error| PackFault::Damaged(error.message().to_owned());
        let AnyHead { format } = toml::from_str(&head).map_err(unclear)?;
        if format > FORMAT {
            return Err(PackFault::Newer(format));
        }
        let head: Head = toml::from_str(&head).map_err(unclear)?;
        let mut files = Files::new();
        for entry in entries {
            let mut entry = entry.map_err(|error| damaged(&error))?;
            let path = String::from_utf8_lossy(&entry.path_bytes()).into_owned();
            let regular = entry.header().entry_type().is_file();
            if !regular || !belongs(&path) {
                return Err(PackFault::Hostile(format!("`{}`", path.escape_debug())));
            }
            let text = text(&mut entry, &path)?;
            if files.insert(path, text).is_some() || files.len() > MAX_FILES {
                return Err(PackFault::Hostile("too many files".to_owned()));
            }
        }
        // What ends the archive is behind its last entry.
        io::copy(&mut archive.into_inner(), &mut io::sink()).map_err(|error| damaged(&error))?;
        let packed = Self {
            name: head.name,
            version: head.version,
            files,
        };
        if packed.checksum() == head.checksum {
            Ok(packed)
        } else {
            Err(PackFault::Damaged("its checksum is another".to_owned()))
        }
    }

    /// Reads a file.
    pub(crate) fn open(path: &Path) -> Result<Self, KitError> {
        let shown = || path.display().to_string();
        let unreadable = |source| KitError::Unreadable {
            path: shown(),
            source,
        };
        let file = std::fs::File::open(path).map_err(unreadable)?;
        let mut bytes = Vec::new();
        file.take(MAX_TOTAL)
            .read_to_end(&mut bytes)
            .map_err(unreadable)?;
        Self::read(&bytes).map_err(|fault| KitError::Packed {
            path: shown(),
            fault,
        })
    }

    /// A digest of everything, as hexadecimal digits.
    pub(crate) fn checksum(&self) -> String {
        let mut hasher = Sha256::new();
        let version = self.version.as_deref().unwrap_or_default();
        let head = [self.name.as_bytes(), version.as_bytes()];
        let files = self.files.iter();
        let files = files.flat_map(|(path, text)| [path.as_bytes(), text.as_slice()]);
        for part in head.into_iter().chain(files) {
            hasher.update((part.len() as u64).to_le_bytes());
            hasher.update(part);
        }
        hex(&hasher.finalize())
    }
}

/// Bytes as hexadecimal digits.
pub(crate) fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write;
    bytes.iter().fold(String::new(), |mut digits, byte| {
        let _ = write!(digits, "{byte:02x}");
        digits
    })
}

fn damaged(error: &io::Error) -> PackFault {
    PackFault::Damaged(error.to_string())
}

/// The text of an entry, if it has a size that a text can have.
fn text(entry: &mut tar::Entry<impl Read>, path: &str) -> Result<Vec<u8>, PackFault> {
    if entry.size() > MAX_TEXT {
        let path = path.escape_debug();
        return Err(PackFault::Hostile(format!(
            "`{path}` of {} bytes",
            entry.size()
        )));
    }
    let mut text = Vec::new();
    entry
        .read_to_end(&mut text)
        .map_err(|error| damaged(&error))?;
    Ok(text)
}

/// Whether a kit has files of such a path, and the path stays inside it on every system.
fn belongs(path: &str) -> bool {
    let plain = |part: &str| {
        !part.is_empty()
            && !part.starts_with('.')
            && !part.contains(|letter: char| letter.is_control() || r#"\:*?"<>|"#.contains(letter))
    };
    match path.split_once('/') {
        None => TOP.contains(&path),
        Some((folder, below)) => FOLDERS.contains(&folder) && below.split('/').all(plain),
    }
}

#[cfg(test)]
mod tests;
