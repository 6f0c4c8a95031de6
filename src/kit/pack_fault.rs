//! What can be wrong with a packed kit, in words.

pub(super) const FORMAT: u32 = 1;

/// Why a file is no packed kit.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum PackFault {
    /// It is something else.
    #[error("is no packed kit: name a file that `threadlings pack` made, or a kit's folder")]
    Foreign,
    /// It was a packed kit once.
    #[error("is damaged ({0}): get it again")]
    Damaged(String),
    /// A later program packed it.
    #[error("has format {0}, but this program knows format {FORMAT} only: use a newer threadlings")]
    Newer(u32),
    /// It holds what a kit has not.
    #[error("holds {0}, which no packed kit does: get it again, from whom you trust")]
    Hostile(String),
}
