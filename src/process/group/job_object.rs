//! A job object: processes that Windows limits and kills together.
#![expect(unsafe_code, reason = "no small crate limits a job's memory")]

use std::io;
use std::os::windows::io::{AsRawHandle, FromRawHandle, OwnedHandle};
use std::process::Child;
use std::ptr;

use windows_sys::Win32::System::JobObjects::{
    AssignProcessToJobObject, CreateJobObjectW, JOB_OBJECT_LIMIT_DIE_ON_UNHANDLED_EXCEPTION,
    JOB_OBJECT_LIMIT_JOB_MEMORY, JOB_OBJECT_LIMIT_KILL_ON_JOB_CLOSE,
    JOBOBJECT_EXTENDED_LIMIT_INFORMATION, JobObjectExtendedLimitInformation,
    SetInformationJobObject, TerminateJobObject,
};

#[expect(clippy::cast_possible_truncation, reason = "it is small")]
const LIMITS_BYTES: u32 = size_of::<JOBOBJECT_EXTENDED_LIMIT_INFORMATION>() as u32;

/// Its processes die with it, at the latest when our own process ends.
pub(super) struct JobObject(OwnedHandle);

impl JobObject {
    /// Of the child and of what it starts from now on. All together may use so many bytes of memory.
    pub(super) fn of(child: &Child, memory: Option<u64>) -> io::Result<Self> {
        // SAFETY: nothing is passed, and what comes back is a handle of ours, or null.
        let handle = unsafe { CreateJobObjectW(ptr::null(), ptr::null()) };
        if handle.is_null() {
            return Err(io::Error::last_os_error());
        }
        // SAFETY: as above.
        let job = Self(unsafe { OwnedHandle::from_raw_handle(handle) });
        job.limit(memory)?;
        // SAFETY: both handles are open.
        succeeded(unsafe {
            AssignProcessToJobObject(job.0.as_raw_handle(), child.as_raw_handle())
        })?;
        Ok(job)
    }

    fn limit(&self, memory: Option<u64>) -> io::Result<()> {
        let mut limits = JOBOBJECT_EXTENDED_LIMIT_INFORMATION::default();
        // A crash shows no window that somebody would have to close.
        let flags =
            JOB_OBJECT_LIMIT_KILL_ON_JOB_CLOSE | JOB_OBJECT_LIMIT_DIE_ON_UNHANDLED_EXCEPTION;
        limits.BasicLimitInformation.LimitFlags = flags;
        if let Some(bytes) = memory {
            limits.BasicLimitInformation.LimitFlags |= JOB_OBJECT_LIMIT_JOB_MEMORY;
            limits.JobMemoryLimit = usize::try_from(bytes).unwrap_or(usize::MAX);
        }
        // SAFETY: the class is that of the structure, whose size is told.
        succeeded(unsafe {
            SetInformationJobObject(
                self.0.as_raw_handle(),
                JobObjectExtendedLimitInformation,
                (&raw const limits).cast(),
                LIMITS_BYTES,
            )
        })
    }

    /// Ends all of its processes.
    pub(super) fn kill(&self) {
        // SAFETY: the handle is open. It fails only when nobody is left.
        unsafe { TerminateJobObject(self.0.as_raw_handle(), 1) };
    }
}

fn succeeded(result: i32) -> io::Result<()> {
    if result == 0 {
        Err(io::Error::last_os_error())
    } else {
        Ok(())
    }
}
