//! Annotations for GitHub's Actions: lines of workflow commands for standard output, the worst first, since GitHub shows
//! only some of them. Texts stay inside their command: what could end it is escaped.

use std::fmt::Write;

use super::findings::{paragraphs, place, why};
use crate::grade::model::{Graded, Grading, HandIn, Points, Submission};
use crate::grade::tally::Tally;
use crate::render::untrusted::{lines, name, sentence, shorten};
use crate::render::words::grading as words;

/// How many errors of one step GitHub shows.
const SHOWN: usize = 10;
/// Characters of a title and of a message.
const TITLE: usize = 200;
const MESSAGE: usize = 4000;

/// How an archive's name ends: its files are none of the repository's.
const ARCHIVES: [&str; 3] = [".zip", ".tar.gz", ".tgz"];

/// Errors, warnings, and a notice with the score.
pub fn github(grading: &Grading) -> Vec<u8> {
    let several = grading.submissions.len() > 1;
    let mut page = String::new();
    let mut count = 0;
    for submission in &grading.submissions {
        for problem in &submission.problems {
            count += 1;
            let title = title(submission, several, None);
            page += &command("error", &[("title", &title)], problem);
        }
    }
    let mut failed: Vec<(&Submission, &Graded)> = Vec::new();
    for submission in &grading.submissions {
        let graded = submission.exercises.iter();
        let graded = graded.filter(|graded| !graded.passed() && graded.hand_in != HandIn::Missing);
        failed.extend(graded.map(|graded| (submission, graded)));
    }
    // The verdicts stand in their order; the sort keeps that of the submissions among equals.
    failed.sort_by_key(|(_, graded)| std::cmp::Reverse(rank(graded)));
    for (submission, graded) in &failed {
        page += &annotation(submission, graded, several);
    }
    for submission in &grading.submissions {
        page += &warnings(submission, several);
    }
    count += failed.len();
    page += &notice(grading, count);
    page.into_bytes()
}

/// How bad it is: what was refused, then the verdicts from the worst to the best.
fn rank(graded: &Graded) -> (bool, crate::verdict::Verdict) {
    (!graded.is_handed_in(), graded.judgement.verdict)
}

fn annotation(submission: &Submission, graded: &Graded, several: bool) -> String {
    let title = title(submission, several, Some(graded));
    let place = place(&graded.judgement);
    let file = file(submission, &graded.path);
    let line = place.map(|place| place.line.to_string());
    let column = place.and_then(|place| place.column);
    let column = column.map(|column| column.to_string());
    let mut properties: Vec<(&str, &str)> = Vec::new();
    let mut message = vec![sentence(&why(graded), MESSAGE)];
    match &file {
        Some(file) => {
            properties.push(("file", file));
            properties.extend(line.as_deref().map(|line| ("line", line)));
            properties.extend(column.as_deref().map(|column| ("col", column)));
        }
        None => message.insert(
            0,
            match line {
                Some(line) => format!("{}:{line}", name(&graded.path)),
                None => name(&graded.path),
            },
        ),
    }
    properties.push(("title", &title));
    message.extend(paragraphs(graded));
    command("error", &properties, &message.join("\n\n"))
}

/// What is missing or late: one line for each submission, since GitHub shows few.
fn warnings(submission: &Submission, several: bool) -> String {
    let title = title(submission, several, None);
    let mut page = String::new();
    let missing = submission.exercises.iter();
    let missing = missing.filter(|graded| graded.hand_in == HandIn::Missing);
    let missing: Vec<&str> = missing
        .map(|graded| graded.judgement.exercise.as_str())
        .collect();
    if !missing.is_empty() {
        page += &command("warning", &[("title", &title)], &words::missing(&missing));
    }
    let late = submission
        .exercises
        .iter()
        .filter_map(|graded| match &graded.hand_in {
            HandIn::Late(time) => Some(format!(
                "{}: {}",
                graded.judgement.exercise,
                words::late(time, graded.penalty)
            )),
            _ => None,
        });
    let late: Vec<String> = late.collect();
    if !late.is_empty() {
        page += &command("warning", &[("title", &title)], &late.join("\n"));
    }
    page
}

fn notice(grading: &Grading, errors: usize) -> String {
    let submissions = grading.submissions.iter();
    let (mut score, mut max_score, mut tally) = (Points::default(), 0, Tally::default());
    for submission in submissions {
        let one = submission.tally();
        score = score + submission.score();
        max_score += submission.max_score();
        tally.passed += one.passed;
        tally.exercises += one.exercises;
    }
    let mut message = format!(
        "{}, {}.",
        words::points(score, max_score),
        words::passed(&tally)
    );
    let missing = grading.protections.iter();
    let missing = missing.filter(|protection| !protection.active).count();
    let all = grading.protections.len();
    if missing > 0 || all == 0 {
        let _ = write!(message, "\n{}", words::protections(all - missing, all));
        let names = grading.protections.iter();
        let names = names.filter(|protection| !protection.active);
        for protection in names {
            let _ = write!(message, " {}", protection.name);
        }
    }
    if errors > SHOWN {
        let _ = write!(message, "\n{}", words::annotations(errors, SHOWN));
    }
    command("notice", &[("title", "threadlings")], &message)
}

fn title(submission: &Submission, several: bool, graded: Option<&Graded>) -> String {
    let who = several.then(|| name(&submission.name));
    let what = graded.map(|graded| name(&graded.judgement.exercise));
    let parts: Vec<String> = who.into_iter().chain(what).collect();
    if parts.is_empty() {
        return shorten(&name(&submission.name), TITLE);
    }
    shorten(&parts.join(": "), TITLE)
}

/// The file as the repository knows it; none of an archive's files lies in it.
fn file(submission: &Submission, path: &str) -> Option<String> {
    let root = submission.path.trim_end_matches(['/', '\\']);
    if ARCHIVES.iter().any(|ending| root.ends_with(ending)) {
        return None;
    }
    let root = root.strip_prefix("./").unwrap_or(root);
    match root {
        "" | "." => Some(name(path)),
        root => Some(format!("{}/{}", name(root), name(path))),
    }
}

/// One workflow command on a line of its own.
fn command(kind: &str, properties: &[(&str, &str)], message: &str) -> String {
    let properties: Vec<String> = properties
        .iter()
        .map(|(key, value)| format!("{key}={}", property(value)))
        .collect();
    let message = data(&lines(message, MESSAGE));
    format!("::{kind} {}::{message}\n", properties.join(","))
}

/// A message, as the runner reads it back.
fn data(text: &str) -> String {
    text.replace('%', "%25")
        .replace('\r', "%0D")
        .replace('\n', "%0A")
}

/// A property, as the runner reads it back.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
