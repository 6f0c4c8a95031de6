//! What the page of a replay says besides what the drawing says.

use std::path::Path;

/// In the terminal, once the page is there.
pub(crate) fn written(file: &Path) -> String {
    format!("Written to {}. Open it in a browser.", file.display())
}

/// The title of a window.
pub(crate) fn title(exercise: &str) -> String {
    format!("{exercise}: a failing interleaving")
}

/// What the picture of a deadlock's circle is of.
pub(crate) fn circle() -> &'static str {
    "Who waits for whom, in a circle"
}

/// Along an arrow of that circle.
pub(crate) fn edge(waits: bool) -> &'static str {
    if waits { "waits for" } else { "held by" }
}

pub(crate) fn source() -> &'static str {
    "Source"
}

pub(crate) fn steps() -> &'static str {
    "Step by step"
}

/// Above the buttons.
pub(crate) fn controls() -> &'static str {
    "Steps"
}

pub(crate) fn first() -> &'static str {
    "First"
}

pub(crate) fn back() -> &'static str {
    "Back"
}

pub(crate) fn play() -> &'static str {
    "Play"
}

pub(crate) fn pause() -> &'static str {
    "Pause"
}

pub(crate) fn next() -> &'static str {
    "Next"
}

pub(crate) fn last() -> &'static str {
    "Last"
}

/// Which keys there are.
pub(crate) fn keys() -> &'static str {
    "Keys: ← and → step. In the drawing, ↑ and ↓ do too, Page Up and Page Down go ten steps, Home and End to the ends. A click goes to its step."
}

/// At the foot of the page.
pub(crate) fn made_by(check: &str) -> String {
    format!("Check `{check}`. Drawn by threadlings.")
}
