//! `update`: a workspace, brought to a newer kit.

use std::path::Path;

use crate::exit::Exit;
use crate::kit::Kit;
use crate::place::{open_kit, true_path, workspace};
use crate::report;
use crate::terminal::{columns, print, print_json};
use crate::text;
use crate::workspace::update::{self, Updated};
use crate::workspace::words;

pub(super) fn update(
    kit: Option<&Path>,
    named: Option<&Path>,
    is_dry_run: bool,
    json: bool,
) -> anyhow::Result<Exit> {
    let workspace = workspace(named)?;
    let from = match kit {
        Some(path) => Some(true_path(path)?),
        None => update::source(&workspace)?,
    };
    let kit = match &from {
        Some(path) => open_kit(path)?,
        None => Kit::embedded()?,
    };
    kit.require_starts()?;
    let progress = crate::progress::load(&workspace)?.progress;
    let updated = update::update(&workspace, &kit, from, &progress, is_dry_run)?;
    if json {
        print_json(&report::json::update(&updated))?;
    } else {
        print(&(page(&updated, columns()).join("\n") + "\n"))?;
    }
    Ok(Exit::Passed)
}

/// What happened, as a table with a few sentences.
fn page(updated: &Updated, columns: usize) -> Vec<String> {
    let prose = |words: &str| text::prose(words, columns, "", "");
    let mut lines = prose(&words::update_head(updated));
    let kinds = updated.rows.iter().map(|row| words::change(&row.change));
    let wide = kinds.clone().map(text::width).max().unwrap_or(0);
    for (row, kind) in updated.rows.iter().zip(kinds) {
        lines.push(format!("  {kind:wide$}  {}", row.path));
        if let Some(about) = words::about(&row.change) {
            lines.push(format!("  {:wide$}    {about}", ""));
        }
    }
    let kept = |row: &update::Row| matches!(row.change, update::Change::Kept { .. });
    let mut notes = Vec::new();
    if updated.rows.iter().any(kept) {
        notes.push(words::about_kept(updated.is_dry_run));
    }
    if !updated.rechecked.is_empty() {
        notes.push(words::about_rechecked(&updated.rechecked));
    }
    if updated.is_dry_run {
        notes.push(words::about_dry_run().to_owned());
    }
    for note in notes {
        lines.push(String::new());
        lines.extend(prose(&note));
    }
    lines
}
