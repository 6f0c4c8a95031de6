//! The screen fits, whatever its size, and heeds what the student wants of colours and links.

use std::collections::BTreeSet;

use threadlings::render::words::watch as says;
use threadlings::text;

use crate::pty::Pty;
use crate::workspace::{FIRST, SECOND, Workspace, attempt, of_all, solution, verdict};

/// Every screen drawn behind the mark has at most so many lines, none longer than so many columns.
fn frames_fit(pty: &Pty, mark: usize, columns: usize, rows: usize) {
    let frames = pty.frames_since(mark);
    assert!(!frames.is_empty());
    let highest = frames.iter().map(Vec::len).max().unwrap();
    assert!(highest <= rows, "{highest} lines on a screen of {rows}");
    let too_long: BTreeSet<String> = frames
        .concat()
        .into_iter()
        .filter(|line| text::width(line) > columns)
        .map(|line| text::plain(&line))
        .collect();
    assert!(
        too_long.is_empty(),
        "longer than {columns} columns: {too_long:#?}"
    );
}

/// Sends a key and waits for what it has drawn.
fn press(pty: &mut Pty, key: &str) {
    let mark = pty.mark();
    pty.send(key);
    pty.wait_for_frames(mark, 1);
}

fn fits_at(columns: u16, rows: u16) {
    let workspace = Workspace::new();
    let mut pty = workspace.watch(&[]);
    let mark = pty.mark();
    pty.resize(columns, rows);
    pty.wait_for_frames(mark, 1);
    // From here on nothing is drawn for the size before.
    let mark = pty.mark();
    for key in [
        "h", "l", "\x1b[B", "?", "?", "x", "\x1b", "s", "p", "h", "h", "h",
    ] {
        press(&mut pty, key);
    }
    pty.wait_for("q quit");
    workspace.save(FIRST, &attempt("a_word_that_is_long_for_a_narrow_screen"));
    pty.wait("the verdict", |_| workspace.record(FIRST).attempts == 1);
    workspace.save(FIRST, &solution(FIRST));
    pty.wait("the pass", |_| workspace.record(FIRST).is_passed());
    for (key, frames) in [("s", 2), ("c", 3)] {
        let mark = pty.mark();
        pty.send(key);
        // That of the key itself, and those of what it has asked for.
        pty.wait_for_frames(mark, frames);
    }
    frames_fit(&pty, mark, columns.into(), rows.into());

    // And back again: nothing was lost.
    pty.resize(100, 50);
    press(&mut pty, "\x1b");
    pty.wait_for(&format!("{} {SECOND}", of_all(2)));
    pty.wait_for("✗ spawn1_thumbs does not compile");
    pty.send("q");
    assert_eq!(pty.wait_for_exit(), 0);
    assert!(!pty.all_output().contains("panicked at"));
}

#[test]
fn a_small_screen_fits() {
    fits_at(40, 10);
}

#[test]
fn a_large_screen_fits() {
    fits_at(200, 50);
}

#[test]
fn a_narrow_screen_fits() {
    fits_at(20, 60);
}

#[test]
fn a_tiny_screen_fits() {
    fits_at(20, 5);
}

#[test]
fn the_verdict_is_seen_on_a_small_screen() {
    let workspace = Workspace::new();
    let pty = workspace.watch_at((40, 10), &[], &[]);
    pty.wait_for(&format!("{} passed", of_all(0)));
    workspace.save(FIRST, &attempt("small"));
    pty.wait_for("✗ join1_kiosk does not compile");
    pty.wait_for("q quit");
}

#[test]
fn no_size_at_all_brings_it_down() {
    let workspace = Workspace::new();
    let mut pty = workspace.watch(&[]);
    for (columns, rows) in [(100, 1), (3, 2), (500, 3), (2, 200), (100, 50)] {
        let mark = pty.mark();
        pty.resize(columns, rows);
        pty.wait_for_frames(mark, 1);
        press(&mut pty, "l");
        press(&mut pty, "l");
    }
    pty.wait_for("E0615");
    pty.wait_for("q quit");
}

#[test]
fn a_summary_is_kept_whole_on_a_narrow_screen() {
    let workspace = Workspace::new();
    let pty = workspace.watch_at((40, 14), &[], &[]);
    pty.wait_for(&format!("{} passed", of_all(0)));
    workspace.save(FIRST, &solution(FIRST));
    pty.wait_for(&format!("{} {SECOND}", of_all(2)));
    pty.wait_for("✗ spawn1_thumbs");
    let kept = crate::pty::words(&pty.scrollback());
    for sentence in [
        "✓ join1_kiosk passed: 4 of 4 points",
        "✓ The kiosk hands out the ticket that was printed, every letter of it",
        "✓ The printer works on a thread of its own, not on the one that called `print_ticket`.",
        "Compare with",
    ] {
        assert!(kept.contains(sentence), "`{sentence}` in\n{kept}");
    }
}

/// Numbers of all "select graphic rendition" sequences.
fn graphics(written: &str) -> Vec<&str> {
    written
        .split("\x1b[")
        .skip(1)
        .filter_map(|rest| {
            let end = rest.find(|char: char| !char.is_ascii_digit() && char != ';')?;
            rest[end..].starts_with('m').then_some(&rest[..end])
        })
        .collect()
}

#[test]
fn no_color_means_no_colours() {
    let workspace = Workspace::new();
    let mut pty = workspace.watch_at((100, 50), &[], &[("NO_COLOR", "1")]);
    pty.wait_for("E0615");
    for (key, text) in [
        ("h", "Hint 1 of 3"),
        ("l", says::list_title()),
        ("?", "(save)"),
    ] {
        pty.send(key);
        pty.wait_for(text);
    }
    pty.send("?");
    workspace.save(FIRST, &attempt("colourless"));
    pty.wait_for(&verdict("colourless"));
    workspace.save(FIRST, &solution(FIRST));
    pty.wait_for(&format!("{} {SECOND}", of_all(2)));
    pty.send("q");
    assert_eq!(pty.wait_for_exit(), 0);
    let output = pty.all_output();
    let others: Vec<&str> = graphics(&output)
        .into_iter()
        .filter(|numbers| !["", "0"].contains(numbers))
        .collect();
    assert!(others.is_empty(), "{others:?}");
}

#[test]
fn the_file_is_a_link_where_the_terminal_has_links() {
    let workspace = Workspace::new();
    let pty = workspace.watch_at((100, 50), &[], &[("FORCE_HYPERLINK", "1")]);
    pty.wait_for("E0615");
    let file = workspace.file(FIRST);
    let link = format!("\x1b]8;;file://{}\x1b\\", file.display());
    assert!(pty.written_since(0).contains(&link), "no {link:?}");

    let plain = Workspace::new();
    let pty = plain.watch(&[]);
    assert!(!pty.written_since(0).contains("\x1b]8;"));
}
