//! What to say of an attempt that builds with the real library and not with the stand-in.

use crate::judge::compiler::Compiled;
use crate::judge::{ExploringError, JudgeError, sentences};
use crate::verdict::Diagnostic;

/// An attempt that builds with the real library and not with the stand-in uses something that the stand-in leaves out,
/// or something that it should have.
pub(in crate::judge) fn not_modelled(built: &Compiled) -> Result<String, JudgeError> {
    let Some(error) = built.errors().next() else {
        let said = built.gist();
        return Err(JudgeError::Exploring(ExploringError::DoesNotBuild(said)));
    };
    let place = place(error);
    if is_left_out(error) {
        Ok(sentences::cannot_be_explored(&place, &error.message))
    } else {
        let said = format!("{place}: {}", error.message);
        Err(JudgeError::Exploring(ExploringError::DoesNotBuild(said)))
    }
}

/// Whether an error is about a name in a part of the library that the stand-in leaves out on purpose.
fn is_left_out(error: &Diagnostic) -> bool {
    // "unresolved import", "failed to resolve", "cannot find"
    const UNKNOWN: [&str; 4] = ["E0432", "E0433", "E0425", "E0412"];
    const LEFT_OUT: [&str; 4] = ["fs", "net", "os", "process"];
    let is_unknown = error
        .code
        .as_ref()
        .is_some_and(|code| UNKNOWN.contains(&code.as_str()));
    // Every second part stands between backticks.
    let mut names = error.message.split('`').skip(1).step_by(2);
    is_unknown && names.any(|name| name.split("::").any(|part| LEFT_OUT.contains(&part)))
}

/// Where an attempt's error is.
pub(in crate::judge) fn place(error: &Diagnostic) -> String {
    match (&error.file, error.line) {
        (Some(file), Some(line)) => format!("{file}:{line}"),
        _ => "the attempt".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::verdict::Level;

    fn says(code: &str, message: &str) -> Diagnostic {
        Diagnostic {
            level: Level::Error,
            code: Some(code.to_owned()),
            message: message.to_owned(),
            file: None,
            line: None,
            column: None,
            rendered: String::new(),
            original: None,
        }
    }

    #[test]
    fn files_sockets_and_processes_are_left_out_and_other_names_are_missing() {
        for (code, message) in [
            ("E0432", "unresolved import `std::fs::File`"),
            ("E0425", "cannot find function `read` in module `fs`"),
            ("E0433", "cannot find `Command` in `process`"),
        ] {
            assert!(is_left_out(&says(code, message)), "{message}");
        }
        for (code, message) in [
            (
                "E0432",
                "unresolved import `std::sync::atomic::ATOMIC_USIZE_INIT`",
            ),
            (
                "E0425",
                "cannot find function `os_name` in module `std::sync`",
            ),
            ("E0599", "no method named `fs` found for struct `Mutex`"),
        ] {
            assert!(!is_left_out(&says(code, message)), "{message}");
        }
    }
}
