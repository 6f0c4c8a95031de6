//! The table of exercises.

use std::path::{Path, PathBuf};

use colored::Colorize;

use crate::kit::Exercise;
use crate::progress::Progress;
use crate::text::{Links, width};

/// One exercise in the table.
#[derive(Clone, Debug)]
pub struct Row {
    /// Its name.
    pub name: String,
    /// Its title.
    pub title: String,
    /// Its file, as shown and as linked.
    pub path: (String, PathBuf),
    /// Whether it is passed.
    pub passed: bool,
    /// Whether the student is there.
    pub current: bool,
    /// Whether the cursor is there.
    pub selected: bool,
}

impl Row {
    /// The row of an exercise where neither student nor cursor is.
    pub fn of(exercise: &Exercise, workspace: &Path, progress: &Progress) -> Self {
        let path = exercise.path();
        Self {
            name: exercise.name.clone(),
            title: exercise.title.clone().unwrap_or_default(),
            path: (path.clone(), workspace.join(path)),
            passed: progress.is_passed(&exercise.name),
            current: false,
            selected: false,
        }
    }
}

/// One line for each exercise, no longer than `columns`.
pub fn list(rows: &[Row], links: Links, columns: usize) -> Vec<String> {
    let names = rows.iter().map(|row| width(&row.name)).max().unwrap_or(0);
    let titles = rows.iter().map(|row| width(&row.title)).max().unwrap_or(0);
    let paths = rows.iter().map(|row| width(&row.path.0)).max().unwrap_or(0);
    // A column is there for every row or for none.
    let with_titles = 4 + names + 2 + titles <= columns;
    let with_paths = 4 + names + 2 + titles + 2 + paths <= columns;
    rows.iter()
        .map(|row| {
            let cursor = if row.selected { "›" } else { " " };
            let sign = if row.passed {
                "✓".green()
            } else {
                "·".dimmed()
            };
            let name = pad(&row.name, names);
            let name = match (row.current, row.selected) {
                (_, true) => name.reversed(),
                (true, false) => name.bold(),
                (false, false) => name.normal(),
            };
            let mut line = format!("{cursor} {sign} {name}");
            if with_titles {
                line = format!("{line}  {}", pad(&row.title, titles));
            }
            if with_paths {
                let path = links.to_file(&row.path.1, &row.path.0);
                line = format!("{line}  {}", path.dimmed());
            }
            line.trim_end().to_owned()
        })
        .collect()
}

fn pad(text: &str, columns: usize) -> String {
    let missing = columns.saturating_sub(width(text));
    format!("{text}{}", " ".repeat(missing))
}
