//! Points. A judgement says what held; what that is worth is the kit's to say, never the submission's.

use super::assignment::Task;
use crate::kit::Credit;
use crate::verdict::{CheckResult, Judgement};

/// Points earned. What the start passes too, `held_at_start`, was not done by the student.
pub(super) fn score(task: &Task, judgement: &Judgement, held_at_start: &[String]) -> u32 {
    if judgement.passed() {
        return task.max_score;
    }
    if !hangs_on_start(task, judgement) {
        return 0;
    }
    let checks = judgement.checks.iter();
    let own = checks.filter(|check| !held_at_start.contains(&check.name));
    let points: u32 = own.map(CheckResult::points).sum();
    points.min(task.max_score)
}

/// Whether some checks earn points, each for itself, so that it matters which of them the start passes.
pub(super) fn hangs_on_start(task: &Task, judgement: &Judgement) -> bool {
    // Without hidden checks the submission itself says what it has passed.
    let is_shared_out = task.exercise.credit == Credit::Partial && task.is_hidden;
    is_shared_out && !judgement.passed() && judgement.points() > 0
}

/// Whether two texts are the same but for what formatting may change: white space, and commas at ends.
pub(super) fn is_unchanged(start: &str, text: &[u8]) -> bool {
    let kept = |byte: &&u8| !byte.is_ascii_whitespace() && **byte != b',';
    start
        .as_bytes()
        .iter()
        .filter(kept)
        .eq(text.iter().filter(kept))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formatting_is_no_change() {
        let start = "fn a() {\n    b(c, d);\n}\n";
        assert!(is_unchanged(start, b"fn a() {\r\n\tb(\n\tc,\n\td,\n\t); }"));
        assert!(!is_unchanged(start, b"fn a() {\n    b(c);\n}\n"));
    }
}
