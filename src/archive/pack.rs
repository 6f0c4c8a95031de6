//! Packs texts into an archive that depends on nothing but their names and contents. `build.rs` compiles this file too.

use std::io;

use flate2::Compression;
use flate2::write::GzEncoder;

/// A compressed archive of files, given by path with forward slashes, in this order.
pub(crate) fn pack<'a>(files: impl Iterator<Item = (&'a str, &'a [u8])>) -> io::Result<Vec<u8>> {
    let mut archive = tar::Builder::new(GzEncoder::new(Vec::new(), Compression::best()));
    for (path, text) in files {
        let mut header = tar::Header::new_gnu();
        header.set_size(text.len() as u64);
        header.set_mode(0o644);
        header.set_mtime(0);
        archive.append_data(&mut header, path, text)?;
    }
    archive.into_inner()?.finish()
}
