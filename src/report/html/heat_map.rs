//! The class: a row for each submission, a column for each exercise.

use std::collections::BTreeMap;

use super::markup::Html;
use super::standing::{Standing, is_late};
use super::student;
use crate::grade::model::{ExerciseIdentity, Graded, Grading, Submission};
use crate::render::untrusted::name;
use crate::render::words::class_page as words;

/// So many columns need small cells.
const MANY: usize = 24;

pub(super) fn heat_map(page: &mut Html, grading: &Grading) {
    page.within("section", &[("aria-labelledby", "class")], |page| {
        page.put("h2", &[("id", "class")], words::class());
        legend(page, grading);
        let region = [
            ("class", "scroll tall"),
            ("role", "region"),
            ("aria-labelledby", "class"),
            ("tabindex", "0"),
        ];
        page.within("div", &region, |page| table(page, grading));
        // What the cell says that one points at or stands on.
        page.put("p", &[("id", "readout"), ("aria-hidden", "true")], "");
    });
}

fn legend(page: &mut Html, grading: &Grading) {
    let all = || grading.submissions.iter().flat_map(|one| &one.exercises);
    page.within("p", &[("class", "legend")], |page| {
        for standing in Standing::ALL {
            if !all().any(|graded| Standing::of(graded) == standing) {
                continue;
            }
            page.within("span", &[], |page| {
                let class = format!("key {}", standing.class());
                let sign = standing.sign().unwrap_or(" ");
                page.put("i", &[("class", &class), ("aria-hidden", "true")], sign);
                page.text(words::standing(standing.class()));
            });
        }
        if all().any(is_late) {
            page.within("span", &[], |page| {
                let key = [("class", "key late"), ("aria-hidden", "true")];
                page.put("i", &key, " ");
                page.text(words::late_key());
            });
        }
    });
}

fn table(page: &mut Html, grading: &Grading) {
    let exercises = &grading.kit.exercises;
    let class = if exercises.len() > MANY {
        "map many sortable"
    } else {
        "map sortable"
    };
    page.within("table", &[("class", class)], |page| {
        page.within("thead", &[], |page| heads(page, exercises));
        page.within("tbody", &[], |page| {
            for (index, submission) in grading.submissions.iter().enumerate() {
                page.within("tr", &[], |page| row(page, exercises, index, submission));
            }
        });
    });
}

fn heads(page: &mut Html, exercises: &[ExerciseIdentity]) {
    let chapters: Vec<&[ExerciseIdentity]> = exercises
        .chunk_by(|one, other| one.dir == other.dir)
        .collect();
    page.within("tr", &[("class", "chapters")], |page| {
        page.put("td", &[("colspan", "3")], "");
        for chapter in chapters {
            let span = chapter.len().to_string();
            let dir = chapter.first().and_then(|one| one.dir.as_deref());
            let dir = name(dir.unwrap_or_default());
            let head = [("scope", "colgroup"), ("colspan", &span), ("title", &dir)];
            page.within("th", &head, |page| page.put("span", &[], &dir));
        }
    });
    page.within("tr", &[], |page| {
        page.put(
            "th",
            &[("scope", "col"), ("class", "who")],
            words::submission(),
        );
        for head in [words::points(), words::passed()] {
            page.put("th", &[("scope", "col"), ("class", "number")], head);
        }
        for exercise in exercises {
            let head = [("scope", "col"), ("class", "number exercise")];
            page.within("th", &head, |page| {
                page.put("span", &[], &name(&exercise.name));
            });
        }
    });
}

fn row(page: &mut Html, exercises: &[ExerciseIdentity], index: usize, submission: &Submission) {
    let link = format!("#{}", student::id(index));
    page.within("th", &[("scope", "row")], |page| {
        page.put("a", &[("href", &link)], &name(&submission.name));
    });
    page.put("td", &[("class", "total")], &submission.score().to_string());
    let passed = submission.tally().passed.to_string();
    page.put("td", &[("class", "total")], &passed);
    let graded: BTreeMap<&str, &Graded> = submission
        .exercises
        .iter()
        .map(|graded| (graded.judgement.exercise.as_str(), graded))
        .collect();
    for (number, exercise) in exercises.iter().enumerate() {
        match graded.get(exercise.name.as_str()) {
            Some(graded) => cell(page, index, number, graded),
            None => page.put("td", &[], ""),
        }
    }
}

fn cell(page: &mut Html, index: usize, number: usize, graded: &Graded) {
    let standing = Standing::of(graded);
    let mut class = standing.class().to_owned();
    if is_late(graded) {
        class.push_str(" late");
    }
    let link = if standing.is_told() {
        student::id_of_exercise(index, number)
    } else {
        student::id(index)
    };
    let link = format!("#{link}");
    let score = graded.score.to_string();
    page.within("td", &[("class", &class)], |page| {
        let label = words::cell(graded);
        let cell = [("href", link.as_str()), ("aria-label", &label)];
        page.put("a", &cell, standing.sign().unwrap_or(&score));
    });
}
