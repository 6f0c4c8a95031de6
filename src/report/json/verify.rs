//! What `verify --json` prints.

use serde::Serialize;

use crate::teach;
use crate::teach::verify::report;
use crate::wire::FORMAT;

#[derive(Serialize)]
struct Report<'a> {
    format: u32,
    sound: bool,
    stopped: bool,
    exercises: Vec<Exercise<'a>>,
    findings: Vec<Finding<'a>>,
}

#[derive(Serialize)]
struct Exercise<'a> {
    name: &'a str,
    path: &'a str,
    sound: bool,
    unchanged: bool,
    attempts: Vec<Attempt<'a>>,
    mutants: Option<Mutants<'a>>,
}

#[derive(Serialize)]
struct Attempt<'a> {
    path: &'a str,
    part: &'static str,
    verdict: &'static str,
    right: bool,
    held: &'a [String],
}

#[derive(Serialize)]
struct Mutants<'a> {
    killed: usize,
    not_compiling: usize,
    surviving: Vec<Mutant<'a>>,
    equivalent: Vec<Mutant<'a>>,
}

#[derive(Serialize)]
struct Mutant<'a> {
    mutant: &'a str,
    path: &'a str,
    line: usize,
    changed: &'a str,
    diff: &'a str,
    because: Option<&'a str>,
}

#[derive(Serialize)]
struct Finding<'a> {
    severity: &'static str,
    kind: &'static str,
    exercise: Option<&'a str>,
    path: &'a str,
    line: Option<usize>,
    message: &'a str,
    detail: Option<&'a str>,
}

/// What `verify --json` prints.
pub(crate) fn verification(report: &report::Report) -> impl Serialize + '_ {
    Report {
        format: FORMAT,
        sound: report.is_sound(),
        stopped: report.stopped,
        exercises: report
            .exercises
            .iter()
            .map(|summary| exercise(report, summary))
            .collect(),
        findings: report.findings.iter().map(finding).collect(),
    }
}

fn exercise<'a>(report: &report::Report, summary: &'a report::Summary) -> Exercise<'a> {
    let worst = report.worst(&summary.name);
    Exercise {
        name: &summary.name,
        path: &summary.path,
        sound: worst.is_none_or(|worst| worst == teach::Severity::Advice),
        unchanged: summary.unchanged,
        attempts: summary
            .attempts
            .iter()
            .map(|attempt| Attempt {
                path: &attempt.path,
                part: attempt.part.word(),
                verdict: attempt.verdict.word(),
                right: attempt.is_right,
                held: &attempt.held,
            })
            .collect(),
        mutants: summary.mutants.as_ref().map(|mutants| Mutants {
            killed: mutants.killed,
            not_compiling: mutants.not_compiling,
            surviving: mutants.surviving.iter().map(mutant).collect(),
            equivalent: mutants.equivalent.iter().map(mutant).collect(),
        }),
    }
}

fn mutant(mutated: &report::Mutated) -> Mutant<'_> {
    Mutant {
        mutant: &mutated.operator,
        path: &mutated.path,
        line: mutated.line,
        changed: &mutated.changed,
        diff: &mutated.diff,
        because: mutated.because.as_deref(),
    }
}

fn finding(finding: &teach::Finding) -> Finding<'_> {
    Finding {
        severity: finding.severity().word(),
        kind: finding.kind.word(),
        exercise: finding.exercise.as_deref(),
        path: &finding.path,
        line: finding.line,
        message: &finding.message,
        detail: finding.detail.as_deref(),
    }
}
