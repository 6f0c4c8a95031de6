//! Results that are written in their places need no sorting, and no lock either: `zip` hands out each row
//! with the only `&mut` to its place. Only the handing out is locked.

use std::sync::Mutex;
use std::thread;

/// There is at least one worker.
pub fn map_rows<T, R, F>(rows: &[T], workers: usize, develop: F) -> Vec<R>
where
    T: Sync,
    R: Send,
    F: Fn(&T) -> R + Sync,
{
    // Each row has its place in the results. A worker takes a row and its place together, so no other
    // worker can reach it.
    let mut line: Vec<Option<R>> = Vec::new();
    line.resize_with(rows.len(), || None);
    let to_do = Mutex::new(rows.iter().zip(&mut line));
    thread::scope(|lab| {
        for _ in 0..workers {
            lab.spawn(|| {
                loop {
                    // The lock is held for as long as it takes to take a row, not to develop it.
                    let next = to_do.lock().unwrap().next();
                    let Some((row, place)) = next else { break };
                    *place = Some(develop(row));
                }
            });
        }
    });
    // The scope panics if a worker did, so every place is taken.
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
