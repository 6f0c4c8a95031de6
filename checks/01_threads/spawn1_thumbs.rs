use exercise::start_thumbnail;
use probes::{Meeting, ThreadLog, quiesce, thread_count};
use std::thread;
use std::time::Instant;

/// Words for what a handle brought.
fn brought(thumbnail: thread::Result<String>) -> String {
    match thumbnail {
        Ok(text) => format!("{text:?}"),
        Err(_) => "nothing: its thread panicked".to_owned(),
    }
}

/// The handle brings the thumbnail of the photo that was asked for, whatever renders it.
///
/// ```
/// use exercise::start_thumbnail;
/// use std::cell::Cell;
/// struct Brush;
/// let (brush, colours) = (Brush, Cell::new(8));
/// let _ = start_thumbnail(String::new(), move |photo| {
///     let _used = brush;
///     colours.set(16);
///     photo
/// });
/// ```
#[test]
fn the_handle_brings_the_thumbnail() {
    for photo in ["cat.jpg", "sea.jpg", "", " The Sea.JPG\n", "cat.jpg"] {
        let handle = start_thumbnail(photo.to_owned(), |photo| format!("[small {photo}]"));
        let wanted = format!("[small {photo}]");
        match handle.join() {
            Ok(thumbnail) => assert!(
                thumbnail == wanted,
                "For {photo:?} the handle brought {thumbnail:?}, but `render` makes {wanted:?} of it."
            ),
            Err(_) => panic!("For {photo:?} the handle brought no thumbnail: its thread panicked."),
        }
    }
    let large = "pixel ".repeat(60);
    for picture in ["", "cat.jpg", "  small\n", &large] {
        let painted = picture.to_owned();
        let handle = start_thumbnail(String::from("cat.jpg"), move |_| painted);
        let thumbnail = handle.join();
        assert!(
            thumbnail.as_deref().ok() == Some(picture),
            "For \"cat.jpg\" `render` made {picture:?}, but the handle brought {}.",
            brought(thumbnail)
        );
    }
}

/// `render` runs on the new thread, not on the app's.
#[test]
fn render_runs_on_the_new_thread() {
    let log = ThreadLog::new();
    let renderer = log.clone();
    let handle = start_thumbnail(String::from("cat.jpg"), move |photo| {
        renderer.note("render");
        format!("[small {photo}]")
    });
    let _ = handle.join();
    assert!(
        log.count() > 0,
        "When the handle was joined, `render` had not been called, so there is no thumbnail of cat.jpg."
    );
    assert!(
        log.at_home().is_empty(),
        "`render` ran on thread `main`, the app's own; only its result went to the new thread."
    );
}

/// However long the rendering takes, the threads that wait for the thumbnail sleep.
#[test]
fn who_waits_for_the_thumbnail_sleeps() {
    let handle = start_thumbnail(String::from("cat.jpg"), |photo| {
        // Code that polls does so before this is over.
        quiesce();
        photo
    });
    let thumbnail = handle.join();
    assert!(
        thumbnail.as_deref().ok() == Some("cat.jpg"),
        "`render` took hours, and when it was done the handle brought {}.",
        brought(thumbnail)
    );
}

/// The app gets its handle while the rendering is still under way.
#[test]
fn the_app_goes_on_meanwhile() {
    let log = ThreadLog::new();
    let meeting = Meeting::new(2);
    let renderer = (log.clone(), meeting.clone());
    let handle = start_thumbnail(String::from("sea.jpg"), move |photo| {
        let (log, meeting) = renderer;
        log.note("render");
        // On the app's own thread it would wait for itself.
        if log.at_home().is_empty() {
            meeting.wait("the renderer");
        }
        format!("[small {photo}]")
    });
    assert!(
        log.at_home().is_empty(),
        "The app could not scroll: it was busy running `render` itself, on thread `main`."
    );
    meeting.wait("the app");
    let _ = handle.join();
}

/// The handle comes at once: the app does not freeze for a moment.
#[test]
fn the_handle_comes_at_once() {
    let before = Instant::now();
    let handle = start_thumbnail(String::from("cat.jpg"), |photo| photo);
    let took = before.elapsed();
    let _ = handle.join();
    // Where interleavings are explored, a clock moves only for a thread that sleeps or waits by it.
    assert!(
        thread_count().is_none() || took.is_zero(),
        "By the clock `start_thumbnail` took {took:?} to return the handle: it slept, or waited with a time limit."
    );
}

/// Three thumbnails are rendered at the same time, and the app still scrolls.
#[test]
fn three_thumbnails_at_the_same_time() {
    let log = ThreadLog::new();
    let meeting = Meeting::new(4);
    let handles = ["cat.jpg", "sea.jpg", "dog.jpg"].map(|photo| {
        let (log, meeting) = (log.clone(), meeting.clone());
        start_thumbnail(photo.to_owned(), move |photo| {
            log.note(&photo);
            // On the app's own thread it would wait for itself.
            if log.at_home().is_empty() {
                meeting.wait(format!("the renderer of {photo}"));
            }
            format!("[small {photo}]")
        })
    });
    assert!(
        log.at_home().is_empty(),
        "The app could not scroll: it was busy rendering {} itself, on thread `main`.",
        log.at_home().join(" and ")
    );
    meeting.wait("the app");
    let thumbnails = handles.map(|handle| handle.join().unwrap_or_default());
    assert!(
        thumbnails == ["[small cat.jpg]", "[small sea.jpg]", "[small dog.jpg]"],
        "cat.jpg, sea.jpg and dog.jpg were rendered at the same time, but their handles brought {thumbnails:?}."
    );
}

/// However many thumbnails are under way, the next one is rendered at the same time, and the app still scrolls.
#[test]
fn however_many_are_under_way() {
    // On real threads there is room for more of them.
    let photos = if thread_count().is_none() { 20 } else { 5 };
    let app = thread::current().id();
    let meeting = Meeting::new(photos + 1);
    let handles: Vec<_> = (1..=photos)
        .map(|number| {
            let meeting = meeting.clone();
            let handle = start_thumbnail(format!("{number}.jpg"), move |photo| {
                // On the app's own thread it would wait for itself.
                if thread::current().id() == app {
                    return String::from("rendered by the app");
                }
                meeting.wait(format!("the renderer of {photo}"));
                format!("[small {photo}]")
            });
            (number, handle)
        })
        .collect();
    meeting.wait("the app");
    for (number, handle) in handles {
        let thumbnail = handle.join().unwrap_or_default();
        assert!(
            thumbnail == format!("[small {number}.jpg]"),
            "{photos} photos were rendered at the same time, but the handle of {number}.jpg brought {thumbnail:?}."
        );
    }
}

/// Two apps that ask at the same time each get their own thumbnail.
#[test]
fn two_apps_do_not_mix() {
    let both = Meeting::new(2);
    let ask = |photo: &str, size: &'static str, both: Meeting| {
        let handle = start_thumbnail(photo.to_owned(), move |photo| {
            both.wait(format!("the renderer of the {size} picture"));
            format!("[{size} {photo}]")
        });
        handle.join().unwrap_or_default()
    };
    let next_to = both.clone();
    let other = thread::spawn(move || ask("cat.jpg", "tiny", next_to));
    let here = ask("cat.jpg", "small", both);
    let Ok(there) = other.join() else {
        panic!(
            "Two apps asked for a thumbnail at the same time, and for one of them `start_thumbnail` panicked."
        );
    };
    assert!(
        here == "[small cat.jpg]" && there == "[tiny cat.jpg]",
        "Two apps asked for cat.jpg at the same time. One should get \"[small cat.jpg]\", but got {here:?}; the other one \
         \"[tiny cat.jpg]\", but got {there:?}."
    );
}

/// A photo that is shown again is rendered again, in the way that is asked for this time.
#[test]
fn nothing_is_remembered() {
    for size in ["small", "tiny"] {
        let handle = start_thumbnail(String::from("cat.jpg"), move |photo| {
            format!("[{size} {photo}]")
        });
        let thumbnail = handle.join().unwrap_or_default();
        let wanted = format!("[{size} cat.jpg]");
        assert!(
            thumbnail == wanted,
            "cat.jpg should be rendered as {wanted:?} this time, but the handle brought {thumbnail:?}."
        );
    }
}
