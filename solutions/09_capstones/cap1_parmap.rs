//! The rows are divided before the work begins, so the workers share nothing that changes: no lock, no
//! counter. The price: who is done early has nothing to do, even if another one's stretch is slow.

use std::thread;

/// There is at least one worker.
pub fn map_rows<T, R, F>(rows: &[T], workers: usize, develop: F) -> Vec<R>
where
    T: Sync,
    R: Send,
    F: Fn(&T) -> R + Sync,
{
    // Every worker gets a stretch of the photo, and no more stretches are cut than there are workers.
    // Their parts come back through `join`, in the order in which they were cut.
    let stretch = rows.len().div_ceil(workers).max(1);
    let develop = &develop;
    thread::scope(|lab| {
        let parts: Vec<_> = rows
            .chunks(stretch)
            .map(|rows| lab.spawn(move || rows.iter().map(develop).collect::<Vec<R>>()))
            .collect();
        parts
            .into_iter()
            .flat_map(|part| part.join().unwrap())
            .collect()
    })
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
