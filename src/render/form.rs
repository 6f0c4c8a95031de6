//! Whether there is something to see.

/// How a person takes things in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// By looking: signs, columns, drawings.
    Drawn,
    /// By listening to a screen reader: sentences, one after the other.
    Spoken,
}
