//! Code that must, or must not, compile against an attempt: the twins of a check, and the checks themselves against the
//! kit's own solution.

use super::{ATTEMPT, ATTEMPT_LIBRARY, Hidden};
use crate::judge::build::write;
use crate::judge::checks::Twin;
use crate::judge::compiler::BUILD;
use crate::judge::{JudgeError, sentences, signatures};
use crate::process::Cancel;

impl Hidden<'_> {
    /// What is wrong with the way the block compiles, or does not.
    pub(super) fn try_twin(
        &self,
        twin: &Twin,
        file: &str,
        cancel: &Cancel,
    ) -> Result<Option<String>, JudgeError> {
        write(&self.site.hidden_dir.join(file), &twin.program)?;
        let compiled = self
            .compile_hidden(file, &self.library(), None)
            .args(["--crate-name=twin", "--emit=metadata", "-o"])
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
        Ok(match &twin.code {
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
    pub(super) fn what_to_keep(&self, cancel: &Cancel) -> Result<String, JudgeError> {
        let solutions = self.kit.solutions(self.site.exercise)?;
        let Some((path, solution)) = solutions.first() else {
            return Ok(sentences::cannot_be_called(&[]));
        };
        write(&self.site.hidden_dir.join(path), solution)?;
        let library = self.site.hidden_dir.join("solution").join(ATTEMPT_LIBRARY);
        write(&library, "")?;
        let built = self
            .compile_own(path, None)
            .args(ATTEMPT)
            .args(BUILD)
            .args(["--cap-lints=allow", "-o"])
            .args([&library])
            .run(cancel)?;
        let binary = self.site.hidden_dir.join("solution.bin");
        if built.succeeded() {
            let checked = self.build_checks(&library, &binary, cancel)?;
            if let Some(error) = checked.errors().next() {
                let line = error.line.unwrap_or_default();
                let checks = self.site.exercise.checks_path();
                return Err(JudgeError::Checks(format!(
                    "{checks}:{line}: {}",
                    error.message
                )));
            }
        }
        let attempt = String::from_utf8_lossy(self.site.text);
        Ok(sentences::cannot_be_called(&signatures::to_keep(
            solution, &attempt,
        )))
    }
}
