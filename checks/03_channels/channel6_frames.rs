use exercise::{Frame, Level, tick};
use probes::thread_count;
use std::sync::mpsc;
use std::thread;
use std::time::Instant;

fn cellar() -> Level {
    Level("The Cellar of Cheese".to_owned())
}

/// What the player sees.
fn seen(frame: &Frame) -> String {
    match frame {
        Frame::Loading => "the hourglass".to_owned(),
        Frame::Play(Level(name)) => format!("the level {name:?}"),
        Frame::Failed => "that the download failed".to_owned(),
    }
}

/// As long as the level may still come, a frame shows the hourglass.
#[test]
fn a_level_on_its_way_is_loading() {
    let (server, download) = mpsc::channel();
    for _ in 0..3 {
        let frame = tick(&download);
        assert!(
            !matches!(frame, Frame::Failed),
            "The download had just begun, but the frame says that it failed."
        );
        assert!(
            matches!(frame, Frame::Loading),
            "No level has come yet, but the frame shows {}.",
            seen(&frame)
        );
    }
    drop(server);
}

/// A frame does not wait for the level, not even a little.
#[test]
fn a_frame_never_waits() {
    // Where interleavings are explored, a clock moves only when somebody sleeps or waits until a time.
    if thread_count().is_none() {
        return;
    }
    let (server, download) = mpsc::channel();
    let before = Instant::now();
    tick(&download);
    let waited = before.elapsed();
    drop(server);
    assert!(
        waited.is_zero(),
        "The frame waited for the level: it took {waited:?}, in which the hourglass stood still. There is a way to receive that does not wait at all."
    );
}

/// A level that has come is played, even if the connection was closed after it.
#[test]
fn a_level_that_came_is_played() {
    for closed in [false, true] {
        let (server, download) = mpsc::channel();
        server.send(cellar()).unwrap();
        let server = if closed { None } else { Some(server) };
        let frame = tick(&download);
        drop(server);
        let then = if closed {
            ", and then the connection was closed"
        } else {
            ""
        };
        assert!(
            matches!(&frame, Frame::Play(Level(name)) if name == "The Cellar of Cheese"),
            "\"The Cellar of Cheese\" had come{then}. The frame should start it, but it shows {}.",
            seen(&frame)
        );
    }
}

/// When the level will never come, a frame says so.
#[test]
fn a_broken_connection_is_told() {
    let (server, download) = mpsc::channel();
    drop(server);
    let frame = tick(&download);
    assert!(
        !matches!(frame, Frame::Loading),
        "The connection is gone, but the frame still shows the hourglass. The player waits for ever for a dead download."
    );
    assert!(
        matches!(frame, Frame::Failed),
        "The connection is gone, but the frame shows {}.",
        seen(&frame)
    );
}

/// Whenever the level comes, it is played: in this frame or in the next.
#[test]
fn the_level_may_come_at_any_moment() {
    let (server, download) = mpsc::channel();
    let connection = thread::spawn(move || {
        // A frame that does not want it is found out below.
        let _ = server.send(cellar());
    });
    let mut frame = tick(&download);
    assert!(
        !matches!(frame, Frame::Failed),
        "The level came, and then the connection was closed, but the frame says that the download failed."
    );
    connection.join().unwrap();
    if matches!(frame, Frame::Loading) {
        frame = tick(&download);
    }
    assert!(
        matches!(frame, Frame::Play(_)),
        "The level came while a frame was drawn that showed the hourglass. The next frame shows {}: the level was dropped and is lost.",
        seen(&frame)
    );
}

/// Whenever the connection breaks, the player learns of it: in this frame or in the next.
#[test]
fn the_connection_may_break_at_any_moment() {
    let (server, download) = mpsc::channel();
    let connection = thread::spawn(move || drop(server));
    let mut frame = tick(&download);
    connection.join().unwrap();
    if matches!(frame, Frame::Loading) {
        frame = tick(&download);
    }
    assert!(
        matches!(frame, Frame::Failed),
        "The connection broke and no level came, but the frame shows {}.",
        seen(&frame)
    );
}

/// The player gets the level that came, whatever its name is.
#[test]
fn it_is_the_level_that_came() {
    let long = "The Cellar of Cheese, the second part, in which the mice come back ".repeat(5);
    for name in [
        "",
        "",
        "  The Attic ",
        "The Attic",
        "The Attic\nof the Käserei\r\n\n\tand its mice\n",
        "\n",
        long.as_str(),
    ] {
        let (server, download) = mpsc::channel();
        server.send(Level(name.to_owned())).unwrap();
        let frame = tick(&download);
        assert!(
            matches!(&frame, Frame::Play(Level(played)) if played == name),
            "The level {name:?} had come. The frame should start it, but it shows {}.",
            seen(&frame)
        );
    }
}

/// However many frames it takes, the level may still come.
#[test]
fn it_may_take_very_many_frames() {
    let (server, download) = mpsc::channel();
    for number in 1..=1_500 {
        let frame = tick(&download);
        assert!(
            matches!(frame, Frame::Loading),
            "The download takes its time: no level has come yet, but frame {number} shows {}.",
            seen(&frame)
        );
    }
    server.send(cellar()).unwrap();
    let frame = tick(&download);
    assert!(
        matches!(frame, Frame::Play(_)),
        "The level came after 1500 frames, but the next one shows {}.",
        seen(&frame)
    );
}

/// Each download has its own answer, whatever became of another one.
#[test]
fn each_download_has_its_own_answer() {
    let (broken, with_a_level, under_way) = (mpsc::channel(), mpsc::channel(), mpsc::channel());
    drop(broken.0);
    with_a_level.0.send(cellar()).unwrap();
    // Asked in turn: none of the others may leave its mark on the next.
    for round in ["first", "second"] {
        let frame = tick(&under_way.1);
        assert!(
            matches!(frame, Frame::Loading),
            "Of three downloads one is still under way, but its {round} frame shows {}.",
            seen(&frame)
        );
        let frame = tick(&broken.1);
        assert!(
            matches!(frame, Frame::Failed),
            "Of three downloads one has lost its connection, but its {round} frame shows {}.",
            seen(&frame)
        );
        if round == "first" {
            let frame = tick(&with_a_level.1);
            assert!(
                matches!(frame, Frame::Play(_)),
                "Of three downloads one has brought its level, but its frame shows {}.",
                seen(&frame)
            );
        }
    }
    drop(under_way.0);
}
