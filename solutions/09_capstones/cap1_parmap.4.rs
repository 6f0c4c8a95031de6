//! The same with the caller as one of the workers.

use std::collections::BTreeMap;
use std::sync::Mutex;
use std::thread;

pub fn map_rows<T, R, F>(rows: &[T], workers: usize, develop: F) -> Vec<R>
where
    T: Sync,
    R: Send,
    F: Fn(&T) -> R + Sync,
{
    let todo = Mutex::new(rows.iter().enumerate());
    let work = || {
        let mut mine = vec![];
        loop {
            let next = todo.lock().unwrap().next();
            match next {
                Some((n, row)) => mine.push((n, develop(row))),
                None => return mine,
            }
        }
    };
    let mut all: BTreeMap<usize, R> = BTreeMap::new();
    thread::scope(|lab| {
        // The caller is a worker too.
        let others: Vec<_> = (1..workers).map(|_| lab.spawn(work)).collect();
        all.extend(work());
        for other in others {
            all.extend(other.join().unwrap());
        }
    });
    all.into_values().collect()
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
