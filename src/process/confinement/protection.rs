//! What can keep submissions in bounds.

/// Something that keeps submissions in bounds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Protection {
    /// A stable word: `files`, `network`, `processes`, `memory` …
    pub name: String,
    /// Whether it was in force.
    pub active: bool,
    /// How it is enforced, or why it is missing.
    pub detail: String,
}
