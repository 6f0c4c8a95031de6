use exercise::{Sheet, open};
use probes::{ThreadLog, quiesce};
use std::sync::Mutex;
use std::thread;

fn seven_and_nine() -> Sheet {
    Sheet {
        points: vec![7, 9],
        total: 16,
    }
}

/// A judge takes the sheet, writes, and faints with the sheet in hand.
fn faint(sheet: &Mutex<Sheet>, write: impl FnOnce(&mut Sheet) + Send) {
    let fainting = thread::scope(|tent| {
        let judge = tent.spawn(|| {
            let mut page = sheet.lock().unwrap();
            write(&mut page);
            panic!("is that smoke?");
        });
        judge.join()
    });
    assert!(fainting.is_err(), "The judge who faints did not panic.");
}

/// What `open` gives: the points and the total.
fn look(sheet: &Mutex<Sheet>) -> (Vec<u32>, u32) {
    let page = open(sheet);
    (page.points.clone(), page.total)
}

/// Points that a judge wrote but did not add to the total are struck out, and all others stay.
#[test]
fn unfinished_points_are_struck_out() {
    let sheet = Mutex::new(seven_and_nine());
    faint(&sheet, |page| page.points.push(8));
    let (points, total) = look(&sheet);
    let story = "The sheet said [7, 9], total 16. A judge wrote 8 and fainted before adding it.";
    assert!(
        !(points.is_empty() || total == 0),
        "{story} `open` threw the good points away too: it gives {points:?}, total {total}."
    );
    assert!(
        total != 24,
        "{story} But those points were counted: `open` gives {points:?}, total {total}."
    );
    assert!(
        points == [7, 9] && total == 16,
        "{story} `open` should give [7, 9], total 16, but it gives {points:?}, total {total}."
    );
    let sheet = Mutex::new(seven_and_nine());
    faint(&sheet, |page| page.points.push(7));
    let (points, total) = look(&sheet);
    assert!(
        points == [7, 9] && total == 16,
        "The sheet said [7, 9], total 16. A judge wrote another 7 and fainted before adding it. \
         `open` should give [7, 9], total 16, but it gives {points:?}, total {total}."
    );
    let sheet = Mutex::new(Sheet {
        points: Vec::new(),
        total: 0,
    });
    faint(&sheet, |page| page.points.push(5));
    let (points, total) = look(&sheet);
    assert!(
        points.is_empty() && total == 0,
        "The sheet was empty. The first judge wrote 5 and fainted before adding it. `open` should give an empty sheet again, \
         but it gives {points:?}, total {total}."
    );
}

/// A sheet that is in order stays as it is, even if a judge fainted with it in hand.
#[test]
fn what_is_in_order_stays() {
    let sheet = Mutex::new(seven_and_nine());
    faint(&sheet, |page| {
        page.points.push(8);
        page.total += 8;
    });
    let (points, total) = look(&sheet);
    assert!(
        points == [7, 9, 8] && total == 24,
        "The sheet said [7, 9], total 16. A judge wrote 8, added it, put the pen down and fainted. \
         `open` should give [7, 9, 8], total 24, but it gives {points:?}, total {total}."
    );
    for before in [
        vec![7, 9],
        vec![0, 7, 0, 9, 0],
        vec![300; 20],
        vec![0],
        vec![],
    ] {
        let right: u32 = before.iter().sum();
        let sheet = Mutex::new(Sheet {
            points: before.clone(),
            total: right,
        });
        faint(&sheet, |_| {});
        let (points, total) = look(&sheet);
        assert!(
            points == before && total == right,
            "The sheet said {before:?}, total {right}. A judge took it and fainted before writing anything. \
             `open` should give it as it was, but it gives {points:?}, total {total}."
        );
    }
}

/// However many points were written and not added, all of them are struck out.
#[test]
fn all_unfinished_points_are_struck_out() {
    let sheet = Mutex::new(seven_and_nine());
    faint(&sheet, |page| page.points.extend([8, 1, 300]));
    let (points, total) = look(&sheet);
    assert!(
        points == [7, 9] && total == 16,
        "The sheet said [7, 9], total 16. A judge wrote 8, then 1, then 300, and fainted before adding them. \
         `open` should give [7, 9], total 16, but it gives {points:?}, total {total}."
    );
    let sheet = Mutex::new(seven_and_nine());
    faint(&sheet, |page| {
        page.points.extend([8, 1]);
        page.total += 8;
    });
    let (points, total) = look(&sheet);
    assert!(
        points == [7, 9, 8] && total == 24,
        "The sheet said [7, 9], total 16. A judge wrote 8 and 1, added the 8 and fainted before adding the 1. \
         `open` should give [7, 9, 8], total 24, but it gives {points:?}, total {total}."
    );
}

/// The lock is not poisoned any longer: the next judge can take it as if nothing had happened.
#[test]
fn the_poison_is_gone() {
    let faints: [(&str, fn(&mut Sheet)); 2] = [
        ("after writing", |page| page.points.push(8)),
        ("before writing anything", |_| {}),
    ];
    for (when, write) in faints {
        let sheet = Mutex::new(seven_and_nine());
        faint(&sheet, write);
        drop(open(&sheet));
        assert!(
            !sheet.is_poisoned(),
            "A judge fainted {when}, and somebody opened the sheet and closed it again. But its lock still says that it is poisoned."
        );
    }
}

/// `open` sleeps while another judge has the sheet, and gets it afterwards.
#[test]
fn who_waits_for_the_sheet_sleeps() {
    let sheet = Mutex::new(seven_and_nine());
    let log = ThreadLog::new();
    thread::scope(|tent| {
        let page = sheet.lock().unwrap();
        tent.spawn(|| log.note(open(&sheet).total));
        quiesce();
        // Nobody has the sheet of another contest in hand.
        drop(open(&Mutex::new(seven_and_nine())));
        let opened = log.count();
        assert!(
            opened == 0,
            "Somebody had the sheet in hand, and another one opened it all the same."
        );
        drop(page);
    });
    let opened = log.count();
    assert!(
        opened == 1,
        "A judge waited for the sheet, and the one who had it put it back. But the judge never got it."
    );
}

/// Two threads that open a poisoned sheet at the same moment both get it in order.
#[test]
fn nobody_sees_it_out_of_order() {
    let sheet = Mutex::new(seven_and_nine());
    faint(&sheet, |page| page.points.push(8));
    let (ada, cy) = thread::scope(|tent| {
        let cy = tent.spawn(|| look(&sheet));
        (look(&sheet), cy.join().ok())
    });
    let Some(cy) = cy else {
        panic!("Two people opened the sheet at the same moment, and one of them panicked.");
    };
    for (points, total) in [ada, cy] {
        assert!(
            points == [7, 9] && total == 16,
            "The sheet said [7, 9], total 16. A judge wrote 8 and fainted before adding it. \
             Two others opened the sheet at the same moment, and one of them got {points:?}, total {total}."
        );
    }
}

/// A judge may faint at any moment, even while another one is about to open the sheet.
#[test]
fn a_judge_may_faint_at_any_moment() {
    let sheet = Mutex::new(seven_and_nine());
    let (points, total, poisoned) = thread::scope(|tent| {
        let judge = tent.spawn(|| {
            let mut page = sheet.lock().unwrap();
            page.points.push(8);
            panic!("is that smoke?");
        });
        let page = open(&sheet);
        let seen = (page.points.clone(), page.total, sheet.is_poisoned());
        drop(page);
        let _ = judge.join();
        seen
    });
    assert!(
        points == [7, 9] && total == 16,
        "The sheet said [7, 9], total 16. While a judge wrote 8 and fainted, somebody else opened the sheet. \
         They got {points:?}, total {total}."
    );
    assert!(
        !poisoned,
        "While a judge fainted, somebody else opened the sheet. They have it in hand, and its lock is still poisoned."
    );
}

/// More judges may faint over the sheet after it was put in order, as often as they like.
#[test]
fn one_faint_may_follow_another() {
    let sheet = Mutex::new(seven_and_nine());
    for faints in 1..=12 {
        faint(&sheet, |page| page.points.push(faints));
        let (points, total) = look(&sheet);
        assert!(
            points == [7, 9] && total == 16 && !sheet.is_poisoned(),
            "The sheet said [7, 9], total 16. Judge after judge wrote something and fainted, and each time somebody opened the sheet. \
             After faint number {faints} they got {points:?}, total {total}, and then its lock was {}.",
            if sheet.is_poisoned() {
                "poisoned"
            } else {
                "not poisoned"
            }
        );
    }
    let sheet = Mutex::new(seven_and_nine());
    faint(&sheet, |page| page.points.push(8));
    let (points, total, poisoned) = thread::scope(|tent| {
        let judge = tent.spawn(|| {
            let mut page = open(&sheet);
            page.points.push(6);
            panic!("is that smoke?");
        });
        let page = open(&sheet);
        let seen = (page.points.clone(), page.total, sheet.is_poisoned());
        drop(page);
        let _ = judge.join();
        seen
    });
    assert!(
        points == [7, 9] && total == 16 && !poisoned,
        "The sheet said [7, 9], total 16. A judge wrote 8 and fainted. Another one opened the sheet, wrote 6 and fainted too, and \
         at the same moment somebody opened it. They got {points:?}, total {total}, and its lock was {}.",
        if poisoned { "poisoned" } else { "not poisoned" }
    );
}
