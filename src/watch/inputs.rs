//! What arrives at a watcher, and the loop that serves it. Both watchers have the same.

use std::path::Path;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use super::files::Files;
use super::looking::Looking;
use super::screen::Screen;
use crate::play;
use crate::terminal::{
    self, Line, is_interactive, listen_for_signals, read_keys, read_lines, takes_words,
};

/// What arrives on the loop's channel.
pub(super) enum Input<Event> {
    /// Files may have changed.
    Touched,
    /// Anything else.
    Event(Event),
}

/// What the loop serves.
pub(super) trait Watcher {
    /// What can happen to it.
    type Event: From<terminal::Event> + From<Line> + Send + 'static;

    /// Takes one event, does what follows from it, and shows the result. `false` when it is over.
    fn handle(&mut self, event: Self::Event) -> anyhow::Result<bool>;

    /// Looks at the files. Whether any is another one now.
    fn look(&mut self) -> anyhow::Result<bool>;

    /// Whether folders have come or gone, so that their events are to be asked for afresh.
    fn has_other_folders(&mut self) -> bool;

    /// Whether a file is missing that may come back at any moment.
    fn is_restless(&self) -> bool;

    /// From now on, events are not relied on.
    fn polls(&mut self) -> anyhow::Result<()> {
        Ok(())
    }
}

/// Keys, signals and file events.
pub(super) struct Inputs<Event> {
    /// Where judgements and the like are sent to.
    pub(super) sender: Sender<Input<Event>>,
    pub(super) diversion: Diversion,
    inbox: Receiver<Input<Event>>,
    looking: Looking,
}

impl<Event: From<terminal::Event> + From<Line> + Send + 'static> Inputs<Event> {
    /// Takes the terminal where there is one, and listens to it, to signals, and to `folders` of `root`, or looks at them
    /// every `poll`.
    pub(super) fn open(
        root: &Path,
        folders: &[&str],
        poll: Option<Duration>,
    ) -> anyhow::Result<(Self, Screen)> {
        let (sender, inbox) = mpsc::channel();
        let interactive = is_interactive();
        let screen = Screen::open(interactive)?;
        let diversion = Diversion::default();
        if interactive {
            read_keys(tell(&sender, &diversion));
        } else if takes_words() {
            let sender = sender.clone();
            read_lines(move |line| {
                let event = line.map_or(terminal::Event::Quit.into(), |line| Line(line).into());
                sender.send(Input::Event(event)).is_ok()
            });
        }
        listen_for_signals(tell(&sender, &diversion))?;
        let files = match poll {
            Some(_) => None,
            None => {
                let sender = sender.clone();
                // Nobody listens any more when the watcher is ending.
                Files::watch(root, folders, move || {
                    let _ = sender.send(Input::Touched);
                })
                .ok()
            }
        };
        let inputs = Self {
            sender,
            diversion,
            inbox,
            looking: Looking::new(files, poll),
        };
        Ok((inputs, screen))
    }

    /// Serves the watcher until it is over.
    pub(super) fn serve(mut self, watcher: &mut impl Watcher<Event = Event>) -> anyhow::Result<()> {
        let looking = &mut self.looking;
        loop {
            let now = Instant::now();
            match self
                .inbox
                .recv_timeout(looking.next.saturating_duration_since(now))
            {
                Ok(Input::Event(event)) => {
                    if !watcher.handle(event)? {
                        return Ok(());
                    }
                }
                Ok(Input::Touched) => looking.touched(),
                Err(RecvTimeoutError::Timeout) => {
                    if watcher.has_other_folders() {
                        looking.renew();
                    }
                    let changed = watcher.look()?;
                    if looking.looked(changed, watcher.is_restless()) {
                        watcher.polls()?;
                    }
                }
                Err(RecvTimeoutError::Disconnected) => return Ok(()),
            }
        }
    }
}

/// Sends what the terminal tells to the loop, unless it goes elsewhere, and says whether there still is one.
fn tell<Event: From<terminal::Event> + Send + 'static>(
    sender: &Sender<Input<Event>>,
    diversion: &Diversion,
) -> impl Fn(terminal::Event) -> bool + Send + use<Event> {
    let (sender, diversion) = (sender.clone(), diversion.clone());
    move |event| {
        let is_taken = diversion.takes(event);
        // The end is everybody's.
        if is_taken && event != terminal::Event::Quit {
            return true;
        }
        sender.send(Input::Event(event.into())).is_ok()
    }
}

/// Who gets what the terminal tells instead of the loop: the game, while it has the screen.
#[derive(Clone, Default)]
pub(super) struct Diversion(Arc<Mutex<Option<Sender<play::Input>>>>);

impl Diversion {
    /// Until the guard is dropped, it goes to `sender`.
    pub(super) fn to(&self, sender: Sender<play::Input>) -> Diverted {
        *self.lock() = Some(sender);
        Diverted(self.clone())
    }

    fn takes(&self, event: terminal::Event) -> bool {
        let event = play::Input::Terminal(event);
        let player = self.lock();
        player
            .as_ref()
            .is_some_and(|player| player.send(event).is_ok())
    }

    fn lock(&self) -> MutexGuard<'_, Option<Sender<play::Input>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Gives the terminal back to the loop.
pub(super) struct Diverted(Diversion);

impl Drop for Diverted {
    fn drop(&mut self) {
        *self.0.lock() = None;
    }
}
