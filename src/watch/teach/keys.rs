//! The teacher's keys.

use crate::terminal::{Binding, Key};

/// What a key does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Action {
    Up,
    Down,
    PageUp,
    PageDown,
    Home,
    End,
    JudgeAgain,
    Quit,
    Suspend,
}

/// In the order of the line of keys.
pub(super) const KEYS: &[Binding<Action>] = &[
    Binding::new(Action::Up, &[Key::Up, Key::Char('k')], "↑↓").label("choose", 1),
    Binding::new(Action::Down, &[Key::Down, Key::Char('j')], "↓"),
    Binding::new(Action::PageUp, &[Key::PageUp], "PgUp"),
    Binding::new(Action::PageDown, &[Key::PageDown, Key::Char(' ')], "Space").label("scroll", 3),
    Binding::new(Action::Home, &[Key::Home], "Home"),
    Binding::new(Action::End, &[Key::End], "End"),
    Binding::new(Action::JudgeAgain, &[Key::Char('r')], "r").label("judge again", 2),
    Binding::new(Action::Quit, &[Key::Char('q'), Key::Interrupt], "q").label("quit", 0),
    Binding::new(Action::Suspend, &[Key::Suspend], "Ctrl-Z"),
];
