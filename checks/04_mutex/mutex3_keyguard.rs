use exercise::Cellar;
use probes::quiesce;
use std::panic::{self, AssertUnwindSafe};
use std::thread;

/// With the key, a thread can read and change what is in the cellar.
#[test]
fn the_key_opens_the_cellar() {
    let cellar = Cellar::new(vec!["On Spiders"]);
    let mut key = cellar.take_key();
    assert!(
        key.len() == 1,
        "There is 1 book in the cellar, but through the key one sees {}.",
        key.len()
    );
    key.push("On Larger Spiders");
    assert!(
        *key == ["On Spiders", "On Larger Spiders"],
        "A second book was put into the cellar, but through the key one sees {:?}.",
        *key
    );
    drop(key);
    let mut key = cellar.take_key();
    assert!(
        *key == ["On Spiders", "On Larger Spiders"],
        "Somebody put a second book into the cellar, but the next one to come found {:?}.",
        *key
    );
    *key = vec!["On Knitting"];
    drop(key);
    let found = cellar.take_key().first().copied();
    assert!(
        found == Some("On Knitting"),
        "All books were replaced by \"On Knitting\", but the next one to come found {found:?} first."
    );
}

/// The porter writes "out" when the key is taken and "in" when it is dropped, each at its time.
#[test]
fn the_porter_writes_out_and_in() {
    let cellar = Cellar::new(3);
    let key = cellar.take_key();
    let log = cellar.log();
    assert!(
        log == ["out"],
        "The key has been taken and not yet come back, but the log says {log:?}."
    );
    drop(key);
    let log = cellar.log();
    assert!(
        log != ["out"],
        "The key was dropped, but the log still says {log:?}."
    );
    assert!(
        log == ["out", "in"],
        "The key was taken once and dropped once, but the log says {log:?}."
    );
    for _ in 0..20 {
        drop(cellar.take_key());
    }
    let log = cellar.log();
    assert!(
        log == ["out", "in"].repeat(21),
        "The key was taken and dropped 21 times. The log should say \"out\" and \"in\" in turn, 42 words in all. \
         It has {}: {log:?}.",
        log.len()
    );
}

/// Each cellar has a log of its own.
#[test]
fn each_cellar_has_its_own_log() {
    let (books, wine) = (Cellar::new(3), Cellar::new(700));
    let _key = books.take_key();
    drop(wine.take_key());
    let logs = [books.log(), wine.log()];
    assert!(
        logs[0] == ["out"] && logs[1] == ["out", "in"],
        "The key to the books is out, and the one to the wine was taken and has come back. But the log of the books says {:?}, \
         and the one of the wine {:?}.",
        logs[0],
        logs[1]
    );
}

/// A thread that waits for the key sleeps until it comes back, and the porter writes nothing about it meanwhile.
#[test]
fn who_waits_for_the_key_sleeps() {
    let (cellar, wine) = (Cellar::new(0), Cellar::new(700));
    thread::scope(|library| {
        let key = cellar.take_key();
        for _ in 0..3 {
            library.spawn(|| *cellar.take_key() += 1);
        }
        quiesce();
        // The key to the wine is there.
        drop(wine.take_key());
        let log = cellar.log();
        assert!(
            log == ["out"],
            "The key is out, and three others are waiting for it. The log says {log:?}."
        );
        drop(key);
    });
    let log = cellar.log();
    assert!(
        log == ["out", "in"].repeat(4),
        "The key came back, and the three who had waited for it took it one after the other and came back, too. But the log says \
         {log:?}."
    );
}

/// The key comes back even when somebody leaves early.
#[test]
fn leaving_early_brings_the_key_back() {
    fn look_for(cellar: &Cellar<Vec<&str>>, title: &str) -> Option<usize> {
        let key = cellar.take_key();
        let place = key.iter().position(|book| *book == title)?;
        Some(place + 1)
    }
    let cellar = Cellar::new(vec!["On Spiders"]);
    look_for(&cellar, "On Daylight");
    let log = cellar.log();
    assert!(
        log == ["out", "in"],
        "Somebody did not find their book and left early, by a `?`. Then the log said {log:?}."
    );
}

/// The key comes back even when somebody panics.
#[test]
fn fainting_brings_the_key_back() {
    let cellar = Cellar::new(vec!["On Spiders"]);
    let visit = panic::catch_unwind(AssertUnwindSafe(|| {
        let key = cellar.take_key();
        assert!(key.is_empty(), "a spider!");
    }));
    assert!(
        visit.is_err(),
        "Somebody found a spider and panicked in the cellar, but nobody noticed."
    );
    let log = cellar.log();
    assert!(
        log == ["out", "in"],
        "Somebody panicked in the cellar. Then the log said {log:?}."
    );
}

/// When somebody panics with the key, the threads that wait for it stop waiting: they get it, or they panic.
#[test]
fn a_faint_leaves_nobody_waiting() {
    let cellar = Cellar::new(0);
    let visitors = thread::scope(|library| {
        let key = cellar.take_key();
        let others = [(); 2].map(|()| library.spawn(|| *cellar.take_key() += 1));
        let visit = panic::catch_unwind(AssertUnwindSafe(|| {
            let _key = key;
            panic!("a spider!");
        }));
        assert!(
            visit.is_err(),
            "Somebody found a spider and panicked in the cellar, but nobody noticed."
        );
        let gone_in = others.map(|other| other.join().is_ok());
        1 + gone_in.into_iter().filter(|gone_in| *gone_in).count()
    });
    let log = cellar.log();
    assert!(
        log == ["out", "in"].repeat(visitors),
        "Somebody panicked with the key while two others waited for it. The number of those who had the key is {visitors}, \
         but the log says {log:?}."
    );
}

/// The porter writes "in" even while another thread is reading his log, and the reader sees all that was there before.
#[test]
fn the_log_may_be_read_meanwhile() {
    let cellar = Cellar::new(0);
    drop(cellar.take_key());
    let read = thread::scope(|library| {
        let reader = library.spawn(|| cellar.log());
        drop(cellar.take_key());
        reader.join().unwrap()
    });
    assert!(
        read.starts_with(&["out", "in"]),
        "The key had been taken and dropped before. Somebody read the porter's log while it was taken again, and read {read:?}."
    );
    let log = cellar.log();
    assert!(
        log == ["out", "in", "out", "in"],
        "The key was taken and dropped twice, the second time while somebody read the porter's log. Then the log said {log:?}."
    );
}

/// There is one key: it is never out twice at once, and "in" is written before the next "out".
#[test]
fn one_key_one_visitor() {
    let cellar = Cellar::new(0);
    let visit = || {
        let mut key = cellar.take_key();
        *key += 1;
    };
    thread::scope(|library| {
        library.spawn(visit);
        library.spawn(visit);
    });
    let log = cellar.log();
    assert!(
        log == ["out", "in", "out", "in"],
        "Two people took the key, one after the other, and both came back. But the log says {log:?}."
    );
    let visits = *cellar.take_key();
    assert!(
        visits == 2,
        "Two people were in the cellar and each added 1, but the sum there is {visits}."
    );
}

/// Anything may be in the cellar, even what cannot be cloned, printed or sent.
///
/// ```
/// use exercise::Cellar;
///
/// /// Neither `Clone` nor `Debug` nor `Send`, and borrowed.
/// struct Book<'a>(std::rc::Rc<&'a str>);
///
/// let title = String::from("On Damp");
/// let cellar = Cellar::new(Book(std::rc::Rc::new(&title)));
/// let length = cellar.take_key().0.len();
/// *cellar.take_key() = Book(std::rc::Rc::new("On Mould"));
/// let lines = cellar.log().len();
/// ```
#[test]
fn anything_may_be_in_the_cellar() {
    let cellar = Cellar::new(());
    drop(cellar.take_key());
    let log = cellar.log();
    assert!(
        log == ["out", "in"],
        "The key to an empty cellar was taken and dropped, but the log says {log:?}."
    );
}
