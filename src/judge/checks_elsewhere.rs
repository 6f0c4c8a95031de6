//! An attempt whose checks this kit does not have: it is compiled, and nothing of it is run.

use super::build::Setup;
use super::with_checks::with_rules;
use super::{JudgeError, sentences};
use crate::process::Cancel;
use crate::verdict::{Judgement, Verdict};

pub(super) fn judge(setup: &Setup, cancel: &Cancel) -> Result<Judgement, JudgeError> {
    let rules = |compilation| with_rules(setup, compilation);
    let opinion = setup.opinion(&[], rules, setup.exercise.asks_clippy(), cancel)?;
    let verdict = opinion.rejected.unwrap_or(Verdict::Compiles);
    let compiles = || opinion.rejected.is_none().then(sentences::checks_elsewhere);
    Ok(Judgement {
        reason: opinion.reason.or_else(compiles),
        diagnostics: opinion.diagnostics,
        ..Judgement::new(&setup.exercise.name, verdict)
    })
}
