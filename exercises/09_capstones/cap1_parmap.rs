//! The photo lab ★
//!
//! A photo is developed row by row, and no row needs another one. The lab has a few workers and
//! could have them all busy at once. At the moment it hires one for every row of the photo, and
//! hangs the rows up in the order in which they get dry.
//!
//! Goal: `map_rows` calls `develop` once for each row and returns the results in the order of the
//! rows. No more than `workers` threads develop, counted over the whole photo. If there are as many
//! rows as workers, all rows can be developed at the same time. The photo is only borrowed: nothing
//! is copied, and nothing has to be `'static`. If `develop` panics for a row, so does `map_rows`.
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
    // TODO: how many threads does this start, and where does each row belong?
    let line = Mutex::new(Vec::new());
    thread::scope(|lab| {
        for row in rows {
            lab.spawn(|| {
                let developed = develop(row);
                line.lock().unwrap().push(developed);
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
