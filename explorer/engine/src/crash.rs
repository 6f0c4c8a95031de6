//! Tells which thread of the explored program was running, and where it last stood, when a signal, or on Windows an exception,
//! ends the process: a stack overflow, an `abort` deep in the standard library, or a hole in the program's own `unsafe` code.

/// The process is about to end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Crash {
    /// A thread needed more stack than it has.
    StackOverflow,
    /// This signal, or an exception that is as good as it.
    Signal(i32),
}

#[cfg(unix)]
pub use unix::report_crashes;
#[cfg(windows)]
pub use windows::report_crashes;

/// Nobody tells.
///
/// # Safety
/// None is needed here.
#[cfg(not(any(unix, windows)))]
pub unsafe fn report_crashes(_: fn(Crash)) {}

#[cfg(unix)]
mod unix {
    use std::cell::Cell;
    use std::ptr;

    use super::Crash;
    use crate::stack;

    thread_local! {
        static REPORT: Cell<Option<fn(Crash)>> = const { Cell::new(None) };
    }

    const SIGNALS: [i32; 5] = [
        libc::SIGSEGV,
        libc::SIGBUS,
        libc::SIGILL,
        libc::SIGFPE,
        libc::SIGABRT,
    ];

    /// Has `report` called, on the calling thread, before a signal ends the process.
    ///
    /// # Safety
    /// `report` must be fit for a signal handler: it allocates nothing and takes no lock.
    pub unsafe fn report_crashes(report: fn(Crash)) {
        REPORT.set(Some(report));
        for signal in SIGNALS {
            // SAFETY: an all-zero `sigaction` is a valid one; the handler has the type that `SA_SIGINFO` asks for. The
            // standard library has given the thread a stack for handlers.
            unsafe {
                let mut action: libc::sigaction = std::mem::zeroed();
                let handler: extern "C" fn(i32, *mut libc::siginfo_t, *mut libc::c_void) = handle;
                action.sa_sigaction = handler as usize;
                action.sa_flags = libc::SA_SIGINFO | libc::SA_ONSTACK;
                libc::sigaction(signal, &raw const action, ptr::null_mut());
            }
        }
    }

    extern "C" fn handle(signal: i32, info: *mut libc::siginfo_t, _: *mut libc::c_void) {
        // SAFETY: the system passes a valid one.
        let address = unsafe { (*info).si_addr() } as usize;
        let is_access = matches!(signal, libc::SIGSEGV | libc::SIGBUS);
        let crash = if is_access && stack::is_overflow(address) {
            Crash::StackOverflow
        } else {
            Crash::Signal(signal)
        };
        if let Some(report) = REPORT.take() {
            report(crash);
        }
        // SAFETY: as it was before us; what the signal came from happens again, or `raise` sends it.
        unsafe {
            libc::signal(signal, libc::SIG_DFL);
            libc::raise(signal);
        }
    }
}

#[cfg(windows)]
mod windows {
    use std::cell::Cell;

    use windows_sys::Win32::Foundation::{
        EXCEPTION_ACCESS_VIOLATION, EXCEPTION_ILLEGAL_INSTRUCTION, EXCEPTION_INT_DIVIDE_BY_ZERO,
        EXCEPTION_STACK_OVERFLOW,
    };
    use windows_sys::Win32::System::Diagnostics::Debug::{
        AddVectoredExceptionHandler, EXCEPTION_CONTINUE_SEARCH, EXCEPTION_POINTERS,
    };
    use windows_sys::Win32::System::Threading::{GetCurrentProcess, TerminateProcess};

    use super::Crash;

    thread_local! {
        static REPORT: Cell<Option<fn(Crash)>> = const { Cell::new(None) };
    }

    /// Has `report` called, on the calling thread, before an exception ends the process. An `abort` is none.
    ///
    /// # Safety
    /// `report` must be fit for an exception handler: it allocates nothing, takes no lock and needs little stack.
    pub unsafe fn report_crashes(report: fn(Crash)) {
        REPORT.set(Some(report));
        // SAFETY: the handler has the type that is asked for, and stays.
        unsafe { AddVectoredExceptionHandler(1, Some(handle)) };
    }

    unsafe extern "system" fn handle(exception: *mut EXCEPTION_POINTERS) -> i32 {
        // SAFETY: the system passes valid ones.
        let code = unsafe { (*(*exception).ExceptionRecord).ExceptionCode };
        let crash = match code {
            EXCEPTION_STACK_OVERFLOW => Crash::StackOverflow,
            EXCEPTION_ACCESS_VIOLATION => Crash::Signal(11),
            EXCEPTION_ILLEGAL_INSTRUCTION => Crash::Signal(4),
            EXCEPTION_INT_DIVIDE_BY_ZERO => Crash::Signal(8),
            // A panic is one of these.
            _ => return EXCEPTION_CONTINUE_SEARCH,
        };
        if let Some(report) = REPORT.take() {
            report(crash);
            // SAFETY: it is this process that ends, before the system asks anybody what to do about it.
            unsafe { TerminateProcess(GetCurrentProcess(), code.cast_unsigned()) };
        }
        EXCEPTION_CONTINUE_SEARCH
    }
}
