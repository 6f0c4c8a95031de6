//! Plays on a screen of its own. `game` knows what was chosen and what follows, `page` draws that; only this file touches the
//! terminal, and has the judge run the check.

use std::hash::{BuildHasher, RandomState};
use std::sync::mpsc::{self, Receiver, Sender};
use std::thread::{self, Scope};

use super::choosing::{After, Choosing};
use super::game::{Effect, Game};
use super::level::Level;
use super::page::page;
use crate::judge::{PlayError, Played};
use crate::process::Cancel;
use crate::terminal::{Event, Terminal, listen_for_signals, read_keys};
use crate::trace::choice::Choice;

/// What arrives while somebody plays.
pub(crate) enum Input {
    /// A key, or what the system tells.
    Terminal(Event),
    /// A run has come to where its choices end.
    Played(Box<Result<Played, PlayError>>),
}

/// Lets the student play until they have had enough.
pub(crate) fn play(level: &Level) -> anyhow::Result<()> {
    let (sender, inbox) = mpsc::channel();
    let mut terminal = Terminal::take()?;
    let (keys, signals) = (sender.clone(), sender.clone());
    listen_for_signals(move |event| signals.send(Input::Terminal(event)).is_ok())?;
    read_keys(move |event| keys.send(Input::Terminal(event)).is_ok());
    play_on(level, &mut terminal, &sender, &inbox)
}

/// The same on a terminal that is somebody's already, with the keys that arrive in `inbox`.
pub(crate) fn play_on(
    level: &Level,
    terminal: &mut Terminal,
    sender: &Sender<Input>,
    inbox: &Receiver<Input>,
) -> anyhow::Result<()> {
    let Some(index) = choose(level, terminal, inbox)? else {
        return Ok(());
    };
    let cancel = Cancel::new();
    thread::scope(|scope| {
        let ended = play_check(level, index, terminal, inbox, |choices| {
            run(scope, level, index, choices, &cancel, sender);
        });
        // What still runs is of no use to anybody.
        cancel.cancel();
        ended
    })
}

/// Which check; `None` where the student has had enough.
fn choose(
    level: &Level,
    terminal: &mut Terminal,
    inbox: &Receiver<Input>,
) -> anyhow::Result<Option<usize>> {
    let mut choosing = Choosing::new(&level.starts);
    if level.checks.len() == 1 {
        return Ok(Some(choosing.at()));
    }
    loop {
        let size = terminal.size();
        terminal.draw(&choosing.page(level.exercise, &level.checks, &level.starts, size))?;
        let after = match inbox.recv() {
            Ok(Input::Terminal(Event::Key(key))) => choosing.key(key),
            Ok(Input::Terminal(Event::Quit)) | Err(_) => After::Quit,
            Ok(Input::Terminal(Event::Redraw)) => {
                terminal.resume()?;
                After::Stay
            }
            Ok(Input::Played(_)) => After::Stay,
        };
        match after {
            After::Stay => {}
            After::Chosen(index) => return Ok(Some(index)),
            After::Suspend => terminal.suspend()?,
            After::Quit => return Ok(None),
        }
    }
}

fn play_check(
    level: &Level,
    index: usize,
    terminal: &mut Terminal,
    inbox: &Receiver<Input>,
    run: impl Fn(Vec<Choice>),
) -> anyhow::Result<()> {
    let seed = RandomState::new().hash_one(0);
    let mut game = Game::new(level.starts[index].clone(), seed);
    loop {
        let (columns, rows) = terminal.size();
        terminal.draw(&page(level.exercise, &game, columns, rows))?;
        let effect = match inbox.recv() {
            Ok(Input::Terminal(Event::Key(key))) => game.key(key),
            Ok(Input::Terminal(Event::Quit)) | Err(_) => Effect::Quit,
            Ok(Input::Terminal(Event::Redraw)) => {
                // Whoever continued us may have had the terminal meanwhile.
                terminal.resume()?;
                Effect::Show
            }
            Ok(Input::Played(played)) => game.arrived((*played)?),
        };
        match effect {
            Effect::Show => {}
            Effect::Run(choices) => run(choices),
            Effect::Suspend => terminal.suspend()?,
            Effect::Quit => return Ok(()),
        }
    }
}

/// Runs the check beside the screen.
fn run<'scope>(
    scope: &'scope Scope<'scope, '_>,
    level: &'scope Level<'_>,
    index: usize,
    choices: Vec<Choice>,
    cancel: &Cancel,
    sender: &Sender<Input>,
) {
    let (cancel, sender) = (cancel.child(), sender.clone());
    scope.spawn(move || {
        let check = &level.checks[index];
        let played = level.playable.play(check, &choices, &cancel);
        // Where nobody waits for it any more, nobody has to know.
        let _ = sender.send(Input::Played(Box::new(played)));
    });
}
