//! Reads the declared files of a zip archive, in memory.

use std::collections::BTreeMap;
use std::io::{BufReader, Read, Seek};
use std::time::{Duration, SystemTime};

use zip::read::ZipFile;
use zip::result::ZipError;
use zip::{ExtraField, ZipArchive};

use super::files::Files;
use super::layout::{Layouts, aimed_at, plain};
use super::limits::{Handed, Inner, MAX_UNPACKED, Whole, bounded, going_on, readable, whole};
use crate::grade::deadline;
use crate::grade::words::{self, MAX_FILE};
use crate::process::Cancel;

type Archive<R> = ZipArchive<BufReader<R>>;

/// Comes back with an archive in the archive, where that `may_nest`.
pub(super) fn read<R: Read + Seek>(
    file: R,
    files: &mut Files,
    cancel: &Cancel,
    may_nest: bool,
) -> Result<Option<Inner>, Whole> {
    let mut archive = ZipArchive::new(BufReader::new(file)).map_err(|e| damaged(&e))?;
    let mut layouts = Layouts::new(files.wanted());
    for name in archive.file_names_raw() {
        going_on(cancel)?;
        match plain(name) {
            Some(name) => layouts.see(&name),
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
    let layout = match (layouts.choose(), layouts.archive()) {
        (Ok(layout), _) => layout,
        (Err(_), Some((name, packing))) if may_nest => {
            let bytes = nested(&mut archive, name)?;
            return Ok(Some(Inner { packing, bytes }));
        }
        (Err(problem), _) => return Err(problem),
    };
    // `./` before a name is plain and another name, so all are gone through; of those that are the same, only the last is
    // unpacked, since thousands may share what is packed.
    let mut last = BTreeMap::new();
    for index in 0..archive.len() {
        going_on(cancel)?;
        let Ok(entry) = archive.by_index_data(index) else {
            continue;
        };
        let Some(path) = plain(entry.name_raw()) else {
            continue;
        };
        if let Some(number) = layouts.number(&layout, &path) {
            if last.insert(number, index).is_some() {
                files.problem(words::whole::twice(&path));
            }
        } else if entry.is_symlink()
            && let Some(path) = layout.in_workspace(&path)
        {
            files.link(&path);
        }
    }
    let mut unpacked = 0;
    for (number, index) in last {
        going_on(cancel)?;
        let handed = entry_of(&mut archive, index);
        if let Handed::File { text, .. } = &handed {
            unpacked += text.len() as u64;
        }
        if unpacked > MAX_UNPACKED {
            return Err(words::whole::unpacks_to_too_much(MAX_UNPACKED >> 20));
        }
        files.put(number, handed);
    }
    files.explain(&layouts);
    Ok(None)
}

/// The archive of this name in another.
fn nested<R: Read + Seek>(archive: &mut Archive<R>, name: &str) -> Result<Vec<u8>, Whole> {
    let is_it = |index: &usize| {
        let entry = archive.by_index_data(*index);
        entry.is_ok_and(|entry| plain(entry.name_raw()).as_deref() == Some(name))
    };
    let index = (0..archive.len()).find(is_it).unwrap_or_default();
    let entry = archive.by_index(index).map_err(|e| damaged(&e))?;
    whole(entry)
}

fn entry_of<R: Read + Seek>(archive: &mut Archive<R>, index: usize) -> Handed {
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
fn modified<R: Read>(entry: &ZipFile<R>) -> Option<SystemTime> {
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
