//! `fetch_add` gives each number to one worker only, so this count is all that they share and change.
//! Results stay with the worker that made them, without a lock, and are sorted at the end.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

/// There is at least one worker.
pub fn map_rows<T, R, F>(rows: &[T], workers: usize, develop: F) -> Vec<R>
where
    T: Sync,
    R: Send,
    F: Fn(&T) -> R + Sync,
{
    // A worker that is free takes the next row: a slow row holds up no other worker. Each result is kept
    // with the number of its row.
    let next = AtomicUsize::new(0);
    let work = || {
        let mut done = Vec::new();
        loop {
            let number = next.fetch_add(1, Ordering::Relaxed);
            let Some(row) = rows.get(number) else {
                return done;
            };
            done.push((number, develop(row)));
        }
    };
    let mut done: Vec<(usize, R)> = thread::scope(|lab| {
        let team: Vec<_> = (0..workers).map(|_| lab.spawn(work)).collect();
        team.into_iter()
            .flat_map(|worker| worker.join().unwrap())
            .collect()
    });
    done.sort_by_key(|(number, _)| *number);
    done.into_iter().map(|(_, developed)| developed).collect()
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
