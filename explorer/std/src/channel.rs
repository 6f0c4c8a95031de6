//! The private channel to the judge. Every record is one line, `TOKEN KIND TEXT`, its text escaped so that it has no
//! line break.
//!
//! It belongs to two programs: the harness that runs a check on real threads, and the explorer.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Write};
use std::process;
use std::sync::{Mutex, PoisonError};
use std::thread;

/// How long a text may be, in bytes: as much as is ever shown. The judge counts on it.
const LONGEST: usize = 64 * 1024;

/// Our end of it.
pub(super) struct Channel {
    token: String,
    file: Mutex<File>,
}

impl Channel {
    /// Takes standard input and output for ourselves and reads the token.
    pub(super) fn open() -> io::Result<Self> {
        let mut judge = BufReader::new(private::input());
        let mut token = String::new();
        judge.read_line(&mut token)?;
        let channel = Self {
            token: token.trim_end().to_owned(),
            file: Mutex::new(private::output()),
        };
        end_with_the_judge(judge);
        private::crash_at_once();
        Ok(channel)
    }

    /// Writes a record, or the first part of one that is too long.
    pub(super) fn record(&self, kind: &str, text: &str) {
        self.write(&self.line(kind, text));
    }

    /// A record for [`write`](Self::write).
    pub(super) fn line(&self, kind: &str, text: &str) -> String {
        let text = text[..text.floor_char_boundary(LONGEST)]
            .replace('\\', "\\\\")
            .replace('\n', "\\n")
            .replace('\r', "\\r");
        format!("{} {kind} {text}\n", self.token)
    }

    /// Writes a record, for which it allocates nothing.
    pub(super) fn write(&self, line: &str) {
        let mut file = self.file.lock().unwrap_or_else(PoisonError::into_inner);
        // Nobody is left to tell when the judge has gone; it then counts the check as unfinished.
        let _ = file.write_all(line.as_bytes());
    }
}

/// A record of so many bytes needs no memory from the heap.
const SHORT: usize = 2048;

impl Channel {
    /// Writes a short record where nothing may be allocated and nobody may be waited for. What does not fit is cut off.
    #[allow(dead_code, reason = "the harness on real threads has no use for it")]
    pub(super) fn record_at_once(&self, kind: &str, text: std::fmt::Arguments<'_>) {
        let mut line = [0; SHORT];
        let mut rest = &mut line[..SHORT - 1];
        let _ = write!(rest, "{} {kind} {text}", self.token);
        let left = rest.len();
        let length = SHORT - left;
        line[length - 1] = b'\n';
        if let Ok(mut file) = self.file.try_lock() {
            let _ = file.write_all(&line[..length]);
        }
    }
}

/// The judge keeps its end of standard input open for as long as it lives. Without it nobody would stop us.
fn end_with_the_judge(mut judge: impl BufRead + Send + 'static) {
    let watch = thread::Builder::new().stack_size(64 * 1024);
    // Without this thread a check whose judge was killed runs on; that is no reason not to judge.
    let _ = watch.spawn(move || {
        let _ = io::copy(&mut judge, &mut io::sink());
        process::abort();
    });
}

/// Takes standard input and output for ourselves.
#[cfg(unix)]
mod private {
    use std::fs::File;
    use std::os::fd::{AsFd, AsRawFd, BorrowedFd};

    unsafe extern "C" {
        safe fn dup2(from: i32, to: i32) -> i32;
    }

    fn take(fd: BorrowedFd<'_>) -> File {
        match fd.try_clone_to_owned() {
            Ok(own) => File::from(own),
            Err(error) => panic!("no channel to the judge: {error}"),
        }
    }

    /// Standard input; in its place there is nothing to read.
    pub(super) fn input() -> File {
        let input = take(std::io::stdin().as_fd());
        if let Ok(nothing) = File::open("/dev/null") {
            dup2(nothing.as_raw_fd(), 0);
        }
        input
    }

    /// Standard output; standard error stands in for it.
    pub(super) fn output() -> File {
        let output = take(std::io::stdout().as_fd());
        dup2(2, 1);
        output
    }

    /// A signal does.
    pub(super) fn crash_at_once() {}
}

/// Takes standard input and output for ourselves.
#[cfg(windows)]
mod private {
    use std::fs::File;
    use std::os::windows::io::{AsHandle, AsRawHandle, BorrowedHandle, IntoRawHandle, RawHandle};

    const STD_INPUT_HANDLE: u32 = 0xFFFF_FFF6;
    const STD_OUTPUT_HANDLE: u32 = 0xFFFF_FFF5;

    const EXCEPTION_STACK_OVERFLOW: u32 = 0xC000_00FD;
    const EXCEPTION_CONTINUE_SEARCH: i32 = 0;

    type Handler = extern "system" fn(&&u32) -> i32;

    unsafe extern "system" {
        safe fn SetStdHandle(which: u32, handle: RawHandle) -> i32;
        safe fn AddVectoredExceptionHandler(first: u32, handler: Handler) -> RawHandle;
        safe fn GetCurrentProcess() -> RawHandle;
        safe fn TerminateProcess(process: RawHandle, status: u32) -> i32;
    }

    fn take(handle: BorrowedHandle<'_>) -> File {
        match handle.try_clone_to_owned() {
            Ok(own) => File::from(own),
            Err(error) => panic!("no channel to the judge: {error}"),
        }
    }

    /// Standard input; in its place there is nothing to read.
    pub(super) fn input() -> File {
        let input = take(std::io::stdin().as_handle());
        if let Ok(nothing) = File::open("NUL") {
            SetStdHandle(STD_INPUT_HANDLE, nothing.into_raw_handle());
        }
        input
    }

    /// Standard output; standard error stands in for it.
    pub(super) fn output() -> File {
        let output = take(std::io::stdout().as_handle());
        SetStdHandle(STD_OUTPUT_HANDLE, std::io::stderr().as_raw_handle());
        output
    }

    /// Has a stack overflow end the process when the standard library has printed what it is, before the system asks around
    /// what to do about it: that takes seconds, and stack.
    pub(super) fn crash_at_once() {
        AddVectoredExceptionHandler(0, handle);
    }

    /// Of a record about pointers to what happened; that begins with its code.
    extern "system" fn handle(exception: &&u32) -> i32 {
        if **exception == EXCEPTION_STACK_OVERFLOW {
            TerminateProcess(GetCurrentProcess(), EXCEPTION_STACK_OVERFLOW);
        }
        EXCEPTION_CONTINUE_SEARCH
    }
}
