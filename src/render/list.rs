//! The table of exercises.

use std::path::{Path, PathBuf};

use colored::Colorize;

use super::words::watch as words;
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
    /// Its chapter's folder; empty where it has none.
    pub chapter: String,
    /// How often it was tried.
    pub attempts: u32,
    /// The points it has earned.
    pub points: u32,
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
        let record = progress.record(&exercise.name);
        Self {
            chapter: exercise.dir.clone().unwrap_or_default(),
            attempts: record.attempts,
            points: record.points,
            name: exercise.name.clone(),
            title: exercise.title.clone().unwrap_or_default(),
            path: (path.clone(), workspace.join(path)),
            passed: progress.is_passed(&exercise.name),
            current: false,
            selected: false,
        }
    }
}

/// The table as lines.
#[derive(Clone, Debug)]
pub struct Listed {
    /// The lines, none longer than there are columns.
    pub lines: Vec<String>,
    /// Which of them is that of the selected row.
    pub cursor: Option<usize>,
}

/// A line for each exercise, below the name of its chapter.
pub fn list(rows: &[Row], links: Links, columns: usize) -> Listed {
    let widest = |texts: &dyn Fn(&Row) -> usize| rows.iter().map(texts).max().unwrap_or(0);
    let names = widest(&|row| width(&row.name));
    let titles = widest(&|row| width(&row.title));
    let records = widest(&|row| width(&words::record(row.attempts, row.points)));
    let paths = widest(&|row| width(&row.path.0));
    // A column is there for every row or for none.
    let with_titles = 4 + names + 2 + titles <= columns;
    let with_records = with_titles && 4 + names + 2 + titles + 2 + records <= columns;
    let with_paths = 4 + names + 2 + titles + 2 + records + 2 + paths <= columns;
    let mut lines = Vec::new();
    let mut cursor = None;
    for chapter in rows.chunk_by(|row, next| row.chapter == next.chapter) {
        if !chapter[0].chapter.is_empty() {
            let passed = chapter.iter().filter(|row| row.passed).count();
            let count = format!("{passed}/{}", chapter.len());
            let name = &chapter[0].chapter;
            lines.push(format!("{} {}", name.bold(), count.dimmed()));
        }
        for row in chapter {
            if row.selected {
                cursor = Some(lines.len());
            }
            let mark = if row.selected { "›" } else { " " };
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
            let mut line = format!("{mark} {sign} {name}");
            if with_titles {
                line = format!("{line}  {}", pad(&row.title, titles));
            }
            if with_records {
                let record = pad(&words::record(row.attempts, row.points), records);
                line = format!("{line}  {}", record.dimmed());
            }
            if with_paths {
                let path = links.to_file(&row.path.1, &row.path.0);
                line = format!("{line}  {}", path.dimmed());
            }
            lines.push(line.trim_end().to_owned());
        }
    }
    Listed { lines, cursor }
}

/// A sentence for each exercise.
pub fn spoken_list(rows: &[Row]) -> Vec<String> {
    let mut lines = Vec::new();
    for chapter in rows.chunk_by(|row, next| row.chapter == next.chapter) {
        if !chapter[0].chapter.is_empty() {
            let passed = chapter.iter().filter(|row| row.passed).count();
            lines.push(words::chapter(&chapter[0].chapter, passed, chapter.len()));
        }
        lines.extend(chapter.iter().map(|row| {
            let record = words::record(row.attempts, row.points);
            words::row(&row.name, &row.title, row.passed, &record, row.current)
        }));
    }
    lines
}

fn pad(text: &str, columns: usize) -> String {
    let missing = columns.saturating_sub(width(text));
    format!("{text}{}", " ".repeat(missing))
}
