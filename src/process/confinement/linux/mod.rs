//! What Linux can take from a process: in this order, since each step needs rights that a later one takes.

mod calls;
mod files;
mod namespaces;

use std::fs;
use std::path::Path;

use rustix::process::{Signal, getppid, set_parent_process_death_signal};
use rustix::thread::{CapabilitySet, CapabilitySets, set_capabilities, set_no_new_privs};

use super::policy::Policy;

/// Fails only where going on would be wrong.
pub(super) fn give_up_rights(policy: &Policy) -> Result<(), String> {
    close_inherited_files();
    namespaces::leave_ours(policy)?;
    // Only now, since another user namespace would forget it.
    let _ = set_parent_process_death_signal(Some(Signal::KILL));
    let parent = getppid().map(|pid| pid.as_raw_nonzero().get().unsigned_abs());
    if parent != Some(policy.parent) {
        return Err("whoever started it is gone".to_owned());
    }
    let _ = set_no_new_privs(true);
    let none = CapabilitySets {
        effective: CapabilitySet::empty(),
        permitted: CapabilitySet::empty(),
        inheritable: CapabilitySet::empty(),
    };
    let _ = set_capabilities(None, none);
    files::restrict(policy);
    calls::forbid(policy.task);
    Ok(())
}

/// Whoever started us may have left files open to us; the job gets the three standard ones.
fn close_inherited_files() {
    let Ok(entries) = fs::read_dir(Path::new("/proc/self/fd")) else {
        return;
    };
    let open: Vec<i32> = entries
        .filter_map(|entry| entry.ok()?.file_name().to_str()?.parse().ok())
        .collect();
    for number in open.into_iter().filter(|number| *number > 2) {
        // One of them was the list itself, and is closed already.
        let _ = nix::unistd::close(number);
    }
}
