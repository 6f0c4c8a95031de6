// verdict: does_not_compile
// says: E0277
//! ★ A stretch: come back later if you like.
//!
//! A photo is developed row by row, and no row needs another one. The lab has a few
//! workers and could have them all busy at once. At the moment it hires one for every row
//! of the photo, and hangs the rows up in the order in which they get dry.
//!
//! Goal: `map_rows` calls `develop` once for each row and returns the results in the order
//! of the rows. No more than `workers` threads develop, counted over the whole photo. If there
//! are as many rows as workers, each worker develops one, all at the same time. The photo is
//! only lent: nothing is copied, nothing has to live for ever. If `develop` panics for a row,
//! so does `map_rows`.
//!
//! Keep: pub fn map_rows<T, R, F>(rows: &[T], workers: usize, develop: F) -> Vec<R>
//!       where T: Sync, R: Send, F: Fn(&T) -> R + Sync

use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

pub fn map_rows<T, R, F>(rows: &[T], workers: usize, develop: F) -> Vec<R>
where
    T: Sync,
    R: Send + Sync,
    F: Fn(&T) -> R + Sync,
{
    let next = AtomicUsize::new(0);
    let line = Mutex::new(Vec::new());
    thread::scope(|lab| {
        for _ in 0..workers.min(rows.len()) {
            lab.spawn(|| {
                while let Some((n, row)) = {
                    let n = next.fetch_add(1, Ordering::SeqCst);
                    rows.get(n).map(|r| (n, r))
                } {
                    let developed = develop(row);
                    line.lock().unwrap().push((n, developed));
                }
            });
        }
    });
    let mut line = line.into_inner().unwrap();
    line.sort_by_key(|l| l.0);
    line.into_iter().map(|l| l.1).collect()
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
