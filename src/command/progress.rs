//! `progress`: how far the student has come. And the progress that other commands begin with.

use std::fs;
use std::path::Path;

use crate::cli::ProgressAction;
use crate::exit::Exit;
use crate::grade::max_score;
use crate::kit::Exercise;
use crate::overview::Overview;
use crate::place::{Place, UsageError};
use crate::progress::{Change, Progress, from_text, to_text, update, write_whole};
use crate::render::words;
use crate::render::{self, words::overview as said};
use crate::report;
use crate::terminal::{columns, form, print, print_json, warn};

/// The progress; what a damaged file came to is said on standard error.
pub(crate) fn progress(place: &Place) -> anyhow::Result<Progress> {
    let (progress, recovered) = place.progress()?;
    if let Some(recovery) = recovered {
        warn(&words::recovered(&recovery.kept_at, recovery.recovered));
    }
    Ok(progress)
}

pub(super) fn show_or_carry(
    place: &Place,
    action: Option<&ProgressAction>,
    json: bool,
) -> anyhow::Result<Exit> {
    let progress = progress(place)?;
    match action {
        None => show(place, &progress, json)?,
        Some(ProgressAction::Export { file }) => export(&progress, file)?,
        Some(ProgressAction::Import { file }) => import(place, &progress, file)?,
    }
    Ok(Exit::Passed)
}

fn show(place: &Place, progress: &Progress, json: bool) -> anyhow::Result<()> {
    // Checks that cannot be read have no points that could be had.
    let max_points = |exercise: &Exercise| max_score(&place.kit, exercise).unwrap_or(0);
    let overview = Overview::of(place.kit.exercises(), max_points, progress);
    if json {
        return print_json(&report::json::overview(&overview));
    }
    let lines = render::overview(&overview, columns(), form());
    print(&(lines.join("\n") + "\n"))
}

fn export(progress: &Progress, file: &Path) -> anyhow::Result<()> {
    let shown = file.display().to_string();
    write_whole(file, to_text(progress)?.as_bytes())?;
    print(&(said::exported(&shown) + "\n"))
}

fn import(place: &Place, progress: &Progress, file: &Path) -> anyhow::Result<()> {
    let path = file.display().to_string();
    let text = fs::read_to_string(file).map_err(|source| UsageError::Unreadable {
        path: path.clone(),
        source,
    })?;
    let Some(other) = from_text(&text) else {
        return Err(UsageError::NotProgress(path).into());
    };
    let is_news = |name: &&str| !progress.is_passed(name);
    let news = other.passed_names().filter(is_news).count();
    update(&place.workspace, &[Change::Merged(other)])?;
    print(&(said::imported(&path, news) + "\n"))
}
