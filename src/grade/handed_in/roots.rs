//! Paths in archives: which are plain, and below which folder the workspace lies.

use crate::grade::words;

/// The segments of a path as archives should write it; `None` for one that is empty, absolute, goes up, has
/// backslashes, or is no text.
pub(super) fn plain(path: &[u8]) -> Option<&str> {
    let mut path = str::from_utf8(path).ok()?;
    while let Some(rest) = path.strip_prefix("./") {
        path = rest;
    }
    let path = path.strip_suffix('/').unwrap_or(path);
    let is_plain = !path.contains(['\\', '\0', ':'])
        && path
            .split('/')
            .all(|segment| !matches!(segment, "" | "." | ".."));
    is_plain.then_some(path)
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

/// Where workspaces were seen.
#[derive(Debug, Default)]
pub(super) struct Roots {
    at_the_top: bool,
    /// The first two folders below.
    below: Vec<String>,
}

impl Roots {
    /// Looks at one plain path.
    pub(super) fn see(&mut self, path: &str) {
        const FOLDER: &str = "exercises";
        let mut segments = path.splitn(3, '/');
        let (first, second) = (segments.next().unwrap_or_default(), segments.next());
        if first == FOLDER && second.is_some() {
            self.at_the_top = true;
        } else if second == Some(FOLDER)
            && segments.next().is_some()
            && self.below.len() < 2
            && !self.below.iter().any(|seen| seen == first)
        {
            self.below.push(first.to_owned());
        }
    }

    /// What the paths of the workspace begin with.
    pub(super) fn prefix(&self) -> Result<String, String> {
        match self.below.as_slice() {
            _ if self.at_the_top => Ok(String::new()),
            [] => Err(words::whole::no_exercises()),
            [one] => Ok(format!("{one}/")),
            [one, other, ..] => Err(words::whole::several(
                &super::readable(one),
                &super::readable(other),
            )),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_plain_paths_are_taken_as_they_are() {
        assert_eq!(plain(b"./a/b.rs"), Some("a/b.rs"));
        assert_eq!(plain(b"a/"), Some("a"));
        for path in [
            "/a", "../a", "a/../b", "a//b", "a\\b", "C:/a", "", "a/./b", "a\0",
        ] {
            assert_eq!(plain(path.as_bytes()), None, "{path:?}");
        }
        assert_eq!(plain(b"a\xff"), None);
    }

    #[test]
    fn tricks_are_seen_through() {
        let wanted = ["exercises/a.rs".to_owned()];
        for path in ["../exercises/a.rs", "/x/exercises/a.rs", "exercises\\a.rs"] {
            let aim = aimed_at(path.as_bytes(), &wanted);
            assert_eq!(aim, Some("exercises/a.rs"), "{path}");
        }
        assert_eq!(aimed_at(b"../b.rs", &wanted), None);
        assert_eq!(aimed_at(b"/notexercises/a.rs", &wanted), None);
    }

    fn prefix(paths: &[&str]) -> Result<String, String> {
        let mut roots = Roots::default();
        for path in paths {
            roots.see(path);
        }
        roots.prefix()
    }

    #[test]
    fn the_workspace_is_at_the_top_or_in_the_one_folder_below() {
        assert_eq!(prefix(&["a/exercises/x", "exercises/x"]).unwrap(), "");
        assert_eq!(
            prefix(&["a/exercises/x", "b/c", "a/exercises/y"]).unwrap(),
            "a/"
        );
        assert!(prefix(&["a/exercises/x", "b/exercises/x"]).is_err());
        assert!(prefix(&["a/b/exercises/x", "exercises"]).is_err());
    }
}
