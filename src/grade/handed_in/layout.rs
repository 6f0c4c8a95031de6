//! Paths in a submission: which are plain, and how the declared files lie in it.

use std::collections::HashMap;

use crate::grade::packing::Packing;
use crate::grade::{names, words};

use super::limits::readable;

/// A path in an archive with forward slashes, which Windows PowerShell 5 does not write; `None` for one that is empty,
/// absolute, goes up, or is no text.
pub(super) fn plain(path: &[u8]) -> Option<String> {
    let path = str::from_utf8(path).ok()?.replace('\\', "/");
    let mut path = &*path;
    while let Some(rest) = path.strip_prefix("./") {
        path = rest;
    }
    let path = path.strip_suffix('/').unwrap_or(path);
    let is_plain = !path.contains(['\0', ':'])
        && path
            .split('/')
            .all(|segment| !matches!(segment, "" | "." | ".."));
    is_plain.then(|| path.to_owned())
}

/// The declared path that one that is not plain seems to aim at.
pub(super) fn aimed_at<'w>(path: &[u8], wanted: &'w [String]) -> Option<&'w str> {
    let path = String::from_utf8_lossy(path).replace('\\', "/");
    let segments: Vec<&str> = path
        .split('/')
        .filter(|segment| !matches!(*segment, "" | "." | ".."))
        .collect();
    let path = segments.join("/");
    wanted.iter().map(String::as_str).find(|wanted| {
        path.strip_suffix(wanted)
            .is_some_and(|before| before.is_empty() || before.ends_with('/'))
    })
}

/// How people hand in the files of a workspace.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Kind {
    /// With the folder `exercises`.
    Workspace,
    /// What is in that folder.
    Chapters,
    /// The files alone.
    Flat,
}

impl Kind {
    const ALL: [Self; 3] = [Self::Workspace, Self::Chapters, Self::Flat];

    /// Where a declared file lies then.
    fn place(self, wanted: &str) -> &str {
        match self {
            Self::Workspace => wanted,
            Self::Chapters => wanted.strip_prefix(BELOW).unwrap_or(wanted),
            Self::Flat => wanted.rsplit('/').next().unwrap_or(wanted),
        }
    }
}

pub(super) const FOLDER: &str = "exercises";
const BELOW: &str = "exercises/";

/// Where declared files were seen: at the top, or in the one folder below.
#[derive(Debug, Default)]
struct Seen {
    at_the_top: bool,
    /// The first two folders.
    below: Vec<String>,
}

/// Finds out how a submission was handed in, by the paths of all that is in it.
pub(super) struct Layouts<'w> {
    places: HashMap<(Kind, &'w str), usize>,
    /// As each kind has it, and last a workspace with none of the declared files.
    seen: [Seen; 4],
    archives: Vec<(String, Packing)>,
    strangers: Strangers,
    /// The first file that is named like a declared one.
    namesake: Option<String>,
}

/// Rust files that are named like no declared file: the first few, and how many there are.
#[derive(Debug, Default)]
struct Strangers {
    shown: Vec<String>,
    count: usize,
}

const SHOWN: usize = 3;
/// Bytes of a name on a disk; an archive may have longer ones.
const LONGEST: usize = 255;

/// How it was handed in.
#[derive(Debug)]
pub(super) struct Layout {
    kind: Kind,
    /// What all paths begin with: nothing, or `FOLDER/`.
    prefix: String,
}

impl<'w> Layouts<'w> {
    pub(super) fn new(wanted: &'w [String]) -> Self {
        let places = Kind::ALL.into_iter().flat_map(|kind| {
            let numbered = wanted.iter().enumerate();
            numbered.map(move |(number, path)| ((kind, kind.place(path)), number))
        });
        Self {
            places: places.collect(),
            seen: Default::default(),
            archives: Vec::new(),
            strangers: Strangers::default(),
            namesake: None,
        }
    }

    /// Looks at one plain path.
    pub(super) fn see(&mut self, path: &str) {
        for (folder, rest) in [(None, path)].into_iter().chain(below(path)) {
            for kind in Kind::ALL {
                if self.places.contains_key(&(kind, rest)) {
                    self.note(kind as usize, folder);
                }
            }
            if rest.starts_with(BELOW) {
                self.note(Kind::ALL.len(), folder);
            }
            if !rest.contains('/')
                && self.archives.len() < 2
                && let Some(packing) = Packing::readable(rest)
            {
                self.archives.push((path.to_owned(), packing));
            }
        }
        if !path.split('/').any(is_the_systems) {
            self.see_file(path);
        }
    }

    /// Looks at the name of a file, wherever it lies.
    pub(super) fn see_file(&mut self, path: &str) {
        let name = path.rsplit('/').next().unwrap_or(path);
        if self.places.contains_key(&(Kind::Flat, name)) {
            self.namesake.get_or_insert_with(|| path.to_owned());
        } else if name.len() <= LONGEST && names::is_rust(name) {
            self.strangers.count += 1;
            if self.strangers.shown.len() < SHOWN {
                self.strangers.shown.push(name.to_owned());
            }
        }
    }

    /// Whether no declared file was seen.
    pub(super) fn has_none(&self) -> bool {
        let declared = &self.seen[..Kind::ALL.len()];
        declared
            .iter()
            .all(|seen| !seen.at_the_top && seen.below.is_empty())
    }

    /// Why none may have been seen: files are there, at other places or by other names.
    pub(super) fn strangers(&self) -> Option<String> {
        if let Some(path) = &self.namesake {
            return Some(words::whole::elsewhere(&readable(path)));
        }
        let shown = self.strangers.shown.iter();
        let shown: Vec<String> = shown.map(|name| readable(name)).collect();
        let more = self.strangers.count - shown.len();
        (!shown.is_empty()).then(|| words::whole::other_names(&shown, more))
    }

    fn note(&mut self, tier: usize, folder: Option<&str>) {
        let seen = &mut self.seen[tier];
        match folder {
            None => seen.at_the_top = true,
            Some(folder) => {
                if seen.below.len() < 2 && !seen.below.iter().any(|other| other == folder) {
                    seen.below.push(folder.to_owned());
                }
            }
        }
    }

    /// Whether a path may turn out to be that of a declared file.
    pub(super) fn may_be_wanted(&self, path: &str) -> bool {
        let ends = [path].into_iter().chain(below(path).map(|(_, rest)| rest));
        let mut places = ends.flat_map(|rest| Kind::ALL.map(|kind| (kind, rest)));
        places.any(|place| self.places.contains_key(&place))
    }

    /// The only archive in the submission.
    pub(super) fn archive(&self) -> Option<(&str, Packing)> {
        match self.archives.as_slice() {
            [(name, packing)] => Some((name, *packing)),
            _ => None,
        }
    }

    /// The likeliest, or why there is none.
    pub(super) fn choose(&self) -> Result<Layout, String> {
        for (tier, seen) in self.seen.iter().enumerate() {
            let kind = Kind::ALL.get(tier).copied().unwrap_or(Kind::Workspace);
            let prefix = match seen.below.as_slice() {
                _ if seen.at_the_top => String::new(),
                [] => continue,
                [one] => format!("{one}/"),
                [one, other, ..] => {
                    return Err(words::whole::several(&readable(one), &readable(other)));
                }
            };
            return Ok(Layout { kind, prefix });
        }
        Err(self.strangers().unwrap_or_else(words::whole::no_exercises))
    }

    /// The number of the declared file that has this path, in a submission of this layout.
    pub(super) fn number(&self, layout: &Layout, path: &str) -> Option<usize> {
        let rest = path.strip_prefix(&layout.prefix)?;
        self.places.get(&(layout.kind, rest)).copied()
    }
}

impl Layout {
    /// The folder that all files lie in, where it is not the submission itself.
    pub(super) fn folder(&self) -> Option<&str> {
        self.prefix.strip_suffix('/')
    }

    /// Where in it a declared file lies.
    pub(super) fn place<'p>(&self, wanted: &'p str) -> &'p str {
        self.kind.place(wanted)
    }

    /// The path in a workspace of what has this path here.
    pub(super) fn in_workspace(&self, path: &str) -> Option<String> {
        let rest = path.strip_prefix(&self.prefix)?;
        Some(match self.kind {
            Kind::Workspace => rest.to_owned(),
            Kind::Chapters | Kind::Flat => format!("{BELOW}{rest}"),
        })
    }
}

/// The folder at the top that a path leads into, and the rest; not one that a system made for itself.
fn below(path: &str) -> Option<(Option<&str>, &str)> {
    let (folder, rest) = path.split_once('/')?;
    (!is_the_systems(folder)).then_some((Some(folder), rest))
}

pub(super) fn is_the_systems(name: &str) -> bool {
    name.starts_with('.') || name == "__MACOSX"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_plain_paths_are_taken() {
        for (path, taken) in [
            ("./a/b.rs", "a/b.rs"),
            ("a/", "a"),
            ("a\\b.rs", "a/b.rs"),
            (".\\a\\b.rs", "a/b.rs"),
        ] {
            assert_eq!(plain(path.as_bytes()).as_deref(), Some(taken));
        }
        for path in [
            "/a",
            "../a",
            "a/../b",
            "a//b",
            "a\\..\\b",
            "\\a",
            "\\\\host\\a",
            "C:/a",
            "C:\\a",
            "",
            "a/./b",
            "a\0",
        ] {
            assert_eq!(plain(path.as_bytes()), None, "{path:?}");
        }
        assert_eq!(plain(b"a\xff"), None);
    }

    #[test]
    fn tricks_are_seen_through() {
        let wanted = ["exercises/a.rs".to_owned()];
        for path in [
            "../exercises/a.rs",
            "/x/exercises/a.rs",
            "..\\exercises\\a.rs",
        ] {
            let aim = aimed_at(path.as_bytes(), &wanted);
            assert_eq!(aim, Some("exercises/a.rs"), "{path}");
        }
        assert_eq!(aimed_at(b"../b.rs", &wanted), None);
        assert_eq!(aimed_at(b"/notexercises/a.rs", &wanted), None);
    }

    /// Where `exercises/c/x.rs` is taken from.
    fn taken(paths: &[&str]) -> Option<String> {
        let wanted = ["exercises/c/x.rs".to_owned()];
        let mut layouts = Layouts::new(&wanted);
        for path in paths {
            layouts.see(path);
        }
        let layout = layouts.choose().ok()?;
        Some(layout.prefix.clone() + layout.place(&wanted[0]))
    }

    #[test]
    fn the_files_are_found_however_they_were_handed_in() {
        for (paths, place) in [
            (&["a/exercises/y", "exercises/y"][..], "exercises/c/x.rs"),
            (&["a/exercises/c/x.rs", "b/c"], "a/exercises/c/x.rs"),
            (&["c/x.rs", "README"], "c/x.rs"),
            (&["homework/c/x.rs"], "homework/c/x.rs"),
            (&["x.rs"], "x.rs"),
            (&["homework/x.rs"], "homework/x.rs"),
            // A workspace goes before copies beside it.
            (
                &["x.rs", "old/x.rs", "w/exercises/c/x.rs"],
                "w/exercises/c/x.rs",
            ),
            (&["__MACOSX/x.rs", ".old/x.rs", "w/x.rs"], "w/x.rs"),
        ] {
            assert_eq!(taken(paths).as_deref(), Some(place), "{paths:?}");
        }
        for paths in [
            &["a/exercises/c/x.rs", "b/exercises/c/x.rs"][..],
            &["a/b/exercises/c/x.rs", "exercises"],
            &["y.rs"],
        ] {
            assert_eq!(taken(paths), None, "{paths:?}");
        }
    }
}
