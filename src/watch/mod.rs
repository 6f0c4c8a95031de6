//! The watcher: one closed set of events, one loop, one state machine, and the effects it asks for.
//!
//! Files, keys, signals and finished judgements arrive on one channel. The loop hands each to `machine::Machine`,
//! carries out the effects, and draws. Nothing in the loop waits: judging happens on threads of its own.

pub(crate) mod editor;
mod event;
pub(crate) mod files;
mod machine;
mod page;
mod runtime;
mod screen;
pub(crate) mod teach;
mod texts;

use std::io::{self, IsTerminal};
use std::sync::Arc;
use std::sync::mpsc::{self, RecvTimeoutError, Sender};
use std::time::{Duration, Instant};

use crate::cli::WatchArgs;
use crate::exit::Exit;
use crate::place::Place;
use crate::progress::Lock;
use crate::render::words;
use crate::terminal::{self, listen_for_signals, read_keys};
use event::{Event, Input};
use files::Files;
use machine::Machine;
use runtime::{After, Runtime};
use screen::Screen;

/// Editors save in several steps, microseconds apart; the first event is not worth a look yet.
const SETTLE: Duration = Duration::from_millis(4);
/// Where events arrive, a look now and then proves it.
const IDLE: Duration = Duration::from_secs(1);
/// How often to look while a file is missing.
const RESTLESS: Duration = Duration::from_millis(50);
/// How often to look where events do not arrive.
const POLL: Duration = Duration::from_millis(200);

/// Watches until the student quits.
pub(crate) fn watch(place: Place, args: &WatchArgs) -> anyhow::Result<Exit> {
    let _lock = Lock::acquire(&place.workspace)?;
    let (progress, recovered) = place.progress()?;
    let judge = Arc::new(place.judge()?);
    let place = Arc::new(place);
    let (sender, inbox) = mpsc::channel();

    let interactive = io::stdin().is_terminal() && io::stdout().is_terminal();
    let screen = Screen::open(interactive)?;
    if interactive {
        read_keys(tell(&sender));
    }
    listen_for_signals(tell(&sender))?;
    let files = match args.poll {
        Some(_) => None,
        None => {
            let sender = sender.clone();
            // Nobody listens any more when the watcher is ending.
            Files::watch(&place.workspace, &["exercises"], move || {
                let _ = sender.send(Input::Touched);
            })
            .ok()
        }
    };
    let looking = Looking::new(files, args.poll);
    let exercises: Arc<[_]> = place.kit.exercises().into();
    let machine = Machine::new(exercises, progress, args.stay);
    let mut runtime = Runtime::new(
        place,
        judge,
        machine,
        screen,
        sender,
        args.edit_cmd.as_deref(),
    );
    runtime.handle(Event::Started)?;
    if let Some(recovery) = recovered {
        let words = words::recovered(&recovery.kept_at, recovery.recovered);
        runtime.handle(Event::Trouble(words))?;
    }
    run(&mut runtime, &inbox, looking)?;
    runtime.farewell()
}

fn run(
    runtime: &mut Runtime,
    inbox: &mpsc::Receiver<Input>,
    mut looking: Looking,
) -> anyhow::Result<()> {
    loop {
        let now = Instant::now();
        match inbox.recv_timeout(looking.next.saturating_duration_since(now)) {
            Ok(Input::Event(event)) => {
                if runtime.handle(event)? == After::End {
                    return Ok(());
                }
            }
            Ok(Input::Touched) => looking.touched(),
            Err(RecvTimeoutError::Timeout) => {
                if runtime.texts().are_incomplete() {
                    looking.renew();
                }
                let changed = runtime.look()?;
                if looking.looked(changed, runtime.texts().is_restless()) {
                    runtime.handle(Event::Polling)?;
                }
            }
            Err(RecvTimeoutError::Disconnected) => return Ok(()),
        }
    }
}

/// When to look at the files next.
struct Looking {
    files: Option<Files>,
    poll: Option<Duration>,
    next: Instant,
    /// Whether an event asked for the next look.
    asked: bool,
    /// Whether the last look found what no event had told. One may still be on its way.
    suspicious: bool,
}

impl Looking {
    fn new(files: Option<Files>, poll: Option<Duration>) -> Self {
        Self {
            poll: poll.or(files.is_none().then_some(POLL)),
            files,
            next: Instant::now(),
            asked: true,
            suspicious: false,
        }
    }

    fn touched(&mut self) {
        self.suspicious = false;
        if !self.asked {
            self.asked = true;
            self.next = self.next.min(Instant::now() + SETTLE);
        }
    }

    /// A folder that was deleted takes its watch with it. What happens before the new one is seen by the look that
    /// follows, and that look is asked for, so that it raises no suspicion.
    fn renew(&mut self) {
        if let Some(files) = &mut self.files {
            files.renew();
        }
        self.asked = true;
        self.suspicious = false;
    }

    /// Plans the next look. `true` when from now on events are not relied on.
    fn looked(&mut self, changed: bool, restless: bool) -> bool {
        let asked = std::mem::take(&mut self.asked);
        let mut fell_back = false;
        if self.poll.is_none() {
            if self.suspicious {
                self.poll = Some(POLL);
                fell_back = true;
            }
            self.suspicious = changed && !asked;
        }
        let pause = if restless { RESTLESS } else { IDLE };
        self.next = Instant::now() + self.poll.unwrap_or(pause).min(pause);
        fell_back
    }
}

/// Sends what the terminal tells to the loop, and says whether there still is one.
fn tell(sender: &Sender<Input>) -> impl Fn(terminal::Event) -> bool + Send + use<> {
    let sender = sender.clone();
    move |event| sender.send(Input::Event(event.into())).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn polling_starts_only_when_events_stay_away() {
        let mut looking = Looking::new(None, None);
        assert_eq!(
            looking.poll,
            Some(POLL),
            "without events there is no choice"
        );

        looking.poll = None;
        assert!(!looking.looked(true, false), "the first look is asked for");
        assert!(!looking.looked(true, false), "the event may still come");
        looking.touched();
        assert!(!looking.looked(true, false), "it came");
        assert!(!looking.looked(true, false));
        assert!(looking.looked(false, false), "it did not come");
        assert_eq!(looking.poll, Some(POLL));
    }
}
