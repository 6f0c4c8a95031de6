//! What `progress --json` prints.

use serde::Serialize;

use crate::overview;
use crate::wire::FORMAT;

#[derive(Serialize)]
struct Overview<'a> {
    format: u32,
    #[serde(flatten)]
    tally: Tally,
    attempts: u32,
    chapters: Vec<Chapter<'a>>,
    days: Vec<Day<'a>>,
}

#[derive(Serialize)]
struct Tally {
    passed: usize,
    exercises: usize,
    points: u32,
    max_points: u32,
}

#[derive(Serialize)]
struct Chapter<'a> {
    name: &'a str,
    #[serde(flatten)]
    tally: Tally,
    concepts: Vec<Met<'a>>,
}

#[derive(Serialize)]
struct Met<'a> {
    name: &'a str,
    met: bool,
}

#[derive(Serialize)]
struct Day<'a> {
    day: &'a str,
    passed: usize,
}

impl From<&overview::Tally> for Tally {
    fn from(tally: &overview::Tally) -> Self {
        Self {
            passed: tally.passed,
            exercises: tally.exercises,
            points: tally.points,
            max_points: tally.max_points,
        }
    }
}

pub(crate) fn overview(overview: &overview::Overview) -> impl Serialize + '_ {
    Overview {
        format: FORMAT,
        tally: (&overview.tally).into(),
        attempts: overview.attempts,
        chapters: overview
            .chapters
            .iter()
            .map(|chapter| Chapter {
                name: &chapter.name,
                tally: (&chapter.tally).into(),
                concepts: chapter
                    .concepts
                    .iter()
                    .map(|concept| Met {
                        name: &concept.name,
                        met: concept.is_met,
                    })
                    .collect(),
            })
            .collect(),
        days: overview
            .days
            .iter()
            .map(|(day, passed)| Day {
                day,
                passed: *passed,
            })
            .collect(),
    }
}
