//! Looks at the machine. It judges nothing and says nothing.

use std::env;
use std::fs;
use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::sync::mpsc;
use std::time::Duration;

use super::facts::{
    Clippy, EditorFound, EventOutcome, Explorer, Facts, FileEvents, Harness, KitFound, Linker,
    Memory, Opener, ProgressFound, Terminal, Workspace,
};
use super::trial;
use crate::judge::{Judge, Toolchain, cache_dir};
use crate::kit::KitError;
use crate::place::{Place, UsageError};
use crate::process::{Cancel, Confinement};
use crate::render::words::asking_rustc;
use crate::terminal::waiting_for;
use crate::watch::editor::Editor;
use crate::watch::files::Files;

/// How long a file event may take.
const EVENT: Duration = Duration::from_secs(2);

/// Looks at everything.
pub(super) fn look(place: &anyhow::Result<Place>) -> Facts {
    let (workspace, kit) = workspace_and_kit(place);
    let folder = match &workspace {
        Workspace::Found { path, .. } => Some(path.clone()),
        Workspace::NotFound(_) | Workspace::Outside(_) => None,
    };
    // A workspace may ask for a toolchain of its own.
    let dir = folder
        .clone()
        .or_else(|| env::current_dir().ok())
        .unwrap_or_else(env::temp_dir);
    let rustc = waiting_for(asking_rustc(), || Toolchain::find(&dir));
    let tools = rustc.as_ref().ok().map(|toolchain| tools(toolchain, &dir));
    let (clippy, linker, memory) = match tools {
        Some((clippy, linker, memory)) => (Some(clippy), Some(linker), memory),
        None => (None, None, None),
    };
    let judge = rustc.as_ref().ok().cloned().map(Judge::new);
    Facts {
        os: env::consts::OS,
        rustc,
        clippy,
        linker,
        harness: judge.as_ref().map(harness),
        explorer: judge.as_ref().map(explorer),
        memory,
        protections: Confinement::new().protections().to_vec(),
        events: folder.as_deref().map(|folder| file_events(folder, EVENT)),
        progress: folder
            .as_deref()
            .map(|folder| progress(folder, place.as_ref().ok())),
        workspace,
        kit,
        terminal: terminal(),
        editor: editor(),
    }
}

fn tools(toolchain: &Toolchain, dir: &Path) -> (Clippy, Linker, Option<Memory>) {
    let clippy = trial::clippy(toolchain, dir);
    let (linker, memory) = trial::link_and_run(toolchain);
    (clippy, linker, memory)
}

/// Builds it where it is not built yet, since only that proves that it can be done.
fn explorer(judge: &Judge) -> Explorer {
    match judge.prepare_explorer(&Cancel::new(), &mut |_| {}) {
        Ok(explorer) if !explorer.has_arc() => Explorer::WithoutArc,
        Ok(explorer) if explorer.is_kept() => {
            Explorer::Kept(explorer.dir().to_owned(), explorer.size())
        }
        Ok(_) => Explorer::NotKept(cache_dir()),
        Err(error) => Explorer::Absent(error),
    }
}

fn harness(judge: &Judge) -> Harness {
    if let Err(error) = judge.prepare() {
        return Harness::Broken(error);
    }
    let Some(cache) = cache_dir() else {
        return Harness::NotKept(None, String::new());
    };
    match fs::create_dir_all(&cache).and_then(|()| write_in(&cache)) {
        Ok(()) => Harness::Kept(cache),
        Err(error) => Harness::NotKept(Some(cache), error.to_string()),
    }
}

/// Writes a file that goes away at once.
fn write_in(folder: &Path) -> io::Result<()> {
    let mut file = tempfile::Builder::new()
        .prefix(".threadlings-doctor-")
        .suffix(".tmp")
        .tempfile_in(folder)?;
    file.write_all(b"threadlings doctor\n")?;
    file.close()
}

fn workspace_and_kit(place: &anyhow::Result<Place>) -> (Workspace, Option<KitFound>) {
    let error = match place {
        Ok(place) => return found(place),
        Err(error) => error,
    };
    if let Some(UsageError::NoWorkspace(_)) = error.downcast_ref() {
        return (Workspace::Outside(format!("{error:#}")), None);
    }
    let is_the_kits = error.is::<KitError>()
        || matches!(
            error.downcast_ref::<UsageError>(),
            Some(UsageError::NoExercises)
        );
    if !is_the_kits {
        return (Workspace::NotFound(format!("{error:#}")), None);
    }
    // The workspace was found before the kit; what is left of the error does not say where.
    let workspace = match env::current_dir().ok().and_then(|here| nearest(&here)) {
        Some(path) => Workspace::Found { path, absent: None },
        None => Workspace::NotFound(String::new()),
    };
    (workspace, Some(KitFound::Bad(format!("{error:#}"))))
}

fn found(place: &Place) -> (Workspace, Option<KitFound>) {
    let exercises = place.kit.exercises();
    let absent = exercises
        .iter()
        .filter(|exercise| !place.file(exercise).is_file())
        .map(crate::kit::Exercise::path)
        .collect();
    let workspace = Workspace::Found {
        path: place.workspace.clone(),
        absent: Some(absent),
    };
    let kit = KitFound::Good {
        exercises: exercises.len(),
        root: place.kit.location().map(Path::to_owned),
    };
    (workspace, Some(kit))
}

fn nearest(here: &Path) -> Option<PathBuf> {
    here.ancestors()
        .find(|dir| dir.join("exercises").is_dir())
        .map(Path::to_owned)
}

/// Writes a file where the exercises are, and waits for the event.
fn file_events(workspace: &Path, deadline: Duration) -> FileEvents {
    let folder = workspace.join("exercises");
    let (sender, events) = mpsc::channel();
    let files = Files::watch(workspace, &["exercises"], move || {
        // After the first one nobody listens any more.
        let _ = sender.send(());
    });
    let outcome = match (files, write_in(&folder)) {
        (Err(error), _) => EventOutcome::Refused(error.to_string()),
        (_, Err(error)) => EventOutcome::Unwritable(error.to_string()),
        // The watcher must live while we wait.
        (Ok(_files), Ok(())) => match events.recv_timeout(deadline) {
            Ok(()) => EventOutcome::Arrived,
            Err(_) => EventOutcome::Silent,
        },
    };
    FileEvents { folder, outcome }
}

fn progress(workspace: &Path, place: Option<&Place>) -> ProgressFound {
    let loaded = match crate::progress::load(workspace) {
        Ok(loaded) => loaded,
        Err(error) => return ProgressFound::Unreadable(error),
    };
    if let Some(recovery) = loaded.recovered {
        return ProgressFound::Recovered(recovery);
    }
    let own = workspace.join(".threadlings");
    // Made at the first save.
    let folder = if own.is_dir() { own } else { workspace.into() };
    match write_in(&folder) {
        Ok(()) => ProgressFound::Good {
            passed: place.map(|place| {
                let exercises = place.kit.exercises().iter();
                exercises
                    .filter(|exercise| loaded.progress.is_passed(&exercise.name))
                    .count()
            }),
        },
        Err(error) => ProgressFound::Unwritable(folder, error.to_string()),
    }
}

fn terminal() -> Terminal {
    let stdout = io::stdout().is_terminal();
    Terminal {
        stdin: io::stdin().is_terminal(),
        stdout,
        size: stdout
            .then(|| crossterm::terminal::size().ok())
            .flatten()
            .filter(|(columns, rows)| *columns > 0 && *rows > 0),
        colors: colored::control::SHOULD_COLORIZE.should_colorize(),
        no_color: env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty()),
        links: supports_hyperlinks::on(supports_hyperlinks::Stream::Stdout),
    }
}

fn editor() -> EditorFound {
    let variable = |name: &str| env::var(name).ok();
    let (by, programs) = match Editor::find(None, variable) {
        Some(Editor::Command(command)) => (Opener::Command(command.clone()), vec![command]),
        Some(Editor::VsCode) => {
            let program = if cfg!(windows) { "code.cmd" } else { "code" };
            (Opener::VsCode, vec![program.to_owned()])
        }
        Some(Editor::Zellij) => (Opener::Zellij, vec!["zellij".to_owned()]),
        Some(Editor::Tmux { editor, .. }) => (
            Opener::Tmux(editor.clone()),
            vec!["tmux".to_owned(), editor],
        ),
        None if variable("TMUX").is_some_and(|value| !value.is_empty()) => {
            return EditorFound::TmuxWithoutEditor;
        }
        None => return EditorFound::Nowhere,
    };
    let path = env::var_os("PATH").unwrap_or_default();
    let folders: Vec<PathBuf> = env::split_paths(&path).collect();
    let absent = programs
        .iter()
        .filter_map(|command| command.split_whitespace().next())
        .filter(|program| !is_there(program, &folders))
        .map(str::to_owned)
        .collect();
    EditorFound::Opens { by, absent }
}

/// Whether one of the folders has the program; a path needs none.
fn is_there(program: &str, folders: &[PathBuf]) -> bool {
    folders.iter().any(|folder| {
        let path = folder.join(program);
        path.is_file()
            || path
                .with_added_extension(env::consts::EXE_EXTENSION)
                .is_file()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_event_arrives_and_the_file_is_gone_again() {
        let workspace = tempfile::tempdir().unwrap();
        fs::create_dir_all(workspace.path().join("exercises/01")).unwrap();
        let events = file_events(workspace.path(), Duration::from_mins(1));
        assert!(
            matches!(events.outcome, EventOutcome::Arrived),
            "{:?}",
            events.outcome
        );
        assert_eq!(fs::read_dir(events.folder).unwrap().count(), 1);
    }

    #[test]
    fn a_folder_that_is_not_there_is_not_watched() {
        let workspace = tempfile::tempdir().unwrap();
        let events = file_events(workspace.path(), Duration::from_mins(1));
        assert!(
            matches!(events.outcome, EventOutcome::Refused(_)),
            "{:?}",
            events.outcome
        );
    }

    #[test]
    fn programs_are_looked_for_in_folders_or_at_their_path() {
        let dir = tempfile::tempdir().unwrap();
        let folders = [dir.path().join("empty"), dir.path().to_owned()];
        assert!(!is_there("editor", &folders));
        let file = format!("editor{}", env::consts::EXE_SUFFIX);
        fs::write(dir.path().join(&file), "").unwrap();
        assert!(is_there("editor", &folders));
        let path = dir.path().join(file).display().to_string();
        assert!(is_there(&path, &[dir.path().join("empty")]));
    }
}
