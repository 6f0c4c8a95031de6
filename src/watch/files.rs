//! Notices that files may have changed. It never says what changed: whoever listens looks for himself, since editors
//! save in too many ways to be told apart (in place, by renaming, by deleting first).

use std::path::{Path, PathBuf};

use notify::event::{AccessKind, AccessMode};
use notify::{EventKind, RecommendedWatcher, RecursiveMode, Watcher};

/// Listens to the file events of `exercises/`, also when that folder is deleted and made again.
pub(crate) struct Files {
    watcher: RecommendedWatcher,
    exercises: PathBuf,
}

impl Files {
    /// Starts to listen. `on_touch` is called, on a thread of the watcher's, when files may have changed.
    pub(crate) fn watch(
        workspace: &Path,
        on_touch: impl Fn() + Send + 'static,
    ) -> Result<Self, notify::Error> {
        let watcher = notify::recommended_watcher(move |event: notify::Result<notify::Event>| {
            let worth_a_look = match event {
                Ok(event) => may_change_text(event.kind),
                // Events were lost, so anything may have happened.
                Err(_) => true,
            };
            if worth_a_look {
                on_touch();
            }
        })?;
        let mut files = Self {
            watcher,
            exercises: workspace.join("exercises"),
        };
        files
            .watcher
            .watch(workspace, RecursiveMode::NonRecursive)?;
        files
            .watcher
            .watch(&files.exercises, RecursiveMode::Recursive)?;
        Ok(files)
    }

    /// Listens to the folder afresh: the old watch died with it when it was deleted.
    pub(crate) fn renew(&mut self) {
        let _ = self.watcher.unwatch(&self.exercises);
        // Fails while the folder is away; its return is an event of the workspace, which leads here again.
        let _ = self
            .watcher
            .watch(&self.exercises, RecursiveMode::Recursive);
    }
}

/// Reading a file is an event too, and we read it ourselves.
fn may_change_text(kind: EventKind) -> bool {
    match kind {
        EventKind::Access(AccessKind::Close(AccessMode::Write)) => true,
        EventKind::Access(_) => false,
        _ => true,
    }
}
