//! Changes texts and says what has changed. It knows nothing of Rust.

use super::edit::{Change, Edit};

/// The text after the edits; `None` where they overlap.
pub(super) fn apply(text: &str, mut change: Change) -> Option<String> {
    change.sort_by_key(|edit| (edit.range.start, edit.range.end));
    let mut changed = String::with_capacity(text.len());
    let mut at = 0;
    for Edit { range, text: new } in change {
        changed.push_str(text.get(at..range.start)?);
        changed.push_str(&new);
        at = range.end;
    }
    changed.push_str(text.get(at..)?);
    Some(changed)
}

/// The first line, from 1, in which two texts differ, and all lines from there to the last, each behind a sign. What is
/// the same in between is shown once.
pub(super) fn difference(before: &str, after: &str) -> (usize, String) {
    let (old, new): (Vec<&str>, Vec<&str>) = (before.lines().collect(), after.lines().collect());
    let same = |(one, other): &(&&str, &&str)| one == other;
    let head = old.iter().zip(&new).take_while(same).count();
    let (old, new) = (&old[head..], &new[head..]);
    let tail = old
        .iter()
        .rev()
        .zip(new.iter().rev())
        .take_while(same)
        .count();
    let (old, new) = (&old[..old.len() - tail], &new[..new.len() - tail]);
    // Of the middle, the longest common part is left alone: these are a few lines.
    let mut lines = Vec::new();
    let (mut from, mut to) = (0, 0);
    for (one, other) in common(old, new) {
        lines.extend(old[from..one].iter().map(|line| format!("- {line}")));
        lines.extend(new[to..other].iter().map(|line| format!("+ {line}")));
        lines.push(format!("  {}", old[one]));
        (from, to) = (one + 1, other + 1);
    }
    lines.extend(old[from..].iter().map(|line| format!("- {line}")));
    lines.extend(new[to..].iter().map(|line| format!("+ {line}")));
    (head + 1, lines.join("\n"))
}

/// Where the lines of the longest common subsequence stand in both.
fn common(old: &[&str], new: &[&str]) -> Vec<(usize, usize)> {
    // lengths[i][j]: of the longest one of old[i..] and new[j..].
    let mut lengths = vec![vec![0; new.len() + 1]; old.len() + 1];
    for i in (0..old.len()).rev() {
        for j in (0..new.len()).rev() {
            lengths[i][j] = if old[i] == new[j] {
                lengths[i + 1][j + 1] + 1
            } else {
                lengths[i + 1][j].max(lengths[i][j + 1])
            };
        }
    }
    let (mut i, mut j) = (0, 0);
    let mut pairs = Vec::new();
    while i < old.len() && j < new.len() {
        if old[i] == new[j] {
            pairs.push((i, j));
            (i, j) = (i + 1, j + 1);
        } else if lengths[i + 1][j] >= lengths[i][j + 1] {
            i += 1;
        } else {
            j += 1;
        }
    }
    pairs
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn edits_are_applied_from_front_to_back() {
        let change = vec![
            Edit::insert(5, "!"),
            Edit::new(0..1, "H"),
            Edit::delete(1..2),
        ];
        assert_eq!(apply("hello", change).as_deref(), Some("Hllo!"));
        let overlapping = vec![Edit::delete(0..3), Edit::delete(2..4)];
        assert_eq!(apply("hello", overlapping), None);
    }

    #[test]
    fn the_difference_names_its_first_line() {
        assert_eq!(
            difference("a\nb\nc\n", "a\nB\nc\n"),
            (2, "- b\n+ B".to_owned())
        );
        assert_eq!(difference("a\nc\n", "a\nb\nc\n"), (2, "+ b".to_owned()));
        assert_eq!(
            difference("l\nfor\nx\ny\n", "for\nl\nx\nz\n"),
            (1, "- l\n  for\n+ l\n  x\n- y\n+ z".to_owned())
        );
    }
}
