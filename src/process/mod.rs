//! The one module that spawns processes: each in a group of its own, with a deadline, with limits, and with its
//! output collected. It knows nothing of compilers or checks.
//!
//! However a job ends, its whole group is killed before [`run`] returns, and a descendant that left the group while
//! holding a pipe cannot keep [`run`] waiting.

mod cancel;
mod capture;
mod confinement;
mod event;
mod group;
mod job;

use std::ffi::OsString;
use std::io::{self, Write};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::time::{Duration, Instant};

pub use cancel::Cancel;
pub use capture::shorten;
pub(crate) use confinement::HelperProcess;
pub use confinement::{Confined, Confinement, Protection};
pub use event::End;
pub use job::Job;

use capture::Capture;
use event::Event;
use group::Group;

/// How long the pipes may stay open once the group is dead. What is still in them arrives as soon as the machine has time
/// for it; only a descendant that left the group can hold them longer.
const PIPE_GRACE: Duration = Duration::from_secs(2);

/// How long is waited for a job in one go, and how much longer that may take on a busy machine. What it takes beyond that, the
/// machine was asleep or we were stopped, and the job with us: it is no part of the job's time.
const MOST_WAIT: Duration = Duration::from_millis(500);
const MOST_LATE: Duration = Duration::from_secs(1);

/// What is left of a job.
#[derive(Debug)]
pub struct Finished {
    /// How it ended.
    pub end: End,
    /// Its standard output, up to the limit.
    pub stdout: Vec<u8>,
    /// Its standard error, up to the limit.
    pub stderr: Vec<u8>,
}

/// The program could not be started.
#[derive(Debug, thiserror::Error)]
#[error("cannot start `{program}`")]
pub struct SpawnError {
    program: String,
    source: io::Error,
}

impl SpawnError {
    /// Whether there is no such program.
    pub fn is_missing(&self) -> bool {
        self.source.kind() == io::ErrorKind::NotFound
    }

    /// With why.
    fn in_full(&self) -> String {
        format!("{self}: {}", self.source)
    }
}

/// Runs the job to its end, whichever that is.
pub fn run(job: &Job, cancel: &Cancel) -> Result<Finished, SpawnError> {
    follow(job, cancel, Stdio::piped(), None)
}

/// Runs the job to its end. Its standard input is empty and at its end, so that reading it does not wait.
pub fn run_without_input(job: &Job, cancel: &Cancel) -> Result<Finished, SpawnError> {
    follow(job, cancel, Stdio::null(), None)
}

/// Hears what a job writes to its standard output, in pieces of any length.
pub type Listener<'a> = dyn FnMut(&[u8]) + 'a;

/// Runs the job to its end, and has `listener` hear meanwhile what it writes.
pub fn run_and_listen(
    job: &Job,
    cancel: &Cancel,
    listener: &mut Listener,
) -> Result<Finished, SpawnError> {
    follow(job, cancel, Stdio::piped(), Some(listener))
}

fn follow(
    job: &Job,
    cancel: &Cancel,
    stdin: Stdio,
    mut listener: Option<&mut Listener>,
) -> Result<Finished, SpawnError> {
    let started = Instant::now();
    let (events, inbox) = mpsc::channel();
    let job_events = events.clone();
    let told = cancel.on_cancel(move || {
        // A job that is over no longer listens.
        let _ = job_events.send(Event::Cancelled);
    });
    if !told {
        return Ok(Finished {
            end: End::Cancelled,
            stdout: Vec::new(),
            stderr: Vec::new(),
        });
    }
    let mut child = spawn(job, stdin).map_err(|source| SpawnError {
        program: job.program.display().to_string(),
        source,
    })?;
    let group = Group::of(&child, job.max_memory);
    let stdin = feed(child.stdin.take(), &job.stdin);
    let stdout = Capture::start(
        child.stdout.take(),
        job.max_stdout,
        events.clone(),
        listener.is_some(),
    );
    let stderr = Capture::start(child.stderr.take(), job.max_stderr, events.clone(), false);
    group::tell_exit(&child, events);

    let mut closed = 0;
    let mut hear = |bytes: &[u8]| {
        if let Some(listener) = &mut listener {
            listener(bytes);
        }
    };
    let deadline = started + job.deadline;
    let forced = first_end(&mut child, &inbox, deadline, &mut closed, &mut hear);
    // The leader is not reaped yet, so its number cannot belong to anyone else's group.
    group.kill(&mut child);
    let status = child.wait();
    drop(stdin);
    let wrote_too_much = wait_for_pipes(&inbox, closed, &mut hear);
    let end = match (forced, status) {
        (Some(End::Cancelled), _) => End::Cancelled,
        // However fast it was to end: the same every time.
        _ if wrote_too_much => End::OutputExceeded,
        (Some(end), _) => end,
        (None, Ok(status)) => group::end_of(status),
        (None, Err(_)) => End::Signalled(0),
    };
    let stdout = stdout.take();
    let failure = job
        .confined
        .as_ref()
        .and_then(|confined| confined.failure(&stdout));
    if let Some(said) = failure {
        return Err(SpawnError {
            program: job.program.display().to_string(),
            source: io::Error::other(said),
        });
    }
    Ok(Finished {
        end,
        stdout,
        stderr: stderr.take(),
    })
}

fn spawn(job: &Job, stdin: Stdio) -> io::Result<Child> {
    let mut command = match &job.confined {
        Some(confined) => confined.command(&job.program, job.max_memory, job.deadline),
        None => Command::new(&job.program),
    };
    command.args(&job.args).current_dir(&job.current_dir);
    for name in &job.env_remove {
        command.env_remove(name);
    }
    command
        .envs(job.env.iter().map(|(name, value)| (name, value)))
        .stdin(stdin)
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    group::prepare(&mut command);
    command.spawn()
}

/// Writes what the child reads first. The pipe comes back open: it closes when the job is over, or when we die.
fn feed(pipe: Option<ChildStdin>, bytes: &[u8]) -> Option<ChildStdin> {
    let mut pipe = pipe?;
    // All we ever write fits into the pipe's buffer; a child that is gone already tells by its exit.
    let _ = pipe.write_all(bytes);
    Some(pipe)
}

/// Waits for whatever ends the job first. `None` means that it ended by itself.
fn first_end(
    child: &mut Child,
    inbox: &Receiver<Event>,
    mut deadline: Instant,
    closed: &mut usize,
    hear: &mut Listener,
) -> Option<End> {
    loop {
        let asked = Instant::now();
        let left = deadline.saturating_duration_since(asked);
        let wait = left.min(group::POLL).min(MOST_WAIT);
        let heard = inbox.recv_timeout(wait);
        let late = asked.elapsed().saturating_sub(wait);
        if late > MOST_LATE {
            deadline += late;
        }
        match heard {
            #[cfg(unix)]
            Ok(Event::Exited) => return None,
            Err(RecvTimeoutError::Disconnected) => return None,
            Ok(Event::TooMuch) => return Some(End::OutputExceeded),
            Ok(Event::Cancelled) => return Some(End::Cancelled),
            Ok(Event::Closed) => *closed += 1,
            Ok(Event::Wrote(bytes)) => hear(&bytes),
            Err(RecvTimeoutError::Timeout) if Instant::now() >= deadline => {
                return Some(End::DeadlinePassed);
            }
            Err(RecvTimeoutError::Timeout) => {
                if group::has_exited(child) {
                    return None;
                }
            }
        }
    }
}

/// Waits for the rest of what was written. Comes back with whether it was too much.
fn wait_for_pipes(inbox: &Receiver<Event>, mut closed: usize, hear: &mut Listener) -> bool {
    let until = Instant::now() + PIPE_GRACE;
    let mut too_much = false;
    while closed < 2 {
        match inbox.recv_timeout(until.saturating_duration_since(Instant::now())) {
            Ok(Event::Closed) => closed += 1,
            Ok(Event::Wrote(bytes)) => hear(&bytes),
            Ok(Event::TooMuch) => too_much = true,
            Ok(_) => {}
            Err(_) => break,
        }
    }
    too_much
}

/// Starts a program that outlives us and that nobody waits for, such as an editor.
pub fn launch(program: &str, args: &[OsString]) -> Result<(), SpawnError> {
    let child = Command::new(program)
        .args(args)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .map_err(|source| SpawnError {
            program: program.to_owned(),
            source,
        })?;
    // Reaped by a thread of its own, so that it does not stay behind as a zombie.
    std::thread::spawn(move || {
        let mut child = child;
        let _ = child.wait();
    });
    Ok(())
}

#[cfg(all(test, unix))]
mod tests;
