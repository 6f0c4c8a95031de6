//! `init`: a new workspace.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::Context;

use super::contents::contents;
use super::editors::Program;
use super::git::{self, Repository};
use super::record::Record;
use super::{WorkspaceError, fill, refuse_others};
use crate::kit::Kit;

/// A workspace that was made.
#[derive(Debug)]
pub(crate) struct Made {
    pub(crate) kit: String,
    pub(crate) version: Option<String>,
    pub(crate) exercises: usize,
    /// Whether there are exercises that can only be graded elsewhere.
    pub(crate) lacks_checks: bool,
    pub(crate) repository: Repository,
}

/// Makes `folder` a workspace of the kit, which came `from` a folder or file.
pub(crate) fn init(folder: &Path, kit: &Kit, from: Option<PathBuf>) -> anyhow::Result<Made> {
    let files = contents(kit, &Program::find())?;
    let packed = kit.packed()?;
    let shown = || folder.display().to_string();
    if Record::exists(folder) {
        return Err(WorkspaceError::IsWorkspace(shown()).into());
    }
    if folder.join("info.toml").exists() {
        return Err(WorkspaceError::IsKit(shown()).into());
    }
    refuse_others(folder, &files)?;
    fs::create_dir_all(folder).with_context(|| format!("cannot make the folder `{}`", shown()))?;
    fill(folder, &files)?;
    Record::new(from, &files).save(folder, &packed.write()?)?;
    let repository = git::make(folder);
    Ok(Made {
        kit: packed.name,
        version: packed.version,
        exercises: kit.exercises().len(),
        lacks_checks: kit
            .exercises()
            .iter()
            .any(|one| kit.has_checks_elsewhere(one)),
        repository,
    })
}
