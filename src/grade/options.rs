//! How to grade, and what comes of it when nobody wants it any more.

use std::path::PathBuf;
use std::time::SystemTime;

use super::deadline;
use super::late::LateRule;
use super::model::{Audience, Lateness};
use super::shard::Shard;
use super::words;
use crate::verdict::Judgement;

/// Says which of the kit's own mistakes fails in the same way as this judgement's attempt.
pub(super) type Recognise<'a> = dyn Fn(&Judgement) -> Option<String> + Sync + 'a;

/// How to grade.
pub struct Options<'a> {
    /// How many attempts are judged at the same time.
    pub jobs: usize,
    /// Whatever was modified later is late.
    pub deadline: Option<SystemTime>,
    /// What that costs.
    pub late: Option<LateRule>,
    /// Who will read the reports.
    pub audience: Audience,
    /// Which part of the submissions is graded.
    pub shard: Option<Shard>,
    /// Where judgements are kept; `None` keeps none.
    pub cache: Option<PathBuf>,
    /// Whether everything is judged again, whatever is kept.
    pub fresh: bool,
    /// Which mistake an attempt has made. Grading itself does not know what a student reads, and so cannot tell.
    pub recognise: &'a Recognise<'a>,
}

impl Options<'_> {
    /// When something is late, and what that costs, as reports say it.
    pub(super) fn lateness(&self) -> Option<Lateness> {
        let deadline = self.deadline?;
        Some(Lateness {
            deadline: deadline::written(deadline),
            rule: self.late.map(|rule| rule.to_string()),
        })
    }
}

/// Nobody wants the grading any more.
#[derive(Debug, thiserror::Error)]
#[error("{}", words::stopped(*.done, *.total, *.is_kept))]
pub struct Stopped {
    /// How many exercises have been graded.
    pub(super) done: usize,
    /// Of how many.
    pub(super) total: usize,
    /// Whether another call goes on from there.
    pub(super) is_kept: bool,
}
