//! What the keys do.

use std::sync::Arc;

use super::list::PAGE;
use super::{CheckAll, List, Machine, Notice, Replay, View, quit};
use crate::progress::Change;
use crate::render::timeline::Story;
use crate::replay::{After, Stepper};
use crate::terminal::{Key, action_of, key_of_word};
use crate::verdict::Judgement;
use crate::watch::event::Effect;
use crate::watch::keys::{Action, KEYS};

impl Machine {
    pub(super) fn key(&mut self, key: Key) -> Vec<Effect> {
        let confirming = self.notice == Some(Notice::ConfirmReset);
        if !matches!(self.notice, Some(Notice::Trouble(_))) || key != Key::Other {
            self.notice = None;
        }
        if let View::Replay(replay) = &mut self.view
            && key != Key::Interrupt
        {
            match replay.stepper.key(key) {
                After::GoOn => {}
                After::Quit => self.show(View::Exercise),
                After::Suspend => return vec![Effect::Suspend],
            }
            return Vec::new();
        }
        if let View::List(list) = &self.view
            && list.is_typing
        {
            let mut list = list.clone();
            if list.type_key(key) {
                list.stay_within(&self.shown_in(&list));
                self.view = View::List(list);
                return Vec::new();
            }
        }
        let Some(action) = action_of(KEYS, key) else {
            return Vec::new();
        };
        if let View::List(list) = &self.view
            && let Some(effects) = self.list_action(action, list.clone())
        {
            return effects;
        }
        self.act(action, confirming)
    }

    /// Takes a line that was typed where keys are not read: a word of the table of keys, or the name of an exercise or its beginning.
    pub(super) fn typed(&mut self, word: &str) -> Vec<Effect> {
        if matches!(self.view, View::Replay(_)) || word.is_empty() {
            self.show(View::Exercise);
        }
        if word.is_empty() {
            self.notice = None;
            return Vec::new();
        }
        if let Some(key) = key_of_word(KEYS, word) {
            return self.key(key);
        }
        let names = || self.exercises.iter().map(|exercise| exercise.name.as_str());
        let exact = names().position(|name| name == word);
        let mut begin = names()
            .enumerate()
            .filter(|(_, name)| name.starts_with(word));
        let only = match (begin.next(), begin.next()) {
            (Some((index, _)), None) => Some(index),
            _ => None,
        };
        if let Some(index) = exact.or(only) {
            return self.go_to(index);
        }
        self.notice = Some(Notice::NotUnderstood(word.to_owned()));
        Vec::new()
    }

    fn act(&mut self, action: Action, confirming: bool) -> Vec<Effect> {
        match action {
            Action::Hint => return self.hint(),
            Action::List => self.toggle(View::List(List::at(self.current))),
            Action::Next => return self.step(true),
            Action::Previous => return self.step(false),
            Action::Reset if confirming => {
                return vec![Effect::Reset {
                    exercise: self.current,
                }];
            }
            Action::Reset => self.notice = Some(Notice::ConfirmReset),
            Action::Solution => return self.solution(),
            Action::JudgeAgain => {
                self.show(View::Exercise);
                return self.judge(false);
            }
            Action::CheckAll => return self.start_check_all(),
            Action::NextError => self.next_error(),
            Action::Replay => self.replay(),
            Action::Play if self.is_explored() => {
                return vec![Effect::Play {
                    exercise: self.current,
                }];
            }
            Action::Play => self.notice = Some(self.nothing_yet_or(Notice::NothingToPlay)),
            Action::Earlier => self.go_back(),
            Action::Changes => return self.read_text(),
            Action::Up => self.scroll = self.scroll.saturating_sub(1),
            Action::Down => self.scroll = self.scroll.saturating_add(1),
            Action::PageUp => self.scroll = self.scroll.saturating_sub(PAGE),
            Action::PageDown => self.scroll = self.scroll.saturating_add(PAGE),
            Action::Home => self.scroll = 0,
            Action::End => self.scroll = usize::MAX,
            Action::Choose | Action::Search | Action::OpenOnly => {}
            Action::Close => self.show(View::Exercise),
            Action::Help => self.toggle(View::Help),
            Action::Quit => return quit(),
            Action::Suspend => return vec![Effect::Suspend],
        }
        Vec::new()
    }

    /// `None` for what does the same as elsewhere.
    fn list_action(&mut self, action: Action, mut list: List) -> Option<Vec<Effect>> {
        let shown = self.shown_in(&list);
        match action {
            Action::Choose if shown.is_empty() => {}
            Action::Choose => return Some(self.go_to(list.selected)),
            Action::Search => list.is_typing = true,
            Action::OpenOnly => list.is_open_only = !list.is_open_only,
            // They are about the exercise at the cursor, so one goes there first.
            Action::Hint | Action::Reset | Action::Solution | Action::JudgeAgain
                if list.selected != self.current && shown.contains(&list.selected) =>
            {
                let mut effects = self.go_to(list.selected);
                if action != Action::JudgeAgain {
                    effects.extend(self.act(action, false));
                }
                return Some(effects);
            }
            _ if list.move_by(action, &shown) => {}
            _ => return None,
        }
        list.stay_within(&self.shown_in(&list));
        self.view = View::List(list);
        Some(Vec::new())
    }

    fn toggle(&mut self, view: View) {
        let same = std::mem::discriminant(&self.view) == std::mem::discriminant(&view);
        self.show(if same { View::Exercise } else { view });
    }

    fn hint(&mut self) -> Vec<Effect> {
        self.view = View::Exercise;
        if self.hints == self.exercise().hints.len() {
            self.notice = Some(Notice::NoMoreHints);
            // The notice takes a line, which must not be the hint's last.
            self.scroll = usize::MAX;
            return Vec::new();
        }
        self.hints += 1;
        self.scroll = usize::MAX;
        let name = self.exercise().name.clone();
        let count = u32::try_from(self.hints).unwrap_or(u32::MAX);
        self.remember(Change::HintSeen { name, count })
    }

    fn next_error(&mut self) {
        let errors = self.errors();
        self.show(View::Exercise);
        if errors > 0 {
            self.error = (self.error + 1) % errors;
        }
    }

    /// Before the verdict, nobody knows what it will be.
    fn nothing_yet_or(&self, nothing: Notice) -> Notice {
        if self.is_judging() {
            Notice::StillJudging
        } else {
            nothing
        }
    }

    fn replay(&mut self) {
        let Some(trace) = self.trace().cloned() else {
            self.notice = Some(self.nothing_yet_or(Notice::NothingToReplay));
            return;
        };
        let steps = Story::of(&trace).steps.len();
        self.view = View::Replay(Box::new(Replay {
            exercise: self.exercise().name.clone(),
            trace,
            stepper: Stepper::new(steps),
        }));
    }

    /// Shows the verdict before the one that is shown.
    fn go_back(&mut self) {
        let (exercise, ago) = self.looked_at();
        let ago = ago + 1;
        if self.earlier(exercise, ago).is_some() {
            self.show(View::Earlier { exercise, ago });
        } else {
            self.notice = Some(Notice::NothingEarlier);
        }
    }

    /// The exercise whose verdict is looked at, and how many verdicts ago that was.
    fn looked_at(&self) -> (usize, usize) {
        match self.view {
            View::Earlier { exercise, ago } | View::Changes { exercise, ago, .. } => {
                (exercise, ago)
            }
            _ => (self.current, 0),
        }
    }

    /// What changed since the verdict before is asked from the last one.
    fn read_text(&mut self) -> Vec<Effect> {
        let (exercise, ago) = self.looked_at();
        if let View::Changes { .. } = self.view {
            self.show(View::Earlier { exercise, ago });
            return Vec::new();
        }
        if self.earlier(exercise, ago.max(1)).is_none() {
            self.notice = Some(Notice::NothingEarlier);
            return Vec::new();
        }
        vec![Effect::ReadText { exercise }]
    }

    pub(super) fn show_changes(&mut self, now: String) {
        let (exercise, ago) = self.looked_at();
        let ago = ago.max(1);
        if let Some(judged) = self.earlier(exercise, ago) {
            let then = Arc::clone(&judged.text);
            self.show(View::Changes {
                exercise,
                ago,
                then,
                now,
            });
        }
    }

    fn step(&mut self, forward: bool) -> Vec<Effect> {
        let passed_here = self.judgement.as_ref().is_some_and(Judgement::passed);
        let target = match (forward, passed_here) {
            (true, true) => self.next_pending(),
            (true, false) => Some(self.current + 1).filter(|next| *next < self.exercises.len()),
            (false, _) => self.current.checked_sub(1),
        };
        match target {
            Some(target) => self.go_to(target),
            None => {
                self.notice = Some(Notice::AtTheEnd);
                Vec::new()
            }
        }
    }

    fn solution(&mut self) -> Vec<Effect> {
        if let View::Solution(solutions) = &mut self.view {
            solutions.shown += 1;
            let is_over = solutions.shown >= solutions.files.len();
            self.scroll = 0;
            if is_over {
                self.show(View::Exercise);
            }
            return Vec::new();
        }
        // Right after a pass the solution that is wanted is that of the exercise just passed.
        let wanted = match &self.just_passed {
            Some(judgement) => self
                .exercises
                .iter()
                .position(|exercise| exercise.name == judgement.exercise),
            None => Some(self.current),
        };
        match wanted.filter(|index| self.progress.is_passed(&self.exercises[*index].name)) {
            Some(exercise) => vec![Effect::ShowSolution { exercise }],
            None => {
                self.notice = Some(Notice::NotEarned);
                Vec::new()
            }
        }
    }

    fn start_check_all(&mut self) -> Vec<Effect> {
        let idle = self.check_all.as_ref().is_none_or(|check| check.finished);
        self.show(View::CheckAll);
        if idle {
            self.check_all = Some(CheckAll::default());
            vec![Effect::CheckAll]
        } else {
            Vec::new()
        }
    }
}
