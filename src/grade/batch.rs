//! Has all attempts judged, each different one once, by as many workers as wanted, and puts together what came of them.
//!
//! One thread reads the submissions and hands what must be judged to the workers over a short queue, so that no more texts
//! are in memory than are being worked on. A result is known by its key; who computed it, when, and whether it was kept
//! from another time makes no difference to what comes out.

use std::collections::BTreeMap;
use std::panic::{self, AssertUnwindSafe};
use std::sync::mpsc::{self, Receiver};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock};
use std::thread;
use std::time::{Duration, SystemTime};

use super::assignment::{Assignment, Task};
use super::cache::Cache;
use super::digest::Digest;
use super::discovery::Found;
use super::handed_in::{self, Handed};
use super::model::{Graded, HandIn, Penalty, Points, Submission};
use super::options::{Options, Stopped};
use super::{deadline, score, words};
use crate::judge::{self, Attempt, Judge};
use crate::kit::Kit;
use crate::process::Cancel;
use crate::verdict::{CheckStatus, Judgement, Verdict};
use crate::wire;

/// What all workers need.
pub(super) struct Batch<'a> {
    pub(super) kit: &'a Kit,
    pub(super) assignment: &'a Assignment,
    pub(super) judge: &'a Judge,
    /// Changes with everything but kit and attempt that a judgement depends on.
    pub(super) surroundings: String,
    pub(super) cache: Option<&'a Cache>,
    pub(super) options: &'a Options<'a>,
    pub(super) cancel: &'a Cancel,
    pub(super) watch: &'a (dyn Fn(Progress) + Sync),
}

/// How far it has come.
#[derive(Clone, Copy, Debug)]
pub struct Progress {
    /// Exercises of submissions that are graded.
    pub done: usize,
    /// All of them.
    pub total: usize,
    /// How many of those done had to be judged.
    pub judged: usize,
}

/// Something for a worker to do.
struct Work {
    key: String,
    task: usize,
    text: Vec<u8>,
}

type Results = BTreeMap<String, Option<Arc<Judgement>>>;

/// What is known so far.
struct State {
    /// By key; `None` while somebody works on it.
    results: Results,
    /// How many exercises wait for a key.
    waiting: BTreeMap<String, usize>,
    progress: Progress,
}

/// An exercise of a submission, before its judgement is there.
struct Draft {
    hand_in: HandIn,
    /// When it was handed in, if that is known.
    modified: Option<SystemTime>,
    unchanged: bool,
    asks_about_types: bool,
    /// Where there is something to judge.
    key: Option<String>,
}

impl Draft {
    fn judgement<'r>(&self, results: &'r Results) -> Option<&'r Judgement> {
        results.get(self.key.as_ref()?)?.as_deref()
    }
}

type Drafts = Vec<(Found, Vec<String>, Vec<Draft>)>;

impl Batch<'_> {
    /// Grades all of `found`.
    pub(super) fn run(&self, found: Vec<Found>) -> Result<Vec<Submission>, Stopped> {
        let state = Mutex::new(State {
            results: BTreeMap::new(),
            waiting: BTreeMap::new(),
            progress: Progress {
                done: 0,
                total: found.len() * self.assignment.tasks.len(),
                judged: 0,
            },
        });
        let drafts = self.with_workers(&state, |send| {
            let mut drafts = Drafts::new();
            for found in found {
                if self.cancel.is_cancelled() {
                    break;
                }
                let (problems, exercises) = self.read(&found, &state, send);
                drafts.push((found, problems, exercises));
            }
            drafts
        });
        self.with_workers(&state, |send| self.ask_for_starts(&drafts, &state, send));
        let state = state.into_inner().unwrap_or_else(PoisonError::into_inner);
        if self.cancel.is_cancelled() {
            return Err(Stopped {
                done: state.progress.done,
                total: state.progress.total,
                is_kept: self.cache.is_some_and(Cache::keeps),
            });
        }
        Ok(self.put_together(drafts, &state))
    }

    /// Has judged what is sent.
    fn with_workers<T>(&self, state: &Mutex<State>, feed: impl FnOnce(&dyn Fn(Work)) -> T) -> T {
        let jobs = self.options.jobs;
        let (queue, inbox) = mpsc::sync_channel(jobs);
        let inbox = Mutex::new(inbox);
        let alone = RwLock::new(());
        thread::scope(|scope| {
            for _ in 0..jobs {
                scope.spawn(|| self.work(&inbox, state, &alone));
            }
            let fed = feed(&|work| {
                // Fails only when all workers are gone.
                let _ = queue.send(work);
            });
            drop(queue);
            fed
        })
    }

    /// Has the starts judged that anybody's points hang on.
    fn ask_for_starts(&self, drafts: &Drafts, state: &Mutex<State>, send: &dyn Fn(Work)) {
        for (number, task) in self.assignment.tasks.iter().enumerate() {
            let key = self.key(task, task.start.as_bytes());
            let is_wanted = {
                let results = &lock(state).results;
                let mut all = drafts.iter().map(|(_, _, exercises)| &exercises[number]);
                let hangs = |draft: &Draft| {
                    let judgement = draft.judgement(results);
                    judgement.is_some_and(|known| score::hangs_on_start(task, known))
                };
                !results.contains_key(&key) && all.any(hangs)
            };
            if !is_wanted || self.cancel.is_cancelled() {
                continue;
            }
            match self.cache.and_then(|cache| cache.load(&key)) {
                Some(judgement) => self.known(&key, judgement, false, state),
                None => send(Work {
                    key,
                    task: number,
                    text: task.start.clone().into_bytes(),
                }),
            }
        }
    }

    /// Reads a submission, and has judged what is not known yet.
    fn read(
        &self,
        found: &Found,
        state: &Mutex<State>,
        send: &dyn Fn(Work),
    ) -> (Vec<String>, Vec<Draft>) {
        let tasks = &self.assignment.tasks;
        let wanted = self.assignment.wanted();
        let mut files = handed_in::read(&found.place, &wanted, self.cancel);
        let mut undated = Vec::new();
        let mut drafts = Vec::new();
        let handed_in = self.assignment.by_exercise(files.take());
        for (number, handed) in handed_in.into_iter().enumerate() {
            let (text, modified) = match handed {
                Some(Handed::File { text, modified }) => (text, modified),
                Some(Handed::Refused(reason)) => {
                    drafts.push(self.without_text(HandIn::Refused(reason), state));
                    continue;
                }
                None => {
                    drafts.push(self.without_text(HandIn::Missing, state));
                    continue;
                }
            };
            let hand_in = match (self.options.deadline, modified) {
                (Some(deadline), Some(time)) if time > deadline => {
                    HandIn::Late(deadline::written(time))
                }
                (Some(_), None) => {
                    undated.push(words::whole::no_time(&wanted[number]));
                    HandIn::InTime
                }
                _ => HandIn::InTime,
            };
            let unchanged = score::is_unchanged(&tasks[number].start, &text);
            let asks_about_types = tasks[number].is_explored
                && judge::asks_about_types(&String::from_utf8_lossy(&text));
            let key = self.key(&tasks[number], &text);
            if self.is_new(&key, state) {
                match self.cache.and_then(|cache| cache.load(&key)) {
                    Some(judgement) => self.known(&key, judgement, false, state),
                    None => send(Work {
                        key: key.clone(),
                        task: number,
                        text,
                    }),
                }
            }
            drafts.push(Draft {
                hand_in,
                modified,
                unchanged,
                asks_about_types,
                key: Some(key),
            });
        }
        for problem in undated {
            files.problem(problem);
        }
        (files.problems(), drafts)
    }

    fn key(&self, task: &Task, text: &[u8]) -> String {
        Digest::new()
            .with(&self.surroundings)
            .with(&task.digest)
            .with(text)
            .hex()
    }

    fn without_text(&self, hand_in: HandIn, state: &Mutex<State>) -> Draft {
        let mut state = lock(state);
        state.progress.done += 1;
        (self.watch)(state.progress);
        Draft {
            hand_in,
            modified: None,
            unchanged: false,
            asks_about_types: false,
            key: None,
        }
    }

    /// Whether nobody has asked for this key before.
    fn is_new(&self, key: &str, state: &Mutex<State>) -> bool {
        let mut state = lock(state);
        match state.results.get(key) {
            Some(Some(_)) => {
                state.progress.done += 1;
                (self.watch)(state.progress);
                false
            }
            known => {
                let is_new = known.is_none();
                *state.waiting.entry(key.to_owned()).or_default() += 1;
                state.results.insert(key.to_owned(), None);
                is_new
            }
        }
    }

    fn known(&self, key: &str, judgement: Judgement, is_judged: bool, state: &Mutex<State>) {
        let mut state = lock(state);
        let waiting = state.waiting.remove(key).unwrap_or_default();
        state.progress.done += waiting;
        state.progress.judged += usize::from(is_judged);
        state
            .results
            .insert(key.to_owned(), Some(Arc::new(judgement)));
        (self.watch)(state.progress);
    }

    /// One worker: judges until there is nothing more to judge.
    fn work(&self, inbox: &Mutex<Receiver<Work>>, state: &Mutex<State>, alone: &RwLock<()>) {
        loop {
            let work = lock(inbox).recv();
            let Ok(work) = work else { return };
            // Once cancelled, the queue is only emptied.
            let Some(judgement) = self.judge(&work, alone) else {
                continue;
            };
            if let Some(cache) = self.cache {
                cache.store(&work.key, &judgement);
            }
            self.known(&work.key, judgement, true, state);
        }
    }

    /// Judges an attempt; where a busy machine may be to blame, a second time, with nothing beside it. `None` comes back
    /// only when everything was cancelled.
    fn judge(&self, work: &Work, alone: &RwLock<()>) -> Option<Judgement> {
        let task = &self.assignment.tasks[work.task];
        let attempt = Attempt {
            exercise: &task.exercise,
            text: Some(&work.text),
            width: None,
        };
        let judge = || {
            // Of its own, so that nothing is left of it afterwards.
            let cancel = self.cancel.child();
            let judging = AssertUnwindSafe(|| self.judge.judge(self.kit, &attempt, &cancel));
            // A fault of ours must not stop the rest.
            panic::catch_unwind(judging).unwrap_or_else(|_| {
                Some(Judgement {
                    verdict: Verdict::NotJudged,
                    reason: Some(words::judge_panicked().to_owned()),
                    ..not_judged(task, "", &HandIn::Missing)
                })
            })
        };
        let first = {
            let _beside_others = alone.read().unwrap_or_else(PoisonError::into_inner);
            judge()?
        };
        if !first.may_be_load {
            return Some(repeatable(first));
        }
        let _nobody_else = alone.write().unwrap_or_else(PoisonError::into_inner);
        judge().map(repeatable)
    }

    fn graded(&self, draft: Draft, task: &Task, state: &State) -> Graded {
        let path = task.exercise.path();
        let mut judgement = match draft.judgement(&state.results) {
            Some(judgement) => judgement.clone(),
            None => not_judged(task, &path, &draft.hand_in),
        };
        let mut held_at_start = Vec::new();
        if score::hangs_on_start(task, &judgement) {
            let start = self.key(task, task.start.as_bytes());
            let start = state.results.get(&start).and_then(Option::as_deref);
            let start = start.expect("it was asked for, and nothing was cancelled");
            if start.verdict == Verdict::NotJudged {
                judgement = start.clone();
            }
            let held = start.checks.iter();
            let held = held.filter(|check| check.status == CheckStatus::Passed);
            held_at_start = held.map(|check| check.name.clone()).collect();
        }
        let is_untouched = draft.unchanged && !judgement.passed();
        let earned = if is_untouched {
            0
        } else {
            score::score(task, &judgement, &held_at_start)
        };
        let penalty = self.penalty(&draft, earned);
        let is_telling = draft.key.is_some() && !judgement.passed();
        Graded {
            path,
            score: Points::from(earned) - penalty.points,
            penalty,
            mistake: is_telling
                .then(|| (self.options.recognise)(&judgement))
                .flatten(),
            hand_in: draft.hand_in,
            unchanged: draft.unchanged,
            asks_about_types: draft.asks_about_types,
            held_at_start,
            max_score: task.max_score,
            judgement,
        }
    }

    fn penalty(&self, draft: &Draft, earned: u32) -> Penalty {
        let Options { deadline, late, .. } = self.options;
        match (late, deadline, draft.modified) {
            (Some(rule), Some(deadline), Some(modified)) => {
                rule.penalty(earned, *deadline, modified)
            }
            _ => Penalty::default(),
        }
    }

    fn put_together(&self, drafts: Drafts, state: &State) -> Vec<Submission> {
        drafts
            .into_iter()
            .map(|(found, problems, exercises)| Submission {
                name: found.name,
                path: found.path,
                problems,
                exercises: exercises
                    .into_iter()
                    .zip(&self.assignment.tasks)
                    .map(|(draft, task)| self.graded(draft, task, state))
                    .collect(),
            })
            .collect()
    }
}

/// A judgement of what was not handed in: no check was run.
fn not_judged(task: &Task, path: &str, hand_in: &HandIn) -> Judgement {
    let reason = match hand_in {
        HandIn::Refused(reason) => words::refused(path, reason),
        _ => words::not_handed_in(path),
    };
    Judgement {
        reason: Some(reason),
        checks: task.checks.clone(),
        ..Judgement::new(&task.exercise.name, Verdict::DoesNotCompile)
    }
}

/// Without what is another thing every time, and exactly as it will be read from the cache or another machine's report.
fn repeatable(judgement: Judgement) -> Judgement {
    wire::normal(&Judgement {
        elapsed: Duration::ZERO,
        ..judgement
    })
}

/// What a panicking thread left is still whole.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
