//! What Linux can take from a process: in this order, since each step needs rights that a later one takes.

mod calls;
mod exec;
mod files;
mod namespaces;

use std::ffi::OsString;
use std::fs;
use std::io;
use std::path::Path;

use rustix::process::{Signal, getppid, set_parent_process_death_signal};
use rustix::thread::{CapabilitySet, CapabilitySets, set_capabilities, set_no_new_privs};

pub(super) use exec::Program;

use super::policy::{Policy, Right};

/// Says which of its rights it could not give up. Fails where going on would be wrong. What is left of them to a job that is
/// one process does to become `program`, once.
pub(super) fn give_up_rights(policy: &Policy, program: &Program) -> Result<Vec<Right>, String> {
    close_inherited_files().map_err(|error| format!("/proc/self/fd: {error}"))?;
    let mut kept = namespaces::leave_ours(policy);
    let mut keep = |right, is_kept: bool| kept.extend(is_kept.then_some(right));
    // Only now, since another user namespace would forget it.
    let bound = set_parent_process_death_signal(Some(Signal::KILL));
    keep(Right::ToOutliveUs, bound.is_err());
    let parent = getppid().map(|pid| pid.as_raw_nonzero().get().unsigned_abs());
    if parent != Some(policy.parent) {
        return Err("whoever started it is gone".to_owned());
    }
    let refused = set_no_new_privs(true);
    let none = CapabilitySets {
        effective: CapabilitySet::empty(),
        permitted: CapabilitySet::empty(),
        inheritable: CapabilitySet::empty(),
    };
    let dropped = set_capabilities(None, none);
    keep(Right::Privileges, refused.is_err() || dropped.is_err());
    keep(Right::Files, !files::restrict(policy).unwrap_or(false));
    keep(Right::Calls, calls::forbid(policy.task, program).is_err());
    Ok(kept)
}

/// Whoever started us may have left files open to us; the job gets the three standard ones.
fn close_inherited_files() -> io::Result<()> {
    let entries = fs::read_dir(Path::new("/proc/self/fd"))?;
    // An entry would keep the list itself open.
    let names = entries.map(|entry| Ok(entry?.file_name()));
    let names: Vec<OsString> = names.collect::<io::Result<_>>()?;
    let open: Vec<i32> = names
        .iter()
        .filter_map(|name| name.to_str()?.parse().ok())
        .collect();
    for number in open.into_iter().filter(|number| *number > 2) {
        // One of them was the list itself, and is closed already.
        let _ = nix::unistd::close(number);
    }
    Ok(())
}
