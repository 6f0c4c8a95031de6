//! Every sentence of `doctor`, and what is limited and what is missing.

mod surroundings;
mod tools;

use super::facts::Facts;
use crate::command::doctor::item::{Item, Status};
use crate::judge::Toolchain;
use crate::text::plural;

/// Each fact in words, in the order in which things depend on each other.
pub(super) fn items(facts: &Facts) -> Vec<Item> {
    let os = facts.os;
    let host = facts.rustc.as_ref().map_or("", Toolchain::host);
    let needs_rustc = || "not tried: this needs rustc".to_owned();
    let needs_linker = || "not tried: this needs a program that links and runs".to_owned();
    let needs_workspace = || "not tried: this needs a workspace".to_owned();
    vec![
        tools::rustc(&facts.rustc),
        or_untried(
            "clippy",
            facts.clippy.as_ref().map(tools::clippy),
            needs_rustc,
        ),
        or_untried(
            "linker",
            facts
                .linker
                .as_ref()
                .map(|linker| tools::linker(linker, os, host)),
            needs_rustc,
        ),
        or_untried(
            "check harness",
            facts.harness.as_ref().map(tools::harness),
            needs_rustc,
        ),
        or_untried(
            "explorer",
            facts.explorer.as_ref().map(tools::explorer),
            needs_rustc,
        ),
        or_untried(
            "memory limits",
            facts.memory.map(tools::memory),
            needs_linker,
        ),
        tools::sandbox(&facts.protections),
        or_untried(
            "file events",
            facts
                .events
                .as_ref()
                .map(|events| surroundings::file_events(events, os)),
            needs_workspace,
        ),
        surroundings::workspace(&facts.workspace),
        or_untried(
            "kit",
            facts.kit.as_ref().map(surroundings::kit),
            needs_workspace,
        ),
        or_untried(
            "progress",
            facts.progress.as_ref().map(surroundings::progress),
            needs_workspace,
        ),
        surroundings::terminal(facts.terminal),
        surroundings::editor(&facts.editor),
    ]
}

/// What it comes to.
pub(super) fn conclusion(missing: usize, limited: usize) -> String {
    let are = |count| if count == 1 { "is" } else { "are" };
    match (missing, limited) {
        (0, 0) => "Everything works.".to_owned(),
        (0, limited) => format!(
            "Nothing that is needed is missing; {} {} limited.",
            plural(limited, "thing"),
            are(limited)
        ),
        (missing, _) => format!(
            "{} {} missing or broken; follow the → and run `threadlings doctor` again.",
            plural(missing, "thing"),
            are(missing)
        ),
    }
}

/// What could not be tried has its remedy at the item it depends on.
fn or_untried(name: &'static str, item: Option<Item>, why: impl FnOnce() -> String) -> Item {
    item.unwrap_or_else(|| Item {
        name,
        status: Status::Limited,
        detail: why(),
        advice: None,
    })
}

#[cfg(test)]
mod tests;
