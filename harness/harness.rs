//! Runs one check in this process and reports on it over a private channel.
//!
//! The judge starts the check binary with the check's name as its only argument, a one-line token on standard input,
//! and the channel as standard output. Both are moved out of the way first: whatever the student prints goes to
//! standard error, where the judge collects it, and whoever reads standard input finds it empty. Every record is one
//! line,
//! `TOKEN KIND TEXT`, its text escaped so that it has no line break:
//!
//! | kind | text |
//! |---|---|
//! | `started` | the check's name |
//! | `note` | what a probe saw last |
//! | `panicked` | `THREAD\tFILE:LINE:COLUMN\tMESSAGE`, for a panic in any thread |
//! | `failed` | the same, for the panic that ended the check |
//! | `finished` | the check's name |

use std::any::Any;
use std::fs::File;
use std::io::{BufRead, BufReader, Write};
use std::panic::{self, AssertUnwindSafe};
use std::process;
use std::sync::{Mutex, OnceLock, PoisonError};
use std::thread::{self, ThreadId};

/// One hidden check.
pub struct Check {
    pub name: &'static str,
    pub body: fn(),
}

struct Channel {
    token: String,
    file: Mutex<File>,
}

static CHANNEL: OnceLock<Channel> = OnceLock::new();
/// `THREAD\tFILE:LINE:COLUMN\tMESSAGE` of the newest panic of each thread.
static PANICS: Mutex<Vec<(ThreadId, String)>> = Mutex::new(Vec::new());

/// Leaves a last word for the judge, shown when the check does not finish.
pub fn note(text: &str) {
    record("note", text);
}

/// The whole program: runs the check named by the first argument. `checks_file` is the path of the checks as the
/// compiler was given it, so that a check's own failed assertion is not printed as the student's panic.
pub fn main(checks_file: &'static str, checks: &[Check]) -> ! {
    let wanted = std::env::args().nth(1).unwrap_or_default();
    let Some(check) = checks.iter().find(|check| check.name == wanted) else {
        eprintln!("no check is called `{wanted}`");
        process::exit(2);
    };
    let mut judge = BufReader::new(private::input());
    let mut token = String::new();
    if let Err(error) = judge.read_line(&mut token) {
        eprintln!("no token on standard input: {error}");
        process::exit(2);
    }
    let channel = Channel {
        token: token.trim_end().to_owned(),
        file: Mutex::new(private::output()),
    };
    CHANNEL.get_or_init(|| channel);
    end_with_the_judge(judge);
    report_panics(checks_file);

    record("started", check.name);
    match panic::catch_unwind(AssertUnwindSafe(check.body)) {
        Ok(()) => record("finished", check.name),
        Err(payload) => record("failed", &ending(payload.as_ref())),
    }
    // Detached threads end here, as at the end of a real `main`.
    process::exit(0);
}

/// The judge keeps its end of standard input open for as long as it lives. Without it nobody would stop us.
fn end_with_the_judge(mut judge: impl BufRead + Send + 'static) {
    let watch = thread::Builder::new().stack_size(64 * 1024);
    // Without this thread a check whose judge was killed runs on; that is no reason not to judge.
    let _ = watch.spawn(move || {
        let _ = std::io::copy(&mut judge, &mut std::io::sink());
        process::abort();
    });
}

/// Words for the panic that ended the check. The hook noted them, unless the student replaced the hook.
fn ending(payload: &(dyn Any + Send)) -> String {
    let me = thread::current().id();
    let panics = PANICS.lock().unwrap_or_else(PoisonError::into_inner);
    match panics.iter().rev().find(|(id, _)| *id == me) {
        Some((_, text)) => text.clone(),
        None => format!("main\t\t{}", message(payload)),
    }
}

fn report_panics(checks_file: &'static str) {
    panic::set_hook(Box::new(move |info| {
        let place = info.location().map(ToString::to_string).unwrap_or_default();
        let current = thread::current();
        let name = current.name().unwrap_or("").to_owned();
        let message = message(info.payload());
        if !place.starts_with(checks_file) {
            let who = if name.is_empty() { "a thread" } else { &name };
            eprintln!("{who} panicked at {place}: {message}");
        }
        let text = format!("{name}\t{place}\t{message}");
        record("panicked", &text);
        PANICS
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .push((current.id(), text));
    }));
}

fn message(payload: &(dyn Any + Send)) -> String {
    if let Some(text) = payload.downcast_ref::<&str>() {
        (*text).to_owned()
    } else if let Some(text) = payload.downcast_ref::<String>() {
        text.clone()
    } else {
        "a value that is no text".to_owned()
    }
}

fn record(kind: &str, text: &str) {
    let Some(channel) = CHANNEL.get() else { return };
    let text = text
        .replace('\\', "\\\\")
        .replace('\n', "\\n")
        .replace('\r', "\\r");
    let line = format!("{} {kind} {text}\n", channel.token);
    let mut file = channel.file.lock().unwrap_or_else(PoisonError::into_inner);
    // Nobody is left to tell when the judge has gone; it then counts the check as unfinished.
    let _ = file.write_all(line.as_bytes());
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
}

/// Takes standard input and output for ourselves.
#[cfg(windows)]
mod private {
    use std::fs::File;
    use std::os::windows::io::{AsHandle, AsRawHandle, BorrowedHandle, IntoRawHandle, RawHandle};

    const STD_INPUT_HANDLE: u32 = 0xFFFF_FFF6;
    const STD_OUTPUT_HANDLE: u32 = 0xFFFF_FFF5;

    unsafe extern "system" {
        safe fn SetStdHandle(which: u32, handle: RawHandle) -> i32;
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
}
