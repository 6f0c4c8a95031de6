//! How wide the columns are: such that the fewest words are broken.

use super::cells::{break_words, room_for_words};
use crate::render::timeline::entries::Entry;
use crate::text::width;
use crate::trace::names::Names;

/// A column narrower than this breaks too many lines.
pub(super) const NARROWEST: usize = 16;
/// A column wider than this is hard to follow to its neighbour.
pub(super) const WIDEST: usize = 38;
/// Behind the longest words of a column.
pub(super) const MARGIN: usize = 5;

/// What stands in the column of one thread, once each: the words, and whether an arrow comes to them from the right.
type Contents<'a> = Vec<(&'a str, bool)>;

/// What the columns would like to have, so that no words are broken.
pub(super) fn wanted(names: &Names, steps: &[Entry], threads: &[usize]) -> Vec<usize> {
    let wanted = |thread: &usize| {
        let words = contents(steps, *thread)
            .iter()
            .map(|(text, _)| width(text))
            .max();
        let head = width(names.head(*thread));
        (words.unwrap_or(0).max(head) + MARGIN).clamp(NARROWEST, WIDEST)
    };
    threads.iter().map(wanted).collect()
}

/// Shares out the room, so that the fewest lines are needed.
pub(super) fn shared(
    room: usize,
    wanted: &[usize],
    steps: &[Entry],
    threads: &[usize],
) -> Vec<usize> {
    if wanted.iter().sum::<usize>() <= room {
        return wanted.to_vec();
    }
    // The best way to share out so much room among the columns so far, and what it costs.
    let mut best: Vec<Option<(usize, Vec<usize>)>> = vec![None; room + 1];
    best[0] = Some((0, Vec::new()));
    for (thread, wanted) in threads.iter().zip(wanted) {
        let contents = contents(steps, *thread);
        let mut next = vec![None; room + 1];
        for columns in NARROWEST..=*wanted {
            // Where it makes no other difference, nobody shall lack much.
            let cost = lines(&contents, columns) * 1000 + (wanted - columns).pow(2);
            for (used, so_far) in best.iter().enumerate() {
                let Some((before, widths)) = so_far else {
                    continue;
                };
                let Some(slot) = next.get_mut(used + columns) else {
                    continue;
                };
                let is_better = slot
                    .as_ref()
                    .is_none_or(|(known, _)| before + cost < *known);
                if is_better {
                    let widths = widths.iter().copied().chain([columns]).collect();
                    *slot = Some((before + cost, widths));
                }
            }
        }
        best = next;
    }
    let found = best.into_iter().flatten().min_by_key(|(cost, _)| *cost);
    found.map_or_else(
        || vec![room / threads.len().max(1); threads.len()],
        |(_, widths)| widths,
    )
}

fn contents(steps: &[Entry], thread: usize) -> Contents<'_> {
    let mut found: Contents = Vec::new();
    let mut before = thread;
    for step in steps {
        let item = (step.words.as_str(), before > thread);
        if step.thread == thread && !found.contains(&item) {
            found.push(item);
        }
        before = step.thread;
    }
    found
}

fn lines(contents: &Contents, columns: usize) -> usize {
    let lines = contents
        .iter()
        .map(|(text, from_right)| break_words(text, room_for_words(columns, *from_right)).len());
    lines.sum()
}
