//! What `doctor --json` prints.

use serde::Serialize;

use crate::wire::FORMAT;

#[derive(Serialize)]
struct Doctor<'a> {
    format: u32,
    items: Vec<Item<'a>>,
}

#[derive(Serialize)]
struct Item<'a> {
    name: &'a str,
    status: &'static str,
    detail: &'a str,
    advice: Option<&'a str>,
}

/// What `doctor --json` prints.
pub(super) fn doctor(items: &[crate::command::doctor::item::Item]) -> impl Serialize + '_ {
    let items = items.iter().map(|item| Item {
        name: item.name,
        status: item.status.word(),
        detail: &item.detail,
        advice: item.advice.as_deref(),
    });
    Doctor {
        format: FORMAT,
        items: items.collect(),
    }
}
