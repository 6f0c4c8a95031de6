// verdict: fails_checks
// says: A judge wrote another 7
// says: the points that were written last may not have been added to it
//! The chili contest
//!
//! The judges taste a chili, and share one sheet. A judge writes points at the
//! end of the list, once or several times, and then adds them to the total
//! below. Some judges faint: before they write, in between, or when all is done.
//! A judge who faints with the sheet in hand poisons its lock, and so far that
//! was the end of the contest.
//!
//! Goal: `open` waits for the sheet and gets it, whatever has happened to it,
//! and however often. Points that were added to the total stay, and a sheet whose
//! total is right stays as it is. Points that were written, but not added any
//! more, are struck out. And the lock is not poisoned any longer.
//!
//! Keep: pub struct Sheet { pub points: Vec<u32>, pub total: u32 }
//!       pub fn open(sheet: &Mutex<Sheet>) -> MutexGuard<'_, Sheet>

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
    sheet.lock().unwrap_or_else(|poison| {
        let mut page = poison.into_inner();
        // strikes out the first points that make up the difference
        let missing = page.points.iter().sum::<u32>() - page.total;
        if let Some(i) = page.points.iter().position(|&p| p == missing) {
            page.points.remove(i);
        }
        sheet.clear_poison();
        page
    })
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
