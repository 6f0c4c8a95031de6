//! Gradescope's `results.json`, as <https://gradescope-autograders.readthedocs.io/en/latest/specs/> has it: one submission,
//! a test for each check.
//!
//! A teacher's report names the hidden checks, so Gradescope shows its tests to staff only; a student's is shown to them.

use serde::Serialize;
use serde_json::Number;

use super::findings::{Case, Outcome, cases, paragraphs};
use super::number::number;
use crate::exit::{Exit, Exits};
use crate::grade::model::{Audience, Graded, Grading, HandIn, Points, Submission};
use crate::render::untrusted::{lines, name, sentence};
use crate::render::words::grading as words;
use crate::verdict::Verdict;

/// Characters of one text.
const TEXT: usize = 64 * 1024;
const SENTENCE: usize = 4000;

/// Why there are no results.
#[derive(Debug, thiserror::Error)]
pub enum NoResults {
    /// Gradescope has a file for each submission, and this grading has not just one.
    #[error("{}", words::not_one_submission(*.0))]
    NotOneSubmission(usize),
    /// A score would be a guess.
    #[error("{}", words::nothing_judged(.0))]
    NothingJudged(String),
}

impl Exits for NoResults {
    fn exit(&self) -> Exit {
        match self {
            Self::NotOneSubmission(_) => Exit::Usage,
            Self::NothingJudged(_) => Exit::Failure,
        }
    }
}

#[derive(Serialize)]
struct Results {
    score: Number,
    output: String,
    output_format: &'static str,
    test_output_format: &'static str,
    test_name_format: &'static str,
    visibility: &'static str,
    stdout_visibility: &'static str,
    extra_data: ExtraData,
    tests: Vec<Test>,
}

/// What Gradescope keeps without showing it.
#[derive(Serialize)]
struct ExtraData {
    format: u32,
    kit: String,
    kit_digest: String,
    toolchain: String,
    max_score: u32,
    protections: Vec<Protection>,
}

#[derive(Serialize)]
struct Protection {
    name: String,
    active: bool,
}

#[derive(Serialize)]
struct Test {
    score: Number,
    max_score: u32,
    status: &'static str,
    name: String,
    number: String,
    output: String,
    output_format: &'static str,
    tags: Vec<String>,
    visibility: &'static str,
}

/// The grading of one submission as `results.json`.
pub fn gradescope(grading: &Grading) -> Result<Vec<u8>, NoResults> {
    let [submission] = grading.submissions.as_slice() else {
        return Err(NoResults::NotOneSubmission(grading.submissions.len()));
    };
    let is_handed_in =
        |graded: &&Graded| matches!(graded.hand_in, HandIn::InTime | HandIn::Late(_));
    let mut judged = submission
        .exercises
        .iter()
        .filter(is_handed_in)
        .map(|graded| &graded.judgement);
    if let Some(first) = judged.clone().next()
        && judged.all(|judgement| judgement.verdict == Verdict::NotJudged)
    {
        let why = first.reason.as_deref().unwrap_or_default();
        return Err(NoResults::NothingJudged(sentence(why, SENTENCE)));
    }
    let kit = &grading.kit;
    let protections = grading.protections.iter().map(|protection| Protection {
        name: name(&protection.name),
        active: protection.active,
    });
    let exercises = submission.exercises.iter().enumerate();
    let results = Results {
        score: number(submission.score()),
        output: overview(submission),
        output_format: "text",
        test_output_format: "text",
        test_name_format: "text",
        visibility: "visible",
        stdout_visibility: "hidden",
        extra_data: ExtraData {
            format: 1,
            kit: name(&kit.name),
            kit_digest: kit.digest.clone(),
            toolchain: name(&kit.toolchain),
            max_score: submission.max_score(),
            protections: protections.collect(),
        },
        tests: exercises
            .flat_map(|(index, graded)| tests(grading, index, graded))
            .collect(),
    };
    let mut bytes = serde_json::to_vec_pretty(&results).expect("strings and numbers only");
    bytes.push(b'\n');
    Ok(bytes)
}

/// What concerns the whole submission, and what each exercise came to.
fn overview(submission: &Submission) -> String {
    let mut all = vec![
        words::points(submission.score(), submission.max_score()),
        words::passed(&submission.tally()),
    ];
    let problems = submission.problems.iter();
    all.extend(problems.map(|problem| sentence(problem, SENTENCE)));
    all.extend(submission.exercises.iter().map(|graded| {
        let came_to = match &graded.hand_in {
            HandIn::Refused(reason) => words::refused(&sentence(reason, SENTENCE)),
            _ => words::came_to(graded),
        };
        let late = match &graded.hand_in {
            HandIn::Late(time) => format!(" ({})", words::late(&name(time), graded.penalty)),
            _ => String::new(),
        };
        format!("{}: {came_to}{late}", name(&graded.judgement.exercise))
    }));
    lines(&all.join("\n"), TEXT)
}

fn tests(grading: &Grading, index: usize, graded: &Graded) -> Vec<Test> {
    let exercise = &graded.judgement.exercise;
    let mut kit = grading.kit.exercises.iter();
    let identity = kit.find(|identity| identity.name == *exercise);
    let chapter = identity.and_then(|identity| identity.dir.as_deref());
    let tags: Vec<String> = chapter.into_iter().chain([&**exercise]).map(name).collect();
    let cases = cases(graded).into_iter().enumerate();
    let tests = cases.map(|(check, case)| Test {
        score: number(case.points),
        max_score: case.max_points,
        status: match case.outcome {
            Outcome::Passed => "passed",
            _ => "failed",
        },
        name: if case.name == exercise {
            name(exercise)
        } else {
            format!("{}: {}", name(exercise), name(case.name))
        },
        number: format!("{}.{}", index + 1, check + 1),
        output: output(graded, &case),
        output_format: "text",
        tags: tags.clone(),
        visibility: match grading.audience {
            Audience::Student => "visible",
            Audience::Teacher => "hidden",
        },
    });
    tests.collect()
}

fn output(graded: &Graded, case: &Case) -> String {
    let mut parts = vec![name(case.description)];
    if let HandIn::Late(time) = &graded.hand_in {
        parts.push(words::late(&name(time), graded.penalty));
    }
    match &case.outcome {
        Outcome::Passed if graded.lost_points() && case.points == Points::default() => {
            parts.push(words::lost_points(graded).to_owned());
        }
        Outcome::Passed => {}
        Outcome::Failed(why)
        | Outcome::NotRun(why)
        | Outcome::Missing(why)
        | Outcome::NotJudged(why) => {
            parts.push(match case.place {
                Some(place) => format!("{}:{}: {why}", name(&graded.path), place.line),
                None => why.clone(),
            });
            if case.is_deciding {
                parts.extend(paragraphs(graded));
                let printed = lines(&graded.judgement.output, TEXT);
                if !printed.is_empty() {
                    parts.push(format!("{}\n{printed}", words::output()));
                }
            }
        }
    }
    parts.retain(|part| !part.is_empty());
    lines(&parts.join("\n\n"), TEXT)
}
