//! Whether the sheet is in order can be seen from the sheet alone. So it is checked every time,
//! poisoned or not.

use std::sync::{Mutex, MutexGuard, PoisonError};
use std::thread;

/// In order if `total` is the sum of `points`.
#[derive(Debug)]
pub struct Sheet {
    pub points: Vec<u32>,
    pub total: u32,
}

/// Opens the sheet, and puts it in order first if a judge has fainted over it.
pub fn open(sheet: &Mutex<Sheet>) -> MutexGuard<'_, Sheet> {
    let mut page = sheet.lock().unwrap_or_else(PoisonError::into_inner);
    sheet.clear_poison();
    let mut sum = 0;
    let counted = page.points.iter().take_while(|&&points| {
        sum += points;
        sum <= page.total
    });
    let counted = counted.count();
    page.points.truncate(counted);
    page
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
