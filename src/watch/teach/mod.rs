//! The teacher's watcher: start, solutions and mistakes of one exercise side by side, judged on every save. It writes
//! nothing, neither progress nor files.

mod machine;
mod page;
mod snapshot;

use std::collections::BTreeSet;
use std::io::{self, IsTerminal};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{self, RecvTimeoutError, Sender};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use super::Looking;
use super::files::Files;
use super::screen::Screen;
use crate::cli::WatchArgs;
use crate::exit::Exit;
use crate::judge::{Judge, Toolchain};
use crate::place::kit_folder;
use crate::process::Cancel;
use crate::render::words::error;
use crate::teach::sources::FOLDERS;
use crate::teach::verify::judging::{Task, judge_all};
use crate::teach::words::watch as words;
use crate::terminal;
use crate::terminal::{listen_for_signals, read_keys};
use machine::{Effect, Event, Machine};
use snapshot::Snapshot;

/// Some editors save by deleting first. A file is gone only when it has been missing for this long.
const GRACE: Duration = Duration::from_millis(400);

/// What arrives on the loop's channel.
enum Input {
    /// Files may have changed.
    Touched,
    Event(Event),
}

/// Watches one exercise of a kit until the teacher quits.
pub(crate) fn teach(kit: Option<&Path>, name: &str, args: &WatchArgs) -> anyhow::Result<Exit> {
    let root = kit_folder(kit)?;
    // What is wrong at the beginning ends it: perhaps the name is only misspelled.
    let snapshot = Snapshot::read(&root, name)?;
    let judge = Arc::new(Judge::new(Toolchain::find(&root)?));
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
            Files::watch(&root, &FOLDERS, move || {
                let _ = sender.send(Input::Touched);
            })
            .ok()
        }
    };
    let mut looking = Looking::new(files, args.poll);
    let mut runtime = Runtime {
        name: snapshot.exercise.name.clone(),
        whole: snapshot.whole,
        root,
        judge,
        machine: Machine::default(),
        screen,
        sender,
        judging: Cancel::new(),
        workers: Vec::new(),
        missing_since: None,
        trouble: None,
    };
    let mut folders = runtime.folders();
    let mut going = runtime.handle(Event::Changed(Box::new(snapshot)))?;
    while going {
        let now = Instant::now();
        match inbox.recv_timeout(looking.next.saturating_duration_since(now)) {
            Ok(Input::Event(event)) => going = runtime.handle(event)?,
            Ok(Input::Touched) => looking.touched(),
            Err(RecvTimeoutError::Timeout) => {
                let present = runtime.folders();
                if std::mem::replace(&mut folders, present) != present {
                    looking.renew();
                }
                let changed = runtime.look()?;
                looking.looked(changed, runtime.missing_since.is_some());
            }
            Err(RecvTimeoutError::Disconnected) => break,
        }
    }
    for worker in runtime.workers {
        // Cancelled; what is left is to clear up.
        let _ = worker.join();
    }
    Ok(Exit::Passed)
}

/// Sends what the terminal tells to the loop, and says whether there still is one.
fn tell(sender: &Sender<Input>) -> impl Fn(terminal::Event) -> bool + Send + use<> {
    let sender = sender.clone();
    move |event| {
        let event = match event {
            terminal::Event::Key(key) => Event::Key(key),
            terminal::Event::Quit => Event::Quit,
            terminal::Event::Redraw => Event::Redraw,
        };
        sender.send(Input::Event(event)).is_ok()
    }
}

struct Runtime {
    root: PathBuf,
    name: String,
    /// What the files were when last looked at.
    whole: u64,
    judge: Arc<Judge>,
    machine: Machine,
    screen: Screen,
    sender: Sender<Input>,
    judging: Cancel,
    workers: Vec<JoinHandle<()>>,
    /// Since when a file is not there that was.
    missing_since: Option<Instant>,
    trouble: Option<String>,
}

impl Runtime {
    /// Takes one event, does what follows from it, and shows the result. `false` when it is over.
    fn handle(&mut self, event: Event) -> anyhow::Result<bool> {
        if matches!(event, Event::Redraw) {
            self.screen.resume()?;
        }
        let judged = match &event {
            Event::Judged { case, .. } => Some(*case),
            _ => None,
        };
        let is_news = matches!(event, Event::Changed(_));
        for effect in self.machine.handle(event) {
            match effect {
                Effect::Cancel => self.judging.cancel(),
                Effect::Judge { ticket, cases } => self.start_judging(ticket, cases),
                Effect::Suspend => self.screen.suspend()?,
                Effect::Quit => return Ok(false),
            }
        }
        self.say(judged, is_news)?;
        let machine = &self.machine;
        let most = self
            .screen
            .draw_page(|columns, rows| page::page(machine, columns, rows))?;
        self.machine.limit_scroll(most);
        Ok(true)
    }

    /// Where nothing is drawn, what happens is said.
    fn say(&mut self, judged: Option<usize>, is_news: bool) -> anyhow::Result<()> {
        let mut lines = Vec::new();
        if is_news {
            let findings = self
                .machine
                .snapshot()
                .into_iter()
                .flat_map(|snapshot| &snapshot.findings);
            lines.extend(findings.flat_map(|found| page::finding(found, terminal::columns())));
        }
        let row = judged.and_then(|case| self.machine.rows().get(case));
        if let Some((row, outcome)) = row.and_then(|row| Some((row, row.outcome.as_ref()?))) {
            lines.push(words::judged(&row.case.path, outcome.judgement.verdict));
            let findings = outcome.findings.iter();
            lines.extend(findings.flat_map(|found| page::finding(found, terminal::columns())));
            if self.machine.judged() == self.machine.rows().len() {
                lines.push(page::summary(&self.machine));
            }
        }
        for line in lines {
            self.screen.say_line(&line)?;
        }
        Ok(())
    }

    /// Which folders of the kit there are.
    fn folders(&self) -> [bool; 4] {
        FOLDERS.map(|folder| self.root.join(folder).is_dir())
    }

    /// Looks at the files. Whether they are others now.
    fn look(&mut self) -> anyhow::Result<bool> {
        let snapshot = match Snapshot::read(&self.root, &self.name) {
            Ok(snapshot) => snapshot,
            Err(reason) => {
                let words = error(&reason);
                if self.trouble.as_ref() == Some(&words) {
                    return Ok(false);
                }
                // A manifest that is just being saved may be half of one, or none.
                if self
                    .missing_since
                    .get_or_insert_with(Instant::now)
                    .elapsed()
                    < GRACE
                {
                    return Ok(false);
                }
                self.missing_since = None;
                self.trouble = Some(words.clone());
                self.handle(Event::Unreadable(words))?;
                return Ok(true);
            }
        };
        if snapshot.whole == self.whole && self.trouble.is_none() {
            self.missing_since = None;
            return Ok(false);
        }
        let paths = |snapshot: &Snapshot| -> BTreeSet<String> {
            snapshot
                .cases
                .iter()
                .map(|case| case.path.clone())
                .collect()
        };
        let lost = self
            .machine
            .snapshot()
            .is_some_and(|old| !paths(old).is_subset(&paths(&snapshot)));
        if lost
            && self
                .missing_since
                .get_or_insert_with(Instant::now)
                .elapsed()
                < GRACE
        {
            return Ok(false);
        }
        self.missing_since = None;
        self.trouble = None;
        self.whole = snapshot.whole;
        self.handle(Event::Changed(Box::new(snapshot)))?;
        Ok(true)
    }

    fn start_judging(&mut self, ticket: u64, cases: Vec<usize>) {
        let Some(snapshot) = self.machine.snapshot().cloned() else {
            return;
        };
        let cancel = Cancel::new();
        self.judging = cancel.clone();
        let (judge, sender) = (Arc::clone(&self.judge), self.sender.clone());
        self.workers.retain(|worker| !worker.is_finished());
        self.workers.push(thread::spawn(move || {
            let tell = |event| {
                // Nobody listens any more when the watcher is ending.
                let _ = sender.send(Input::Event(event));
            };
            if !judge.dependencies_ready(&snapshot.kit) {
                // Where it fails, each judgement says so.
                let _ = judge.prepare_dependencies(&snapshot.kit, None, &cancel, &mut |progress| {
                    tell(Event::Building(Some(progress)));
                });
                tell(Event::Building(None));
            }
            if snapshot.is_explored && !judge.explorer_ready() {
                // Where it fails, each judgement says so.
                let _ = judge.prepare_explorer(&cancel, &mut |progress| {
                    tell(Event::Building(Some(progress)));
                });
                tell(Event::Building(None));
            }
            let tasks: Vec<Task> = cases
                .iter()
                .map(|case| Task {
                    exercise: &snapshot.exercise,
                    text: &snapshot.cases[*case].text,
                    times: 1,
                })
                .collect();
            judge_all(&judge, &snapshot.kit, &tasks, &cancel, |task, judgement| {
                tell(Event::Judged {
                    ticket,
                    case: cases[task],
                    judgement: Box::new(judgement),
                });
            });
        }));
    }
}
