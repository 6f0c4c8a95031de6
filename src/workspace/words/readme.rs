//! The README of a workspace.

use crate::kit::Exercise;
use crate::text::plural;

/// The README of a workspace.
pub(in crate::workspace) fn readme(kit: &str, exercises: &[Exercise]) -> String {
    let first = exercises.first().map(Exercise::path).unwrap_or_default();
    let name = exercises
        .first()
        .map_or("NAME", |exercise| exercise.name.as_str());
    format!(
        include_str!("../readme.txt"),
        kit = kit,
        count = plural(exercises.len(), "exercise"),
        first = first,
        name = name,
    )
}
