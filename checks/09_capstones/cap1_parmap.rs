use exercise::map_rows;
use probes::{Meeting, ThreadLog, quiesce};
use std::panic::{self, AssertUnwindSafe};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, mpsc};

/// A row that cannot be copied, and what becomes of it.
struct Row(usize);
#[derive(Debug, PartialEq)]
struct Developed(usize);

fn photo(rows: usize) -> Vec<Row> {
    (1..=rows).map(Row).collect()
}

/// The results come in the order of the rows, no matter which worker is done first.
#[test]
fn results_are_in_order() {
    let photo = photo(3);
    let contrast = 10;
    let developed = map_rows(&photo, 2, |row| Developed(row.0 * contrast));
    let expected = [10, 20, 30].map(Developed);
    assert!(
        developed == expected,
        "Rows 1, 2 and 3 were to become 10, 20 and 30, in the order of the rows, but it was {:?} that came back.",
        developed.iter().map(|row| row.0).collect::<Vec<_>>()
    );
}

/// Rows may be anything that can be shared, results anything that can be sent, and `develop` whatever may be shared.
///
/// ```
/// use std::{cell::Cell, rc::Rc, sync::{Mutex, MutexGuard}};
/// struct Guarded<'a>(MutexGuard<'a, u32>);
/// struct Result<'a>(Cell<&'a u32>);
/// let (row, contrast) = (Mutex::new(3), Mutex::new(10));
/// let rows = [Guarded(row.lock().unwrap())];
/// let contrast = contrast.lock().unwrap();
/// let developed: Vec<Result<'_>> = exercise::map_rows(&rows, 2, move |row| {
///     let _ = *contrast;
///     Result(Cell::new(&3))
/// });
/// let _ = Rc::new(developed);
/// ```
#[test]
fn any_rows_and_results() {}

/// One photo can be developed while another one is, and one after the other.
#[test]
fn one_photo_in_another() {
    let developed = map_rows(&[10, 20], 2, |row| {
        let inner = photo(3);
        map_rows(&inner, 1, |inner| row + inner.0)
    });
    assert!(
        developed == [[11, 12, 13], [21, 22, 23]],
        "Each of the rows 10 and 20 was a photo with the rows 1, 2 and 3, developed by a `map_rows` of its own, which added the \
         two numbers. This came back: {developed:?}."
    );
}

/// Any photo works, with any number of workers: fewer rows than workers, one worker, no rows.
#[test]
fn any_photo_works() {
    for (rows, workers) in [(1, 2), (5, 1), (4, 3), (0, 2)] {
        let photo = photo(rows);
        let developed = map_rows(&photo, workers, |row| row.0);
        let expected: Vec<usize> = (1..=rows).collect();
        assert!(
            developed == expected,
            "With {rows} rows and `workers` = {workers} it should have been {expected:?}, but it was {developed:?}."
        );
    }
}

/// Each row is developed once, and no more threads develop than there are workers.
#[test]
fn no_more_workers_than_there_are() {
    let photo = photo(5);
    let log = ThreadLog::new();
    map_rows(&photo, 2, |row| log.note(row.0));
    let rows = log.sorted();
    assert!(
        rows == ["1", "2", "3", "4", "5"],
        "The photo has rows 1 to 5, and `develop` should be called once for each, but it was called for {}.",
        rows.join(", ")
    );
    let threads = log.threads();
    assert!(
        threads <= 2,
        "The lab has 2 workers, but {threads} threads developed rows."
    );
}

/// All workers can be busy at the same time.
#[test]
fn all_workers_are_busy() {
    let photo = photo(5);
    let darkroom = Meeting::new(5);
    // They leave one by one, which makes for fewer interleavings.
    let (passes, doors): (Vec<_>, Vec<_>) = (0..=6)
        .map(|_| {
            let (pass, door) = mpsc::channel();
            (pass, Mutex::new(door))
        })
        .unzip();
    let _ = passes[1].send(());
    let developed = map_rows(&photo, 5, |row| {
        darkroom.wait(format_args!("row {}", row.0));
        let _ = doors[row.0].lock().unwrap().recv();
        quiesce();
        let _ = passes[row.0 + 1].send(());
        row.0
    });
    assert!(
        developed == [1, 2, 3, 4, 5],
        "5 workers developed rows 1 to 5, one each, and this came back: {developed:?}."
    );
}

/// `develop` panics for one row.
fn accident(rows: usize, workers: usize, at: usize) {
    let photo = photo(rows);
    let tries = AtomicUsize::new(0);
    let developed = panic::catch_unwind(AssertUnwindSafe(|| {
        map_rows(&photo, workers, |row| {
            if row.0 == at {
                tries.fetch_add(1, Ordering::SeqCst);
                panic!("spilled the acid");
            }
            row.0
        })
    }));
    if let Ok(developed) = developed {
        panic!(
            "Of {rows} rows, with `workers` = {workers}, the worker at row {at} spilled the acid and panicked, and `map_rows` returned {developed:?} as if \
             nothing had happened."
        );
    }
    let tries = tries.into_inner();
    assert!(
        tries == 1,
        "`develop` panicked for row {at}, and it was called for that row {tries} times."
    );
}

/// If a worker panics over the last row, `map_rows` panics too.
#[test]
fn an_accident_is_not_hidden() {
    accident(2, 2, 2);
    accident(3, 1, 3);
}

/// If a worker panics over the first row, `map_rows` panics too.
#[test]
fn an_accident_at_the_first_row() {
    accident(2, 2, 1);
    accident(3, 1, 1);
}
