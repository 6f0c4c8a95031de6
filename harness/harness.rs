//! Runs one check in this process and reports on it over a private channel.
//!
//! The judge starts the check binary with the check's name, the most memory it may have, in MiB, and the most threads; with a
//! one-line token on standard input, and the channel as standard output. Both are moved out of the way first: whatever the student prints goes to
//! standard error, where the judge collects it, and whoever reads standard input finds it empty. Its records:
//!
//! | kind | text |
//! |---|---|
//! | `started` | the check's name |
//! | `note` | what a probe saw last |
//! | `panicked` | `THREAD\tFILE:LINE:COLUMN\tMESSAGE`, for a panic in any thread |
//! | `failed` | the same, for the panic that ended the check |
//! | `no_memory` | nothing, once, when memory was refused |
//! | `unordered` | nothing, where a probe could not wait as it does while exploring: from there on luck decides |
//! | `no_thread` | how many threads there were when there was to be no more |
//! | `finished` | the check's name |

use std::any::Any;
use std::fs;
use std::panic::{self, AssertUnwindSafe};
use std::process;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, MutexGuard, OnceLock, PoisonError};
use std::thread::{self, ThreadId};

use super::channel::Channel;
use super::memory;

/// One hidden check.
pub struct Check {
    pub name: &'static str,
    pub body: fn(),
}

static CHANNEL: OnceLock<Channel> = OnceLock::new();
/// A record that is made while there is memory.
static NO_MEMORY: OnceLock<String> = OnceLock::new();
#[cfg(windows)]
static NO_THREAD: OnceLock<String> = OnceLock::new();
static WAS_REFUSED: AtomicBool = AtomicBool::new(false);
/// `THREAD\tFILE:LINE:COLUMN\tMESSAGE` of the newest panic of each thread.
static PANICS: Mutex<Vec<(ThreadId, String)>> = Mutex::new(Vec::new());

/// Leaves a last word for the judge, shown when the check does not finish.
pub fn note(text: &str) {
    record("note", text);
}

/// What probes note.
pub(super) struct Notes<T>(Mutex<Vec<T>>);

impl<T> Notes<T> {
    /// A panicking student thread must not hide what was already noted.
    fn lock(&self) -> MutexGuard<'_, Vec<T>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Adds a note. How many there are now is for showing only.
    pub(super) fn add(&self, note: T) -> usize {
        let mut notes = self.lock();
        notes.push(note);
        notes.len()
    }

    pub(super) fn count(&self) -> usize {
        self.lock().len()
    }
}

impl<T: Clone> Notes<T> {
    pub(super) fn in_order(&self) -> Vec<T> {
        self.lock().clone()
    }

    /// For who makes nothing of the order. The explorer then need not try them all.
    pub(super) fn in_any_order(&self) -> Vec<T> {
        self.in_order()
    }
}

impl<T> Default for Notes<T> {
    fn default() -> Self {
        Self(Mutex::default())
    }
}

/// The explorer knows; nobody does on real threads.
pub(super) fn thread_count() -> Option<usize> {
    None
}

/// The explorer sees it; nobody does on real threads.
pub(super) fn quiesce() -> bool {
    record("unordered", "");
    false
}

/// The explorer sees to it.
pub(super) fn no_thread_left_behind() {}

/// The whole program: runs the check named by the first argument. `checks_file` is the path of the checks as the
/// compiler was given it, so that a check's own failed assertion is not printed as the student's panic.
pub fn main(checks_file: &'static str, checks: &[Check]) -> ! {
    let mut args = std::env::args().skip(1);
    let wanted = args.next().unwrap_or_default();
    let most_memory = args.next().and_then(|mib| mib.parse::<usize>().ok());
    let Some(check) = checks.iter().find(|check| check.name == wanted) else {
        eprintln!("no check is called `{wanted}`");
        process::exit(2);
    };
    let channel = match Channel::open() {
        Ok(channel) => channel,
        Err(error) => {
            eprintln!("no token on standard input: {error}");
            process::exit(2);
        }
    };
    let channel = CHANNEL.get_or_init(|| channel);
    report_panics(checks_file);

    record("started", check.name);
    if let Some(mib) = most_memory {
        NO_MEMORY.get_or_init(|| channel.line("no_memory", ""));
        memory::limit(mib << 20);
    }
    #[cfg(windows)]
    if let Some(most) = args.next().and_then(|most| most.parse::<isize>().ok()) {
        NO_THREAD.get_or_init(|| channel.line("no_thread", &most.to_string()));
        super::threads::limit(most);
    }
    match panic::catch_unwind(AssertUnwindSafe(check.body)) {
        Ok(()) => record("finished", check.name),
        Err(payload) => record("failed", &ending(payload.as_ref())),
    }
    // Detached threads end here, as at the end of a real `main`.
    process::exit(0);
}

/// Tells the judge, once. It allocates nothing.
pub(super) fn refused_memory() {
    if let (Some(channel), Some(line)) = (CHANNEL.get(), NO_MEMORY.get())
        && !WAS_REFUSED.swap(true, Ordering::Relaxed)
    {
        channel.write(line);
    }
}

/// Tells the judge that there are as many as may be. It allocates nothing.
#[cfg(windows)]
pub(super) fn refused_thread() {
    if let (Some(channel), Some(line)) = (CHANNEL.get(), NO_THREAD.get()) {
        channel.write(line);
    }
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
        // Of whoever wants one, or of one that has just begun.
        let no_thread = [
            "failed to spawn thread",
            "failed to allocate an alternative stack",
        ];
        if place.contains("/library/std/src/") && no_thread.iter().any(|it| message.starts_with(it))
        {
            // A confined program may not count them; then it counts as its own fault.
            let threads = fs::read_dir("/proc/self/task").map_or(usize::MAX, Iterator::count);
            record("no_thread", &threads.to_string());
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
    if let Some(channel) = CHANNEL.get() {
        channel.record(kind, text);
    }
}
