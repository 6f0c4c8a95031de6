//! The JSON of a judgement, to be written and to be read again: what `run --json` prints, and a part of `grade --format
//! json`.

use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::exploration::Exploration;
use super::trace::Trace;
use super::{FORMAT, saved::BadJudgement};
use crate::text;
use crate::verdict::{self, CheckStatus, Level};

/// The fields are those of [`verdict::Judgement`].
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Judgement {
    format: u32,
    exercise: String,
    verdict: String,
    reason: Option<String>,
    points: u32,
    max_points: u32,
    diagnostics: Vec<Diagnostic>,
    checks: Vec<Check>,
    exploration: Option<Exploration>,
    trace: Option<Trace>,
    nudges: Vec<String>,
    output: String,
    elapsed_ms: u64,
}

#[derive(Debug, Serialize, Deserialize)]
struct Diagnostic {
    level: String,
    code: Option<String>,
    message: String,
    file: Option<String>,
    line: Option<u32>,
    column: Option<u32>,
    /// Without its colours.
    rendered: String,
}

#[derive(Debug, Serialize, Deserialize)]
struct Check {
    name: String,
    description: String,
    status: String,
    message: Option<String>,
    exploration: Option<Exploration>,
    points: u32,
    max_points: u32,
}

const LEVELS: [(Level, &str); 3] = [
    (Level::Error, "error"),
    (Level::Warning, "warning"),
    (Level::Note, "note"),
];
const STATUSES: [CheckStatus; 3] = [
    CheckStatus::Passed,
    CheckStatus::Failed,
    CheckStatus::NotRun,
];

impl From<&verdict::Judgement> for Judgement {
    fn from(judgement: &verdict::Judgement) -> Self {
        Self {
            format: FORMAT,
            exercise: judgement.exercise.clone(),
            verdict: judgement.verdict.word().to_owned(),
            reason: judgement.reason.clone(),
            points: judgement.points(),
            max_points: judgement.max_points(),
            diagnostics: judgement.diagnostics.iter().map(Into::into).collect(),
            checks: judgement.checks.iter().map(Into::into).collect(),
            exploration: judgement.exploration.map(Into::into),
            trace: judgement.trace.as_ref().map(Into::into),
            nudges: judgement.nudges.clone(),
            output: judgement.output.clone(),
            elapsed_ms: u64::try_from(judgement.elapsed.as_millis()).unwrap_or(u64::MAX),
        }
    }
}

impl From<&verdict::Diagnostic> for Diagnostic {
    fn from(diagnostic: &verdict::Diagnostic) -> Self {
        let level = LEVELS.iter().find(|(level, _)| *level == diagnostic.level);
        Self {
            level: level.map_or("", |(_, word)| word).to_owned(),
            code: diagnostic.code.clone(),
            message: diagnostic.message.clone(),
            file: diagnostic.file.clone(),
            line: diagnostic.line,
            column: diagnostic.column,
            rendered: text::plain(&diagnostic.rendered),
        }
    }
}

impl From<&verdict::CheckResult> for Check {
    fn from(check: &verdict::CheckResult) -> Self {
        Self {
            name: check.name.clone(),
            description: check.description.clone(),
            status: check.status.word().to_owned(),
            message: check.message.clone(),
            exploration: check.exploration.map(Into::into),
            points: check.points(),
            max_points: check.max_points,
        }
    }
}

impl Judgement {
    /// The judgement that this JSON stands for.
    pub(crate) fn read(self) -> Result<verdict::Judgement, BadJudgement> {
        if self.format != FORMAT {
            return Err(BadJudgement::Format(self.format));
        }
        let diagnostics = self.diagnostics.into_iter().map(Diagnostic::read);
        let checks = self.checks.into_iter().map(Check::read);
        Ok(verdict::Judgement {
            exercise: self.exercise,
            verdict: self.verdict.parse()?,
            reason: self.reason,
            diagnostics: diagnostics.collect::<Result<_, _>>()?,
            checks: checks.collect::<Result<_, _>>()?,
            exploration: self.exploration.map(Into::into),
            trace: self.trace.map(Trace::read).transpose()?,
            nudges: self.nudges,
            output: self.output,
            may_be_load: false,
            elapsed: Duration::from_millis(self.elapsed_ms),
        })
    }
}

impl Diagnostic {
    fn read(self) -> Result<verdict::Diagnostic, BadJudgement> {
        let level = LEVELS.into_iter().find(|(_, word)| *word == self.level);
        Ok(verdict::Diagnostic {
            level: level.ok_or(BadJudgement::Word(self.level))?.0,
            code: self.code,
            message: self.message,
            file: self.file,
            line: self.line,
            column: self.column,
            rendered: self.rendered,
            original: None,
        })
    }
}

impl Check {
    fn read(self) -> Result<verdict::CheckResult, BadJudgement> {
        let status = STATUSES
            .into_iter()
            .find(|status| status.word() == self.status);
        Ok(verdict::CheckResult {
            name: self.name,
            description: self.description,
            status: status.ok_or(BadJudgement::Word(self.status))?,
            message: self.message,
            exploration: self.exploration.map(Into::into),
            place: None,
            max_points: self.max_points,
        })
    }
}

/// What `run --json` prints.
pub fn judgement(judgement: &verdict::Judgement) -> impl Serialize + use<> {
    Judgement::from(judgement)
}

/// Reads what [`judgement`] wrote.
pub(crate) fn read_judgement(text: &str) -> Result<verdict::Judgement, BadJudgement> {
    serde_json::from_str::<Judgement>(text)?.read()
}

/// The judgement as it is once it was written and read again.
pub(crate) fn normal(judgement: &verdict::Judgement) -> verdict::Judgement {
    Judgement::from(judgement)
        .read()
        .unwrap_or_else(|_| judgement.clone())
}
