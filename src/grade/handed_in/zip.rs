//! Reads the declared files of a zip archive, in memory.

use std::fs::File;
use std::io::BufReader;
use std::path::Path;
use std::time::{Duration, SystemTime};

use zip::read::ZipFile;
use zip::result::ZipError;
use zip::{ExtraField, ZipArchive};

use super::roots::{Roots, aimed_at, plain};
use super::{Files, Handed, Whole, archive, bounded, readable};
use crate::grade::deadline;
use crate::grade::words::{self, MAX_FILE};

type Archive = ZipArchive<BufReader<File>>;

pub(super) fn read(path: &Path, files: &mut Files) -> Result<(), Whole> {
    let file = archive(path)?;
    let mut archive = ZipArchive::new(BufReader::new(file)).map_err(|e| damaged(&e))?;
    let mut roots = Roots::default();
    for name in archive.file_names_raw() {
        match plain(name) {
            Some(name) => roots.see(name),
            None => {
                if aimed_at(name, files.wanted()).is_some() {
                    let name = String::from_utf8_lossy(name);
                    files.problem(words::whole::tricky(&readable(&name)));
                }
            }
        }
    }
    if archive.has_duplicate_names() {
        files.problem(words::whole::some_twice());
    }
    let prefix = roots.prefix()?;
    // `./` before a name is plain and another name, so all are gone through.
    for index in 0..archive.len() {
        let Ok(entry) = archive.by_index_data(index) else {
            continue;
        };
        let Some(path) = plain(entry.name_raw()).and_then(|name| name.strip_prefix(&prefix)) else {
            continue;
        };
        let path = path.to_owned();
        if let Some(number) = files.number(&path) {
            let handed = entry_of(&mut archive, index);
            if files.put(number, handed).is_some() {
                files.problem(words::whole::twice(&path));
            }
        } else if entry.is_symlink() {
            files.link(&path);
        }
    }
    Ok(())
}

fn entry_of(archive: &mut Archive, index: usize) -> Handed {
    match archive.by_index(index) {
        Ok(entry) if entry.is_symlink() => Handed::Refused(words::is_link()),
        Ok(entry) if !entry.is_file() => Handed::Refused(words::is_no_file("a folder")),
        Ok(entry) if entry.size() > MAX_FILE => Handed::Refused(words::too_large()),
        Ok(entry) => {
            let modified = modified(&entry);
            bounded(entry, modified)
                .unwrap_or_else(|error| Handed::Refused(words::is_damaged(&error)))
        }
        Err(ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED)) => {
            Handed::Refused(words::is_encrypted())
        }
        Err(error) => Handed::Refused(words::is_damaged(&error)),
    }
}

/// When it was last changed: to the second since 1970 where the archive says so, else by the clock on the wall, which is
/// taken for UTC.
fn modified(entry: &ZipFile<BufReader<File>>) -> Option<SystemTime> {
    let exact = entry.extra_data_fields().find_map(|field| match field {
        ExtraField::ExtendedTimestamp(times) => times.mod_time(),
        _ => None,
    });
    if let Some(seconds) = exact {
        return SystemTime::UNIX_EPOCH.checked_add(Duration::from_secs(seconds.into()));
    }
    let wall = entry.last_modified().filter(zip::DateTime::is_valid)?;
    let (year, month, day) = (wall.year(), wall.month(), wall.day());
    let (hour, minute, second) = (wall.hour(), wall.minute(), wall.second());
    let text = format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}Z");
    deadline::parse(&text).ok()
}

fn damaged(error: &ZipError) -> Whole {
    words::whole::damaged(error)
}
