//! Reads the declared files of a workspace on a disk.

use std::io::{self, ErrorKind};
use std::path::Path;

use super::files::Files;
use super::layout::{FOLDER, Layouts, is_the_systems};
use super::limits::{Handed, Inner, Whole, bounded, going_on};
use super::nofollow::{Dir, Kind};
use super::packed;
use crate::grade::words::{self, MAX_FILE};
use crate::process::Cancel;

/// Why there is no file.
enum Absent {
    Missing,
    Refused(String),
}

impl From<io::Error> for Absent {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            ErrorKind::NotFound => Self::Missing,
            _ => Self::Refused(words::unreadable(&error)),
        }
    }
}

pub(super) fn read(
    path: &Path,
    files: &mut Files,
    cancel: &Cancel,
) -> Result<Option<Inner>, Whole> {
    let cannot = |error: io::Error| words::whole::cannot_be_opened(&error);
    let top = Dir::open(path).map_err(cannot)?;
    if let Ok(Kind::Link) = top.kind(FOLDER.as_ref()) {
        files.problem(words::whole::link_to_folder(FOLDER));
    }
    let mut layouts = Layouts::new(files.wanted());
    look(&top, "", files.wanted(), &mut layouts);
    let mut names = top.names().map_err(cannot)?;
    names.sort();
    // One after the other is opened: there may be more of them than we may have open.
    for name in &names {
        going_on(cancel)?;
        // Nobody can have named an exercise's folder so.
        let Some(shown) = name.to_str() else { continue };
        match top.kind(name) {
            Ok(Kind::Folder) => {
                if let Ok(dir) = top.dir(name) {
                    look(&dir, &format!("{shown}/"), files.wanted(), &mut layouts);
                }
            }
            Ok(Kind::File) => layouts.see(shown),
            _ => {}
        }
    }
    if layouts.has_none() {
        let mut left = NAMES;
        look_around(&top, "", FOLDERS, &mut left, &mut layouts);
    }
    let layout = match (layouts.choose(), layouts.archive()) {
        (Ok(layout), _) => layout,
        (Err(_), Some((name, packing))) => {
            return packed::read(packing, &path.join(name), files, cancel);
        }
        (Err(problem), None) => return Err(problem),
    };
    let below = layout.folder().map(|name| top.dir(name.as_ref()));
    let root = below.transpose().map_err(cannot)?.unwrap_or(top);
    for (number, wanted) in files.wanted().iter().enumerate() {
        going_on(cancel)?;
        match file(&root, layout.place(wanted)) {
            Ok(handed) => {
                files.put(number, handed);
            }
            Err(Absent::Missing) => {}
            Err(Absent::Refused(reason)) => {
                files.put(number, Handed::Refused(reason));
            }
        }
    }
    files.explain(&layouts);
    Ok(None)
}

/// How deep, and how far, one looks for files by other names.
const FOLDERS: u32 = 6;
const NAMES: usize = 1000;

/// Sees the names of files in the folders of `dir`, which were not looked into yet.
fn look_around(dir: &Dir, above: &str, depth: u32, left: &mut usize, layouts: &mut Layouts) {
    let mut names = dir.names().unwrap_or_default();
    names.sort();
    for name in &names {
        let Some(shown) = name.to_str() else { continue };
        *left = left.saturating_sub(1);
        if *left == 0 || is_the_systems(shown) {
            continue;
        }
        match dir.kind(name) {
            Ok(Kind::Folder) if depth > 0 => {
                if let Ok(dir) = dir.dir(name) {
                    let above = format!("{above}{shown}/");
                    look_around(&dir, &above, depth - 1, left, layouts);
                }
            }
            Ok(Kind::File) if depth < FOLDERS => layouts.see_file(&format!("{above}{shown}")),
            _ => {}
        }
    }
}

/// Whether a folder has declared files as a submission may have them at its top.
pub(in crate::grade) fn is_submission(path: &Path, wanted: &[String]) -> bool {
    let mut layouts = Layouts::new(wanted);
    if let Ok(dir) = Dir::open(path) {
        look(&dir, "", wanted, &mut layouts);
    }
    layouts.choose().is_ok()
}

/// Sees the declared files in a folder.
fn look(dir: &Dir, prefix: &str, wanted: &[String], layouts: &mut Layouts) {
    let has = |dir: &Dir, name: &str| dir.kind(name.as_ref()).is_ok();
    let below = |dir: &Dir, name: &str| match dir.kind(name.as_ref()) {
        Ok(Kind::Folder) => dir.dir(name.as_ref()).ok(),
        _ => None,
    };
    let see = |layouts: &mut Layouts, path: &str| layouts.see(&format!("{prefix}{path}"));
    let exercises = below(dir, FOLDER);
    if exercises.is_some() {
        see(layouts, &format!("{FOLDER}/-"));
    }
    let mut chapter = (String::new(), [None, None]);
    for path in wanted {
        let segments: Vec<&str> = path.split('/').collect();
        let [_, middle @ .., name] = segments.as_slice() else {
            continue;
        };
        let middle = middle.join("/");
        if middle.is_empty() {
            if exercises.as_ref().is_some_and(|dir| has(dir, name)) {
                see(layouts, path);
            }
        } else {
            if chapter.0 != middle {
                let folders = [exercises.as_ref(), Some(dir)];
                chapter = (middle.clone(), folders.map(|dir| below(dir?, &middle)));
            }
            for (folder, shown) in chapter
                .1
                .iter()
                .zip([path.clone(), format!("{middle}/{name}")])
            {
                if folder.as_ref().is_some_and(|folder| has(folder, name)) {
                    see(layouts, &shown);
                }
            }
        }
        if has(dir, name) {
            see(layouts, name);
        }
    }
}

fn file(root: &Dir, path: &str) -> Result<Handed, Absent> {
    let mut segments: Vec<&str> = path.split('/').collect();
    let name = segments.pop().unwrap_or_default();
    let mut inner: Option<Dir> = None;
    for folder in segments {
        let dir = inner.as_ref().unwrap_or(root);
        match dir.kind(folder.as_ref())? {
            Kind::Folder => {}
            Kind::Link => return Err(Absent::Refused(words::lies_behind_link(folder))),
            _ => return Err(Absent::Refused(words::is_no_folder(folder))),
        }
        inner = Some(dir.dir(folder.as_ref())?);
    }
    let dir = inner.as_ref().unwrap_or(root);
    // Opening alone may set something going where it is no file.
    match dir.kind(name.as_ref())? {
        Kind::File => {}
        Kind::Link => return Err(Absent::Refused(words::is_link())),
        other => return Err(Absent::Refused(words::is_no_file(other.word()))),
    }
    let file = dir.file(name.as_ref())?;
    let metadata = file.metadata()?;
    if !metadata.is_file() {
        // It was replaced a moment ago.
        return Err(Absent::Refused(words::is_no_file("something else")));
    }
    if metadata.len() > MAX_FILE {
        return Err(Absent::Refused(words::too_large()));
    }
    Ok(bounded(file, metadata.modified().ok())?)
}
