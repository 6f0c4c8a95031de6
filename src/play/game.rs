//! What was chosen so far, and what follows from a key. Pure: whoever holds it lets the check run and tells what came of it.

use std::collections::VecDeque;

use super::keys::{Action, KEYS, KEYS_AT_THE_END, number};
use crate::judge::{Played, Shortest, Stands};
use crate::terminal::{Key, action_of};
use crate::trace::choice::Choice;

/// After so many runs in which right code held, it is said why.
const TRIES: usize = 10;
/// So far a thread runs by itself. One that asks for something again and again does not wait.
const FURTHEST: usize = 100;

/// What is to be done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Effect {
    /// Show it.
    Show,
    /// Let the check run like this, and tell what came of it.
    Run(Vec<Choice>),
    /// Give the terminal back until we are continued.
    Suspend,
    /// The student has seen enough.
    Quit,
}

/// What is to be said besides.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Message {
    /// The next choice of a shortest failing run.
    Hint(Choice),
    /// That run parts from this one so many choices ago.
    HintIsElsewhere(usize),
    /// There is none.
    NoHint,
    /// This thread cannot be chosen.
    CannotGoOn(usize),
}

/// One check, played.
pub(super) struct Game {
    /// By how many choices were made.
    positions: Vec<Played>,
    choices: Vec<Choice>,
    /// What is being run.
    running: Option<Vec<Choice>>,
    /// Keys pressed meanwhile.
    keys: VecDeque<Key>,
    /// A thread that goes on by itself, and how often it may.
    goes_on: Option<(usize, usize)>,
    message: Option<Message>,
    /// How many runs came to their end.
    tries: usize,
    /// How far the drawing is scrolled.
    scrolled: usize,
    seed: u64,
}

impl Game {
    /// At the beginning, which has been run. The seed is that of chance.
    pub(super) fn new(start: Played, seed: u64) -> Self {
        Self {
            positions: vec![start],
            choices: Vec::new(),
            running: None,
            keys: VecDeque::new(),
            goes_on: None,
            message: None,
            tries: 0,
            scrolled: 0,
            seed,
        }
    }

    /// How the run stands now.
    pub(super) fn position(&self) -> &Played {
        &self.positions[self.choices.len()]
    }

    pub(super) fn message(&self) -> Option<&Message> {
        self.message.as_ref()
    }

    pub(super) fn is_running(&self) -> bool {
        self.running.is_some()
    }

    /// How many runs came to their end, where right code held in so many that it is time to say why.
    pub(super) fn vain_tries(&self) -> Option<usize> {
        (self.tries >= TRIES && !self.positions[0].fails).then_some(self.tries)
    }

    pub(super) fn scrolled(&self) -> usize {
        self.scrolled
    }

    /// Whether the check has failed, which was the aim.
    pub(super) fn is_won(&self) -> bool {
        matches!(self.position().stands, Stands::Failed(_))
    }

    /// A failing run with the fewest switches.
    pub(super) fn shortest(&self) -> Option<&Shortest> {
        self.positions[0].shortest.as_ref()
    }

    /// The thread that was chosen last.
    pub(super) fn last(&self) -> Option<usize> {
        self.choices.iter().rev().find_map(|choice| match choice {
            Choice::Turn { thread, .. } => Some(*thread),
            Choice::Way(_) => None,
        })
    }

    /// Takes a key. Those that come while the check runs are taken afterwards.
    pub(super) fn key(&mut self, key: Key) -> Effect {
        let keys = if self.is_won() { KEYS_AT_THE_END } else { KEYS };
        let action = action_of(keys, key);
        match action {
            Some(Action::Quit) => return Effect::Quit,
            Some(Action::Suspend) => return Effect::Suspend,
            _ if self.is_running() => {
                self.keys.push_back(key);
                return Effect::Show;
            }
            _ => self.message = None,
        }
        match action {
            Some(Action::Undo) => self.undo(),
            Some(Action::Again) => self.again(),
            Some(Action::Hint) => self.message = Some(self.hint()),
            Some(Action::Down) => self.scrolled += 1,
            Some(Action::Up) => self.scrolled = self.scrolled.saturating_sub(1),
            Some(Action::Same) => {
                if let Some(thread) = self.last() {
                    return self.choose_thread(thread);
                }
            }
            Some(Action::Run) => {
                if let Some(thread) = self.last() {
                    self.goes_on = Some((thread, FURTHEST));
                    return self.choose_thread(thread);
                }
            }
            Some(Action::Chance) => return self.chance(),
            _ => {
                if let Some(number) = number(key) {
                    return self.choose_number(number);
                }
            }
        }
        Effect::Show
    }

    /// The run has come to where the choices end.
    pub(super) fn arrived(&mut self, position: Played) -> Effect {
        let Some(choices) = self.running.take() else {
            return Effect::Show;
        };
        self.positions.truncate(choices.len());
        self.positions.push(position);
        self.choices = choices;
        self.scrolled = 0;
        let position = self.position();
        let turns = match &position.stands {
            Stands::Open(turns) => turns,
            Stands::Asks(_) => &Vec::new(),
            Stands::Held | Stands::Failed(_) => {
                self.tries += 1;
                self.goes_on = None;
                return self.next_key();
            }
        };
        if let Some((thread, left @ 1..)) = self.goes_on
            && turns
                .iter()
                .any(|turn| turn.thread == thread && !turn.early)
        {
            self.goes_on = Some((thread, left - 1));
            let early = false;
            return self.run(Choice::Turn { thread, early });
        }
        self.goes_on = None;
        self.next_key()
    }

    fn next_key(&mut self) -> Effect {
        while let Some(key) = self.keys.pop_front() {
            match self.key(key) {
                Effect::Show => {}
                effect => return effect,
            }
        }
        Effect::Show
    }

    fn run(&mut self, choice: Choice) -> Effect {
        let mut choices = self.choices.clone();
        choices.push(choice);
        self.running = Some(choices.clone());
        Effect::Run(choices)
    }

    fn undo(&mut self) {
        self.scrolled = 0;
        self.choices.pop();
    }

    fn again(&mut self) {
        self.scrolled = 0;
        self.choices.clear();
    }

    /// A thread, or one of several ways.
    fn choose_number(&mut self, number: usize) -> Effect {
        match &self.position().stands {
            Stands::Asks(asks) => {
                let way = match asks.threads.iter().position(|thread| *thread == number) {
                    Some(way) => Some(way),
                    None if asks.threads.is_empty() => number.checked_sub(1),
                    None => None,
                };
                match way.filter(|way| *way < asks.ways) {
                    Some(way) => self.run(Choice::Way(way)),
                    None => Effect::Show,
                }
            }
            _ => self.choose_thread(number),
        }
    }

    fn choose_thread(&mut self, thread: usize) -> Effect {
        let is_thread = thread < self.position().trace.threads.len();
        let Stands::Open(turns) = &self.position().stands else {
            self.goes_on = None;
            return Effect::Show;
        };
        match turns.iter().find(|turn| turn.thread == thread) {
            Some(turn) => {
                let early = turn.early;
                self.run(Choice::Turn { thread, early })
            }
            None => {
                self.goes_on = None;
                self.message = is_thread.then_some(Message::CannotGoOn(thread));
                Effect::Show
            }
        }
    }

    fn chance(&mut self) -> Effect {
        let random = self.random();
        let choice = match &self.position().stands {
            Stands::Open(turns) => {
                let turn = turns[random % turns.len().max(1)];
                Choice::Turn {
                    thread: turn.thread,
                    early: turn.early,
                }
            }
            Stands::Asks(asks) => Choice::Way(random % asks.ways.max(1)),
            Stands::Held | Stands::Failed(_) => return Effect::Show,
        };
        self.run(choice)
    }

    /// As Knuth's MMIX does it: good enough for a handful of threads.
    fn random(&mut self) -> usize {
        self.seed = self
            .seed
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.seed >> 40).unwrap_or_default()
    }

    fn hint(&self) -> Message {
        let Some(shortest) = self.shortest() else {
            return Message::NoHint;
        };
        let both = shortest.choices.iter().zip(&self.choices);
        let alike = both.take_while(|(one, other)| one == other).count();
        match (self.choices.len() - alike, shortest.choices.get(alike)) {
            (0, Some(next)) => Message::Hint(*next),
            (back, _) => Message::HintIsElsewhere(back),
        }
    }
}

#[cfg(test)]
mod tests;
