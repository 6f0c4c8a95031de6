//! How far a student has come in a course: chapters, concepts, points, days. Pure: exercises and progress go in.

use std::collections::BTreeMap;

use crate::kit::Exercise;
use crate::progress::{Progress, day};

/// How much of something is done.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Tally {
    pub(crate) passed: usize,
    pub(crate) exercises: usize,
    pub(crate) points: u32,
    /// Points to be had.
    pub(crate) max_points: u32,
}

impl Tally {
    fn add(&mut self, exercise: &Exercise, max_points: u32, progress: &Progress) {
        let record = progress.record(&exercise.name);
        self.exercises += 1;
        self.passed += usize::from(record.is_passed());
        self.points += record.points;
        self.max_points += max_points;
    }
}

/// A chapter of the course.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Chapter {
    /// Its folder; empty for exercises without one.
    pub(crate) name: String,
    pub(crate) tally: Tally,
    /// What it is the first to teach, and whether an exercise with it is passed.
    pub(crate) concepts: Vec<Concept>,
}

/// What an exercise teaches.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Concept {
    pub(crate) name: String,
    /// Whether an exercise with it is passed.
    pub(crate) is_met: bool,
}

/// How far the student has come.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Overview {
    pub(crate) tally: Tally,
    pub(crate) chapters: Vec<Chapter>,
    /// Attempts at all exercises.
    pub(crate) attempts: u32,
    /// The passed exercise that took the most attempts, where that was more than one.
    pub(crate) longest: Option<(String, u32)>,
    /// How many exercises were passed, by day in UTC (`2026-11-30`).
    pub(crate) days: BTreeMap<String, usize>,
}

impl Overview {
    /// Of a course's exercises, in their order; `max_points` says how many points are to be had for one.
    pub(crate) fn of(
        exercises: &[Exercise],
        max_points: impl Fn(&Exercise) -> u32,
        progress: &Progress,
    ) -> Self {
        let mut overview = Self::default();
        for exercise in exercises {
            let record = progress.record(&exercise.name);
            let max_points = max_points(exercise);
            overview.tally.add(exercise, max_points, progress);
            overview.attempts += record.attempts;
            let most = overview
                .longest
                .as_ref()
                .map_or(1, |(_, attempts)| *attempts);
            if record.is_passed() && record.attempts > most {
                overview.longest = Some((exercise.name.clone(), record.attempts));
            }
            if let Some(when) = record.passed_at {
                *overview.days.entry(day(when)).or_default() += 1;
            }
            let chapter = overview.chapter(exercise.dir.as_deref().unwrap_or_default());
            chapter.tally.add(exercise, max_points, progress);
            for concept in &exercise.concepts {
                overview.teach(concept, exercise, record.is_passed());
            }
        }
        overview
    }

    /// The concepts of all chapters.
    pub(crate) fn concepts(&self) -> impl Iterator<Item = &Concept> {
        self.chapters.iter().flat_map(|chapter| &chapter.concepts)
    }

    fn chapter(&mut self, name: &str) -> &mut Chapter {
        let place = self.chapters.iter().position(|it| it.name == name);
        let place = place.unwrap_or_else(|| {
            self.chapters.push(Chapter {
                name: name.to_owned(),
                tally: Tally::default(),
                concepts: Vec::new(),
            });
            self.chapters.len() - 1
        });
        &mut self.chapters[place]
    }

    /// The chapter that has it first keeps it.
    fn teach(&mut self, name: &str, exercise: &Exercise, is_met: bool) {
        let mut known = self.chapters.iter_mut().flat_map(|it| &mut it.concepts);
        if let Some(concept) = known.find(|it| it.name == name) {
            concept.is_met |= is_met;
            return;
        }
        let name = name.to_owned();
        let chapter = self.chapter(exercise.dir.as_deref().unwrap_or_default());
        chapter.concepts.push(Concept { name, is_met });
    }
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, UNIX_EPOCH};

    use super::*;
    use crate::kit::manifest;

    fn exercises() -> Vec<Exercise> {
        let entry = |name: &str, dir: &str, concepts: &str| {
            format!(
                "[[exercises]]\nname = \"{name}\"\ndir = \"{dir}\"\nhint = \"x\"\nconcepts = {concepts}\n"
            )
        };
        let text = [
            "format_version = 1\n".to_owned(),
            entry("a", "01", r#"["spawn", "join"]"#),
            entry("b", "01", r#"["join"]"#),
            entry("c", "02", r#"["move", "spawn"]"#),
        ];
        manifest::parse(&text.concat(), "info.toml")
            .unwrap()
            .exercises
    }

    #[test]
    fn passes_points_and_concepts_are_counted_by_chapter() {
        let mut progress = Progress::default();
        let noon = UNIX_EPOCH + Duration::from_hours(12);
        progress.attempted("b");
        progress.passed("b", 2, noon);
        for _ in 0..3 {
            progress.attempted("c");
        }
        progress.passed("c", 3, noon + Duration::from_hours(12));
        let overview = Overview::of(&exercises(), |_| 3, &progress);
        let tally = |passed, exercises, points, max_points| Tally {
            passed,
            exercises,
            points,
            max_points,
        };
        assert_eq!(overview.tally, tally(2, 3, 5, 9));
        let [first, second] = &overview.chapters[..] else {
            panic!("{overview:?}");
        };
        assert_eq!(
            (first.name.as_str(), &first.tally),
            ("01", &tally(1, 2, 2, 6))
        );
        assert_eq!(
            (second.name.as_str(), &second.tally),
            ("02", &tally(1, 1, 3, 3))
        );
        let concepts: Vec<(&str, bool)> = overview
            .concepts()
            .map(|concept| (concept.name.as_str(), concept.is_met))
            .collect();
        // `spawn` is of the first chapter, and was met in the second.
        assert_eq!(concepts, [("spawn", true), ("join", true), ("move", true)]);
        assert_eq!(overview.attempts, 4);
        assert_eq!(overview.longest, Some(("c".to_owned(), 3)));
        let days: Vec<(&str, usize)> = overview
            .days
            .iter()
            .map(|(day, count)| (day.as_str(), *count))
            .collect();
        assert_eq!(days, [("1970-01-01", 1), ("1970-01-02", 1)]);
    }
}
