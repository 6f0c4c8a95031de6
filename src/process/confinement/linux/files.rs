//! Landlock: which files there are for a job. <https://docs.kernel.org/userspace-api/landlock.html>

use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};

use landlock::{
    ABI, Access, AccessFs, AccessNet, BitFlags, Ruleset, RulesetAttr, RulesetCreatedAttr,
    RulesetError, RulesetStatus, Scope, path_beneath_rules,
};

use crate::process::confinement::policy::Policy;

/// The newest rules that we know. What the kernel does not know of them is left out.
const NEWEST: ABI = ABI::V10;

/// Takes away all files that the policy does not name, TCP, signals to others, and their abstract sockets. Says whether
/// it did: an old kernel has none of it.
pub(super) fn restrict(policy: &Policy) -> Result<bool, RulesetError> {
    let reading = AccessFs::ReadFile | AccessFs::ReadDir;
    let writing = AccessFs::from_all(NEWEST)
        & !(AccessFs::Execute
            | AccessFs::MakeChar
            | AccessFs::MakeBlock
            | AccessFs::MakeSock
            | AccessFs::MakeFifo
            | AccessFs::IoctlDev);
    let null: BitFlags<AccessFs> = AccessFs::ReadFile | AccessFs::WriteFile;
    // The standard library looks there for the end of the main thread's stack.
    let own = ["/proc/self/maps"];
    let restricted = Ruleset::default()
        .handle_access(AccessFs::from_all(NEWEST))?
        .handle_access(AccessNet::from_all(NEWEST))?
        .scope(Scope::from_all(NEWEST))?
        .create()?
        .add_rules(path_beneath_rules(
            readable(policy),
            reading | AccessFs::Execute,
        ))?
        .add_rules(path_beneath_rules(own, AccessFs::ReadFile))?
        .add_rules(path_beneath_rules(["/dev/null"], null))?
        .add_rules(path_beneath_rules(&policy.writes, writing))?
        .restrict_self()?;
    Ok(restricted.ruleset != RulesetStatus::NotEnforced)
}

/// What the policy has it read, but for our own executable: that carries a kit with all its checks.
fn readable(policy: &Policy) -> Vec<PathBuf> {
    let own = own_executable();
    let reads = policy.reads.iter();
    // What is not there cannot be read.
    let reads = reads.filter_map(|path| fs::canonicalize(path).ok());
    match own {
        Some(own) => reads.flat_map(|path| without(path, &own)).collect(),
        None => reads.collect(),
    }
}

/// Where it lies, also when another has taken its place since it was started.
fn own_executable() -> Option<PathBuf> {
    let path = fs::read_link("/proc/self/exe").ok()?.into_os_string();
    match path
        .to_str()
        .and_then(|path| path.strip_suffix(" (deleted)"))
    {
        Some(path) => Some(path.into()),
        None => Some(path.into()),
    }
}

/// All of the folder `path` but for what lies at `hidden`. Rules only ever allow, so they name what lies beside it.
fn without(path: PathBuf, hidden: &Path) -> Vec<PathBuf> {
    let Ok(below) = hidden.strip_prefix(&path) else {
        return vec![path];
    };
    let mut allowed = Vec::new();
    let mut folder = path.clone();
    for name in below {
        allowed.extend(beside(&folder, name));
        folder.push(name);
    }
    if folder == path { vec![path] } else { allowed }
}

/// The folder's other entries. A link is none: where it leads is allowed by its own path or not at all.
fn beside(folder: &Path, name: &OsStr) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let others = entries.filter(|entry| {
        entry.file_name() != name && entry.file_type().is_ok_and(|kind| !kind.is_symlink())
    });
    others.map(|entry| entry.path()).collect()
}
