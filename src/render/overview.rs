//! How far a student has come, as a picture.

use colored::Colorize;

use super::{Form, bar, words::overview as words};
use crate::overview::{Chapter, Concept, Overview, Tally};
use crate::text::{prose, width};

/// How wide the bars of chapters are at most, and of how few columns they are none.
const WIDEST_BAR: usize = 30;
const NARROWEST_BAR: usize = 6;
/// How many days are shown.
const DAYS: usize = 7;

/// The picture, at most `columns` wide.
pub(crate) fn overview(overview: &Overview, columns: usize, form: Form) -> Vec<String> {
    let Tally {
        passed, exercises, ..
    } = overview.tally;
    let mut lines = prose(&words::title(&overview.tally), columns, "", "");
    for line in &mut lines {
        *line = line.bold().to_string();
    }
    if form == Form::Drawn {
        lines.push(bar(passed, exercises, columns.min(WIDEST_BAR * 2)));
    }
    lines.push(String::new());
    lines.extend(match form {
        Form::Drawn => chapters(&overview.chapters, columns),
        Form::Spoken => overview.chapters.iter().map(words::chapter).collect(),
    });
    lines.extend(concepts(overview, columns));
    lines.extend(days(overview, columns, form));
    if overview.attempts > 0 {
        lines.push(String::new());
        lines.extend(effort(overview, columns));
    }
    lines
}

/// What it took.
pub(crate) fn effort(overview: &Overview, columns: usize) -> Vec<String> {
    let longest = overview.longest.as_ref();
    let longest = longest.map(|(name, attempts)| (name.as_str(), *attempts));
    let mut said = words::attempts(overview.attempts, longest);
    let is_over = overview.tally.passed == overview.tally.exercises;
    if let (true, Some(first), Some(last)) = (
        is_over,
        overview.days.keys().next(),
        overview.days.keys().next_back(),
    ) {
        said = format!(
            "{said} {}",
            words::from_to(first, last, overview.days.len())
        );
    }
    prose(&said, columns, "", "")
}

fn chapters(chapters: &[Chapter], columns: usize) -> Vec<String> {
    let names = chapters.iter().map(|it| width(&it.name)).max().unwrap_or(0);
    let counts = |tally: &Tally| format!("{}/{}", tally.passed, tally.exercises);
    let counted = chapters.iter().map(|it| width(&counts(&it.tally))).max();
    let counted = counted.unwrap_or(0);
    let points = chapters.iter().map(|it| width(&words::points(&it.tally)));
    let pointed = points.max().unwrap_or(0);
    let has_points = names + counted + pointed + 6 <= columns;
    let pointed = if has_points { pointed } else { 0 };
    let room = columns.saturating_sub(names + counted + pointed + 6);
    let bar_columns = if room < NARROWEST_BAR {
        0
    } else {
        room.min(WIDEST_BAR)
    };
    let line = |chapter: &Chapter| {
        let tally = &chapter.tally;
        let name = format!("{:names$}", chapter.name);
        let name = if tally.passed == tally.exercises {
            name.green()
        } else {
            name.normal()
        };
        let bar = bar(tally.passed, tally.exercises, bar_columns);
        let points = if has_points {
            words::points(tally)
        } else {
            String::new()
        };
        let line = format!(
            "{name}  {bar}  {:>counted$}  {points:>pointed$}",
            counts(tally)
        );
        line.trim_end().to_owned()
    };
    chapters.iter().map(line).collect()
}

/// How many are met, and those that come next: of the first chapter with some that are not.
fn concepts(overview: &Overview, columns: usize) -> Vec<String> {
    let all = overview.concepts().count();
    if all == 0 {
        return Vec::new();
    }
    let met = overview.concepts().filter(|concept| concept.is_met).count();
    let mut lines = vec![String::new(), words::concepts(met, all).bold().to_string()];
    let is_next = |concept: &&Concept| !concept.is_met;
    let next = overview
        .chapters
        .iter()
        .find(|it| it.concepts.iter().any(|it| !it.is_met));
    if let Some(chapter) = next {
        let names: Vec<&str> = chapter
            .concepts
            .iter()
            .filter(is_next)
            .map(|it| it.name.as_str())
            .collect();
        let next = words::next(&chapter.name, &names);
        lines.extend(prose(&next, columns, "  ", "  "));
    }
    lines
}

/// The last days on which something was passed.
fn days(overview: &Overview, columns: usize, form: Form) -> Vec<String> {
    if overview.days.is_empty() {
        return Vec::new();
    }
    let title = words::days(overview.days.len());
    let mut lines = vec![String::new(), title.bold().to_string()];
    let shown = overview.days.len().saturating_sub(DAYS);
    for (day, count) in overview.days.iter().skip(shown) {
        if form == Form::Spoken {
            lines.push(words::day(day, *count));
            continue;
        }
        let room = columns.saturating_sub(20);
        let blocks = "■".repeat((*count).min(room));
        lines.push(format!("  {day}  {} {count}", blocks.green()));
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::plain;

    fn sample() -> Overview {
        let tally = |passed, exercises, points, max_points| Tally {
            passed,
            exercises,
            points,
            max_points,
        };
        let concept = |name: &str, is_met| Concept {
            name: name.to_owned(),
            is_met,
        };
        let chapter = |name: &str, tally, concepts| Chapter {
            name: name.to_owned(),
            tally,
            concepts,
        };
        Overview {
            tally: tally(9, 14, 70, 118),
            chapters: vec![
                chapter(
                    "01_threads",
                    tally(8, 8, 64, 64),
                    vec![concept("spawn", true)],
                ),
                chapter(
                    "02_move",
                    tally(1, 6, 6, 54),
                    vec![concept("move", true), concept("moved away", false)],
                ),
            ],
            attempts: 31,
            longest: Some(("join2_ovens".to_owned(), 7)),
            days: [("2026-11-29".to_owned(), 6), ("2026-11-30".to_owned(), 3)].into(),
        }
    }

    #[test]
    fn it_shows_chapters_concepts_points_and_days() {
        let lines: Vec<String> = overview(&sample(), 60, Form::Drawn)
            .iter()
            .map(|line| plain(line))
            .collect();
        insta::with_settings!({
            snapshot_path => concat!(env!("CARGO_MANIFEST_DIR"), "/tests/snapshots"),
            prepend_module_to_snapshot => false,
        }, { insta::assert_snapshot!("overview_60", lines.join("\n")) });
    }

    #[test]
    fn no_line_is_too_wide_and_nothing_done_is_shown_too() {
        for columns in [30, 40, 80, 120] {
            for shown in [sample(), Overview::default()] {
                let lines = overview(&shown, columns, Form::Drawn);
                assert!(
                    lines.iter().all(|line| width(line) <= columns),
                    "{columns}: {lines:#?}"
                );
            }
        }
    }
}
