//! Carries out what the machine asks for.

use std::path::Path;
use std::sync::Arc;
use std::sync::mpsc::{self, Sender};
use std::thread::{self, JoinHandle};
use std::time::Instant;

use super::editor::Editor;
use super::event::{Effect, Event};
use super::inputs::{Diversion, Input, Watcher};
use super::machine::{Machine, View};
use super::screen::Screen;
use super::spoken;
use super::texts::{Change, Texts};
use crate::exit::Exit;
use crate::judge::{Attempt, Judge, JudgeError, not_explored};
use crate::kit::Exercise;
use crate::place::{Place, UsageError};
use crate::play::{Level, play_on};
use crate::process::Cancel;
use crate::progress;
use crate::render::{self, words};
use crate::sharing::Sharing;
use crate::terminal::{self, form};
use crate::verdict::Judgement;

/// After so many seconds of judging one wants to know that it still goes on.
const LONG: u64 = 5;

pub(super) struct Runtime {
    place: Arc<Place>,
    judge: Arc<Judge>,
    sharing: Arc<Sharing>,
    machine: Machine,
    screen: Screen,
    sender: Sender<Input<Event>>,
    diversion: Diversion,
    texts: Texts,
    editor: Option<Editor>,
    /// What is not written down yet.
    not_saved: Vec<progress::Change>,
    judging: Cancel,
    judging_since: Instant,
    checking_all: Cancel,
    preparing: Cancel,
    /// Judgings that may still be under way.
    workers: Vec<JoinHandle<()>>,
}

impl Runtime {
    pub(super) fn new(
        place: Arc<Place>,
        judge: Arc<Judge>,
        machine: Machine,
        screen: Screen,
        sender: Sender<Input<Event>>,
        diversion: Diversion,
        edit_cmd: Option<&str>,
    ) -> Self {
        let paths = machine
            .exercises()
            .iter()
            .map(|exercise| place.file(exercise));
        Self {
            texts: Texts::read(paths),
            editor: Editor::find(edit_cmd, |name| std::env::var(name).ok()),
            not_saved: Vec::new(),
            sharing: Arc::new(Sharing::new(&place.workspace)),
            place,
            judge,
            machine,
            screen,
            sender,
            diversion,
            judging: Cancel::new(),
            judging_since: Instant::now(),
            checking_all: Cancel::new(),
            preparing: Cancel::new(),
            workers: Vec::new(),
        }
    }

    /// Does something beside the loop, which waits for it only at the end.
    fn work(&mut self, work: impl FnOnce() + Send + 'static) {
        self.workers.retain(|worker| !worker.is_finished());
        self.workers.push(thread::spawn(work));
    }

    /// The last words, below the last screen.
    pub(super) fn farewell(self) -> anyhow::Result<Exit> {
        let name = self.machine.exercise().name.clone();
        // They were cancelled; what is left for them is to clear up their folders.
        for worker in self.workers {
            let _ = worker.join();
        }
        drop(self.screen);
        terminal::print(&format!("{}\n", words::watch::goodbye(&name)))?;
        Ok(Exit::Passed)
    }

    /// Tells somebody who types words which there are.
    pub(super) fn greet(&mut self) -> anyhow::Result<()> {
        let lines = spoken::greeting(self.place.kit.welcome_message(), self.screen.columns());
        self.screen.speak(lines, true)
    }

    /// Where nothing is drawn, what happens is said.
    fn announce(&mut self, event: &Event) -> anyhow::Result<()> {
        match event {
            Event::Judged { judgement, .. } if !judgement.passed() => self.screen.say(judgement),
            Event::Trouble(words) => self.screen.say_line(words),
            Event::NotSaved(Some(reason)) if self.machine.not_saved().is_none() => {
                self.screen.say_line(&words::watch::not_saved(reason))
            }
            Event::Polling => self.screen.say_line(words::watch::polling()),
            _ => Ok(()),
        }
    }

    /// `false` when it is over.
    fn carry_out(&mut self, effect: Effect) -> anyhow::Result<bool> {
        match effect {
            Effect::Judge { ticket, exercise } => self.start_judging(ticket, exercise)?,
            Effect::Cancel => self.judging.cancel(),
            Effect::PrepareExplorer => self.prepare_explorer(),
            Effect::Remember(change) => self.remember(change),
            Effect::Keep(judgement) => self.keep(&judgement)?,
            Effect::Open { exercise } => self.open(exercise),
            Effect::Reset { exercise } => self.reset(exercise),
            Effect::ShowSolution { exercise } => {
                let own = self.text(exercise).to_string();
                let exercise = self.exercise(exercise);
                let files = self.place.kit.solutions(&exercise);
                self.answer(files.map(|files| Event::Solution { files, own }));
            }
            Effect::Play { exercise } => self.play(exercise),
            Effect::ReadText { exercise } => {
                let text = self.text(exercise).to_string();
                self.answer::<anyhow::Error>(Ok(Event::Text(text)));
            }
            Effect::CheckAll => self.check_all(),
            Effect::Suspend => self.screen.suspend()?,
            Effect::Quit => {
                self.checking_all.cancel();
                self.preparing.cancel();
                return Ok(false);
            }
        }
        Ok(true)
    }

    fn exercise(&self, index: usize) -> Exercise {
        self.machine.exercises()[index].clone()
    }

    /// Until the student has had enough, the screen and the keys are the game's. What happens meanwhile waits.
    fn play(&mut self, index: usize) {
        let exercise = self.exercise(index);
        let text = self.texts.text(index).map(<[u8]>::to_vec);
        let (place, judge) = (Arc::clone(&self.place), Arc::clone(&self.judge));
        let attempt = Attempt {
            exercise: &exercise,
            text: text.as_deref(),
            width: None,
        };
        let Some(terminal) = self.screen.terminal() else {
            return self.answer(Err(UsageError::NoTerminal));
        };
        let (sender, inbox) = mpsc::channel();
        let diverted = self.diversion.to(sender.clone());
        let level = Level::prepare(&judge, &place.kit, &attempt, None, &mut |line| {
            // If nothing can be drawn, the next screen says so.
            let _ = terminal.draw(&[line.to_owned()]);
        });
        let played = match level {
            Ok(level) => play_on(&level, terminal, &sender, &inbox),
            Err(error) => Err(error.into()),
        };
        drop(diverted);
        if let Err(error) = played {
            self.answer(Err(error));
        }
    }

    /// What the exercise's file held when last looked at; nothing where there was none.
    fn text(&self, exercise: usize) -> Arc<str> {
        let text = self.texts.text(exercise).unwrap_or_default();
        String::from_utf8_lossy(text).into()
    }

    /// Sends what came of an effect back into the loop.
    fn answer<E: Into<anyhow::Error>>(&self, result: Result<Event, E>) {
        let event = result.unwrap_or_else(|error| Event::Trouble(words::error(&error.into())));
        // The loop is this thread's own; it ends only after us.
        let _ = self.sender.send(Input::Event(event));
    }

    fn start_judging(&mut self, ticket: u64, index: usize) -> anyhow::Result<()> {
        let exercise = self.exercise(index);
        self.screen
            .say_line(&words::watch::judging_file(&exercise.path()))?;
        let cancel = Cancel::new();
        self.judging = cancel.clone();
        self.judging_since = Instant::now();
        let text = self.texts.text(index).map(<[u8]>::to_vec);
        let shown = self.text(index);
        let width = self.screen.columns();
        let (place, judge) = (Arc::clone(&self.place), Arc::clone(&self.judge));
        let (sharing, sender) = (Arc::clone(&self.sharing), self.sender.clone());
        self.work(move || {
            let attempt = Attempt {
                exercise: &exercise,
                text: text.as_deref(),
                width: Some(width),
            };
            if let Some(judgement) = sharing.judge(&judge, &place.kit, &attempt, &cancel) {
                let judged = Event::Judged {
                    ticket,
                    judgement: Box::new(judgement),
                    text: shown,
                };
                let _ = sender.send(Input::Event(judged));
            }
        });
        Ok(())
    }

    /// Builds the explorer while the first exercise is being read. Without it judging goes on, and that is said once.
    fn prepare_explorer(&mut self) {
        // Else a judging might be at it, which a save cancels and which tells nobody how far it is.
        let Some(turn) = self.judge.reserve_explorer() else {
            return;
        };
        let dependencies = self.judge.reserve_dependencies();
        let (place, judge) = (Arc::clone(&self.place), Arc::clone(&self.judge));
        let (sender, cancel) = (self.sender.clone(), self.preparing.clone());
        self.work(move || {
            let kit = &place.kit;
            let tell = |event| {
                // Nobody listens any more when the watcher is ending.
                let _ = sender.send(Input::Event(event));
            };
            // Where it fails, each judgement says so.
            let _ = judge.prepare_dependencies(kit, dependencies, &cancel, &mut |progress| {
                tell(Event::Building(Some(progress)));
            });
            tell(Event::Building(None));
            let is_needed = kit.exercises().iter().any(|it| kit.is_explored(it));
            if !is_needed || judge.explorer_ready() {
                return;
            }
            let prepared = judge.prepare_explorer_now(turn, &cancel, &mut |progress| {
                tell(Event::Building(Some(progress)));
            });
            tell(Event::Building(None));
            match prepared {
                Ok(_) | Err(JudgeError::Cancelled) => {}
                Err(error) => tell(Event::Trouble(not_explored(&error))),
            }
        });
    }

    fn remember(&mut self, change: progress::Change) {
        let was_saved = self.not_saved.is_empty();
        self.not_saved.push(change);
        self.save(was_saved);
    }

    /// Writes down what is not yet. Where that fails, it is said, and the student can go on meanwhile.
    fn save(&mut self, was_saved: bool) {
        let reason = match progress::update(&self.place.workspace, &self.not_saved) {
            Ok(_) => {
                self.not_saved.clear();
                None
            }
            Err(error) => Some(words::error(&error.into())),
        };
        if !(was_saved && reason.is_none()) {
            self.answer::<anyhow::Error>(Ok(Event::NotSaved(reason)));
        }
    }

    fn keep(&mut self, judgement: &Judgement) -> anyhow::Result<()> {
        let Ok(exercise) = self.place.kit.find(&judgement.exercise) else {
            return Ok(());
        };
        let solution = match self.place.hand_out(exercise) {
            Ok(files) => files.into_iter().next().map(|(path, _)| path),
            Err(error) => {
                self.answer(Err(error));
                None
            }
        };
        let file = solution
            .as_ref()
            .map(|path| self.place.workspace.join(path));
        let link: Option<(&Path, &str)> = file.as_deref().zip(solution.as_deref());
        let columns = self.screen.columns();
        let lines = render::summary(judgement, link, self.screen.links(), columns, form());
        self.screen.keep(&lines)
    }

    fn open(&mut self, index: usize) {
        let file = self.place.file(&self.exercise(index));
        let Some(editor) = &mut self.editor else {
            return;
        };
        if let Err(error) = editor.open(&file) {
            let advice = editor.advice();
            let said = words::watch::no_editor(&words::error(&error.into()), advice);
            // Once is enough.
            self.editor = None;
            self.answer::<anyhow::Error>(Ok(Event::Trouble(said)));
        }
    }

    fn reset(&mut self, index: usize) {
        let exercise = self.exercise(index);
        let result = self.place.put_back(&exercise);
        self.texts.accept(index);
        self.answer(result.map(|backup| Event::WasReset { backup }));
    }

    fn check_all(&mut self) {
        let cancel = Cancel::new();
        self.checking_all = cancel.clone();
        let texts: Vec<Option<Vec<u8>>> = (0..self.machine.exercises().len())
            .map(|index| self.texts.text(index).map(<[u8]>::to_vec))
            .collect();
        let (place, judge) = (Arc::clone(&self.place), Arc::clone(&self.judge));
        let exercises = Arc::clone(self.machine.exercises());
        let sender = self.sender.clone();
        self.work(move || {
            for (index, exercise) in exercises.iter().enumerate() {
                let attempt = Attempt {
                    exercise,
                    text: texts[index].as_deref(),
                    width: None,
                };
                let Some(judgement) = judge.judge(&place.kit, &attempt, &cancel) else {
                    return;
                };
                let checked = Event::Checked {
                    exercise: index,
                    judgement: Box::new(judgement),
                };
                if sender.send(Input::Event(checked)).is_err() {
                    return;
                }
            }
            let _ = sender.send(Input::Event(Event::CheckedAll));
        });
    }
}

impl Watcher for Runtime {
    type Event = Event;

    fn handle(&mut self, event: Event) -> anyhow::Result<bool> {
        self.announce(&event)?;
        let is_typed = matches!(
            &event,
            Event::Typed(_) | Event::Solution { .. } | Event::Text(_)
        );
        let is_repeated = matches!(&event, Event::Typed(line) if line.trim().is_empty());
        let is_news = matches!(event, Event::Judged { .. });
        if matches!(event, Event::Redraw) {
            self.screen.resume()?;
        }
        for effect in self.machine.handle(event) {
            if !self.carry_out(effect)? {
                return Ok(false);
            }
        }
        let most = self
            .screen
            .draw(&self.machine, &self.place.workspace, &self.place.kit)?;
        self.machine.limit_scroll(most);
        // What is not judged yet is told when it is.
        let is_awaited = self.machine.judgement().is_none() && !is_news;
        let is_awaited = is_awaited && self.machine.view() == &View::Exercise;
        let is_telling = !is_awaited || self.machine.notice().is_some();
        if (is_typed && is_telling) || is_news {
            let lines = spoken::lines(&self.machine, self.screen.columns());
            self.screen.speak(lines, is_news || is_repeated)?;
        }
        Ok(true)
    }

    fn look(&mut self) -> anyhow::Result<bool> {
        let seconds = self.judging_since.elapsed().as_secs();
        if self.machine.is_judging() && seconds >= LONG && self.machine.building().is_none() {
            self.handle(Event::StillJudging { seconds })?;
        }
        if !self.not_saved.is_empty() {
            // There may be room by now.
            self.save(false);
        }
        let current = self.machine.current();
        let changed = self.texts.look(current);
        let here = changed.iter().find(|(index, _)| *index == current);
        if let Some((exercise, change)) = here.copied() {
            let gone = change == Change::Gone;
            self.handle(Event::Saved { exercise, gone })?;
        } else if let [(exercise, Change::Saved)] = changed[..] {
            let gone = false;
            self.handle(Event::Saved { exercise, gone })?;
        }
        Ok(!changed.is_empty())
    }

    fn has_other_folders(&mut self) -> bool {
        self.texts.are_incomplete()
    }

    fn is_restless(&self) -> bool {
        self.texts.is_restless()
    }

    fn polls(&mut self) -> anyhow::Result<()> {
        self.handle(Event::Polling).map(drop)
    }
}
