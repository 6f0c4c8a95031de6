//! What `update --json` prints.

use serde::Serialize;

use crate::wire::FORMAT;
use crate::workspace::update::{self, Change, Named};

#[derive(Serialize)]
struct Update<'a> {
    format: u32,
    dry_run: bool,
    before: Option<Kit<'a>>,
    kit: Kit<'a>,
    files: Vec<File<'a>>,
    checks_changed: &'a [String],
}

#[derive(Serialize)]
struct Kit<'a> {
    name: &'a str,
    version: Option<&'a str>,
}

#[derive(Serialize)]
struct File<'a> {
    path: &'a str,
    change: &'static str,
    beside: Option<&'a str>,
    from: Option<&'a str>,
}

impl<'a> From<&'a Named> for Kit<'a> {
    fn from(kit: &'a Named) -> Self {
        Self {
            name: &kit.name,
            version: kit.version.as_deref(),
        }
    }
}

/// The answer of `update`.
pub(crate) fn update(updated: &update::Updated) -> impl Serialize + '_ {
    let files = updated.rows.iter().map(|row| {
        let (change, beside, from) = match &row.change {
            Change::Arrives => ("new", None, None),
            Change::Returns => ("returned", None, None),
            Change::Replaced => ("replaced", None, None),
            Change::Kept { beside } => ("kept", Some(beside.as_str()), None),
            Change::Moved { from } => ("moved", None, Some(from.as_str())),
            Change::Dropped => ("dropped", None, None),
        };
        File {
            path: &row.path,
            change,
            beside,
            from,
        }
    });
    Update {
        format: FORMAT,
        dry_run: updated.is_dry_run,
        before: updated.before.as_ref().map(Into::into),
        kit: (&updated.now).into(),
        files: files.collect(),
        checks_changed: &updated.rechecked,
    }
}
