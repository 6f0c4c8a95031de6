// verdict: fails_in_some_interleaving
// says: opened the sheet at the same moment, and one of them panicked
// says: (`is_poisoned`, for instance) may be old

use std::sync::{Mutex, MutexGuard};
use std::thread;

/// In order if `total` is the sum of `points`.
#[derive(Debug)]
pub struct Sheet {
    pub points: Vec<u32>,
    pub total: u32,
}

/// Opens the sheet, and puts it in order first if a judge has fainted over it.
pub fn open(sheet: &Mutex<Sheet>) -> MutexGuard<'_, Sheet> {
    if sheet.is_poisoned() {
        let mut page = sheet.lock().unwrap_err().into_inner();
        while page.points.iter().sum::<u32>() > page.total {
            page.points.pop();
        }
        sheet.clear_poison();
        return page;
    }
    sheet.lock().unwrap()
}

pub fn main() {
    let sheet = Mutex::new(Sheet {
        points: Vec::new(),
        total: 0,
    });
    for (judge, points, faints) in [("Ada", 7, false), ("Bo", 10, true), ("Cy", 9, false)] {
        let tasting = thread::scope(|tent| {
            let judge = tent.spawn(|| {
                let mut page = open(&sheet);
                page.points.push(points);
                assert!(!faints, "is that smoke?");
                page.total += points;
            });
            judge.join()
        });
        if tasting.is_err() {
            println!("{judge} is carried out of the tent.");
        }
    }
    let page = open(&sheet);
    println!(
        "The chili got {:?}, which makes {}.",
        page.points, page.total
    );
}
