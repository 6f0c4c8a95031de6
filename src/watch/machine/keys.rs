//! What the keys do.

use super::{CheckAll, Machine, Notice, View, quit};
use crate::progress::Change;
use crate::terminal::Key;
use crate::verdict::Judgement;
use crate::watch::event::Effect;

impl Machine {
    pub(super) fn key(&mut self, key: Key) -> Vec<Effect> {
        let confirming = self.notice == Some(Notice::ConfirmReset);
        if !matches!(self.notice, Some(Notice::Trouble(_))) || key != Key::Other {
            self.notice = None;
        }
        match key {
            Key::Char('q') | Key::Interrupt => return quit(),
            Key::Suspend => return vec![Effect::Suspend],
            _ => {}
        }
        if let View::List { selected } = self.view
            && let Some(effects) = self.list_key(key, selected)
        {
            return effects;
        }
        match key {
            Key::Char('h') => return self.hint(),
            Key::Char('l') => self.toggle(View::List {
                selected: self.current,
            }),
            Key::Char('?') => self.toggle(View::Help),
            Key::Char('n') => return self.step(true),
            Key::Char('p') => return self.step(false),
            Key::Char('r') => {
                self.show(View::Exercise);
                return self.judge(false);
            }
            Key::Char('x') if confirming => {
                return vec![Effect::Reset {
                    exercise: self.current,
                }];
            }
            Key::Char('x') => self.notice = Some(Notice::ConfirmReset),
            Key::Char('s') => return self.solution(),
            Key::Char('c') => return self.start_check_all(),
            Key::Escape => self.show(View::Exercise),
            Key::Down | Key::Char('j') => self.scroll = self.scroll.saturating_add(1),
            Key::Up | Key::Char('k') => self.scroll = self.scroll.saturating_sub(1),
            Key::PageDown | Key::Char(' ') => self.scroll = self.scroll.saturating_add(10),
            Key::PageUp => self.scroll = self.scroll.saturating_sub(10),
            Key::Home => self.scroll = 0,
            Key::End => self.scroll = usize::MAX,
            _ => {}
        }
        Vec::new()
    }

    fn list_key(&mut self, key: Key, selected: usize) -> Option<Vec<Effect>> {
        let last = self.exercises.len() - 1;
        let selected = match key {
            Key::Down | Key::Char('j') => (selected + 1).min(last),
            Key::Up | Key::Char('k') => selected.saturating_sub(1),
            Key::PageDown => (selected + 10).min(last),
            Key::PageUp => selected.saturating_sub(10),
            Key::Home => 0,
            Key::End => last,
            Key::Enter => return Some(self.go_to(selected)),
            _ => return None,
        };
        self.view = View::List { selected };
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
            return Vec::new();
        }
        self.hints += 1;
        self.scroll = usize::MAX;
        let name = self.exercise().name.clone();
        let count = u32::try_from(self.hints).unwrap_or(u32::MAX);
        self.remember(Change::HintSeen { name, count })
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
        if matches!(self.view, View::Solution { .. }) {
            self.show(View::Exercise);
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
