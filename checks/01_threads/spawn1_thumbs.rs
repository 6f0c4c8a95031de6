use exercise::start_thumbnail;
use probes::{Meeting, ThreadLog};

/// The handle brings the thumbnail of the photo that was asked for.
#[test]
fn the_handle_brings_the_thumbnail() {
    for photo in ["cat.jpg", "sea.jpg"] {
        let handle = start_thumbnail(photo.to_owned(), |photo| format!("[small {photo}]"));
        let wanted = format!("[small {photo}]");
        match handle.join() {
            Ok(thumbnail) => assert!(
                thumbnail == wanted,
                "For {photo} the handle brought {thumbnail:?}, but `render` makes {wanted:?} of it."
            ),
            Err(_) => panic!("For {photo} the handle brought no thumbnail: its thread panicked."),
        }
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
