//! Notices that files may have changed. It never says what changed: whoever listens looks for himself, since editors
//! save in too many ways to be told apart (in place, by renaming, by deleting first).

use std::path::{Path, PathBuf};

use notify::event::{AccessKind, AccessMode};
use notify::{EventKind, RecommendedWatcher, RecursiveMode, Watcher};

/// Listens to the file events of some folders, also when one is deleted and made again.
pub(crate) struct Files {
    watcher: RecommendedWatcher,
    folders: Vec<PathBuf>,
}

impl Files {
    /// Starts to listen to folders of `root`, of which the first must be there. `on_touch` is called, on a thread of the
    /// watcher's, when files may have changed.
    pub(crate) fn watch(
        root: &Path,
        folders: &[&str],
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
            folders: folders.iter().map(|folder| root.join(folder)).collect(),
        };
        files.watcher.watch(root, RecursiveMode::NonRecursive)?;
        for (index, folder) in files.folders.iter().enumerate() {
            let watched = files.watcher.watch(folder, RecursiveMode::Recursive);
            if index == 0 {
                watched?;
            }
        }
        Ok(files)
    }

    /// Listens to the folders afresh: the old watch of one died with it when it was deleted.
    pub(crate) fn renew(&mut self) {
        for folder in &self.folders {
            let _ = self.watcher.unwatch(folder);
            // Fails while the folder is away; its return is an event of the root, which leads here again.
            let _ = self.watcher.watch(folder, RecursiveMode::Recursive);
        }
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

#[cfg(test)]
mod tests {
    use notify::event::{CreateKind, DataChange, MetadataKind, ModifyKind, RemoveKind, RenameMode};

    use super::*;

    /// As Linux, macOS and Windows tell them.
    #[test]
    fn every_way_to_save_is_worth_a_look_and_reading_is_not() {
        let renamed = |how| EventKind::Modify(ModifyKind::Name(how));
        for kind in [
            renamed(RenameMode::Any),
            renamed(RenameMode::To),
            renamed(RenameMode::Both),
            EventKind::Modify(ModifyKind::Data(DataChange::Content)),
            EventKind::Modify(ModifyKind::Metadata(MetadataKind::Any)),
            EventKind::Modify(ModifyKind::Any),
            EventKind::Create(CreateKind::File),
            EventKind::Remove(RemoveKind::File),
            EventKind::Access(AccessKind::Close(AccessMode::Write)),
            EventKind::Any,
            EventKind::Other,
        ] {
            assert!(may_change_text(kind), "{kind:?}");
        }
        let read = EventKind::Access(AccessKind::Close(AccessMode::Read));
        assert!(!may_change_text(read));
        assert!(!may_change_text(EventKind::Access(AccessKind::Open(
            AccessMode::Any
        ))));
    }
}
