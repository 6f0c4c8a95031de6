//! The copy of the kit inside the program, packed by `build.rs`. It knows nothing of what the files mean.

use std::sync::LazyLock;

use super::KitError;
use crate::archive::{Files, unpack};

static ARCHIVE: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/kit.tar.gz"));

static FILES: LazyLock<Result<Files, String>> =
    LazyLock::new(|| unpack(ARCHIVE).map_err(|error| error.to_string()));

/// The packed files; unpacked in memory when first asked for.
pub(super) fn files() -> Result<&'static Files, KitError> {
    FILES
        .as_ref()
        .map_err(|reason| KitError::Damaged(reason.clone()))
}

#[cfg(test)]
mod tests {
    use flate2::read::GzDecoder;

    use super::*;

    #[test]
    fn holds_the_manifest_and_the_kit_folders_only() {
        let files = files().unwrap();
        assert!(files.contains_key("info.toml"));
        for path in files.keys() {
            let folder = path.split('/').next().unwrap();
            assert!(
                ["info.toml", "exercises", "solutions", "checks"].contains(&folder),
                "{path}"
            );
            assert_ne!(path, "exercises/Cargo.toml");
        }
    }

    #[test]
    fn no_leftovers_of_editors_are_packed() {
        for path in files().unwrap().keys() {
            let name = path.rsplit('/').next().unwrap();
            assert!(!name.starts_with(['.', '#']), "{path}");
            assert!(!name.ends_with('~'), "{path}");
        }
    }

    #[test]
    fn the_archive_is_sorted_and_without_times() {
        let mut archive = tar::Archive::new(GzDecoder::new(ARCHIVE));
        let mut paths = Vec::new();
        for entry in archive.entries().unwrap() {
            let entry = entry.unwrap();
            assert_eq!(entry.header().mtime().unwrap(), 0);
            paths.push(entry.path_bytes().into_owned());
        }
        assert!(paths.is_sorted());
    }

    #[test]
    fn a_damaged_archive_is_an_error() {
        assert!(unpack(&ARCHIVE[..ARCHIVE.len() / 2]).is_err());
    }
}
