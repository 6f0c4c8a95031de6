//! Code that must, or must not, compile against an attempt: the compile tests of a check, and the checks themselves against
//! the kit's own solution.

use std::path::PathBuf;

use super::{ATTEMPT, ATTEMPT_LIBRARY, ATTEMPT_TYPES, Built, WithChecks};
use crate::judge::checks::{Check, CompileTest};
use crate::judge::compiler::{BUILD, Compiled};
use crate::judge::explorer::Explorer;
use crate::judge::files::write;
use crate::judge::parallel::for_all;
use crate::judge::run::Outcome;
use crate::judge::signatures::{self, Differing};
use crate::judge::{JudgeError, sentences};
use crate::process::Cancel;
use crate::verdict::Diagnostic;

impl<'a> WithChecks<'a> {
    /// All that is left to do where exploring has decided: what must not compile is tried on the real library alone.
    pub(super) fn try_twins(&self, cancel: &Cancel) -> Result<Built<'a>, JudgeError> {
        let checks = &self.checks.checks;
        let tried = for_all(checks, |index, check| self.wrong_twin(index, check, cancel));
        let outcomes: Result<_, _> = tried.into_iter().collect();
        Ok(Built::Ran(None, outcomes?))
    }

    /// What comes of the first compile test of this check that does not end as it must.
    pub(super) fn wrong_twin(
        &self,
        index: usize,
        check: &Check,
        cancel: &Cancel,
    ) -> Result<Option<Outcome>, JudgeError> {
        for (number, test) in check.compile_tests.iter().enumerate() {
            let file = format!("test{index}_{number}.rs");
            if let Some(message) = self.try_compile_test(test, &file, cancel)? {
                return Ok(Some(Outcome {
                    is_about_types: true,
                    ..Outcome::failed(message)
                }));
            }
        }
        Ok(None)
    }

    /// What is wrong with the way the block compiles, or does not.
    fn try_compile_test(
        &self,
        test: &CompileTest,
        file: &str,
        cancel: &Cancel,
    ) -> Result<Option<String>, JudgeError> {
        write(&self.setup.hidden_dir.join(file), &test.program)?;
        // Types need no more than what the compiler's opinion left.
        let library = Some(self.library()).filter(|library| library.is_file());
        let library = library.unwrap_or_else(|| self.setup.built_dir.join(ATTEMPT_TYPES));
        let compiled = self
            .compile_hidden(file, &library, None)
            .args(["--crate-name=test", "--emit=metadata", "-o"])
            .args([format!("{file}.rmeta")])
            .run(cancel)?;
        let codes = || {
            let mut codes: Vec<&str> = compiled
                .errors()
                .map(|error| error.code.as_deref().unwrap_or("another error"))
                .collect();
            codes.sort_unstable();
            codes.dedup();
            codes
        };
        Ok(match &test.code {
            None if compiled.succeeded() => None,
            None => {
                let first = compiled.errors().next();
                let said = first.map_or("", |error| error.message.as_str());
                Some(sentences::must_compile(said))
            }
            Some(code) if compiled.succeeded() => Some(sentences::must_not_compile(code)),
            Some(code) if codes() == [code.as_str()] => None,
            Some(code) => Some(sentences::rejected_otherwise(code, &codes().join(", "))),
        })
    }

    /// Words for an attempt that the checks cannot call. Whose fault it is, the kit's own solution tells.
    pub(super) fn what_to_keep(
        &self,
        start: &str,
        error: Option<&Diagnostic>,
        cancel: &Cancel,
    ) -> Result<String, JudgeError> {
        let said = error.map(|error| error.message.as_str());
        let Some((_, solution)) = self.solutions.first() else {
            return Ok(sentences::cannot_be_called(&Differing::default(), said));
        };
        let (library, built) = self.build_solution(None, cancel)?;
        if built.succeeded() {
            let checked = self.link(&library, None, cancel)?;
            if let Some(error) = checked.errors().next() {
                let line = error.line.unwrap_or_default();
                let checks = self.setup.exercise.checks_path();
                return Err(JudgeError::Checks(format!(
                    "{checks}:{line}: {}",
                    error.message
                )));
            }
        }
        let attempt = String::from_utf8_lossy(self.setup.text);
        let differing = signatures::differing(solution, start, &attempt);
        Ok(sentences::cannot_be_called(&differing, said))
    }

    /// Builds the kit's own solution as the attempt would be, and says where it lies.
    pub(super) fn build_solution(
        &self,
        stand_in: Option<&Explorer>,
        cancel: &Cancel,
    ) -> Result<(PathBuf, Compiled), JudgeError> {
        let Some((path, solution)) = self.solutions.first() else {
            return Err(JudgeError::Checks("there is no solution".to_owned()));
        };
        write(&self.setup.hidden_dir.join(path), solution)?;
        let library = self.setup.hidden_dir.join("solution").join(ATTEMPT_LIBRARY);
        write(&library, "")?;
        let built = self
            .compile_own(path, stand_in)
            .args(ATTEMPT)
            .args(BUILD)
            .args(["--cap-lints=allow", "-o"])
            .args([&library])
            .run(cancel)?;
        Ok((library, built))
    }
}
