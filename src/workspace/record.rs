//! What `.threadlings/` keeps of the kit a workspace was made from: `kit.threadlings`, the packed kit itself, so that the
//! original may move or change; and `workspace.toml`, where it came from, and digests of what was written.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::WorkspaceError;
use crate::archive::Files;
use crate::kit::hex;
use crate::progress::{folder, keep_file, read};

const VERSION: u32 = 1;
const FILE: &str = "workspace.toml";
const KIT: &str = "kit.threadlings";
/// What git sees: the kit, so that a clone of the workspace belongs to it too. Progress and paths are this machine's.
const COMMITTED: &[u8] = b"*\n!.gitignore\n!kit.threadlings\n";

/// The packed kit that a workspace keeps.
pub(crate) fn kept_kit(workspace: &Path) -> PathBuf {
    folder(workspace).join(KIT)
}

/// What is known of how a workspace was made.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Record {
    /// The kit's folder or file; the kit inside the program has none.
    pub(super) from: Option<PathBuf>,
    /// Digests, by path, of what the kit gave.
    digests: BTreeMap<String, String>,
}

#[derive(Serialize, Deserialize)]
struct Stored {
    version: u32,
    from: Option<PathBuf>,
    #[serde(default)]
    files: BTreeMap<String, String>,
}

/// What can be read in every version.
#[derive(Deserialize)]
struct AnyStored {
    version: u32,
}

impl Record {
    pub(super) fn new(from: Option<PathBuf>, files: &Files) -> Self {
        let digests = files.iter();
        let digests = digests.map(|(path, text)| (path.clone(), digest(text)));
        Self {
            from,
            digests: digests.collect(),
        }
    }

    /// Whether `text` is what was written at `path`.
    pub(super) fn wrote(&self, path: &str, text: &[u8]) -> bool {
        self.digests
            .get(path)
            .is_some_and(|known| *known == digest(text))
    }

    /// What was written, by path.
    pub(super) fn paths(&self) -> impl Iterator<Item = &str> {
        self.digests.keys().map(String::as_str)
    }

    /// The notes of a workspace; `None` where there are none, or none that can be read.
    pub(super) fn load(workspace: &Path) -> anyhow::Result<Option<Self>> {
        let path = folder(workspace).join(FILE);
        let Some(bytes) = read(&path)? else {
            return Ok(None);
        };
        let text = String::from_utf8_lossy(&bytes);
        if let Ok(AnyStored { version }) = toml::from_str(&text)
            && version > VERSION
        {
            return Err(WorkspaceError::NewerRecord(path.display().to_string()).into());
        }
        let stored: Option<Stored> = toml::from_str(&text).ok();
        Ok(stored.map(|stored| Self {
            from: stored.from,
            digests: stored.files,
        }))
    }

    /// Keeps kit and notes, the notes last: a workspace that has them is whole.
    pub(super) fn save(&self, workspace: &Path, kit: &[u8]) -> anyhow::Result<()> {
        let stored = Stored {
            version: VERSION,
            from: self.from.clone(),
            files: self.digests.clone(),
        };
        let text = toml::to_string(&stored)?;
        keep_file(workspace, ".gitignore", COMMITTED)?;
        keep_file(workspace, KIT, kit)?;
        keep_file(workspace, FILE, text.as_bytes())?;
        Ok(())
    }

    /// Whether the workspace has been made to its end.
    pub(super) fn exists(workspace: &Path) -> bool {
        folder(workspace).join(FILE).exists()
    }
}

/// The same for two texts that differ in their line endings only: git may have changed those.
fn digest(text: &[u8]) -> String {
    hex(&Sha256::digest(plain(text)))
}

/// The text with plain line endings.
pub(super) fn plain(text: &[u8]) -> Vec<u8> {
    let mut plain = Vec::with_capacity(text.len());
    for (index, &byte) in text.iter().enumerate() {
        if byte != b'\r' || text.get(index + 1) != Some(&b'\n') {
            plain.push(byte);
        }
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    fn files() -> Files {
        Files::from([("exercises/a.rs".to_owned(), b"one\ntwo\n".to_vec())])
    }

    #[test]
    fn what_is_saved_is_loaded_and_line_endings_do_not_count() {
        let workspace = tempfile::tempdir().unwrap();
        assert_eq!(Record::load(workspace.path()).unwrap(), None);
        let record = Record::new(Some(PathBuf::from("/kits/a")), &files());
        record.save(workspace.path(), b"kit").unwrap();
        let loaded = Record::load(workspace.path()).unwrap().unwrap();
        assert_eq!(loaded, record);
        assert!(loaded.wrote("exercises/a.rs", b"one\r\ntwo\r\n"));
        assert!(!loaded.wrote("exercises/a.rs", b"one\rtwo\n"));
        assert!(!loaded.wrote("exercises/b.rs", b"one\ntwo\n"));
    }

    #[test]
    fn damaged_notes_are_none_and_later_ones_are_left_alone() {
        let workspace = tempfile::tempdir().unwrap();
        keep_file(workspace.path(), FILE, b"version = 1\nfiles = 3\n").unwrap();
        assert_eq!(Record::load(workspace.path()).unwrap(), None);
        keep_file(workspace.path(), FILE, b"version = 2\nfiles = 3\n").unwrap();
        assert!(Record::load(workspace.path()).is_err());
    }
}
