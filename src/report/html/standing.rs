//! How an exercise of a submission stands, at one glance: a colour, and a sign for those who do not see colours.

use crate::grade::model::{Graded, HandIn, Points};

/// How it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Standing {
    Passed,
    /// Some points were earned.
    Partly,
    Failed,
    Unchanged,
    Refused,
    Missing,
    /// We failed.
    NotJudged,
}

impl Standing {
    /// All, from best to worst.
    pub(super) const ALL: [Self; 7] = [
        Self::Passed,
        Self::Partly,
        Self::Failed,
        Self::Unchanged,
        Self::Refused,
        Self::Missing,
        Self::NotJudged,
    ];

    pub(super) fn of(graded: &Graded) -> Self {
        match graded.hand_in {
            HandIn::Missing => Self::Missing,
            HandIn::Refused(_) => Self::Refused,
            _ if graded.passed() => Self::Passed,
            _ if graded.is_our_failure() => Self::NotJudged,
            _ if graded.is_untouched() => Self::Unchanged,
            _ if graded.earned() > Points::default() => Self::Partly,
            _ => Self::Failed,
        }
    }

    /// Its name in the style sheet.
    pub(super) fn class(self) -> &'static str {
        match self {
            Self::Passed => "passed",
            Self::Partly => "partly",
            Self::Failed => "failed",
            Self::Unchanged => "unchanged",
            Self::Refused => "refused",
            Self::Missing => "missing",
            Self::NotJudged => "notjudged",
        }
    }

    /// In place of points, where there are none to speak of.
    pub(super) fn sign(self) -> Option<&'static str> {
        match self {
            Self::Passed | Self::Partly | Self::Failed => None,
            Self::Unchanged => Some("="),
            Self::Refused => Some("×"),
            Self::Missing => Some("–"),
            Self::NotJudged => Some("!"),
        }
    }

    /// Whether there is something to read about it.
    pub(super) fn is_told(self) -> bool {
        !matches!(self, Self::Passed | Self::Unchanged | Self::Missing)
    }
}

/// Whether it came after the deadline.
pub(super) fn is_late(graded: &Graded) -> bool {
    matches!(graded.hand_in, HandIn::Late(_))
}
