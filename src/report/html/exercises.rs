//! The exercises: how many passed, and what went wrong most often.

use std::collections::BTreeMap;

use super::markup::Html;
use super::standing::Standing;
use crate::grade::model::{Audience, ExerciseIdentity, Graded, Grading};
use crate::render::untrusted::{name, sentence};
use crate::render::words::class_page as words;
use crate::report::findings::deciding;
use crate::verdict::Verdict;

/// Characters of a sentence.
const SENTENCE: usize = 200;
/// How wide a bar is.
const BAR: usize = 120;

pub(super) fn exercises(page: &mut Html, grading: &Grading) {
    let is_for_teachers = grading.audience == Audience::Teacher;
    page.within("section", &[("aria-labelledby", "exercises")], |page| {
        page.put("h2", &[("id", "exercises")], words::exercises());
        let region = [
            ("class", "scroll"),
            ("role", "region"),
            ("aria-labelledby", "exercises"),
            ("tabindex", "0"),
        ];
        page.within("div", &region, |page| {
            page.within("table", &[("class", "exercises sortable")], |page| {
                page.within("thead", &[], |page| heads(page, is_for_teachers));
                page.within("tbody", &[], |page| {
                    for exercise in &grading.kit.exercises {
                        let summary = Summary::of(grading, exercise);
                        page.within("tr", &[], |page| {
                            row(page, exercise, &summary, is_for_teachers);
                        });
                    }
                });
            });
        });
    });
}

fn heads(page: &mut Html, is_for_teachers: bool) {
    page.within("tr", &[], |page| {
        page.put("th", &[("scope", "col")], words::exercise());
        let number = [("scope", "col"), ("class", "number")];
        page.put("th", &number, words::passed());
        page.put("th", &number, words::handed_in());
        page.put("th", &[("scope", "col")], words::most_frequent_verdict());
        page.put("th", &[("scope", "col")], words::most_frequent_check());
        if is_for_teachers {
            page.put("th", &[("scope", "col")], words::most_frequent_mistake());
        }
    });
}

fn row(page: &mut Html, exercise: &ExerciseIdentity, summary: &Summary, is_for_teachers: bool) {
    page.within("th", &[("scope", "row")], |page| {
        page.put("code", &[], &name(&exercise.name));
        let title = sentence(exercise.title.as_deref().unwrap_or_default(), SENTENCE);
        page.put("small", &[], &title);
    });
    page.within("td", &[("class", "share")], |page| {
        page.put(
            "b",
            &[],
            &words::percent(summary.count(Standing::Passed), summary.all()),
        );
        bar(page, summary);
    });
    page.put("td", &[("class", "total")], &summary.handed_in.to_string());
    most(
        page,
        summary
            .verdict
            .map(|(verdict, count)| (words::verdict(verdict).to_owned(), count)),
    );
    let check = summary.check;
    most(
        page,
        check.map(|(check, count)| (sentence(check, SENTENCE), count)),
    );
    if is_for_teachers {
        let mistake = summary.mistake;
        most(page, mistake.map(|(slug, count)| (name(slug), count)));
    }
}

fn most(page: &mut Html, what: Option<(String, usize)>) {
    page.within("td", &[], |page| {
        if let Some((what, count)) = what {
            page.text(&what);
            page.text(" ");
            page.put("span", &[("class", "count")], &words::times(count));
        }
    });
}

/// How many stand in which way, as a bar. The numbers stand beside it.
fn bar(page: &mut Html, summary: &Summary) {
    let width = BAR.to_string();
    let view = format!("0 0 {BAR} 8");
    let svg = [
        ("viewBox", view.as_str()),
        ("width", &width),
        ("height", "8"),
        ("preserveAspectRatio", "none"),
        ("aria-hidden", "true"),
    ];
    page.within("svg", &svg, |page| {
        let mut before = 0;
        for standing in Standing::ALL {
            let count = summary.count(standing);
            let at = |count: usize| BAR * count / summary.all().max(1);
            let (from, to) = (at(before), at(before + count));
            before += count;
            if from < to {
                let (x, width) = (from.to_string(), (to - from).to_string());
                let rect = [
                    ("class", standing.class()),
                    ("x", &x),
                    ("width", &width),
                    ("height", "8"),
                ];
                page.within("rect", &rect, |_| {});
            }
        }
    });
}

/// An exercise, over the whole class.
struct Summary<'a> {
    standings: [usize; Standing::ALL.len()],
    handed_in: usize,
    verdict: Option<(Verdict, usize)>,
    check: Option<(&'a str, usize)>,
    mistake: Option<(&'a str, usize)>,
}

impl<'a> Summary<'a> {
    fn of(grading: &'a Grading, exercise: &ExerciseIdentity) -> Self {
        let submissions = grading.submissions.iter();
        let graded: Vec<&Graded> = submissions
            .flat_map(|submission| &submission.exercises)
            .filter(|graded| graded.judgement.exercise == exercise.name)
            .collect();
        let judged = || {
            let handed_in = graded.iter().copied().filter(|one| one.is_handed_in());
            handed_in.filter(|one| !one.passed() && !one.is_untouched())
        };
        let standing = |standing| {
            graded
                .iter()
                .filter(|one| Standing::of(one) == standing)
                .count()
        };
        Self {
            standings: Standing::ALL.map(standing),
            handed_in: graded.iter().filter(|one| one.is_handed_in()).count(),
            verdict: most_frequent(judged().map(|one| one.judgement.verdict)),
            check: most_frequent(judged().filter_map(|one| {
                let deciding = deciding(&one.judgement)?;
                Some(one.judgement.checks[deciding].sentence())
            })),
            mistake: most_frequent(judged().filter_map(|one| one.mistake.as_deref())),
        }
    }

    fn count(&self, standing: Standing) -> usize {
        self.standings[standing as usize]
    }

    fn all(&self) -> usize {
        self.standings.iter().sum()
    }
}

/// What comes most often, and how often. Of several, the first in their own order.
fn most_frequent<T: Ord + Copy>(all: impl Iterator<Item = T>) -> Option<(T, usize)> {
    let mut counts = BTreeMap::new();
    for one in all {
        *counts.entry(one).or_insert(0) += 1;
    }
    // `max_by_key` takes the last of equals.
    counts.into_iter().rev().max_by_key(|(_, count)| *count)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_what_is_equally_frequent_the_first_is_told() {
        assert_eq!(most_frequent([2, 1, 3, 2, 1].into_iter()), Some((1, 2)));
        assert_eq!(most_frequent([].into_iter()), None::<(u32, usize)>);
    }

    #[test]
    fn standings_are_counted_at_their_places() {
        for (place, standing) in Standing::ALL.into_iter().enumerate() {
            assert_eq!(standing as usize, place);
        }
    }
}
