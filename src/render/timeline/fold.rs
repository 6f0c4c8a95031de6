//! Leaves out what says nothing new.

use super::entries::{Entry, Tone};

/// A row of the drawing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Row {
    /// A step.
    Step(Entry),
    /// So many steps that do not matter.
    Quiet(usize),
    /// So many steps like those above.
    Alike(usize),
    /// The so many steps above, again and again.
    Again(usize),
}

/// The longest iteration that is recognised.
const LONGEST_ROUND: usize = 12;
/// A drawing of so many rows is taken in at one glance.
const GLANCE: usize = 22;
/// Fewer steps are not worth a row that counts them.
const WORTH_FOLDING: usize = 3;
/// So many steps are the end.
const LAST: usize = 4;

/// All steps, none left out.
pub(crate) fn unfolded(steps: &[Entry]) -> Vec<Row> {
    steps.iter().cloned().map(Row::Step).collect()
}

/// The steps with repetitions folded, and where these are still many, those that are far from what matters.
///
/// Of the latter, `is_structure` tells which are kept as long as possible.
pub(crate) fn fold(
    steps: &[Entry],
    is_essential: &dyn Fn(&Entry) -> bool,
    is_structure: &dyn Fn(&Entry) -> bool,
) -> Vec<Row> {
    let last = &steps[steps.len().saturating_sub(LAST)..];
    let last = last.first().map_or(0, |step| step.events.start);
    let is_kept = |step: &Entry, like: &Entry| {
        // Where values decide, the last ones do.
        is_essential(step) || (step.events.start >= last && step.words != like.words)
    };
    let rows = fold_rounds(steps, &is_kept);
    if rows.len() <= GLANCE {
        return rows;
    }
    let is_step = |row: &Row, matters: &dyn Fn(&Entry) -> bool| match row {
        Row::Step(step) => matters(step),
        _ => false,
    };
    // Where nothing is known to matter more, the end does.
    let matters = |step: &Entry| is_essential(step) && step.tone != Tone::Fails;
    let any = rows.iter().any(|row| is_step(row, &matters));
    let end = if any { LAST } else { GLANCE / 3 };
    let fold = |rows: Vec<Row>, matters: &dyn Fn(&Entry) -> bool| {
        let last = rows.len() - end.min(rows.len());
        let numbered = rows.iter().enumerate();
        let keep: Vec<bool> = numbered
            .map(|(index, row)| index >= last || is_step(row, matters))
            .collect();
        fold_stretches(rows, &keep)
    };
    let rows = fold(rows, &|step| is_essential(step) || is_structure(step));
    if rows.len() <= GLANCE {
        return rows;
    }
    fold(rows, is_essential)
}

/// Of steps that come again and again, the first round is kept.
fn fold_rounds(steps: &[Entry], is_kept: &dyn Fn(&Entry, &Entry) -> bool) -> Vec<Row> {
    let mut rows = Vec::new();
    let mut at = 0;
    while at < steps.len() {
        let (length, rounds) = rounds(&steps[at..], is_kept);
        let mut repeated = length * (rounds - 1);
        rows.extend(steps[at..at + length].iter().cloned().map(Row::Step));
        let rest = &steps[at + length + repeated..];
        // The trace may end in the middle of a round.
        if repeated > 0 && rest.len() < length && are_alike(rest, &steps[at..], is_kept) {
            repeated += rest.len();
        }
        if repeated > 0 {
            rows.push(Row::Alike(repeated));
        }
        at += length + repeated;
    }
    rows
}

/// How many steps make the round that begins here, and how many such rounds follow each other: those that save most.
fn rounds(steps: &[Entry], is_kept: &dyn Fn(&Entry, &Entry) -> bool) -> (usize, usize) {
    let mut best = (1, 1);
    for length in 1..=LONGEST_ROUND.min(steps.len() / 2) {
        let mut count = 1;
        while let Some(next) = steps.get(count * length..(count + 1) * length)
            && are_alike(next, steps, is_kept)
        {
            count += 1;
        }
        let saved = length * (count - 1);
        if count > 2 && saved >= WORTH_FOLDING && saved > best.0 * (best.1 - 1) {
            best = (length, count);
        }
    }
    best
}

/// Whether these steps only repeat the others.
fn are_alike(steps: &[Entry], others: &[Entry], is_kept: &dyn Fn(&Entry, &Entry) -> bool) -> bool {
    let mut pairs = steps.iter().zip(others);
    pairs.all(|(one, two)| one.is_like(two) && !is_kept(one, two))
}

/// Counts steps that need not be kept and are not next to one that must be.
fn fold_stretches(rows: Vec<Row>, keep: &[bool]) -> Vec<Row> {
    let is_near = |index: usize| {
        let from = index.saturating_sub(1);
        keep[from..(index + 2).min(keep.len())].contains(&true)
    };
    let mut folded: Vec<Row> = Vec::new();
    let mut stretch: Vec<Row> = Vec::new();
    for (index, row) in rows.into_iter().enumerate() {
        if is_near(index) {
            flush(&mut stretch, &mut folded);
            folded.push(row);
        } else {
            stretch.push(row);
        }
    }
    flush(&mut stretch, &mut folded);
    folded
}

fn flush(stretch: &mut Vec<Row>, folded: &mut Vec<Row>) {
    let steps: usize = stretch
        .iter()
        .map(|row| match row {
            Row::Step(_) => 1,
            Row::Quiet(steps) | Row::Alike(steps) | Row::Again(steps) => *steps,
        })
        .sum();
    if steps < WORTH_FOLDING {
        folded.append(stretch);
    } else {
        stretch.clear();
        folded.push(Row::Quiet(steps));
    }
}

#[cfg(test)]
mod tests;
