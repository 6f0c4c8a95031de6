//! Pages for a browser, which load nothing: of a grading the class at a glance, or, of one submission, the page of its student; and of
//! a failing interleaving, `replay`.
//!
//! Nothing of a submission becomes markup: what is written goes through `markup::Html`, which takes tags from our own source only
//! and escapes everything else. Should that fail, the page's own policy lets no script and no style run but ours.

mod circle;
mod colors;
mod drawing;
mod exercises;
mod footer;
mod heat_map;
mod markup;
mod page;
pub(crate) mod replay;
mod standing;
mod student;

use crate::grade::model::{Grading, Submission};
use crate::render::untrusted::name;
use crate::render::words::class_page as words;
use crate::render::words::grading::no_submissions;
use markup::Html;
use standing::is_late;

/// The page.
pub fn html(grading: &Grading) -> Vec<u8> {
    let body = match grading.submissions.as_slice() {
        [one] => student::page(grading, one),
        _ => class(grading),
    };
    let title = match grading.submissions.as_slice() {
        [one] => words::title(&name(&one.name), &name(&grading.kit.name)),
        _ => words::title(words::class(), &name(&grading.kit.name)),
    };
    page::page(page::CLASS, &title, &body).into_bytes()
}

fn class(grading: &Grading) -> Html {
    let mut page = Html::new();
    page.within("header", &[], |page| {
        page.put("h1", &[], &name(&grading.kit.name));
        figures(page, grading);
    });
    page.within("main", &[], |page| {
        if grading.submissions.is_empty() {
            page.put("p", &[], no_submissions());
            return;
        }
        heat_map::heat_map(page, grading);
        exercises::exercises(page, grading);
        page::script(page, page::CLASS);
        page.within("section", &[("aria-labelledby", "students")], |page| {
            page.put("h2", &[("id", "students")], words::students());
            for (index, submission) in grading.submissions.iter().enumerate() {
                student::section(page, grading, index, submission);
            }
        });
    });
    footer::footer(&mut page, grading);
    page
}

/// The class in a few numbers.
fn figures(page: &mut Html, grading: &Grading) {
    let submissions = &grading.submissions;
    let exercises = || submissions.iter().flat_map(|one| &one.exercises);
    let mut figures = vec![
        (words::submissions(), submissions.len().to_string()),
        (words::exercises(), grading.kit.exercises.len().to_string()),
    ];
    if !submissions.is_empty() {
        let earned = submissions.iter().map(Submission::score).sum();
        let most: u32 = grading.kit.exercises.iter().map(|one| one.max_score).sum();
        let passed = exercises().filter(|graded| graded.passed()).count();
        figures.push((
            words::mean(),
            words::mean_of(earned, submissions.len(), most),
        ));
        figures.push((words::passed(), words::percent(passed, exercises().count())));
    }
    let late = exercises().filter(|graded| is_late(graded)).count();
    if grading.lateness.is_some() {
        figures.push((words::late(), late.to_string()));
    }
    page.within("dl", &[("class", "figures")], |page| {
        for (what, figure) in figures {
            page.within("div", &[], |page| {
                page.put("dt", &[], what);
                page.put("dd", &[], &figure);
            });
        }
    });
}
