//! Process groups, and limits on Linux.

use std::os::unix::process::{CommandExt, ExitStatusExt};
use std::process::{Child, Command, ExitStatus};

use std::sync::mpsc::Sender;
use std::thread;
use std::time::Duration;

use rustix::io::Errno;
use rustix::process::{Pid, Signal, WaitId, WaitIdOptions, kill_process_group, waitid};

use crate::process::event::{End, Event};

pub(in crate::process) fn prepare(command: &mut Command) {
    command.process_group(0);
}

fn pid(raw: u32) -> Option<Pid> {
    Pid::from_raw(i32::try_from(raw).ok()?)
}

/// The process group that a child leads.
pub(in crate::process) struct Group(Option<Pid>);

impl Group {
    /// Sets limits too, in bytes of address space.
    pub(in crate::process) fn of(leader: &Child, memory: Option<u64>) -> Self {
        limit(leader, memory);
        Self(pid(leader.id()))
    }

    /// Kills whoever is left of it. Nobody must have waited for the leader, whose number it has.
    pub(in crate::process) fn kill(&self, _leader: &mut Child) {
        if let Some(pid) = self.0 {
            // Fails only when nobody is left.
            let _ = kill_process_group(pid, Signal::KILL);
        }
    }
}

/// Sets the limits from outside, right after the start. The child cannot have done anything worth limiting yet,
/// and it needs no code between `fork` and `exec`.
#[cfg(target_os = "linux")]
fn limit(child: &Child, memory: Option<u64>) {
    use rustix::process::{Resource, Rlimit, prlimit};
    let set = |resource, value| {
        let limit = Rlimit {
            current: Some(value),
            maximum: Some(value),
        };
        // A child that is gone already needs no limits.
        let _ = prlimit(pid(child.id()), resource, limit);
    };
    set(Resource::Core, 0);
    if let Some(bytes) = memory {
        set(Resource::As, bytes);
    }
}

#[cfg(not(target_os = "linux"))]
fn limit(_: &Child, _: Option<u64>) {}

/// How often to ask whether a process still runs: hardly ever, since a thread waits for it.
pub(in crate::process) const POLL: Duration = Duration::from_hours(1);

/// Never asked, since `tell_exit` tells.
pub(in crate::process) fn has_exited(_: &mut Child) -> bool {
    false
}

/// Tells when the process has ended. It is left a zombie, so that its number is not given to another.
pub(in crate::process) fn tell_exit(child: &Child, events: Sender<Event>) {
    let Some(pid) = pid(child.id()) else { return };
    thread::spawn(move || {
        let options = WaitIdOptions::EXITED | WaitIdOptions::NOWAIT;
        while let Err(Errno::INTR) = waitid(WaitId::Pid(pid), options) {}
        // Nobody listens any more when the job was given up.
        let _ = events.send(Event::Exited);
    });
}

pub(in crate::process) fn end_of(status: ExitStatus) -> End {
    match (status.code(), status.signal()) {
        (Some(code), _) => End::Exited(code),
        (None, signal) => End::Signalled(signal.unwrap_or_default()),
    }
}
