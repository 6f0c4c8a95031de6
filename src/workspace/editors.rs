//! Settings of editors: so that rust-analyzer asks us at each save, and so that the watcher runs in the editor's own terminal. Pure.
//!
//! rust-analyzer takes the command that checks from its editor alone, not from a `rust-analyzer.toml` in the workspace; so each editor
//! has a file of its own.

use serde_json::{Value, json};

use crate::archive::Files;
use crate::text::shell_word;

/// How to start us from an editor.
pub(super) struct Program {
    /// The command for an editor that stands in the workspace.
    pub(super) command: String,
    /// The same for VS Code, which may stand elsewhere and knows where the workspace is.
    pub(super) command_of_vscode: String,
    /// What starts the watcher: a command and its arguments.
    pub(super) watcher: Vec<String>,
}

impl Program {
    /// A program that is found from everywhere.
    pub(super) fn installed(command: &str) -> Self {
        Self {
            command: command.to_owned(),
            command_of_vscode: command.to_owned(),
            watcher: vec![command.to_owned()],
        }
    }

    /// In a clone of this repository: what `cargo run` builds.
    #[cfg(test)]
    fn built_by_cargo() -> Self {
        let built = "target/debug/threadlings";
        Self {
            command: built.to_owned(),
            command_of_vscode: format!("${{workspaceFolder}}/{built}"),
            watcher: ["cargo", "run"].map(str::to_owned).into(),
        }
    }
}

/// The files by path.
pub(super) fn files(program: &Program) -> Files {
    let check = |command: &str| {
        let command = [command, "check", "--message-format=json", "$saved_file"];
        // In all of these languages a list of strings, and a string, look like this.
        json!(command).to_string().replace("\",\"", "\", \"")
    };
    let at_save = check(&program.command);
    let words: Vec<String> = program.watcher.iter().map(|it| shell_word(it)).collect();
    let texts = [
        (".vscode/extensions.json", pretty(&extensions())),
        (
            ".vscode/settings.json",
            format!(
                "{{\n  \"rust-analyzer.check.overrideCommand\": {}\n}}\n",
                check(&program.command_of_vscode)
            ),
        ),
        (".vscode/tasks.json", pretty(&tasks(&program.watcher))),
        (
            ".zed/settings.json",
            include_str!("editors/zed.json").replace("COMMAND", &at_save),
        ),
        (
            ".helix/languages.toml",
            include_str!("editors/helix.toml").replace("COMMAND", &at_save),
        ),
        (
            ".nvim.lua",
            // A list in Lua has other brackets.
            include_str!("editors/neovim.lua").replace("COMMAND", &at_save[1..at_save.len() - 1]),
        ),
        (
            ".dir-locals.el",
            // A list in Emacs Lisp has no commas.
            include_str!("editors/emacs.el")
                .replace("COMMAND", &at_save.replace("\", \"", "\" \"")),
        ),
        (
            ".run/threadlings.run.xml",
            include_str!("editors/rustrover.xml").replace("COMMAND", &in_xml(&words.join(" "))),
        ),
    ];
    let texts = texts.map(|(path, text)| (path.to_owned(), text.into_bytes()));
    Files::from(texts)
}

fn pretty(value: &Value) -> String {
    format!("{value:#}\n")
}

fn in_xml(text: &str) -> String {
    let text = text.replace('&', "&amp;").replace('<', "&lt;");
    text.replace('"', "&quot;")
}

fn extensions() -> Value {
    json!({ "recommendations": ["rust-lang.rust-analyzer"] })
}

/// The watcher starts when the folder is opened. Without rust-analyzer, VS Code reads the screen that it draws: the file, the verdict
/// below it, and what the compiler says.
fn tasks(watcher: &[String]) -> Value {
    // Each screen is a list of its own, from its first line, before which the last line of another may stand, to the bar.
    let background = json!({
        "activeOnStart": true,
        "beginsPattern": "(?:^|[a-z])\\d+/\\d+ \\w+(?:  |\\s*$)",
        "endsPattern": "(?:^|\\s)\\d+/\\d+ passed(?:\\s|$)",
    });
    let matcher = |owner: &str, source: &str, pattern: Value| {
        json!({
            "owner": owner,
            "source": source,
            "fileLocation": ["relative", "${workspaceFolder}"],
            "pattern": pattern,
            "background": background,
        })
    };
    let headline = json!({ "regexp": r"^\s*[✗!] (.+?)\s*$", "message": 1 });
    let verdict_at_line = json!([
        headline,
        { "regexp": r"^\s*--> (exercises/\S+\.rs):(\d+)\s*$", "file": 1, "line": 2 },
    ]);
    let verdict_on_file = json!([
        { "regexp": r"^\s*(exercises/\S+\.rs)\s*$", "kind": "file", "file": 1 },
        { "regexp": r"^\s*$" },
        headline,
        // Not where its line is known.
        { "regexp": r"^\s*(?:[^\s-].*)?$" },
    ]);
    let error = json!({
        "regexp": r"^\s*(error|warning)(?:\[([^\]]+)\])?: (.+?)\s*$",
        "severity": 1, "code": 2, "message": 3,
    });
    let place = json!({
        "regexp": r"^\s*--> (\S+):(\d+):(\d+)\s*$",
        "file": 1, "line": 2, "column": 3,
    });
    // A message that is wider than the terminal goes on in the next line.
    let more = json!({ "regexp": r"^\s*([^\s-].*?)\s*$", "message": 1 });
    let matchers = [
        matcher("threadlings", "threadlings", verdict_at_line),
        matcher("threadlings", "threadlings", verdict_on_file),
        matcher("threadlings compiler", "rustc", json!([error, place])),
        matcher("threadlings compiler", "rustc", json!([error, more, place])),
        matcher(
            "threadlings compiler",
            "rustc",
            json!([error, more, more, place]),
        ),
    ];
    json!({
        "version": "2.0.0",
        "tasks": [{
            "label": "threadlings",
            "type": "process",
            "command": watcher[0],
            "args": watcher[1..],
            "isBackground": true,
            "runOptions": { "runOn": "folderOpen", "instanceLimit": 1 },
            "presentation": { "panel": "dedicated", "reveal": "always", "focus": false },
            "problemMatcher": matchers,
        }],
    })
}

#[cfg(test)]
mod tests;
