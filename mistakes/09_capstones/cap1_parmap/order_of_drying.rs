// verdict: fails_in_some_interleaving
// says: in the order of the rows, but it was
// says: Where a result goes must not depend on which worker is quicker
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

use std::sync::Mutex;
use std::thread;

/// There is at least one worker.
pub fn map_rows<T, R, F>(rows: &[T], workers: usize, develop: F) -> Vec<R>
where
    T: Sync,
    R: Send,
    F: Fn(&T) -> R + Sync,
{
    let to_do = Mutex::new(rows.iter());
    let line = Mutex::new(Vec::new());
    thread::scope(|lab| {
        for _ in 0..workers {
            lab.spawn(|| {
                loop {
                    let next = to_do.lock().unwrap().next();
                    let Some(row) = next else { break };
                    let developed = develop(row);
                    line.lock().unwrap().push(developed);
                }
            });
        }
    });
    line.into_inner().unwrap()
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
