//! Where in the steps the student is. Pure.

use super::keys::{Action, KEYS};
use crate::terminal::{Key, action_of};

/// What follows from a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum After {
    /// Show the step.
    GoOn,
    /// Give the terminal back until we are continued.
    Suspend,
    /// The student has seen enough.
    Quit,
}

/// The place among the steps.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Stepper {
    step: usize,
    steps: usize,
}

impl Stepper {
    /// At the first of so many steps.
    pub(crate) fn new(steps: usize) -> Self {
        Self { step: 0, steps }
    }

    /// At the last of so many steps.
    pub(crate) fn at_last(steps: usize) -> Self {
        Self {
            step: steps.saturating_sub(1),
            steps,
        }
    }

    /// The step that has just happened, from 0.
    pub(crate) fn step(self) -> usize {
        self.step
    }

    /// How many there are.
    pub(crate) fn steps(self) -> usize {
        self.steps
    }

    /// Whether this is the last step, behind which only the ending comes.
    pub(crate) fn is_last(self) -> bool {
        self.step + 1 >= self.steps
    }

    /// Takes a key.
    pub(crate) fn key(&mut self, key: Key) -> After {
        let last = self.steps.saturating_sub(1);
        self.step = match action_of(KEYS, key) {
            Some(Action::Next) => self.step + 1,
            Some(Action::Previous) => self.step.saturating_sub(1),
            Some(Action::TenOn) => self.step + 10,
            Some(Action::TenBack) => self.step.saturating_sub(10),
            Some(Action::First) => 0,
            Some(Action::Last) => last,
            Some(Action::Quit) => return After::Quit,
            Some(Action::Suspend) => return After::Suspend,
            None => self.step,
        }
        .min(last);
        After::GoOn
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_move_within_the_steps() {
        let mut stepper = Stepper::new(25);
        let mut after = |keys: &[Key]| {
            for key in keys {
                assert_eq!(stepper.key(*key), After::GoOn);
            }
            stepper.step()
        };
        assert_eq!(after(&[Key::Up]), 0, "there is nothing before the first");
        assert_eq!(after(&[Key::Down, Key::Right, Key::Char('j')]), 3);
        assert_eq!(after(&[Key::Char('k'), Key::Left]), 1);
        assert_eq!(after(&[Key::PageDown]), 11);
        assert_eq!(after(&[Key::PageDown, Key::PageDown]), 24);
        assert_eq!(after(&[Key::Down]), 24, "there is nothing behind the last");
        assert_eq!(after(&[Key::PageUp]), 14);
        assert_eq!(after(&[Key::Home]), 0);
        assert_eq!(after(&[Key::End]), 24);
        assert_eq!(after(&[Key::Other, Key::Char('x')]), 24);
        assert!(stepper.is_last());
    }

    #[test]
    fn keys_end_it() {
        for key in [Key::Char('q'), Key::Escape, Key::Interrupt] {
            assert_eq!(Stepper::new(3).key(key), After::Quit);
        }
        assert_eq!(Stepper::new(3).key(Key::Suspend), After::Suspend);
    }

    #[test]
    fn a_trace_without_steps_stays_where_it_is() {
        let mut stepper = Stepper::new(0);
        assert_eq!(stepper.key(Key::Down), After::GoOn);
        assert_eq!((stepper.step(), stepper.is_last()), (0, true));
    }
}
