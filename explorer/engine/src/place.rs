//! Where in the source something is.

use std::panic::Location;

/// A place in the source: file, line, column.
pub type Place = (String, u32, u32);

/// The place of a location.
pub fn place(location: &Location<'_>) -> Place {
    (
        location.file().to_owned(),
        location.line(),
        location.column(),
    )
}
