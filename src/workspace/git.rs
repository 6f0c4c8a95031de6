//! Makes a new workspace a git repository. It is a convenience: whatever goes wrong, the workspace is whole without one.

use std::path::Path;
use std::time::Duration;

use crate::process::{self, Cancel, End, Job};

/// Far above what any call here needs; a hook or a signing key that waits for somebody ends then.
const DEADLINE: Duration = Duration::from_secs(30);

/// What came of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Repository {
    /// A repository with everything committed.
    Committed,
    /// A repository, without a commit: git does not know who commits.
    WithoutCommit,
    /// The folder is in a repository already.
    Inside,
    /// There is no git on this machine.
    NoGit,
    /// git refused, for this reason.
    Refused(String),
}

/// Makes the folder a repository, unless it is in one.
pub(crate) fn make(folder: &Path) -> Repository {
    match git(folder, &["rev-parse", "--is-inside-work-tree"]) {
        Ok(()) => return Repository::Inside,
        Err(Fault::NoGit) => return Repository::NoGit,
        Err(Fault::Said(_)) => {}
    }
    if let Err(fault) = git(folder, &["init", "--quiet"]) {
        return fault.into();
    }
    let known = |key| git(folder, &["config", "--get", key]).is_ok();
    if !known("user.name") || !known("user.email") {
        return Repository::WithoutCommit;
    }
    let commit = [
        "-c",
        "commit.gpgsign=false",
        "commit",
        "--quiet",
        "--no-verify",
        "--message",
        "The exercises as they start",
    ];
    match git(folder, &["add", "--all"]).and_then(|()| git(folder, &commit)) {
        Ok(()) => Repository::Committed,
        Err(fault) => fault.into(),
    }
}

enum Fault {
    NoGit,
    Said(String),
}

impl From<Fault> for Repository {
    fn from(fault: Fault) -> Self {
        match fault {
            Fault::NoGit => Self::NoGit,
            Fault::Said(words) => Self::Refused(words),
        }
    }
}

fn git(folder: &Path, args: &[&str]) -> Result<(), Fault> {
    // A git hook that calls us sets these, for a repository that is not this one.
    let of_hooks = ["GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX"];
    let job = Job {
        program: "git".into(),
        args: args.iter().map(Into::into).collect(),
        current_dir: folder.to_owned(),
        env_remove: of_hooks.map(Into::into).into(),
        env: vec![("GIT_TERMINAL_PROMPT".to_owned(), "0".into())],
        stdin: Vec::new(),
        deadline: DEADLINE,
        max_stdout: 1 << 20,
        max_stderr: 1 << 20,
        max_memory: None,
        confined: None,
    };
    let finished = process::run(&job, &Cancel::new()).map_err(|_| Fault::NoGit)?;
    if finished.end == End::Exited(0) {
        return Ok(());
    }
    let said = String::from_utf8_lossy(&finished.stderr);
    let line = said.lines().find(|line| !line.trim().is_empty());
    Err(Fault::Said(line.unwrap_or("it gave no reason").to_owned()))
}
