//! A judgement that was saved, as far as it is read again: what `run --json` or `replay --json` printed.

use serde::Deserialize;

use super::FORMAT;
use super::exploration::Exploration;
use super::trace::{BadTrace, Trace};
use crate::trace;
use crate::verdict::{self, UnknownVerdict, Verdict};

/// What a saved judgement tells.
#[derive(Debug)]
pub struct Saved {
    /// Name of the exercise.
    pub exercise: String,
    /// What was found.
    pub verdict: Verdict,
    /// How far the interleavings were run.
    pub exploration: Option<verdict::Exploration>,
    /// The interleaving that fails.
    pub trace: Option<trace::Trace>,
}

/// Why a text is no saved judgement.
#[derive(Debug, thiserror::Error)]
pub enum BadJudgement {
    /// It is no JSON, or not of this shape.
    #[error("it is not what `threadlings run --json` prints")]
    Shape(#[from] serde_json::Error),
    /// It was written by a newer program.
    #[error("its format is {0}, and this program reads format {FORMAT}")]
    Format(u32),
    /// It has an unknown verdict.
    #[error(transparent)]
    Verdict(#[from] UnknownVerdict),
    /// It has a word that nobody knows.
    #[error("`{0}` is no word of this format")]
    Word(String),
    /// Its trace contradicts itself.
    #[error("its trace is broken")]
    Trace(#[from] BadTrace),
}

#[derive(Deserialize)]
struct Format {
    format: u32,
}

#[derive(Deserialize)]
struct Judgement {
    exercise: String,
    verdict: String,
    exploration: Option<Exploration>,
    trace: Option<Trace>,
}

impl Saved {
    /// Reads one.
    pub fn read(text: &str) -> Result<Self, BadJudgement> {
        // The rest of another format may look different.
        let Format { format } = serde_json::from_str(text)?;
        if format != FORMAT {
            return Err(BadJudgement::Format(format));
        }
        let judgement: Judgement = serde_json::from_str(text)?;
        Ok(Self {
            exercise: judgement.exercise,
            verdict: judgement.verdict.parse()?,
            exploration: judgement.exploration.map(Into::into),
            trace: judgement.trace.map(Trace::read).transpose()?,
        })
    }
}
