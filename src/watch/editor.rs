//! Opens a file in the student's editor, where the terminal belongs to one or a command was given.

use std::ffi::OsString;
use std::path::Path;
use std::time::Duration;

use crate::process::{self, Cancel, Job, SpawnError};

/// The ways to an editor.
#[derive(Debug, PartialEq)]
pub(crate) enum Editor {
    /// A command of the student's.
    Command(String),
    /// The terminal inside VS Code.
    VsCode,
    /// A Zellij session, which knows the editor itself.
    Zellij,
    /// A tmux session, and the editor to run in it.
    Tmux {
        editor: String,
        /// The pane that shows the current file.
        pane: Option<String>,
    },
}

impl Editor {
    /// Finds the way, from `--edit-cmd` and from the environment.
    pub(crate) fn find(
        command: Option<&str>,
        env: impl Fn(&str) -> Option<String>,
    ) -> Option<Self> {
        let set = |name: &str| env(name).filter(|value| !value.is_empty());
        if let Some(command) = command {
            Some(Self::Command(command.to_owned()))
        } else if set("TERM_PROGRAM").as_deref() == Some("vscode") {
            Some(Self::VsCode)
        } else if set("ZELLIJ").is_some() {
            Some(Self::Zellij)
        } else if set("TMUX").is_some() {
            let editor = set("VISUAL").or_else(|| set("EDITOR"))?;
            Some(Self::Tmux { editor, pane: None })
        } else {
            None
        }
    }

    /// What to do where it cannot be started.
    pub(crate) fn advice(&self) -> &'static str {
        match self {
            Self::VsCode => {
                "in VS Code, `Shell Command: Install 'code' command in PATH` of the command palette mends that"
            }
            Self::Command(_) => "`--edit-cmd` names the program",
            Self::Zellij | Self::Tmux { .. } => "`--edit-cmd` can name another way",
        }
    }

    /// Opens the file.
    pub(crate) fn open(&mut self, file: &Path) -> Result<(), SpawnError> {
        match self {
            Self::Command(command) => {
                let mut words = substitute(command, file).into_iter();
                let program = words.next().unwrap_or_default();
                process::launch(&program.to_string_lossy(), &words.collect::<Vec<_>>())
            }
            Self::VsCode => {
                let program = if cfg!(windows) { "code.cmd" } else { "code" };
                process::launch(program, &["--reuse-window".into(), file.into()])
            }
            Self::Zellij => process::launch("zellij", &["edit".into(), file.into()]),
            Self::Tmux { editor, pane } => {
                let still_open = match pane {
                    Some(pane) => tmux(&["list-panes", "-a", "-F", "#{pane_id}"], &[])?
                        .lines()
                        .any(|line| line == pane),
                    None => false,
                };
                let place: &[&str] = if still_open {
                    &["new-window"]
                } else {
                    &["split-window", "-h"]
                };
                let args = [place, &["-d", "-P", "-F", "#{pane_id}"]].concat();
                let opened = tmux(&args, &substitute(editor, file))?.trim().to_owned();
                // The earlier editor may hold unsaved text: it goes to the new window, and is neither closed nor replaced.
                let before = pane.replace(opened.clone()).filter(|_| still_open);
                if let Some(before) = before {
                    tmux(&["swap-pane", "-d", "-s", &opened, "-t", &before], &[])?;
                }
                Ok(())
            }
        }
    }
}

/// The command's words, with the file in place of `{}` or behind them.
fn substitute(command: &str, file: &Path) -> Vec<OsString> {
    let mut found = false;
    let mut words: Vec<OsString> = split(command)
        .into_iter()
        .map(|word| {
            if word == "{}" {
                found = true;
                file.into()
            } else {
                word.into()
            }
        })
        .collect();
    if !found {
        words.push(file.into());
    }
    words
}

/// As a shell splits it. On Windows, backslashes stand between folders.
fn split(command: &str) -> Vec<String> {
    let shell = if cfg!(windows) {
        shlex::split(&command.replace('\\', "\\\\"))
    } else {
        shlex::split(command)
    };
    // A quote that is not closed.
    shell.unwrap_or_else(|| command.split_whitespace().map(str::to_owned).collect())
}

fn tmux(args: &[&str], more: &[OsString]) -> Result<String, SpawnError> {
    let job = Job {
        program: "tmux".into(),
        args: args
            .iter()
            .map(OsString::from)
            .chain(more.iter().cloned())
            .collect(),
        current_dir: ".".into(),
        env_remove: Vec::new(),
        env: Vec::new(),
        stdin: Vec::new(),
        deadline: Duration::from_secs(5),
        max_stdout: 64 * 1024,
        max_stderr: 64 * 1024,
        max_memory: None,
        confined: None,
    };
    let finished = process::run(&job, &Cancel::new())?;
    Ok(String::from_utf8_lossy(&finished.stdout).into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn find(command: Option<&str>, env: &[(&str, &str)]) -> Option<Editor> {
        Editor::find(command, |name| {
            let found = env.iter().find(|(key, _)| *key == name);
            found.map(|(_, value)| (*value).to_owned())
        })
    }

    #[test]
    fn the_students_own_command_comes_first() {
        let env = [("TERM_PROGRAM", "vscode")];
        assert_eq!(find(Some("vi"), &env), Some(Editor::Command("vi".into())));
        assert_eq!(find(None, &env), Some(Editor::VsCode));
    }

    #[test]
    fn tmux_needs_to_know_an_editor() {
        assert_eq!(find(None, &[("TMUX", "x")]), None);
        let tmux = find(None, &[("TMUX", "x"), ("EDITOR", "vi")]);
        assert!(matches!(tmux, Some(Editor::Tmux { editor, .. }) if editor == "vi"));
        assert_eq!(find(None, &[("ZELLIJ", "0")]), Some(Editor::Zellij));
        assert_eq!(find(None, &[]), None);
    }

    #[test]
    fn the_file_takes_the_place_of_the_braces_or_comes_last() {
        let file = Path::new("a.rs");
        assert_eq!(substitute("vi {} -R", file), ["vi", "a.rs", "-R"]);
        assert_eq!(substitute("vi -R", file), ["vi", "-R", "a.rs"]);
        let quoted = substitute(r#""/My Editor/ed" '-c set nu' {}"#, file);
        assert_eq!(quoted, ["/My Editor/ed", "-c set nu", "a.rs"]);
        assert_eq!(substitute("it's {}", file), ["it's", "a.rs"]);
    }
}
