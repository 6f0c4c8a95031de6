//! Archives, good and bad.

use std::io::{Cursor, Write};

use flate2::Compression;
use flate2::write::GzEncoder;
use tar::{EntryType, Header};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// An archive in the making.
pub(crate) enum Pack {
    Zip(Box<ZipWriter<Cursor<Vec<u8>>>>),
    TarGz(Box<tar::Builder<GzEncoder<Vec<u8>>>>),
}

/// 2026-03-01T12:00:00Z
const TIME: u64 = 1_772_366_400;

impl Pack {
    pub(crate) fn zip() -> Self {
        Self::Zip(Box::new(ZipWriter::new(Cursor::new(Vec::new()))))
    }

    pub(crate) fn tar_gz() -> Self {
        Self::TarGz(Box::new(tar::Builder::new(GzEncoder::new(
            Vec::new(),
            Compression::fast(),
        ))))
    }

    pub(crate) fn both() -> [(&'static str, Self); 2] {
        [("zip", Self::zip()), ("tar.gz", Self::tar_gz())]
    }

    pub(crate) fn file(mut self, path: &str, text: impl AsRef<[u8]>) -> Self {
        let text = text.as_ref();
        match &mut self {
            Self::Zip(zip) => {
                let time = zip::DateTime::from_date_and_time(2026, 3, 1, 12, 0, 0).unwrap();
                let options = SimpleFileOptions::default().last_modified_time(time);
                zip.start_file(path, options).unwrap();
                zip.write_all(text).unwrap();
            }
            Self::TarGz(tar) => {
                let mut header = header(path, EntryType::Regular);
                header.set_size(text.len() as u64);
                header.set_cksum();
                tar.append(&header, text).unwrap();
            }
        }
        self
    }

    pub(crate) fn link(mut self, path: &str, target: &str) -> Self {
        match &mut self {
            Self::Zip(zip) => {
                let options = SimpleFileOptions::default();
                zip.add_symlink(path, target, options).unwrap();
            }
            Self::TarGz(tar) => {
                let mut header = header(path, EntryType::Symlink);
                header.set_size(0);
                header.set_link_name(target).unwrap();
                header.set_cksum();
                tar.append(&header, std::io::empty()).unwrap();
            }
        }
        self
    }

    /// An entry without content, of a kind that only tar has.
    pub(crate) fn special(mut self, path: &str, kind: EntryType) -> Self {
        if let Self::TarGz(tar) = &mut self {
            let mut header = header(path, kind);
            header.set_size(0);
            header.set_cksum();
            tar.append(&header, std::io::empty()).unwrap();
        }
        self
    }

    pub(crate) fn finish(self) -> Vec<u8> {
        match self {
            Self::Zip(zip) => zip.finish().unwrap().into_inner(),
            Self::TarGz(tar) => tar.into_inner().unwrap().finish().unwrap(),
        }
    }
}

/// Takes any path, also one that the library would not write.
fn header(path: &str, kind: EntryType) -> Header {
    let mut header = Header::new_ustar();
    header.as_old_mut().name[..path.len()].copy_from_slice(path.as_bytes());
    header.set_entry_type(kind);
    header.set_mode(0o644);
    header.set_mtime(TIME);
    header
}
