//! The teacher's watcher: start, solutions and mistakes of one exercise side by side, judged on every save. It writes
//! nothing, neither progress nor files.

mod keys;
mod machine;
mod page;
mod snapshot;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::Sender;
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use super::inputs::{Input, Inputs, Watcher};
use super::screen::Screen;
use crate::cli::WatchArgs;
use crate::exit::Exit;
use crate::judge::{Judge, Toolchain};
use crate::place::kit_folder;
use crate::process::Cancel;
use crate::render::words::{asking_rustc, error};
use crate::teach::sources::FOLDERS;
use crate::teach::verify::judging::{Task, judge_all};
use crate::teach::words::watch as words;
use crate::terminal::{self, waiting_for};
use machine::{Effect, Event, Machine};
use snapshot::Snapshot;

/// Some editors save by deleting first. A file is gone only when it has been missing for this long.
const GRACE: Duration = Duration::from_millis(400);

/// Watches one exercise of a kit until the teacher quits.
pub(crate) fn teach(kit: Option<&Path>, name: &str, args: &WatchArgs) -> anyhow::Result<Exit> {
    let root = kit_folder(kit)?;
    // What is wrong at the beginning ends it: perhaps the name is only misspelled.
    let snapshot = Snapshot::read(&root, name)?;
    let judge = Arc::new(Judge::new(waiting_for(asking_rustc(), || {
        Toolchain::find(&root)
    })?));
    let (inputs, screen) = Inputs::open(&root, &FOLDERS, args.poll)?;
    let mut runtime = Runtime {
        name: snapshot.exercise.name.clone(),
        whole: snapshot.whole,
        folders: folders(&root),
        root,
        judge,
        machine: Machine::default(),
        screen,
        sender: inputs.sender.clone(),
        judging: Cancel::new(),
        workers: Vec::new(),
        missing_since: None,
        trouble: None,
    };
    if runtime.handle(Event::Changed(Box::new(snapshot)))? {
        inputs.serve(&mut runtime)?;
    }
    for worker in runtime.workers {
        // Cancelled; what is left is to clear up.
        let _ = worker.join();
    }
    Ok(Exit::Passed)
}

/// Which folders of the kit there are.
fn folders(root: &Path) -> [bool; 4] {
    FOLDERS.map(|folder| root.join(folder).is_dir())
}

struct Runtime {
    root: PathBuf,
    /// Which of its folders there were when last looked at.
    folders: [bool; 4],
    name: String,
    /// What the files were when last looked at.
    whole: u64,
    judge: Arc<Judge>,
    machine: Machine,
    screen: Screen,
    sender: Sender<Input<Event>>,
    judging: Cancel,
    workers: Vec<JoinHandle<()>>,
    /// Since when a file is not there that was.
    missing_since: Option<Instant>,
    trouble: Option<String>,
}

impl Runtime {
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

impl Watcher for Runtime {
    type Event = Event;

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

    fn has_other_folders(&mut self) -> bool {
        let present = folders(&self.root);
        std::mem::replace(&mut self.folders, present) != present
    }

    fn is_restless(&self) -> bool {
        self.missing_since.is_some()
    }
}
