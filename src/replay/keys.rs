//! The keys of a replay.

use crate::terminal::{Binding, Key};

/// What a key does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Action {
    Next,
    Previous,
    TenOn,
    TenBack,
    First,
    Last,
    Quit,
    Suspend,
}

const NEXT: &[Key] = &[
    Key::Down,
    Key::Right,
    Key::Enter,
    Key::Char('j'),
    Key::Char('l'),
    Key::Char(' '),
];
const PREVIOUS: &[Key] = &[Key::Up, Key::Left, Key::Char('k'), Key::Char('h')];
const QUIT: &[Key] = &[Key::Char('q'), Key::Escape, Key::Interrupt];

/// In the order of the line of keys.
pub(super) const KEYS: &[Binding<Action>] = &[
    Binding::new(Action::Next, NEXT, "↓ ↑").label("next, previous step", 1),
    Binding::new(Action::Previous, PREVIOUS, "↑"),
    Binding::new(Action::TenOn, &[Key::PageDown], "PgDn PgUp").label("ten steps", 3),
    Binding::new(Action::TenBack, &[Key::PageUp], "PgUp"),
    Binding::new(Action::First, &[Key::Home, Key::Char('g')], "Home End").label("first, last", 2),
    Binding::new(Action::Last, &[Key::End, Key::Char('G')], "End"),
    Binding::new(Action::Quit, QUIT, "q").label("close", 0),
    Binding::new(Action::Suspend, &[Key::Suspend], "Ctrl-Z"),
];
