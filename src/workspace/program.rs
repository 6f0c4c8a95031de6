//! How an editor finds this program.

use std::path::PathBuf;

use super::editors::Program;

const NAME: &str = "threadlings";

impl Program {
    /// By its name where the system finds it by that, so that settings mean the same on every machine; else by where it is.
    pub(super) fn find() -> Self {
        let path = std::env::var_os("PATH").unwrap_or_default();
        let file = format!("{NAME}{}", std::env::consts::EXE_SUFFIX);
        let is_found = std::env::split_paths(&path).any(|folder| folder.join(&file).is_file());
        let own = std::env::current_exe().ok().filter(|_| !is_found);
        let own = own.unwrap_or_else(|| PathBuf::from(NAME));
        Self::installed(&own.display().to_string())
    }
}
