//! What is said of the place where a student works: files, kit, terminal, editor.

use super::super::facts::{
    EditorFound, EventOutcome, FileEvents, KitFound, Opener, ProgressFound, Terminal, Workspace,
};
use crate::command::doctor::item::Item;
use crate::command::doctor::item::{limited, missing, ok};
use crate::progress::ProgressError;
use crate::text::plural;

/// A smaller terminal shows little of a compiler's message.
const SMALL: (u16, u16) = (50, 12);

pub(super) fn file_events(events: &FileEvents, os: &str) -> Item {
    let name = "file events";
    let folder = events.folder.display();
    match &events.outcome {
        EventOutcome::Arrived => ok(name, format!("a save in {folder} is noticed at once")),
        EventOutcome::Silent => limited(
            name,
            format!("none arrive from {folder}, so its files are looked at several times a second"),
            "Nothing needs to be done; a folder on a disk of this system, not of a network or of Windows under WSL, \
             is quicker.",
        ),
        EventOutcome::Refused(said) => limited(
            name,
            format!(
                "{folder} cannot be watched ({said}), so its files are looked at several times a second"
            ),
            if os == "linux" {
                "If the limit of watches is reached, close other programs that watch files, or raise it: \
                 `sudo sysctl fs.inotify.max_user_watches=524288 fs.inotify.max_user_instances=512`."
            } else {
                "Nothing needs to be done if the folder is there; saves are noticed a little later."
            },
        ),
        EventOutcome::Unwritable(said) => limited(
            name,
            format!("no file can be written in {folder} to try it: {said}"),
            "Make that folder yours to write to: your editor must save there.",
        ),
    }
}

pub(super) fn workspace(workspace: &Workspace) -> Item {
    let name = "workspace";
    match workspace {
        Workspace::Found { path, absent } => {
            let path = path.display();
            match absent.as_deref() {
                None | Some([]) => ok(name, path.to_string()),
                Some(absent @ [first, ..]) => limited(
                    name,
                    format!(
                        "{path} lacks {}: {}",
                        plural(absent.len(), "exercise file"),
                        shortened(absent)
                    ),
                    format!(
                        "`threadlings reset NAME` puts one back, for example `threadlings reset {}`.",
                        stem(first)
                    ),
                ),
            }
        }
        Workspace::Outside(said) => limited(
            name,
            said.clone(),
            "It matters only where you work on exercises.".to_owned(),
        ),
        Workspace::NotFound(said) => missing(
            name,
            if said.is_empty() {
                "not found"
            } else {
                said.as_str()
            },
            "Go to the folder that has your exercises/, or name it with --workspace DIR.",
        ),
    }
}

/// The first few, and how many more there are.
fn shortened(names: &[String]) -> String {
    let (shown, more) = names.split_at(names.len().min(3));
    match more.len() {
        0 => shown.join(", "),
        more => format!("{} and {more} more", shown.join(", ")),
    }
}

fn stem(path: &str) -> &str {
    let file = path.rsplit('/').next().unwrap_or(path);
    file.strip_suffix(".rs").unwrap_or(file)
}

pub(super) fn kit(kit: &KitFound) -> Item {
    let name = "kit";
    match kit {
        KitFound::Good { exercises, root } => {
            let exercises = plural(*exercises, "exercise");
            match root {
                Some(root) => ok(name, format!("{exercises} in {}", root.display())),
                None => ok(name, format!("{exercises}, those inside this program")),
            }
        }
        KitFound::Bad(said) => missing(
            name,
            said,
            "Put right what is said above. A student's own workspace needs no info.toml: without one, the kit inside \
             this program is used.",
        ),
    }
}

pub(super) fn progress(progress: &ProgressFound) -> Item {
    let name = "progress";
    match progress {
        ProgressFound::Good { passed: None } => ok(name, "can be read and saved"),
        ProgressFound::Good {
            passed: Some(passed),
        } => ok(
            name,
            format!(
                "can be read and saved; {} passed",
                plural(*passed, "exercise")
            ),
        ),
        ProgressFound::Recovered(recovery) => limited(
            name,
            format!(
                "was damaged; what could be read of it ({}) is kept",
                plural(recovery.recovered, "exercise")
            ),
            format!(
                "Nothing needs to be done; the damaged file is {}.",
                recovery.kept_at.display()
            ),
        ),
        ProgressFound::Unreadable(ProgressError::Newer { path, version }) => missing(
            name,
            format!(
                "{} has version {version}, which this program does not know",
                path.display()
            ),
            "Use a newer threadlings.",
        ),
        ProgressFound::Unreadable(ProgressError::File(error)) => {
            let reason = std::error::Error::source(error).map(|source| format!(" ({source})"));
            missing(
                name,
                format!("{error}{}", reason.unwrap_or_default()),
                "Make .threadlings/progress.toml a file that you may read, or move it away to begin anew.",
            )
        }
        ProgressFound::Unwritable(folder, said) => missing(
            name,
            format!("cannot be saved in {}: {said}", folder.display()),
            "Make that folder yours to write to, and make room on the disk.",
        ),
    }
}

pub(super) fn terminal(terminal: Terminal) -> Item {
    let name = "terminal";
    let detail = abilities(terminal);
    if !terminal.stdout {
        return limited(
            name,
            format!("the output goes elsewhere; {detail}"),
            "Run threadlings in a terminal, without `|` and `>`, for a screen with keys.",
        );
    }
    if !terminal.stdin {
        return limited(
            name,
            format!("the input comes from elsewhere, so keys do not work; {detail}"),
            "Run threadlings in a terminal, without `|` and `<`, for keys.",
        );
    }
    match terminal.size {
        Some((columns, rows)) if columns < SMALL.0 || rows < SMALL.1 => limited(
            name,
            detail,
            format!(
                "Make the window larger: {columns} columns and {rows} rows are little for a compiler's messages."
            ),
        ),
        _ => ok(name, detail),
    }
}

fn abilities(terminal: Terminal) -> String {
    let mut parts = Vec::new();
    if let Some((columns, rows)) = terminal.size {
        parts.push(format!("{columns} columns, {rows} rows"));
    }
    parts.push(
        match (terminal.colors, terminal.no_color) {
            (true, _) => "colours",
            (false, true) => "no colours, since NO_COLOR is set",
            (false, false) => "no colours",
        }
        .to_owned(),
    );
    // Without colours nothing is made clickable either.
    let clickable = terminal.links && terminal.colors;
    parts.push(if clickable {
        "clickable paths".to_owned()
    } else {
        "plain paths".to_owned()
    });
    parts.join(", ")
}

pub(super) fn editor(editor: &EditorFound) -> Item {
    let name = "editor";
    match editor {
        EditorFound::Opens { by, absent } if absent.is_empty() => ok(name, opens(by)),
        EditorFound::Opens { by, absent } => limited(
            name,
            format!(
                "{}, but {} is not on the PATH",
                opens(by),
                absent
                    .iter()
                    .map(|program| format!("`{program}`"))
                    .collect::<Vec<_>>()
                    .join(" and ")
            ),
            match by {
                Opener::VsCode => {
                    "In VS Code, open the command palette and choose \"Shell Command: Install 'code' command in \
                     PATH\"."
                }
                Opener::Tmux(_) => "Let VISUAL or EDITOR name an editor that is there.",
                Opener::Command(_) | Opener::Zellij => "Install it, or add its folder to the PATH.",
            },
        ),
        EditorFound::TmuxWithoutEditor => limited(
            name,
            "tmux could open the next exercise, but it does not know in which editor",
            "Let EDITOR name one, for example `export EDITOR=vim`.",
        ),
        EditorFound::Nowhere => limited(
            name,
            "this terminal belongs to none, so you open each exercise yourself",
            "Use the terminal inside VS Code, Zellij or tmux, or name a command: `threadlings --edit-cmd \"code {}\"`.",
        ),
    }
}

fn opens(by: &Opener) -> String {
    match by {
        Opener::Command(command) => format!("`{command}` opens the next exercise"),
        Opener::VsCode => "VS Code opens the next exercise".to_owned(),
        Opener::Zellij => "Zellij opens the next exercise in your editor".to_owned(),
        Opener::Tmux(editor) => format!("tmux opens the next exercise in `{editor}`"),
    }
}
