//! Digests: two things with the same one are the same for grading.

use sha2::{Digest as _, Sha256};

use super::model::Protection;
use crate::judge::{Judge, JudgeError};
use crate::kit::{Credit, Exercise, Kit, hex};

/// SHA-256 of several parts, of which none can run into the next.
pub(super) struct Digest(Sha256);

impl Digest {
    pub(super) fn new() -> Self {
        Self(Sha256::new())
    }

    #[must_use]
    pub(super) fn with(mut self, part: impl AsRef<[u8]>) -> Self {
        let part = part.as_ref();
        self.0.update((part.len() as u64).to_le_bytes());
        self.0.update(part);
        self
    }

    /// As hexadecimal digits.
    pub(super) fn hex(self) -> String {
        hex(&self.0.finalize())
    }
}

/// Of all in the kit that decides how an attempt at this exercise is judged.
pub(super) fn of_exercise(kit: &Kit, exercise: &Exercise) -> Result<String, JudgeError> {
    // What only people read, and what only `verify` or the counting of points reads, decides nothing.
    let entry = Exercise {
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
    for text in [checks, kit.solution(exercise)?] {
        digest = digest
            .with([u8::from(text.is_some())])
            .with(text.unwrap_or_default());
    }
    digest = digest.with(format!("{:?}", kit.package()?));
    if !has_checks {
        for (path, bytes) in kit.companions() {
            digest = digest.with(path).with(bytes);
        }
    }
    Ok(digest.hex())
}

/// Of all besides kit and attempt that decides how an attempt is judged.
pub(super) fn surroundings(judge: &Judge, protections: &[Protection]) -> String {
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
    use super::*;

    #[test]
    fn parts_do_not_run_into_each_other() {
        let one = Digest::new().with("ab").with("c").hex();
        let other = Digest::new().with("a").with("bc").hex();
        assert_ne!(one, other);
        assert_eq!(one.len(), 64);
    }
}
