use exercise::print_novel;
use probes::{ThreadLog, quiesce};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, OnceLock};

fn shown(pages: &[String]) -> String {
    if pages.is_empty() {
        "nothing".to_owned()
    } else {
        format!("{pages:?}")
    }
}

/// Every page is printed before `print_novel` returns, and the pages come in their order, whatever is on them.
#[test]
fn the_whole_novel_is_printed() {
    assert_printed(1, &["page 1", "", "page 3", "page 3"]);
}

/// A novel may have one page, or none, and another one may have been printed before.
#[test]
fn a_short_novel_is_printed_too() {
    for (room, novel) in [(2, &["page A"][..]), (1, &[]), (1, &["page B"])] {
        assert_printed(room, novel);
    }
}

fn assert_printed(room: usize, novel: &[&str]) {
    let mut book = Vec::new();
    let pages: Vec<_> = novel.iter().map(|page| page.to_string()).collect();
    print_novel(pages.into_iter(), room, |page| book.push(page));
    assert!(
        book == novel,
        "The pages of the novel are {novel:?}. Printed, with room for {room} in the tray, was {}.",
        shown(&book)
    );
}

/// With a tray that has no room at all, each page goes directly from the novelist to the printer.
#[test]
fn a_tray_without_room_works_too() {
    let mut book = Vec::new();
    let novel = (1..=3).map(|page| format!("page {page}"));
    print_novel(novel, 0, |page| book.push(page));
    assert!(
        book == ["page 1", "page 2", "page 3"],
        "The novel has 3 pages and the tray has no room. Printed was {}.",
        shown(&book)
    );
}

/// The novelist writes on a thread of her own.
#[test]
fn the_novelist_has_her_own_thread() {
    assert_own_thread(1);
}

/// The novelist writes on a thread of her own, even where the tray has no room.
#[test]
fn her_own_thread_without_a_tray() {
    assert_own_thread(0);
}

fn assert_own_thread(room: usize) {
    let log = ThreadLog::new();
    let writing = log.clone();
    let novel = (1..=2).map(move |page| {
        writing.note(format!("page {page}"));
        format!("page {page}")
    });
    print_novel(novel, room, |_| ());
    let at_home = log.at_home();
    assert!(
        at_home.is_empty(),
        "Thread `main`, the one that called `print_novel`, had to write {} itself, with room for {room} in the tray: \
         `next` was not called in the spawned closure.",
        at_home.join(" and ")
    );
}

/// Prints a novel of so many pages, and looks how far the novelist gets while one of them is being printed.
fn assert_ahead(pages: usize, room: usize) {
    let begun = Arc::new(AtomicUsize::new(0));
    let writing = Arc::clone(&begun);
    let novel = (1..=pages).map(move |page| {
        writing.store(page, Ordering::SeqCst);
        format!("page {page}")
    });
    let mut printing = 0;
    print_novel(novel, room, |_| {
        printing += 1;
        if !quiesce() {
            return;
        }
        let begun = begun.load(Ordering::SeqCst);
        let right = (printing + room + 1).min(pages);
        assert!(
            begun <= right,
            "Page {printing} was being printed, and the novelist had begun page {begun}. With room for {room} in the tray \
             and one page in her hands she can be at page {right}, so {} lay on the floor, on the cat. What has more room \
             than the tray?",
            begun - right
        );
        assert!(
            begun == right,
            "Page {printing} took hours to print, and meanwhile the novelist waited with page {begun}. With room for {room} \
             in the tray and one page in her hands she can be at page {right}."
        );
    });
}

/// The novelist never has more pages ahead than the tray has room for and one in her hands, and then she sleeps.
#[test]
fn no_page_falls_to_the_floor() {
    assert_ahead(5, 1);
}

/// Where the tray has no room, the novelist has one page in her hands while the one before it is printed.
#[test]
fn from_hand_to_hand() {
    assert_ahead(3, 0);
}

/// All the room in the tray can be used.
#[test]
fn the_novelist_can_fill_the_tray() {
    assert_ahead(6, 3);
}

/// While the novelist is looking for the right word, all pages before it get printed, and then the printer sleeps.
#[test]
fn the_printer_waits_for_each_page() {
    let printed = Arc::new(AtomicUsize::new(0));
    let paper = Arc::clone(&printed);
    let late = Arc::new(OnceLock::new());
    let tell = Arc::clone(&late);
    let novel = (1..=3).map(move |page| {
        let quiet = quiesce();
        let printed = printed.load(Ordering::SeqCst);
        if quiet && printed != page - 1 {
            let _ = tell.set((page, printed));
        }
        format!("page {page}")
    });
    print_novel(novel, 2, |_| {
        paper.fetch_add(1, Ordering::SeqCst);
    });
    if let Some((page, printed)) = late.get() {
        panic!(
            "The novelist took hours over page {page}. Of the {} pages before it, which lay in the tray, {printed} had been \
             printed meanwhile.",
            page - 1
        );
    }
}
