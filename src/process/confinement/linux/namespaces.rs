//! Namespaces of its own: no network, no mounts that others see, no shared memory of others.

use std::ffi::CString;
use std::fs;
use std::path::Path;

use nix::sched::{CloneFlags, unshare};
use rustix::mount::{MountFlags, MountPropagationFlags, mount, mount_change};
use rustix::process::{getegid, geteuid};

use crate::process::confinement::policy::{FOLDER_BYTES, FOLDER_FILES, Policy, Right};

/// Leaves ours, as far as the system lets us, and says which of them are still shared. A program's folder becomes one in
/// memory, of bounded size, that ends with the job.
pub(super) fn leave_ours(policy: &Policy) -> Vec<Right> {
    let folder = policy.folder();
    let (network, others, mounts) = (
        CloneFlags::CLONE_NEWNET,
        CloneFlags::CLONE_NEWIPC | CloneFlags::CLONE_NEWUTS,
        CloneFlags::CLONE_NEWNS,
    );
    let mounts = if folder.is_some() {
        mounts
    } else {
        CloneFlags::empty()
    };
    let all = network | others | mounts;
    let mut kept = Vec::new();
    let mut may_mount = true;
    if !(unshare(all).is_ok() || as_another_user(all)) {
        // One of them may be exhausted or forbidden.
        if unshare(network).is_err() || unshare(others).is_err() {
            kept.push(Right::Namespaces);
        }
        may_mount = unshare(mounts).is_ok();
    }
    // Without a namespace, what is mounted would be everybody's.
    if folder.is_some_and(|folder| !may_mount || in_memory(folder).is_err()) {
        kept.push(Right::UnboundedFolder);
    }
    kept
}

/// A user namespace gives whoever is not root the right to all others.
fn as_another_user(all: CloneFlags) -> bool {
    let (user, group) = (geteuid().as_raw(), getegid().as_raw());
    if unshare(CloneFlags::CLONE_NEWUSER | all).is_err() {
        return false;
    }
    // Without these, new files would belong to nobody.
    let _ = fs::write("/proc/self/setgroups", "deny");
    let _ = fs::write("/proc/self/uid_map", format!("{user} {user} 1"));
    let _ = fs::write("/proc/self/gid_map", format!("{group} {group} 1"));
    true
}

fn in_memory(folder: &Path) -> rustix::io::Result<()> {
    // What is mounted from now on is seen by nobody else, also where mounts are shared.
    mount_change(
        "/",
        MountPropagationFlags::PRIVATE | MountPropagationFlags::REC,
    )?;
    let options = format!("size={FOLDER_BYTES},nr_inodes={FOLDER_FILES},mode=0700");
    let options = CString::new(options).unwrap_or_default();
    let flags = MountFlags::NOSUID | MountFlags::NODEV | MountFlags::NOEXEC;
    mount("tmpfs", folder, "tmpfs", flags, options.as_c_str())?;
    // We stand in the folder that lies below.
    rustix::process::chdir(folder)
}
