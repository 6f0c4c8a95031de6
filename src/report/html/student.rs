//! A submission: every verdict, and of what did not pass, why.

use super::drawing::drawing;
use super::footer::footer;
use super::markup::Html;
use super::standing::Standing;
use crate::grade::model::{Audience, ExerciseIdentity, Graded, Grading, Submission};
use crate::render::timeline::drawing::drawing as drawn;
use crate::render::timeline::is_telling;
use crate::render::untrusted::{lines, name, sentence};
use crate::render::words::class_page as words;
use crate::render::words::grading;
use crate::report::findings::{errors, place, reasons};
use crate::verdict::{CheckStatus, Judgement};

/// Characters of a sentence, and of a block.
const SENTENCE: usize = 1000;
const BLOCK: usize = 20_000;

/// Where a submission's part of the page is.
pub(super) fn id(index: usize) -> String {
    format!("s{index}")
}

/// Where an exercise of it is.
pub(super) fn id_of_exercise(index: usize, number: usize) -> String {
    format!("s{index}-{number}")
}

/// A page of its own.
pub(super) fn page(grading: &Grading, submission: &Submission) -> Html {
    let mut page = Html::new();
    page.within("header", &[], |page| {
        page.put("h1", &[], &name(&submission.name));
        page.put("p", &[("class", "lead")], &overview(submission));
    });
    page.within("main", &[("class", "student alone")], |page| {
        problems(page, submission);
        page.within("section", &[("aria-labelledby", "all")], |page| {
            page.put("h2", &[("id", "all")], words::exercises());
            table(page, grading, submission);
        });
        attempts(page, grading, 0, submission, "h2");
    });
    footer(&mut page, grading);
    page
}

/// A part of the class's page, to be unfolded. Two hundred of them have so many elements that a browser would need seconds, so each
/// waits in a `noscript`: text to a browser that runs the page's script, which unfolds it, and markup to any other.
pub(super) fn section(page: &mut Html, grading: &Grading, index: usize, submission: &Submission) {
    let id = id(index);
    page.within("details", &[("class", "student"), ("id", &id)], |page| {
        page.within("summary", &[], |page| {
            page.put("h3", &[], &name(&submission.name));
            page.put("span", &[], &overview(submission));
        });
        page.within("noscript", &[], |page| {
            problems(page, submission);
            names(page, submission);
            attempts(page, grading, index, submission, "h4");
        });
    });
}

/// What there is nothing to tell of, by name.
fn names(page: &mut Html, submission: &Submission) {
    for standing in [Standing::Passed, Standing::Unchanged, Standing::Missing] {
        let graded = submission.exercises.iter();
        let graded = graded.filter(|graded| Standing::of(graded) == standing);
        let names: Vec<String> = graded
            .map(|graded| name(&graded.judgement.exercise))
            .collect();
        if names.is_empty() {
            continue;
        }
        page.within("p", &[("class", "names")], |page| {
            page.put("b", &[], words::standing(standing.class()));
            for name in names {
                page.text(" ");
                page.put("code", &[], &name);
            }
        });
    }
}

fn overview(submission: &Submission) -> String {
    let tally = submission.tally();
    let mut parts = vec![
        grading::points(submission.score(), submission.max_score()),
        grading::passed(&tally),
        grading::remarks(&tally, submission.problems.len()),
    ];
    parts.retain(|part| !part.is_empty());
    parts.join(" · ")
}

fn problems(page: &mut Html, submission: &Submission) {
    for problem in &submission.problems {
        page.put("p", &[("class", "problem")], &sentence(problem, SENTENCE));
    }
}

/// Every exercise with its verdict and points.
fn table(page: &mut Html, grading: &Grading, submission: &Submission) {
    page.within("table", &[("class", "verdicts")], |page| {
        page.within("thead", &[], |page| {
            page.within("tr", &[], |page| {
                for head in [words::exercise(), words::verdict_head()] {
                    page.put("th", &[("scope", "col")], head);
                }
                page.put(
                    "th",
                    &[("scope", "col"), ("class", "number")],
                    words::points(),
                );
            });
        });
        page.within("tbody", &[], |page| {
            for graded in &submission.exercises {
                page.within("tr", &[], |page| verdict_row(page, grading, graded));
            }
        });
    });
}

fn verdict_row(page: &mut Html, grading: &Grading, graded: &Graded) {
    let standing = Standing::of(graded);
    let (number, identity) = identity(grading, graded);
    page.within("th", &[("scope", "row")], |page| {
        let exercise = name(&graded.judgement.exercise);
        if standing.is_told() {
            let link = format!("#{}", id_of_exercise(0, number));
            page.within("a", &[("href", &link)], |page| {
                page.put("code", &[], &exercise);
            });
        } else {
            page.put("code", &[], &exercise);
        }
        page.put("small", &[], &title(identity));
    });
    page.within("td", &[], |page| verdict(page, graded));
    let points = format!("{}/{}", graded.score, graded.max_score);
    page.put("td", &[("class", "total")], &points);
}

/// What did not pass, one by one.
fn attempts(
    page: &mut Html,
    grading: &Grading,
    index: usize,
    submission: &Submission,
    heading: &'static str,
) {
    for graded in &submission.exercises {
        if !Standing::of(graded).is_told() {
            continue;
        }
        let (number, identity) = identity(grading, graded);
        let id = id_of_exercise(index, number);
        page.within("section", &[("class", "attempt"), ("id", &id)], |page| {
            page.within(heading, &[], |page| {
                page.put("code", &[], &name(&graded.judgement.exercise));
                page.text(" ");
                page.put("small", &[], &title(identity));
            });
            page.within("p", &[("class", "came")], |page| {
                verdict(page, graded);
                page.text(" ");
                page.text(&grading::points(graded.score, graded.max_score));
            });
            attempt(page, grading, graded);
        });
    }
}

fn attempt(page: &mut Html, grading: &Grading, graded: &Graded) {
    let judgement = &graded.judgement;
    if graded.is_handed_in() {
        for reason in reasons(graded) {
            page.put("p", &[], &sentence(&reason, SENTENCE));
        }
        if let Some(place) = place(judgement) {
            let at = format!("{}:{}", name(&graded.path), place.line);
            page.within("p", &[("class", "place")], |page| {
                page.put("code", &[], &at);
            });
        }
    }
    if grading.submissions.len() == 1 {
        checks(page, judgement);
    }
    for error in errors(judgement) {
        page.put("pre", &[], &lines(&error, BLOCK));
    }
    if let Some(trace) = judgement.trace.as_ref().filter(|trace| is_telling(trace)) {
        drawing(page, &drawn(trace));
    }
    for nudge in &judgement.nudges {
        page.put("p", &[("class", "nudge")], &sentence(nudge, SENTENCE));
    }
    if graded.lost_points() {
        page.put("p", &[("class", "note")], grading::lost_points(graded));
    }
    if grading.audience == Audience::Teacher {
        if let Some(mistake) = &graded.mistake {
            page.put(
                "p",
                &[("class", "note")],
                &words::like_mistake(&name(mistake)),
            );
        }
        if graded.asks_about_types {
            page.put("p", &[("class", "note")], grading::asks_about_types());
        }
    }
    let output = lines(&judgement.output, BLOCK);
    if !output.is_empty() {
        page.within("details", &[("class", "output")], |page| {
            page.put("summary", &[], grading::output());
            page.put("pre", &[], &output);
        });
    }
}

/// Every check and how it went; in the page of a whole class that would be too much.
fn checks(page: &mut Html, judgement: &Judgement) {
    if judgement
        .checks
        .iter()
        .all(|check| check.status == CheckStatus::NotRun)
    {
        return;
    }
    page.within("ul", &[("class", "checks")], |page| {
        for check in &judgement.checks {
            page.within("li", &[("class", check.status.word())], |page| {
                page.put("b", &[], words::check_status(check.status));
                page.text(" ");
                page.text(&sentence(check.sentence(), SENTENCE));
            });
        }
    });
}

fn verdict(page: &mut Html, graded: &Graded) {
    let class = format!("chip {}", Standing::of(graded).class());
    page.put(
        "b",
        &[("class", &class)],
        &crate::render::remark(graded, SENTENCE),
    );
}

fn title(identity: Option<&ExerciseIdentity>) -> String {
    let title = identity.and_then(|identity| identity.title.as_deref());
    sentence(title.unwrap_or_default(), SENTENCE)
}

/// The exercise's place in the course, and what it is called.
fn identity<'a>(grading: &'a Grading, graded: &Graded) -> (usize, Option<&'a ExerciseIdentity>) {
    let all = &grading.kit.exercises;
    let place = all
        .iter()
        .position(|one| one.name == graded.judgement.exercise);
    (place.unwrap_or(all.len()), place.map(|place| &all[place]))
}
