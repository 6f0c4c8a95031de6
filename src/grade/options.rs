//! How to grade, and what comes of it when nobody wants it any more.

use std::path::PathBuf;
use std::time::SystemTime;

use super::model::Audience;
use super::shard::Shard;
use super::words;

/// How to grade.
pub struct Options {
    /// How many attempts are judged at the same time.
    pub jobs: usize,
    /// Whatever was modified later is late.
    pub deadline: Option<SystemTime>,
    /// Who will read the reports.
    pub audience: Audience,
    /// Which part of the submissions is graded.
    pub shard: Option<Shard>,
    /// Where judgements are kept; `None` keeps none.
    pub cache: Option<PathBuf>,
    /// Whether everything is judged again, whatever is kept.
    pub fresh: bool,
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
