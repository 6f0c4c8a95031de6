//! Digests: two things with the same one are the same for grading.

use sha2::{Digest as _, Sha256};

use crate::judge::{Judge, JudgeError, sources_digest};
use crate::kit::{Credit, Exercise, Kit, hex};
use crate::process::Protection;

/// SHA-256 of several parts, of which none can run into the next.
pub(crate) struct Digest(Sha256);

impl Digest {
    pub(crate) fn new() -> Self {
        Self(Sha256::new())
    }

    #[must_use]
    pub(crate) fn with(mut self, part: impl AsRef<[u8]>) -> Self {
        let part = part.as_ref();
        self.0.update((part.len() as u64).to_le_bytes());
        self.0.update(part);
        self
    }

    /// As hexadecimal digits.
    pub(crate) fn hex(self) -> String {
        hex(&self.0.finalize())
    }
}

/// Of all in the kit that decides how an attempt at this exercise is judged.
pub(crate) fn of_exercise(kit: &Kit, exercise: &Exercise) -> Result<String, JudgeError> {
    // What only people read, and what only `verify` or the counting of points reads, decides nothing.
    let entry = Exercise {
        renamed_from: None,
        title: None,
        concepts: Vec::new(),
        hints: Vec::new(),
        start: None,
        equivalents: Vec::new(),
        skip_check_unsolved: false,
        credit: Credit::Partial,
        ..exercise.clone()
    };
    let mut digest = Digest::new().with(format!("{entry:?}"));
    let checks = kit.checks(exercise)?;
    let has_checks = checks.is_some();
    digest = digest
        .with([u8::from(has_checks)])
        .with(checks.unwrap_or_default());
    // What an attempt lacks is told as the start has it, and all solutions say what must be kept to.
    digest = digest.with(kit.start(exercise)?);
    for (path, text) in kit.solutions(exercise)? {
        digest = digest.with(path).with(text);
    }
    let package = kit.package()?;
    digest = digest.with(format!("{package:?}"));
    if !has_checks {
        if let Some(crates) = &package.crates {
            digest = digest.with(sources_digest(crates).to_le_bytes());
        }
        for (path, bytes) in kit.support_files() {
            digest = digest.with(path).with(bytes);
        }
    }
    Ok(digest.hex())
}

/// Of all besides kit and attempt that decides how an attempt is judged.
pub(crate) fn surroundings(judge: &Judge, protections: &[Protection]) -> String {
    let mut digest = Digest::new().with(judge.identity());
    for protection in protections {
        digest = digest
            .with(&protection.name)
            .with([u8::from(protection.active)]);
    }
    digest.hex()
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    /// A judgement that is kept is known by everything that was read for it.
    #[test]
    fn it_changes_with_every_file_that_decides_how_an_attempt_is_judged() {
        const MANIFEST: &str =
            "format_version = 1\n[[exercises]]\nname = \"a\"\n[[exercises]]\nname = \"b\"\n";
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path().join("kit");
        let write = |path: &str, text: &str| {
            let path = root.join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        };
        let files = [
            ("info.toml", MANIFEST),
            (
                "Cargo.toml",
                "[dependencies]\nnear = { path = \"../near\" }\n",
            ),
            ("Cargo.lock", "version = 4\n"),
            ("exercises/a.rs", ""),
            ("solutions/a.rs", ""),
            ("solutions/a.2.rs", ""),
            ("checks/a.rs", ""),
            ("exercises/b.rs", ""),
            ("exercises/data.txt", ""),
            ("../near/src/lib.rs", ""),
        ];
        for (path, text) in files {
            write(path, text);
        }
        let digests = || {
            let kit = Kit::from_dir(&root).unwrap();
            let of = |name| of_exercise(&kit, kit.find(name).unwrap()).unwrap();
            [of("a"), of("b")]
        };
        let limit = |name| MANIFEST.replace(name, &format!("{name}\ntime_limit_s = 7"));
        let first = "name = \"a\"";
        let both = [true, true];
        for (path, text, changes) in [
            ("info.toml", &*limit(first), [true, false]),
            (
                "Cargo.toml",
                "[package]\nname = \"x\"\nedition = \"2021\"\n",
                both,
            ),
            ("checks/a.rs", "//", [true, false]),
            ("exercises/a.rs", "//", [true, false]),
            ("solutions/a.rs", "//", [true, false]),
            ("solutions/a.2.rs", "//", [true, false]),
            ("solutions/a.3.rs", "//", [true, false]),
            ("exercises/b.rs", "//", [false, true]),
            ("exercises/data.txt", "x", [false, true]),
            ("Cargo.lock", "version = 3\n", both),
            ("../near/src/lib.rs", "//", [false, true]),
        ] {
            let before = digests();
            let was = fs::read(root.join(path)).unwrap_or_default();
            write(path, text);
            let after = digests();
            assert_eq!(
                [0, 1].map(|one| before[one] != after[one]),
                changes,
                "{path}"
            );
            fs::write(root.join(path), was).unwrap();
        }
    }

    #[test]
    fn parts_do_not_run_into_each_other() {
        let one = Digest::new().with("ab").with("c").hex();
        let other = Digest::new().with("a").with("bc").hex();
        assert_ne!(one, other);
        assert_eq!(one.len(), 64);
    }
}
