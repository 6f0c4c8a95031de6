//! The watcher's mind: takes an event, changes its state, and says what to do next. It touches nothing itself.

mod history;
mod keys;
mod list;

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::SystemTime;

use super::event::{Effect, Event};
use super::keys::Action;
use crate::judge::BuildProgress;
use crate::kit::Exercise;
use crate::progress::{Change, Progress};
use crate::replay::Stepper;
use crate::trace::Trace;
use crate::verdict::{Judgement, Verdict};
use history::History;
pub(crate) use history::Judged;
pub(crate) use list::List;

/// What the screen shows below the header.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum View {
    /// The verdict on the current exercise.
    Exercise,
    /// The exercises, one selected.
    List(List),
    /// The keys and what they do.
    Help,
    /// A solution of a passed exercise beside the student's own.
    Solution(Solutions),
    /// A verdict on this exercise before the last, so many verdicts ago.
    Earlier { exercise: usize, ago: usize },
    /// What changed in the file since the verdict so many verdicts ago, from the text then to the text now.
    Changes {
        exercise: usize,
        ago: usize,
        then: Arc<str>,
        now: String,
    },
    /// The outcome of judging everything.
    CheckAll,
    /// A run that failed, step by step.
    Replay(Box<Replay>),
}

/// A run that is replayed. It stays as it was when the file is saved meanwhile.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Replay {
    pub(crate) exercise: String,
    pub(crate) trace: Trace,
    pub(crate) stepper: Stepper,
}

/// The solutions of an exercise, as paths and texts, one of which is compared with the student's own text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Solutions {
    pub(crate) files: Vec<(String, String)>,
    pub(crate) own: String,
    pub(crate) shown: usize,
}

/// A sentence above the keys.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Notice {
    /// Pressing `x` again resets.
    ConfirmReset,
    /// The start is back; the student's own text was put there, where there was any to put.
    Reset { backup: Option<String> },
    /// No more exercises that way.
    AtTheEnd,
    /// The solution comes after the pass.
    NotEarned,
    /// The exercise's file is gone.
    FileGone,
    /// A save of another exercise brought us here.
    Followed,
    /// An exercise was judged while something else was on the screen.
    Judged { exercise: String, verdict: Verdict },
    /// This was typed, and means nothing.
    NotUnderstood(String),
    /// There was no verdict before.
    NothingEarlier,
    /// No interleavings of it were run.
    NothingToPlay,
    /// No run of it failed.
    NothingToReplay,
    /// What was asked for comes with the verdict.
    StillJudging,
    /// There are no further hints.
    NoMoreHints,
    /// The watcher fell back to polling.
    Polling,
    /// Something of ours went wrong, in words.
    Trouble(String),
}

/// How far "check all" has come.
#[derive(Clone, Debug, Default)]
pub(crate) struct CheckAll {
    pub(crate) verdicts: BTreeMap<usize, Verdict>,
    pub(crate) finished: bool,
}

/// A judging under way.
#[derive(Clone, Copy, Debug)]
struct Running {
    ticket: u64,
    /// Whether it counts as an attempt: the first look at a file does not.
    counts: bool,
    /// For how many seconds, where that is long.
    seconds: Option<u64>,
}

/// The state of the watcher.
pub(crate) struct Machine {
    exercises: Arc<[Exercise]>,
    progress: Progress,
    current: usize,
    stay: bool,
    last_ticket: u64,
    running: Option<Running>,
    judgement: Option<Judgement>,
    history: History,
    /// The pass that led here, shown until the next save.
    just_passed: Option<Judgement>,
    hints: usize,
    /// Which of the compiler's errors is read, counted from 0.
    error: usize,
    view: View,
    scroll: usize,
    notice: Option<Notice>,
    /// Why progress is not written down, as long as it is not.
    not_saved: Option<String>,
    check_all: Option<CheckAll>,
    building: Option<BuildProgress>,
}

impl Machine {
    /// Starts on the exercise of the name `begin`; without one, on the exercise that was current last, or else on the first one
    /// not passed.
    pub(crate) fn new(
        exercises: Arc<[Exercise]>,
        progress: Progress,
        begin: Option<&str>,
        stay: bool,
    ) -> Self {
        let names = || exercises.iter().map(|exercise| exercise.name.as_str());
        let current = begin
            .and_then(|begin| names().position(|name| name == begin))
            .unwrap_or_else(|| progress.place_among(names()));
        let hints = hints_seen(&progress, &exercises[current]);
        Self {
            exercises,
            progress,
            current,
            stay,
            last_ticket: 0,
            running: None,
            judgement: None,
            history: History::default(),
            just_passed: None,
            hints,
            error: 0,
            view: View::Exercise,
            scroll: 0,
            notice: None,
            not_saved: None,
            check_all: None,
            building: None,
        }
    }

    pub(crate) fn exercises(&self) -> &Arc<[Exercise]> {
        &self.exercises
    }

    pub(crate) fn progress(&self) -> &Progress {
        &self.progress
    }

    pub(crate) fn current(&self) -> usize {
        self.current
    }

    pub(crate) fn exercise(&self) -> &Exercise {
        &self.exercises[self.current]
    }

    pub(crate) fn is_judging(&self) -> bool {
        self.running.is_some()
    }

    /// For how many seconds something has been judged, where that is long.
    pub(crate) fn judging_for(&self) -> Option<u64> {
        self.running?.seconds
    }

    pub(crate) fn judgement(&self) -> Option<&Judgement> {
        self.judgement.as_ref()
    }

    /// The verdict on an exercise so many verdicts ago.
    pub(crate) fn earlier(&self, exercise: usize, ago: usize) -> Option<&Judged> {
        self.history.earlier(exercise, ago)
    }

    pub(crate) fn just_passed(&self) -> Option<&Judgement> {
        self.just_passed.as_ref()
    }

    pub(crate) fn view(&self) -> &View {
        &self.view
    }

    pub(crate) fn notice(&self) -> Option<&Notice> {
        self.notice.as_ref()
    }

    /// Why progress is not written down, as long as it is not.
    pub(crate) fn not_saved(&self) -> Option<&str> {
        self.not_saved.as_deref()
    }

    pub(crate) fn check_all(&self) -> Option<&CheckAll> {
        self.check_all.as_ref()
    }

    /// How far the explorer is built, while it is.
    pub(crate) fn building(&self) -> Option<BuildProgress> {
        self.building
    }

    /// Whether this key does something now; others need not stand in the line of keys.
    pub(crate) fn offers(&self, action: Action) -> bool {
        match action {
            Action::Replay => self.trace().is_some(),
            Action::Play => self.is_explored(),
            Action::Earlier | Action::Changes => self.earlier(self.current, 1).is_some(),
            Action::NextError => self.errors() > 1,
            _ => true,
        }
    }

    /// The exercises that a list shows.
    pub(crate) fn shown_in(&self, list: &List) -> Vec<usize> {
        let all = self.exercises.iter().enumerate();
        let shown = all.filter(|(_, exercise)| list.shows(exercise, &self.progress));
        shown.map(|(index, _)| index).collect()
    }

    /// How many errors of the compiler there are.
    fn errors(&self) -> usize {
        let judgement = self.judgement.as_ref();
        judgement.map_or(0, |judgement| judgement.errors().count())
    }

    /// Whether interleavings of the text were run.
    fn is_explored(&self) -> bool {
        let judgement = self.judgement.as_ref();
        judgement.is_some_and(|it| it.exploration.is_some() || it.trace.is_some())
    }

    /// The run that fails.
    fn trace(&self) -> Option<&Trace> {
        self.judgement.as_ref()?.trace.as_ref()
    }

    /// How many lines of the body are scrolled away.
    pub(crate) fn scroll(&self) -> usize {
        self.scroll
    }

    /// The hints asked for so far.
    pub(crate) fn hints(&self) -> &[String] {
        &self.exercise().hints[..self.hints]
    }

    /// Which of the compiler's errors is read, counted from 0.
    pub(crate) fn error(&self) -> usize {
        self.error
    }

    /// How many exercises are passed.
    pub(crate) fn passed(&self) -> usize {
        self.exercises
            .iter()
            .filter(|exercise| self.progress.is_passed(&exercise.name))
            .count()
    }

    /// Whether nothing is left to do.
    pub(crate) fn is_finished(&self) -> bool {
        self.passed() == self.exercises.len()
    }

    /// Takes one event and says what follows from it.
    pub(crate) fn handle(&mut self, event: Event) -> Vec<Effect> {
        match event {
            Event::Started => {
                let mut effects = self.remember(Change::Current(self.exercise().name.clone()));
                effects.push(Effect::Open {
                    exercise: self.current,
                });
                effects.push(Effect::PrepareExplorer);
                effects.extend(self.judge(false));
                effects
            }
            Event::Saved { exercise, gone } => self.saved(exercise, gone),
            Event::Judged {
                ticket,
                judgement,
                text,
            } => self.judged(ticket, *judgement, text),
            Event::Checked {
                exercise,
                judgement,
            } => self.checked(exercise, &judgement),
            Event::CheckedAll => {
                if let Some(check_all) = &mut self.check_all {
                    check_all.finished = true;
                }
                Vec::new()
            }
            Event::Key(key) => self.key(key),
            Event::Typed(line) => self.typed(line.trim()),
            Event::WasReset { backup } => {
                self.show(View::Exercise);
                self.notice = Some(Notice::Reset { backup });
                self.judge(false)
            }
            Event::Solution { files, own } => {
                let shown = 0;
                self.show(View::Solution(Solutions { files, own, shown }));
                Vec::new()
            }
            Event::Text(now) => {
                self.show_changes(now);
                Vec::new()
            }
            Event::Polling => {
                self.notice = Some(Notice::Polling);
                Vec::new()
            }
            Event::Building(progress) => {
                self.building = progress;
                Vec::new()
            }
            Event::StillJudging { seconds } => {
                if let Some(running) = &mut self.running {
                    running.seconds = Some(seconds);
                }
                Vec::new()
            }
            Event::NotSaved(reason) => {
                self.not_saved = match (self.not_saved.take(), reason) {
                    (first, Some(next)) => first.or(Some(next)),
                    (_, None) => None,
                };
                Vec::new()
            }
            Event::Trouble(words) => {
                self.notice = Some(Notice::Trouble(words));
                Vec::new()
            }
            Event::Redraw => Vec::new(),
            Event::Quit => quit(),
        }
    }

    fn saved(&mut self, exercise: usize, gone: bool) -> Vec<Effect> {
        self.just_passed = None;
        self.notice = None;
        if exercise == self.current {
            if gone {
                self.notice = Some(Notice::FileGone);
            }
            return self.judge(!gone);
        }
        if gone {
            return Vec::new();
        }
        let mut effects = self.move_to(exercise);
        effects.extend(self.judge(true));
        if self.view == View::Exercise {
            self.notice = Some(Notice::Followed);
        }
        effects
    }

    /// Judges the current exercise afresh; whatever was being judged is cancelled.
    fn judge(&mut self, counts: bool) -> Vec<Effect> {
        self.last_ticket += 1;
        self.running = Some(Running {
            ticket: self.last_ticket,
            counts,
            seconds: None,
        });
        vec![
            Effect::Cancel,
            Effect::Judge {
                ticket: self.last_ticket,
                exercise: self.current,
            },
        ]
    }

    fn judged(&mut self, ticket: u64, judgement: Judgement, text: Arc<str>) -> Vec<Effect> {
        let Some(running) = self.running.filter(|running| running.ticket == ticket) else {
            return Vec::new();
        };
        self.running = None;
        self.error = 0;
        if self.history.add(self.current, &judgement, text) {
            self.look_one_further_back();
        }
        let is_seen = self.view == View::Exercise;
        if is_seen && self.judgement.as_ref().map(|old| old.verdict) != Some(judgement.verdict) {
            self.scroll = 0;
        }
        let meanwhile = (!is_seen && running.counts).then(|| Notice::Judged {
            exercise: judgement.exercise.clone(),
            verdict: judgement.verdict,
        });
        let mut effects = Vec::new();
        if running.counts && judgement.verdict != Verdict::NotJudged {
            effects.extend(self.remember(Change::Attempted(judgement.exercise.clone())));
        }
        if judgement.passed() {
            effects.extend(self.has_passed(judgement, running.counts));
        } else {
            self.judgement = Some(judgement);
        }
        if meanwhile.is_some() || self.notice == Some(Notice::StillJudging) {
            self.notice = meanwhile;
        }
        effects
    }

    /// The verdict that is looked at stays the same when another one has come.
    fn look_one_further_back(&mut self) {
        if let View::Earlier { exercise, ago } | View::Changes { exercise, ago, .. } =
            &mut self.view
            && *exercise == self.current
            && self.history.earlier(*exercise, *ago + 1).is_some()
        {
            *ago += 1;
        }
    }

    fn has_passed(&mut self, judgement: Judgement, counts: bool) -> Vec<Effect> {
        let mut effects = self.remember(passed(&judgement));
        effects.push(Effect::Keep(Box::new(judgement.clone())));
        match self.next_pending() {
            // Whoever went back to look at it stays there.
            Some(next) if !self.stay && counts => {
                effects.extend(self.open(next));
                self.just_passed = Some(judgement);
            }
            _ => self.judgement = Some(judgement),
        }
        effects
    }

    fn checked(&mut self, exercise: usize, judgement: &Judgement) -> Vec<Effect> {
        if let Some(check_all) = &mut self.check_all {
            check_all.verdicts.insert(exercise, judgement.verdict);
        }
        if judgement.passed() {
            self.remember(passed(judgement))
        } else {
            Vec::new()
        }
    }

    fn remember(&mut self, change: Change) -> Vec<Effect> {
        self.progress.apply(&change);
        vec![Effect::Remember(change)]
    }

    /// The first exercise not passed behind the current one, or else before it.
    fn next_pending(&self) -> Option<usize> {
        let count = self.exercises.len();
        (1..=count)
            .map(|step| (self.current + step) % count)
            .find(|index| !self.progress.is_passed(&self.exercises[*index].name))
    }

    /// The student goes there.
    fn go_to(&mut self, exercise: usize) -> Vec<Effect> {
        self.show(View::Exercise);
        self.open(exercise)
    }

    fn open(&mut self, exercise: usize) -> Vec<Effect> {
        let mut effects = self.move_to(exercise);
        effects.push(Effect::Open { exercise });
        effects.extend(self.judge(false));
        effects
    }

    /// Makes it the current exercise. What is open stays open: only the student closes that.
    fn move_to(&mut self, exercise: usize) -> Vec<Effect> {
        self.current = exercise;
        self.judgement = None;
        self.error = 0;
        self.just_passed = None;
        self.notice = None;
        self.hints = hints_seen(&self.progress, self.exercise());
        if self.view == View::Exercise {
            self.scroll = 0;
        }
        self.remember(Change::Current(self.exercise().name.clone()))
    }

    fn show(&mut self, view: View) {
        self.view = view;
        self.scroll = 0;
    }

    /// The screen tells how far its body can scroll.
    pub(crate) fn limit_scroll(&mut self, most: usize) {
        self.scroll = self.scroll.min(most);
    }
}

/// How many of its hints were shown before.
fn hints_seen(progress: &Progress, exercise: &Exercise) -> usize {
    let seen = progress.record(&exercise.name).hints_seen as usize;
    seen.min(exercise.hints.len())
}

fn passed(judgement: &Judgement) -> Change {
    Change::Passed {
        name: judgement.exercise.clone(),
        points: judgement.points(),
        when: SystemTime::now(),
    }
}

fn quit() -> Vec<Effect> {
    vec![Effect::Cancel, Effect::Quit]
}

#[cfg(test)]
mod tests;
