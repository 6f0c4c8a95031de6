//! One thing that was looked at, and how well it works.

/// How well something works.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Status {
    /// As it should.
    Ok,
    /// Students can work, with something less.
    Limited,
    /// Nothing can be judged, or nothing kept, before this is put right.
    Missing,
}

impl Status {
    /// The word of the JSON format.
    pub(super) fn word(self) -> &'static str {
        match self {
            Self::Ok => "ok",
            Self::Limited => "limited",
            Self::Missing => "missing",
        }
    }
}

/// One thing that was looked at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Item {
    /// Short and always the same: `rustc`.
    pub(super) name: &'static str,
    /// How well it works.
    pub(super) status: Status,
    /// What was found, as a fragment; several lines where several things are wrong.
    pub(super) detail: String,
    /// What to do about it, where anything can be done.
    pub(super) advice: Option<String>,
}

/// As it should be.
pub(super) fn ok(name: &'static str, detail: impl Into<String>) -> Item {
    Item {
        name,
        status: Status::Ok,
        detail: detail.into(),
        advice: None,
    }
}

/// With what to do about it.
pub(super) fn limited(
    name: &'static str,
    detail: impl Into<String>,
    advice: impl Into<String>,
) -> Item {
    Item {
        name,
        status: Status::Limited,
        detail: detail.into(),
        advice: Some(advice.into()),
    }
}

/// The same.
pub(super) fn missing(
    name: &'static str,
    detail: impl Into<String>,
    advice: impl Into<String>,
) -> Item {
    Item {
        status: Status::Missing,
        ..limited(name, detail, advice)
    }
}
