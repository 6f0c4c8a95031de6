//! Where code runs in circles: what led there, and one round.

use super::entries::{Entry, Tone};
use super::fold::{Row, fold};

/// Steps that come again and again up to the end.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Circle {
    /// What was before.
    lead: Vec<Entry>,
    /// The steps of one round.
    round: Vec<Entry>,
}

/// The longest round that is recognised.
const LONGEST: usize = 24;
/// So many rows of a long way are told in any case.
const BEGINNING: usize = 4;
/// Whatever comes so often is no coincidence.
const HABIT: usize = 3;

impl Circle {
    /// Finds it in all steps, of whose middle many may be left out.
    pub(super) fn find(steps: &[Entry]) -> Option<Self> {
        // What the ending says of threads that no event tells of.
        let told = steps.iter().rposition(|step| !step.events.is_empty());
        let (steps, untold) = steps.split_at(told.map_or(0, |last| last + 1));
        let gap = steps.iter().rposition(|step| step.tone == Tone::LeftOut);
        let end = &steps[gap.map_or(0, |gap| gap + 1)..];
        let Some(length) = (1..=LONGEST).find(|length| repeats(end, *length)) else {
            return (!untold.is_empty()).then(|| Self {
                lead: steps.to_vec(),
                round: untold.to_vec(),
            });
        };
        let round = &end[end.len() - length..];
        // Best it is shown from where it began.
        let start = &steps[..gap.unwrap_or(steps.len())];
        let (known, at) = match first(start, length) {
            Some(at) if is_rotation(&start[at..at + length], round) => (start, at),
            _ => (steps, steps.len() - periodic(end, length)),
        };
        let mut lead = known[..at].to_vec();
        lead.dedup_by(|next, step| next.is_like(step));
        let mut round = known[at..at + length].to_vec();
        while let Some(before) = lead.len().checked_sub(length)
            && is_rotation(&lead[before..], &round)
        {
            round = lead.split_off(before);
        }
        round.extend_from_slice(untold);
        Some(Self { lead, round })
    }

    /// The rows of a drawing.
    pub(super) fn rows(
        &self,
        is_essential: &dyn Fn(&Entry) -> bool,
        is_structure: &dyn Fn(&Entry) -> bool,
    ) -> Vec<Row> {
        let mut rows = self.lead(is_essential, is_structure);
        rows.extend(self.round.iter().cloned().map(Row::Step));
        rows.push(Row::Again(self.round.len()));
        rows
    }

    /// How it came to that. Of a way so long that the trace leaves out most of it, only what matters.
    fn lead(
        &self,
        is_essential: &dyn Fn(&Entry) -> bool,
        is_structure: &dyn Fn(&Entry) -> bool,
    ) -> Vec<Row> {
        let is_gap = |step: &Entry| step.tone == Tone::LeftOut;
        let Some(gap) = self.lead.iter().rposition(is_gap) else {
            return fold(&self.lead, is_essential, is_structure);
        };
        let mut rows = fold(&self.lead[..gap], is_essential, is_structure);
        while let Some(last) = rows.last() {
            match last {
                Row::Step(step) if is_essential(step) || is_structure(step) => break,
                Row::Step(_) if rows.len() <= BEGINNING => break,
                _ => drop(rows.pop()),
            }
        }
        let behind = self.lead[gap + 1..].iter();
        let behind = behind.filter(|step| is_essential(step));
        let all = self.lead[gap..=gap].iter().chain(behind);
        rows.extend(all.cloned().map(Row::Step));
        rows
    }

    /// The lines of one round.
    pub(super) fn lines(&self) -> Vec<u32> {
        self.round.iter().flat_map(Entry::lines).collect()
    }
}

/// Whether the steps end in rounds of this length.
fn repeats(steps: &[Entry], length: usize) -> bool {
    // A thread may do the same twice or thrice within a longer round.
    let most = steps.len().min(HABIT * LONGEST);
    let repeated = periodic(steps, length);
    repeated >= HABIT * length && 2 * repeated > most
}

/// How many steps at the end are alike in rounds of this length.
fn periodic(steps: &[Entry], length: usize) -> usize {
    let pairs = steps.iter().rev().zip(steps.iter().rev().skip(length));
    length
        + pairs
            .take_while(|(later, step)| later.is_like(step))
            .count()
}

/// Where rounds of this length begin that go on to the end.
fn first(steps: &[Entry], length: usize) -> Option<usize> {
    let at = steps.len().checked_sub(periodic(steps, length))?;
    (at + length <= steps.len()).then_some(at)
}

fn are_alike(steps: &[Entry], others: &[Entry]) -> bool {
    steps
        .iter()
        .zip(others)
        .all(|(step, other)| step.is_like(other))
}

/// Whether two rounds differ only in where they begin.
fn is_rotation(round: &[Entry], other: &[Entry]) -> bool {
    (0..other.len()).any(|from| {
        let (before, behind) = other.split_at(from);
        let (first, second) = round.split_at(behind.len());
        are_alike(first, behind) && are_alike(second, before)
    })
}

#[cfg(test)]
mod tests;
