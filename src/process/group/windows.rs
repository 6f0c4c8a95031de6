//! Job objects.

use std::process::{Child, Command, ExitStatus};
use std::sync::mpsc::Sender;
use std::time::Duration;

use windows_sys::Win32::Foundation::{
    STATUS_ACCESS_VIOLATION, STATUS_ILLEGAL_INSTRUCTION, STATUS_INTEGER_DIVIDE_BY_ZERO,
    STATUS_STACK_BUFFER_OVERRUN, STATUS_STACK_OVERFLOW,
};

use super::job_object::JobObject;
use crate::process::event::{End, Event};

pub(in crate::process) fn prepare(_: &mut Command) {}

/// A child and all that it starts.
pub(in crate::process) struct Group(Option<JobObject>);

impl Group {
    /// Sets limits too, in bytes of memory for all together. The child cannot have started anything yet.
    pub(in crate::process) fn of(child: &Child, memory: Option<u64>) -> Self {
        Self(JobObject::of(child, memory).ok())
    }

    /// Kills whoever is left of it.
    pub(in crate::process) fn kill(&self, leader: &mut Child) {
        if let Some(job) = &self.0 {
            job.kill();
        }
        // Fails when that was enough.
        let _ = leader.kill();
    }
}

/// How often to ask whether the process still runs: Windows has no wait that takes only a number.
pub(in crate::process) const POLL: Duration = Duration::from_millis(5);

pub(in crate::process) fn has_exited(child: &mut Child) -> bool {
    !matches!(child.try_wait(), Ok(None))
}

pub(in crate::process) fn tell_exit(_: &Child, _: Sender<Event>) {}

/// Windows has no signals: a process that crashed exits with a status that tells why. It is told as the signal that a crash of
/// that kind sends elsewhere.
pub(in crate::process) fn end_of(status: ExitStatus) -> End {
    let status = status.code().unwrap_or(-1);
    match status {
        STATUS_ILLEGAL_INSTRUCTION => End::Signalled(4),
        // What `std::process::abort` ends with.
        STATUS_STACK_BUFFER_OVERRUN => End::Signalled(6),
        STATUS_INTEGER_DIVIDE_BY_ZERO => End::Signalled(8),
        STATUS_ACCESS_VIOLATION | STATUS_STACK_OVERFLOW => End::Signalled(11),
        _ => End::Exited(status),
    }
}
