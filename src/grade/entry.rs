//! A file that keeps what is known under a key. It is written whole or not at all; what is damaged, or is known under another key,
//! counts as not there.

use std::fs;
use std::io::{self, Write};
use std::path::Path;

use super::digest::Digest;

/// Begins every entry; the digest of the rest of the file follows.
const HEAD: &str = "threadlings judgement 1 ";

/// What the file keeps under this key.
pub(crate) fn read(path: &Path, key: &str) -> Option<String> {
    let text = fs::read_to_string(path).ok()?;
    let (head, body) = text.split_once('\n')?;
    let digest = head.strip_prefix(HEAD)?;
    (digest == digest_of(key, body)).then(|| body.to_owned())
}

/// Keeps it in the file, and in no other place of the folder that it is in.
pub(crate) fn write(path: &Path, key: &str, body: &str) -> io::Result<()> {
    let digest = digest_of(key, body);
    let folder = path.parent().unwrap_or(path);
    fs::create_dir_all(folder)?;
    // In the same folder, so that it can be renamed; what a killed process leaves there is nobody's entry.
    let mut file = tempfile::Builder::new()
        .prefix(".writing-")
        .tempfile_in(folder)?;
    write!(file, "{HEAD}{digest}\n{body}")?;
    file.persist(path).map_err(|refused| refused.error)?;
    Ok(())
}

fn digest_of(key: &str, body: &str) -> String {
    Digest::new().with(key).with(body).hex()
}
