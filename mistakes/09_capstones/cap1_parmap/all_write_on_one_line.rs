// verdict: does_not_compile
// says: E0499
// says: Split it first
//! ★ A stretch: come back later if you like.
//!
//! A photo is developed row by row, and no row needs another one. The lab has a few
//! workers and could have them all busy at once. At the moment it hires one for every row
//! of the photo, and hangs the rows up in the order in which they get dry.
//!
//! Goal: `map_rows` calls `develop` once for each row and returns the results in the order
//! of the rows. No more than `workers` threads develop, counted over the whole photo. If there
//! are as many rows as workers, all rows can be developed at the same time. The photo is
//! only lent: nothing is copied, nothing has to live for ever. If `develop` panics for a row,
//! so does `map_rows`.
//!
//! Keep: pub fn map_rows<T, R, F>(rows: &[T], workers: usize, develop: F) -> Vec<R>
//!       where T: Sync, R: Send, F: Fn(&T) -> R + Sync

use std::thread;

/// There is at least one worker.
pub fn map_rows<T, R, F>(rows: &[T], workers: usize, develop: F) -> Vec<R>
where
    T: Sync,
    R: Send,
    F: Fn(&T) -> R + Sync,
{
    let mut line: Vec<Option<R>> = Vec::new();
    line.resize_with(rows.len(), || None);
    let develop = &develop;
    thread::scope(|lab| {
        for first in 0..workers {
            let line = &mut line;
            lab.spawn(move || {
                for number in (first..rows.len()).step_by(workers) {
                    line[number] = Some(develop(&rows[number]));
                }
            });
        }
    });
    line.into_iter().flatten().collect()
}

pub fn main() {
    let photo = [
        "....::....",
        "..::##::..",
        ".:##..##:.",
        "..::##::..",
        "....::....",
    ];
    let negative = |row: &&str| {
        row.chars()
            .map(|dot| match dot {
                '.' => '#',
                '#' => '.',
                grey => grey,
            })
            .collect::<String>()
    };
    for row in map_rows(&photo, 2, negative) {
        println!("{row}");
    }
}
