//! Markdown for a job's summary on GitHub: tables, and what went wrong in blocks to be unfolded.

mod escape;

use std::fmt::Write;

use escape::{cell, code, fence, html, text};

use super::findings::{paragraphs, place, why};
use crate::grade::model::{Graded, Grading, HandIn, Submission};
use crate::render::remark;
use crate::render::untrusted::{lines, name, sentence, shorten};
use crate::render::words::grading as words;

/// GitHub takes 1 MiB of summary from a step; some of it is left to others.
const MOST_BYTES: usize = 1_000_000;
/// Kept free for the last lines.
const LAST: usize = 1_000;
/// Characters of a name, a sentence, and a block of code.
const NAME: usize = 100;
const SENTENCE: usize = 1000;
const BLOCK: usize = 20_000;

/// The grading as GitHub's Markdown, of at most 1 MB.
pub fn markdown(grading: &Grading) -> Vec<u8> {
    let mut page = String::new();
    let mut left_out = 0;
    let mut add = |piece: &[&dyn Fn() -> String]| {
        let room = MOST_BYTES - LAST - page.len();
        let fitting = piece.iter().map(|piece| piece());
        match fitting.into_iter().find(|piece| piece.len() <= room) {
            Some(piece) => page.push_str(&piece),
            None => left_out += 1,
        }
    };
    match grading.submissions.as_slice() {
        [] => add(&[&|| format!("## {}\n\n", words::no_submissions())]),
        [one] => {
            add(&[&|| format!("## {}\n\n{}", short(&one.name), score(one))]);
            add(&[&|| exercises(grading, one)]);
            add(&[&|| protections(grading)]);
            add(&[&|| details(one)]);
        }
        all => {
            add(&[&|| format!("## {}\n\n", words::size(grading))]);
            add(&[&|| submissions(all)]);
            add(&[&|| protections(grading)]);
            for submission in all {
                add(&[
                    &|| section(grading, submission, &details(submission)),
                    &|| section(grading, submission, ""),
                ]);
            }
        }
    }
    if left_out > 0 {
        let _ = writeln!(page, "{}", words::left_out(left_out));
    }
    page.into_bytes()
}

fn short(text: &str) -> String {
    code(&shorten(&name(text), NAME))
}

fn score(submission: &Submission) -> String {
    let mut page = format!(
        "**{}**, {}\n\n",
        words::points(submission.score(), submission.max_score()),
        words::passed(&submission.tally())
    );
    for problem in &submission.problems {
        let _ = writeln!(page, "- {}", text(&sentence(problem, SENTENCE)));
    }
    if !submission.problems.is_empty() {
        page.push('\n');
    }
    page
}

fn submissions(all: &[Submission]) -> String {
    let [who, points, passed, remarks] = words::heads();
    let mut page = format!("| {who} | {points} | {passed} | {remarks} |\n|---|--:|--:|---|\n");
    for submission in all {
        let tally = submission.tally();
        let _ = writeln!(
            page,
            "| {} | {}/{} | {}/{} | {} |",
            cell(&short(&submission.name)),
            submission.score(),
            submission.max_score(),
            tally.passed,
            tally.exercises,
            words::remarks(&tally, submission.problems.len()),
        );
    }
    page + "\n"
}

fn section(grading: &Grading, submission: &Submission, details: &str) -> String {
    let head = format!(
        "{}: {}",
        html(&shorten(&name(&submission.name), NAME)),
        words::points(submission.score(), submission.max_score()),
    );
    let table = score(submission) + &exercises(grading, submission);
    unfolding(&head, &(table + details))
}

/// A block to be unfolded; its head is HTML already.
fn unfolding(head: &str, body: &str) -> String {
    format!("<details><summary>{head}</summary>\n\n{body}</details>\n\n")
}

fn exercises(grading: &Grading, submission: &Submission) -> String {
    let mut page = String::from("| | | | |\n|---|---|--:|---|\n");
    for graded in &submission.exercises {
        let exercise = &graded.judgement.exercise;
        let mut kit = grading.kit.exercises.iter();
        let identity = kit.find(|identity| identity.name == *exercise);
        let title = identity.and_then(|identity| identity.title.as_deref());
        let _ = writeln!(
            page,
            "| {} | {} {} | {}/{} | {} |",
            sign(graded),
            cell(&short(exercise)),
            text(&sentence(title.unwrap_or_default(), NAME)),
            graded.score,
            graded.max_score,
            text(&remark(graded, SENTENCE)),
        );
    }
    page + "\n"
}

fn sign(graded: &Graded) -> &'static str {
    match graded.hand_in {
        HandIn::Missing => "–",
        _ if graded.passed() => "✓",
        _ => "✗",
    }
}

/// What went wrong, one block for each exercise that was judged and did not pass.
fn details(submission: &Submission) -> String {
    let failed = submission.exercises.iter();
    let failed = failed.filter(|graded| graded.is_handed_in() && !graded.passed());
    let blocks = failed.map(|graded| {
        let path = shorten(&name(&graded.path), NAME);
        let place = match place(&graded.judgement) {
            Some(place) => format!("{path}:{}", place.line),
            None => path,
        };
        let mut body = format!(
            "{}\n\n{}\n\n",
            code(&place),
            text(&sentence(&why(graded), SENTENCE))
        );
        for paragraph in paragraphs(graded) {
            body += &fence(&lines(&paragraph, BLOCK));
        }
        let output = lines(&graded.judgement.output, BLOCK);
        if !output.is_empty() {
            let _ = write!(body, "{}\n\n{}", words::output(), fence(&output));
        }
        let exercise = shorten(&name(&graded.judgement.exercise), NAME);
        let head = format!("✗ {}: {}", html(&exercise), html(&remark(graded, SENTENCE)));
        unfolding(&head, &body)
    });
    blocks.collect()
}

fn protections(grading: &Grading) -> String {
    let all = &grading.protections;
    let active = all.iter().filter(|protection| protection.active).count();
    let kit = words::kit(&name(&grading.kit.name), &grading.kit.digest);
    let mut page = format!("{}\n\n", text(&kit));
    if let Some(rule) = words::late_rule(grading) {
        let _ = writeln!(page, "{}\n", text(&name(&rule)));
    }
    let _ = writeln!(page, "{}\n", words::protections(active, all.len()));
    for missing in all.iter().filter(|protection| !protection.active) {
        let _ = writeln!(
            page,
            "- {}: {}",
            text(&name(&missing.name)),
            text(&sentence(&missing.detail, SENTENCE))
        );
    }
    if active < all.len() {
        page.push('\n');
    }
    page
}
