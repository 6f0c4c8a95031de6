//! `JUnit`'s XML, in the form that Jenkins, GitLab and their like read: a suite for each submission, a case for each check.
//!
//! What was not handed in is skipped, what we failed to judge is an error, all else that did not pass is a failure.

use quick_junit::{NonSuccessKind, Report, TestCase, TestCaseStatus, TestSuite, XmlString};

use super::findings::{Case, Outcome, cases, paragraphs};
use crate::grade::model::{Graded, Grading, HandIn, Submission};
use crate::render::untrusted::{lines, name, sentence};
use crate::render::words::grading as words;

/// Characters of a message, and of what is told at length.
const MESSAGE: usize = 4000;
const BODY: usize = 64 * 1024;

/// The grading as `JUnit`'s XML.
pub fn junit(grading: &Grading) -> Vec<u8> {
    let mut report = Report::new(xml(&format!("threadlings: {}", name(&grading.kit.name))));
    let several = grading.submissions.len() > 1;
    for submission in &grading.submissions {
        report.add_test_suite(suite(grading, submission, several));
    }
    let text = report.to_string().expect("memory takes all");
    without_a_count(&text).into_bytes()
}

/// The crate counts what was skipped for all suites together too, which the schema of Jenkins does not know. Quotes are
/// escaped in names, so the first of these stands in the outermost tag.
fn without_a_count(text: &str) -> String {
    let count = text.split_once(" skipped=\"").and_then(|(before, rest)| {
        let (_, after) = rest.split_once('"')?;
        Some(format!("{before}{after}"))
    });
    count.unwrap_or_else(|| text.to_owned())
}

fn suite(grading: &Grading, submission: &Submission, several: bool) -> TestSuite {
    let submitter = name(&submission.name);
    let mut suite = TestSuite::new(xml(&submitter));
    suite.add_property(("score", submission.score().to_string().as_str()));
    suite.add_property(("max_score", submission.max_score().to_string().as_str()));
    for protection in &grading.protections {
        let state = if protection.active {
            "active"
        } else {
            "missing"
        };
        let label = xml(&format!("protection.{}", name(&protection.name)));
        suite.add_property((label, XmlString::new(state)));
    }
    let remarks = remarks(submission);
    if !submission.problems.is_empty() {
        suite.add_test_case(problems(submission, &submitter));
    }
    for graded in &submission.exercises {
        let exercise = name(&graded.judgement.exercise);
        // Readers take what stands before the last dot for a package.
        let class = if several {
            format!("{submitter}.{exercise}")
        } else {
            exercise
        };
        for case in cases(graded) {
            let mut test = TestCase::new(xml(&name(case.name)), status(graded, &case));
            test.set_classname(xml(&class));
            let output = lines(&graded.judgement.output, BODY);
            if case.is_deciding && !output.is_empty() {
                test.set_system_out(xml(&output));
            }
            suite.add_test_case(test);
        }
    }
    if !remarks.is_empty() {
        suite.set_system_err(xml(&remarks.join("\n")));
    }
    suite
}

/// What is wrong with a submission as a whole: an error where nothing of it could be judged.
fn problems(submission: &Submission, submitter: &str) -> TestCase {
    let nothing = !submission.exercises.iter().any(Graded::is_handed_in);
    let mut status = if nothing {
        TestCaseStatus::non_success(NonSuccessKind::Error)
    } else {
        TestCaseStatus::skipped()
    };
    status.set_message(xml(&sentence(&submission.problems.join(" "), MESSAGE)));
    status.set_type("problem");
    let mut test = TestCase::new("submission", status);
    test.set_classname(xml(submitter));
    test
}

fn status(graded: &Graded, case: &Case) -> TestCaseStatus {
    let failure = || TestCaseStatus::non_success(NonSuccessKind::Failure);
    let (mut status, kind, why) = match &case.outcome {
        Outcome::Passed => return TestCaseStatus::success(),
        Outcome::Failed(why) => (failure(), graded.judgement.verdict.word(), why),
        Outcome::NotRun(why) => (TestCaseStatus::skipped(), "not_run", why),
        Outcome::Missing(why) => (TestCaseStatus::skipped(), "missing", why),
        Outcome::NotJudged(why) => {
            let error = TestCaseStatus::non_success(NonSuccessKind::Error);
            (error, "not_judged", why)
        }
    };
    let kind = match graded.hand_in {
        HandIn::Refused(_) => "refused",
        _ => kind,
    };
    let path = name(&graded.path);
    let place = match case.place {
        Some(place) => format!("{path}:{}", place.line),
        None => path,
    };
    let message = sentence(&format!("{place}: {why}"), MESSAGE);
    status.set_message(xml(&message));
    status.set_type(kind);
    let mut body = vec![name(case.description), message];
    if case.is_deciding {
        body.extend(paragraphs(graded));
    }
    body.retain(|paragraph| !paragraph.is_empty());
    status.set_description(xml(&lines(&body.join("\n\n"), BODY)));
    status
}

/// What no test case says of a submission: one line each.
fn remarks(submission: &Submission) -> Vec<String> {
    let problems = submission.problems.iter();
    let mut remarks: Vec<String> = problems.map(|text| sentence(text, MESSAGE)).collect();
    for graded in &submission.exercises {
        let path = name(&graded.path);
        if graded.is_untouched() {
            remarks.push(format!("{path}: {}", words::unchanged()));
        }
        if graded.asks_about_types {
            remarks.push(format!("{path}: {}", words::asks_about_types()));
        }
        match &graded.hand_in {
            HandIn::InTime => {}
            HandIn::Late(time) => remarks.push(format!(
                "{path}: {}",
                words::late(&name(time), graded.penalty)
            )),
            HandIn::Missing | HandIn::Refused(_) => {
                remarks.push(format!("{path}: {}", super::findings::why(graded)));
            }
        }
    }
    remarks
}

/// Without what XML cannot hold. Control characters were made visible before; these are no characters at all.
fn xml(text: &str) -> XmlString {
    XmlString::new(text.replace(['\u{fffe}', '\u{ffff}'], ""))
}
