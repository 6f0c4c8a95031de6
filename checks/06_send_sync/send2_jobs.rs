use exercise::PrintQueue;
use probes::{Meeting, ThreadLog, quiesce};
use std::sync::Mutex;

/// Every job is printed once, in the order of the queue, and the handle brings their number.
#[test]
fn every_job_is_printed_once_in_order() {
    let paper = ThreadLog::new();
    let mut queue = PrintQueue::new();
    for job in ["a thesis", "a lost cat", "a menu", "a menu", "a map"] {
        let paper = paper.clone();
        queue.submit(move || paper.note(job));
    }
    let printed = queue.print_overnight().join().ok();
    let sheets = paper.entries();
    assert!(
        sheets == ["a thesis", "a lost cat", "a menu", "a menu", "a map"],
        "Submitted were a thesis, a lost cat, a menu, the same menu again, and a map, in this order. In the morning the tray held {sheets:?}."
    );
    assert!(
        printed == Some(5),
        "Five jobs were printed, but joining the handle gave {printed:?} (`None`: its thread panicked)."
    );
    let paper = ThreadLog::new();
    let mut queue = PrintQueue::new();
    for job in 1..=300 {
        let paper = paper.clone();
        queue.submit(move || paper.note(job));
    }
    let printed = queue.print_overnight().join().ok();
    let sheets = paper.entries();
    assert!(
        sheets.iter().eq((1..=300)
            .map(|job| job.to_string())
            .collect::<Vec<_>>()
            .iter())
            && printed == Some(300),
        "Submitted were 300 jobs. Joining the handle gave {printed:?} (`None`: its thread panicked), and in the morning the tray held \
         {} sheets that were not one of each in the order of the queue, or not 300.",
        sheets.len()
    );
    let none = PrintQueue::new().print_overnight().join().ok();
    assert!(
        none == Some(0),
        "Nobody submitted anything, but joining the handle gave {none:?} (`None`: its thread panicked)."
    );
}

/// The printer is one thread, and not the one that called `print_overnight`.
#[test]
fn the_printer_is_a_thread_of_its_own() {
    let paper = ThreadLog::new();
    let mut queue = PrintQueue::new();
    for job in ["a thesis", "a lost cat", "a menu", "a poem", "a map"] {
        let paper = paper.clone();
        queue.submit(move || paper.note(job));
    }
    let printing = queue.print_overnight();
    assert!(
        printing.join().is_ok(),
        "The thread of the returned handle panicked."
    );
    let at_home = paper.at_home();
    assert!(
        at_home.is_empty(),
        "Thread `main` stood in the shop at night and printed {} itself.",
        at_home.join(" and ")
    );
    let printers = paper.threads();
    assert!(
        printers == 1,
        "There is one printer, but five jobs were printed by {printers} threads."
    );
}

/// The shop closes at once: `print_overnight` does not wait for the printer.
#[test]
fn the_shop_closes_at_once() {
    static POWER: Mutex<()> = Mutex::new(());
    let blackout = POWER.lock().unwrap();
    let mut queue = PrintQueue::new();
    // The printer stands still until `print_overnight` has returned.
    queue.submit(|| drop(POWER.lock()));
    let printing = queue.print_overnight();
    drop(blackout);
    assert!(
        printing.join().is_ok(),
        "The thread of the returned handle panicked."
    );
}

/// A job may use up what it brought along: it is printed once.
///
/// ```
/// let invitation = String::from("You are invited!");
/// let mut queue = exercise::PrintQueue::new();
/// queue.submit(move || drop(invitation));
/// queue.print_overnight().join().unwrap();
/// ```
#[test]
fn a_job_may_use_up_what_it_brought() {}

/// A job may bring what cannot be shared between threads, such as a `Cell`: only the printer will use it.
///
/// ```
/// use std::cell::Cell;
/// let pages = Cell::new(412);
/// let mut queue = exercise::PrintQueue::new();
/// queue.submit(move || pages.set(pages.get() - 1));
/// queue.print_overnight().join().unwrap();
/// ```
/// ```
/// use std::marker::PhantomPinned;
/// struct Folder(Box<dyn FnMut() + Send>, PhantomPinned);
/// let folder = Folder(Box::new(|| ()), PhantomPinned);
/// let mut queue = exercise::PrintQueue::new();
/// queue.submit(move || {
///     let mut folder = folder;
///     (folder.0)();
/// });
/// queue.print_overnight().join().unwrap();
/// ```
#[test]
fn a_job_need_not_be_shareable() {}

/// A job that may not move to another thread is turned away at the counter: one that holds an `Rc`, or only borrows.
///
/// ```compile_fail,E0277
/// use std::rc::Rc;
/// let poster = Rc::new("the poster in the window");
/// let mut queue = exercise::PrintQueue::new();
/// queue.submit(move || println!("{poster}"));
/// ```
/// ```compile_fail,E0373
/// let original = String::from("please give it back");
/// let mut queue = exercise::PrintQueue::new();
/// queue.submit(|| println!("{original}"));
/// ```
#[test]
fn some_jobs_are_turned_away() {}

/// Nothing is printed before closing time.
#[test]
fn nothing_is_printed_before_closing_time() {
    let paper = ThreadLog::new();
    let mut queue = PrintQueue::new();
    for job in ["a thesis", "a lost cat"] {
        let paper = paper.clone();
        queue.submit(move || paper.note(job));
    }
    quiesce();
    let sheets = paper.sorted();
    assert!(
        sheets.is_empty(),
        "The shop was still open, and nobody had called `print_overnight`. But the tray held {sheets:?}."
    );
    let printed = queue.print_overnight().join().ok();
    assert!(
        printed == Some(2),
        "Two jobs were printed, but joining the handle gave {printed:?} (`None`: its thread panicked)."
    );
}

/// Another shop has another queue and another printer, even in the same night.
#[test]
fn another_shop_has_another_queue() {
    let corridor = Meeting::new(2);
    let [mut ours, mut theirs] = [PrintQueue::new(), PrintQueue::new()];
    let (our_paper, their_paper) = (corridor.clone(), corridor);
    ours.submit(move || our_paper.wait("the job of our shop"));
    theirs.submit(|| ());
    theirs.submit(move || their_paper.wait("the job of the shop next door"));
    let (ours, theirs) = (ours.print_overnight(), theirs.print_overnight());
    let printed = (ours.join().ok(), theirs.join().ok());
    assert!(
        printed == (Some(1), Some(2)),
        "Our queue had one job, and that of the shop next door had two. Joining the two handles gave {:?} and {:?} (`None`: its thread panicked).",
        printed.0,
        printed.1
    );
}
