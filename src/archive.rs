//! Archives of texts: those that `build.rs` packs into the program, and packed kits.

mod pack;

use std::collections::BTreeMap;
use std::io::{self, Read};

use flate2::read::GzDecoder;

pub(crate) use pack::pack;

/// Texts by path, which is relative to where they were packed and has forward slashes.
pub(crate) type Files = BTreeMap<String, Vec<u8>>;

/// Everything in a compressed archive.
pub(crate) fn unpack(archive: &[u8]) -> io::Result<Files> {
    let mut files = Files::new();
    for entry in tar::Archive::new(GzDecoder::new(archive)).entries()? {
        let mut entry = entry?;
        let path = String::from_utf8_lossy(&entry.path_bytes()).into_owned();
        let mut text = Vec::new();
        entry.read_to_end(&mut text)?;
        files.insert(path, text);
    }
    Ok(files)
}
