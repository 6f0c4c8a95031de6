//! Operations that nobody can notice as long as nobody looks. They are no points until somebody does, and then the search
//! starts again: what was run before missed what that thread can see.

use std::cell::RefCell;
use std::panic::Location;

/// Such operations: what they are, and where the objects were made that they change, if not anywhere.
pub type Silent = (&'static str, Option<&'static Location<'static>>);

thread_local! {
    /// Those that matter, in all runs of the search.
    static MATTER: RefCell<Vec<Silent>> = const { RefCell::new(Vec::new()) };
}

/// Whether they are points, since somebody looks.
pub fn matters(silent: Silent) -> bool {
    MATTER.with_borrow(|matter| matter.contains(&silent))
}

/// Somebody looks. The search starts again when that is news.
pub fn make_matter(silent: Silent) {
    if !matters(silent) {
        MATTER.with_borrow_mut(|matter| matter.push(silent));
    }
}

/// How many matter. There are never fewer than before.
pub(crate) fn how_many_matter() -> usize {
    MATTER.with_borrow(Vec::len)
}

pub(crate) fn forget() {
    MATTER.with_borrow_mut(Vec::clear);
}
