//! The attempts that a kit brings along, and whether they are judged as they should be. Pure: it is given judgements.

use super::bundle::{Bundle, File};
use super::lines::Lines;
use super::{Finding, Kind, words};
use crate::kit::{Exercise, Mistake, When};
use crate::render::{self, Errors, Form};
use crate::text;
use crate::verdict::{CheckStatus, Judgement, Level, Verdict};

/// How wide the pages are that findings show.
const SHOWN: usize = 74;
/// How many of their lines.
const SHOWN_LINES: usize = 30;

/// What an attempt is for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Role {
    Start,
    Solution,
    Mistake(Mistake),
}

/// An attempt of the kit's own.
#[derive(Clone, Debug)]
pub(crate) struct Case {
    pub(crate) path: String,
    pub(crate) text: String,
    pub(crate) role: Role,
}

/// The attempts of one exercise: the start, the solutions, and the mistakes that say what must become of them.
pub(crate) fn cases(bundle: &Bundle) -> Vec<Case> {
    let case = |file: &File, role| Case {
        path: file.path.to_owned(),
        text: file.text.to_owned(),
        role,
    };
    let start = bundle.start.iter().map(|file| case(file, Role::Start));
    let solutions = bundle.solutions.iter();
    let solutions = solutions.map(|file| case(file, Role::Solution));
    let mistakes = bundle.mistakes.iter().filter_map(|(file, mistake)| {
        let mistake = mistake.as_ref().ok()?;
        Some(case(file, Role::Mistake(mistake.clone())))
    });
    start.chain(solutions).chain(mistakes).collect()
}

/// What is wrong with the judgements of one case, which are of the same text. There is at least one.
pub(crate) fn examine(
    exercise: &Exercise,
    is_explored: bool,
    case: &Case,
    judgements: &[Judgement],
    lines: &Lines,
) -> Vec<Finding> {
    if let Some(failed) = judgements.iter().find(|j| j.verdict == Verdict::NotJudged) {
        let reason = failed.reason.as_deref().unwrap_or_default();
        let message = words::not_judged(reason);
        // Checks that do not compile say on which line.
        let checks = exercise.checks_path();
        let line = reason
            .split_once(&format!("{checks}:"))
            .and_then(|(_, rest)| {
                let line = rest.split(':').next()?;
                line.parse::<usize>().ok()
            });
        let path = if line.is_some() { &checks } else { &case.path };
        return vec![Finding::new(Kind::NotJudged, path, line, message)];
    }
    let mut findings: Vec<Finding> = variation(case, judgements).into_iter().collect();
    let expected = judgements
        .iter()
        .map(|judgement| match &case.role {
            Role::Start => start(exercise, case, judgement, lines),
            Role::Solution => solution(exercise, is_explored, case, judgement),
            Role::Mistake(mistake) => self::mistake(case, mistake, judgement),
        })
        .find(|findings| !findings.is_empty());
    findings.extend(expected.into_iter().flatten());
    findings
}

fn start(exercise: &Exercise, case: &Case, judgement: &Judgement, lines: &Lines) -> Vec<Finding> {
    if judgement.passed() {
        if exercise.skip_check_unsolved {
            return Vec::new();
        }
        let message = words::start_passes();
        return vec![Finding::new(Kind::StartPasses, &case.path, None, message)];
    }
    let name = &exercise.name;
    match &exercise.start {
        Some(stated) if stated.applies_to(judgement) => Vec::new(),
        Some(stated) => {
            let line = lines.of_key(name, "start");
            let message = words::start_fails_otherwise(stated, &outcomes(judgement));
            let finding = Finding::new(Kind::StartFailsOtherwise, "info.toml", line, message);
            vec![finding.with_detail(page(judgement))]
        }
        // The community format has no word for it.
        None if judgement.checks.is_empty() || exercise.nudges.is_empty() => Vec::new(),
        None => {
            let message = words::start_unstated(&outcomes(judgement)[0]);
            let line = lines.of(name);
            vec![Finding::new(
                Kind::StartUnstated,
                "info.toml",
                line,
                message,
            )]
        }
    }
}

/// What can be said of how an attempt fails, in words of the manifest: error codes, failed checks, or else the verdict.
fn outcomes(judgement: &Judgement) -> Vec<String> {
    let mut outcomes: Vec<String> = match judgement.verdict {
        Verdict::DoesNotCompile => {
            let errors = judgement.diagnostics.iter();
            let errors = errors.filter(|diagnostic| diagnostic.level == Level::Error);
            errors.filter_map(|error| error.code.clone()).collect()
        }
        Verdict::FailsChecks => {
            let checks = judgement.checks.iter();
            let failed = checks.filter(|check| check.status == CheckStatus::Failed);
            failed
                .map(|check| When::Check(check.name.clone()).to_string())
                .collect()
        }
        Verdict::Passed
        | Verdict::Compiles
        | Verdict::BreaksRules
        | Verdict::FailsInSomeInterleaving
        | Verdict::Deadlocks
        | Verdict::TimesOut
        | Verdict::ExceedsLimit
        | Verdict::NotJudged => Vec::new(),
    };
    outcomes.retain(|word| When::from_word(word).is_some());
    outcomes.dedup();
    if outcomes.is_empty() {
        outcomes.push(judgement.verdict.to_string());
    }
    outcomes
}

fn solution(
    exercise: &Exercise,
    is_explored: bool,
    case: &Case,
    judgement: &Judgement,
) -> Vec<Finding> {
    let find = |kind, line, message: String| Finding::new(kind, &case.path, line, message);
    if !judgement.passed() {
        let errors = &mut judgement.diagnostics.iter();
        let line = errors
            .find(|diagnostic| diagnostic.level == Level::Error)
            .and_then(|error| error.line);
        let message = words::solution_fails(judgement.verdict);
        let finding = find(Kind::SolutionFails, line.map(|line| line as usize), message);
        return vec![finding.with_detail(page(judgement))];
    }
    let mut findings = Vec::new();
    if is_explored && judgement.exploration.is_none() {
        let message = words::nothing_explored().to_owned();
        findings.push(find(Kind::NotExplored, None, message));
    }
    let diagnostics = judgement.diagnostics.iter();
    for diagnostic in diagnostics.filter(|diagnostic| diagnostic.level != Level::Note) {
        let line = diagnostic.line.map(|line| line as usize);
        let message = words::lint(diagnostic.code.as_deref(), &diagnostic.message);
        findings.push(find(Kind::Lints, line, message));
    }
    let count = u32::try_from(judgement.checks.len()).unwrap_or(u32::MAX);
    let promised = exercise.points.unwrap_or(count);
    if judgement.points() != promised || judgement.max_points() != promised {
        let message = words::points_differ(judgement.points(), promised);
        findings.push(find(Kind::Points, None, message));
    }
    findings
}

fn mistake(case: &Case, mistake: &Mistake, judgement: &Judgement) -> Vec<Finding> {
    let head_line = |key: &str, nth: usize| {
        let lines = case.text.lines().enumerate();
        let mut lines = lines.filter(|(_, line)| {
            line.strip_prefix("//")
                .is_some_and(|comment| comment.trim_start().starts_with(key))
        });
        lines.nth(nth).map(|(index, _)| index + 1)
    };
    if judgement.verdict != mistake.verdict {
        let message = words::mistake_verdict(mistake.verdict, judgement.verdict);
        let line = head_line("verdict:", 0);
        let finding = Finding::new(Kind::MistakeVerdict, &case.path, line, message);
        return vec![finding.with_detail(page(judgement))];
    }
    let read = render::read_aloud(judgement);
    let mut findings = Vec::new();
    for (index, says) in mistake.says.iter().enumerate() {
        if !read.contains(says) {
            let (line, message) = (head_line("says:", index), words::mistake_words(says));
            let finding = Finding::new(Kind::MistakeWords, &case.path, line, message);
            findings.push(finding.with_detail(page(judgement)));
        }
    }
    findings
}

/// The first difference between the judgements of one text. What it printed may come in another order each time, and how
/// far it was explored depends on the machine.
fn variation(case: &Case, judgements: &[Judgement]) -> Option<Finding> {
    let (first, others) = judgements.split_first()?;
    let other = others.iter().find(|other| heard(other) != heard(first))?;
    let verdicts: Vec<Verdict> = judgements.iter().map(|one| one.verdict).collect();
    let message = if verdicts.iter().all(|verdict| *verdict == first.verdict) {
        words::words_vary(judgements.len(), first.verdict)
    } else {
        words::verdict_varies(&verdicts)
    };
    let pages = [page(first), page(other)].join("\n\n");
    Some(Finding::new(Kind::Varies, &case.path, None, message).with_detail(pages))
}

/// What must be the same every time.
fn heard(judgement: &Judgement) -> impl PartialEq + '_ {
    let checks = judgement.checks.iter();
    let checks: Vec<_> = checks
        .map(|check| (&check.name, check.status, &check.message, check.max_points))
        .collect();
    let diagnostics = judgement.diagnostics.iter();
    let diagnostics: Vec<_> = diagnostics
        .map(|diagnostic| (&diagnostic.code, &diagnostic.message, diagnostic.line))
        .collect();
    (
        judgement.verdict,
        &judgement.reason,
        checks,
        diagnostics,
        &judgement.nudges,
    )
}

/// Checks that hold for the start and for every mistake, each with its line.
pub(crate) fn idle_checks(bundle: &Bundle, judged: &[(&Case, &Judgement)]) -> Vec<Finding> {
    let Some(file) = bundle.checks else {
        return Vec::new();
    };
    let Ok(checks) = crate::judge::Checks::parse_all(file.text) else {
        return Vec::new();
    };
    let mut findings = Vec::new();
    for check in &checks.checks {
        let catches = judged.iter().any(|(case, judgement)| {
            case.role != Role::Solution && When::Check(check.name.clone()).applies_to(judgement)
        });
        if !catches {
            let message = words::check_never_fails(&check.name);
            let line = Some(check.line);
            findings.push(Finding::new(
                Kind::CheckNeverFails,
                file.path,
                line,
                message,
            ));
        }
    }
    findings
}

/// What a student would see, shortened.
pub(crate) fn page(judgement: &Judgement) -> String {
    let page =
        text::plain(&render::judgement(judgement, SHOWN, Errors::All, Form::Drawn).join("\n"));
    let mut lines: Vec<&str> = page.lines().collect();
    if lines.len() > SHOWN_LINES {
        lines.truncate(SHOWN_LINES - 1);
        lines.push("…");
    }
    lines.join("\n")
}

#[cfg(test)]
pub(crate) mod tests;
