//! `doctor`: says what works on this machine, and what to do about what does not.
//!
//! [`probe`] and [`trial`] find facts and know no sentences; [`words`] makes an [`Item`] of each fact, and [`page`]
//! lines of the items, both pure.

mod facts;
mod item;
mod json;
mod page;
mod probe;
mod trial;
mod words;

use crate::exit::Exit;
use crate::place::Place;
use crate::terminal::{columns, print, print_json};
use item::{Item, Status};

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
