use exercise::print_novel;
use probes::{Meeting, ThreadLog};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

/// How many pages the novelist has begun, and how many have reached the printer.
#[derive(Clone, Default)]
struct Study {
    begun: Arc<AtomicUsize>,
    printed: Arc<AtomicUsize>,
    most_around: Arc<AtomicUsize>,
}

impl Study {
    /// A novel of so many pages. Whenever a page is begun, it looks at what is lying around.
    fn novel(&self, pages: usize) -> impl Iterator<Item = String> + Send + use<> {
        let study = self.clone();
        (1..=pages).map(move |page| {
            let finished = study.begun.fetch_add(1, Ordering::SeqCst);
            let around = finished - study.printed.load(Ordering::SeqCst);
            study.most_around.fetch_max(around, Ordering::SeqCst);
            format!("page {page}")
        })
    }

    fn print(&self) {
        self.printed.fetch_add(1, Ordering::SeqCst);
    }

    /// Besides the pages in the tray, one may be on its way from the tray to `print`.
    fn assert_floor_is_free(&self, room: usize) {
        let around = self.most_around.load(Ordering::SeqCst);
        let floor = around.saturating_sub(room + 1);
        assert!(
            floor == 0,
            "When the novelist began the next page, {around} finished pages had not been printed. There is room for \
             {room} in the tray and for 1 in the printer, so {floor} lay on the floor, on the cat. What has more room than \
             the tray?"
        );
    }
}

/// Every page is printed before `print_novel` returns, and the pages come in their order.
#[test]
fn the_whole_novel_is_printed() {
    let mut book = Vec::new();
    print_novel(Study::default().novel(3), 1, |page| book.push(page));
    assert!(
        book == ["page 1", "page 2", "page 3"],
        "The novel has 3 pages. Printed were: {}.",
        if book.is_empty() {
            "none".to_owned()
        } else {
            book.join(", ")
        }
    );
}

/// The novelist writes on a thread of her own.
#[test]
fn the_novelist_has_her_own_thread() {
    let log = ThreadLog::new();
    let writing = log.clone();
    let novel = (1..=2).map(move |page| {
        writing.note(format!("page {page}"));
        format!("page {page}")
    });
    print_novel(novel, 1, |_| ());
    let at_home = log.at_home();
    assert!(
        at_home.is_empty(),
        "Thread `main`, the one that called `print_novel`, had to write {} itself: `next` was not called in the spawned closure.",
        at_home.join(" and ")
    );
}

/// The novelist never has more pages ahead than the tray has room for.
#[test]
fn no_page_falls_to_the_floor() {
    let study = Study::default();
    print_novel(study.novel(4), 1, |_| study.print());
    study.assert_floor_is_free(1);
}

/// With a tray that has no room at all, each page goes from hand to hand.
#[test]
fn a_tray_without_room_works_too() {
    let study = Study::default();
    let mut book = Vec::new();
    print_novel(study.novel(3), 0, |page| {
        study.print();
        book.push(page);
    });
    assert!(
        book == ["page 1", "page 2", "page 3"],
        "The novel has 3 pages and the tray has no room. Printed were: {book:?}."
    );
    study.assert_floor_is_free(0);
}

/// All the room in the tray can be used: while page 1 is being printed, the novelist can fill a tray for two pages.
#[test]
fn the_novelist_can_fill_the_tray() {
    let meeting = Meeting::new(2);
    let novelist = meeting.clone();
    let novel = (1..=4).map(move |page| {
        if page == 4 {
            novelist.wait("the novelist, who had filled the tray and begun page 4,");
        }
        format!("page {page}")
    });
    let mut printer = Some(meeting);
    print_novel(novel, 2, |_| {
        if let Some(meeting) = printer.take() {
            meeting.wait("the printer, still at page 1,");
        }
    });
    assert!(
        printer.is_none(),
        "`print_novel` returned, and no page had been printed."
    );
}
