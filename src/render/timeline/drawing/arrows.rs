//! Messages, as arrows from where they were sent to where they were received.
//!
//! An arrow leaves its step downwards, runs along the edge below that row to the column of the receiver, and down its lane there. So
//! it crosses no words.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::trace::{Operation, Trace};

/// A piece of an arrow, in one cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Arrow {
    /// It leaves the step, towards the columns on the right.
    LeavesRight,
    /// Towards those on the left.
    LeavesLeft,
    /// It stays in the column of the step.
    Turns,
    /// It goes below this cell.
    Passes,
    /// It comes from the columns on the left, and goes down.
    FromLeft,
    /// It comes from those on the right.
    FromRight,
    /// It goes down.
    Falls,
    /// It reaches the step.
    Arrives,
}

/// The step of a row: its column, and the events it stands for. `None` in a row that only counts.
pub(super) type Spot = Option<(usize, Range<usize>)>;

/// Of each row, the pieces of arrows in each of its cells.
pub(super) fn arrows(trace: &Trace, rows: &[Spot], columns: usize) -> Vec<Vec<Vec<Arrow>>> {
    let mut pieces = vec![vec![Vec::new(); columns]; rows.len()];
    for (sent, received) in messages(trace) {
        let row = |event| {
            let holds = |spot: &Spot| matches!(spot, Some((_, events)) if events.contains(&event));
            rows.iter().position(holds)
        };
        let (Some(from), Some(to)) = (row(sent), row(received)) else {
            continue;
        };
        let column = |row: usize| rows[row].as_ref().map_or(0, |(column, _)| *column);
        let (sender, receiver) = (column(from), column(to));
        if from >= to {
            continue;
        }
        let mut put = |row: usize, column: usize, piece: Arrow| {
            let cell: &mut Vec<Arrow> = &mut pieces[row][column];
            if !cell.contains(&piece) {
                cell.push(piece);
            }
        };
        let (leaves, enters) = match sender.cmp(&receiver) {
            std::cmp::Ordering::Less => (Arrow::LeavesRight, Some(Arrow::FromLeft)),
            std::cmp::Ordering::Greater => (Arrow::LeavesLeft, Some(Arrow::FromRight)),
            std::cmp::Ordering::Equal => (Arrow::Turns, None),
        };
        put(from, sender, leaves);
        for column in sender.min(receiver) + 1..sender.max(receiver) {
            put(from, column, Arrow::Passes);
        }
        if let Some(enters) = enters {
            put(from, receiver, enters);
        }
        for row in from + 1..to {
            put(row, receiver, Arrow::Falls);
        }
        put(to, receiver, Arrow::Arrives);
    }
    pieces
}

/// Each message that was received: the events by which it was sent and received.
fn messages(trace: &Trace) -> Vec<(usize, usize)> {
    let mut sent = BTreeMap::new();
    let mut received = Vec::new();
    for (number, event) in trace.events.iter().enumerate() {
        let Some(message) = event.message() else {
            continue;
        };
        let key = (event.object, message);
        match event.operation {
            // One that is offered and then taken was sent when it was offered.
            Operation::Send => {
                sent.entry(key).or_insert(number);
            }
            _ => received.extend(sent.remove(&key).map(|from| (from, number))),
        }
    }
    received
}
