//! `doctor`: says what works on this machine, and what to do about what does not.
//!
//! [`probe`] and [`trial`] find facts and know no sentences; [`words`] makes an [`Item`] of each fact, and [`page`]
//! lines of the items, both pure.

mod facts;
mod json;
mod page;
mod probe;
mod trial;
mod words;

use crate::exit::Exit;
use crate::place::Place;
use crate::terminal::{columns, print, print_json};

/// How well something works.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Status {
    /// As it should.
    Ok,
    /// Students can work, with something less.
    Limited,
    /// Nothing can be judged, or nothing kept, before this is put right.
    Missing,
}

impl Status {
    /// The word of the JSON format.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Ok => "ok",
            Self::Limited => "limited",
            Self::Missing => "missing",
        }
    }
}

/// One thing that was looked at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Item {
    /// Short and always the same: `rustc`.
    pub(crate) name: &'static str,
    /// How well it works.
    pub(crate) status: Status,
    /// What was found, as a fragment; several lines where several things are wrong.
    pub(crate) detail: String,
    /// What to do about it, where anything can be done.
    pub(crate) advice: Option<String>,
}

/// Looks at everything and prints what it found; `place` may be an error, which is then one of the findings.
pub(crate) fn doctor(place: &anyhow::Result<Place>, json: bool) -> anyhow::Result<Exit> {
    let items = words::items(&probe::look(place));
    if json {
        print_json(&json::doctor(&items))?;
    } else {
        print(&(page::page(&items, columns()).join("\n") + "\n"))?;
    }
    Ok(exit(&items))
}

fn exit(items: &[Item]) -> Exit {
    if items.iter().any(|item| item.status == Status::Missing) {
        Exit::Failure
    } else {
        Exit::Passed
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_missing_is_a_failure() {
        let item = |status| Item {
            name: "rustc",
            status,
            detail: String::new(),
            advice: None,
        };
        let (ok, limited, missing) = (Status::Ok, Status::Limited, Status::Missing);
        assert_eq!(exit(&[item(ok), item(limited)]), Exit::Passed);
        assert_eq!(
            exit(&[item(ok), item(missing), item(limited)]),
            Exit::Failure
        );
    }
}
