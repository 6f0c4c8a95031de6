//! An attempt with tests of its own, and what they showed.

use std::path::Path;
use std::sync::Arc;

use crate::judge::build::Setup;
use crate::judge::dependencies::Dependencies;
use crate::judge::files::write;
use crate::judge::{Judge, JudgeError};
use crate::kit::Kit;
use crate::verdict::{CheckResult, Verdict};

/// An attempt, and what it is compiled with.
pub(super) struct WithoutChecks<'a> {
    pub(super) judge: &'a Judge,
    pub(super) setup: &'a Setup<'a>,
    pub(super) kit: &'a Kit,
    pub(super) dependencies: Option<Arc<Dependencies>>,
}

/// What the tests showed on real threads.
pub(super) struct Tested {
    pub(super) verdict: Verdict,
    pub(super) reason: Option<String>,
    pub(super) checks: Vec<CheckResult>,
    pub(super) output: String,
    pub(super) may_be_load: bool,
}

/// Puts what lies beside the kit's exercises beside the attempt.
pub(super) fn lay_out(kit: &Kit, dir: &Path) -> Result<(), JudgeError> {
    for (path, bytes) in kit.support_files() {
        let to = dir.join(path);
        if !to.exists() {
            write(&to, bytes)?;
        }
    }
    Ok(())
}
