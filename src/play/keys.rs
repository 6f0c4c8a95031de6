//! The keys of the scheduler.

use crate::terminal::{Binding, Key};

/// What a key does, but for those of the threads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Action {
    /// For the line of keys only: which thread depends on the key.
    Thread,
    Same,
    Run,
    Chance,
    Undo,
    Again,
    Hint,
    Down,
    Up,
    Quit,
    Suspend,
}

const QUIT: &[Key] = &[Key::Char('q'), Key::Escape, Key::Interrupt];
const SAME: &[Key] = &[Key::Enter, Key::Char(' ')];
const DOWN: &[Key] = &[Key::Down, Key::PageDown, Key::Char('j')];
const UP: &[Key] = &[Key::Up, Key::PageUp, Key::Char('k')];

/// In the order of the line of keys.
pub(super) const KEYS: &[Binding<Action>] = &[
    Binding::new(Action::Thread, &[], "1-9 m").label("a step", 0),
    Binding::new(Action::Same, SAME, "⏎").label("same", 4),
    Binding::new(Action::Run, &[Key::Char('r')], "r").label("run till it waits", 3),
    Binding::new(Action::Chance, &[Key::Char('c')], "c").label("chance", 5),
    Binding::new(Action::Undo, &[Key::Char('u'), Key::Left], "u").label("undo", 1),
    Binding::new(Action::Again, &[Key::Char('s')], "s").label("start again", 2),
    Binding::new(Action::Hint, &[Key::Char('h')], "h").label("hint", 1),
    Binding::new(Action::Quit, QUIT, "q").label("quit", 0),
    Binding::new(Action::Down, DOWN, "↓"),
    Binding::new(Action::Up, UP, "↑"),
    Binding::new(Action::Suspend, &[Key::Suspend], "Ctrl-Z"),
];

/// The same when the game is won, and its drawing may be longer than the screen.
pub(super) const KEYS_AT_THE_END: &[Binding<Action>] = &[
    Binding::new(Action::Down, DOWN, "↓ ↑").label("the drawing", 2),
    Binding::new(Action::Up, UP, "↑"),
    Binding::new(Action::Undo, &[Key::Char('u'), Key::Left], "u").label("undo", 1),
    Binding::new(Action::Again, &[Key::Char('s')], "s").label("start again", 1),
    Binding::new(Action::Quit, QUIT, "q").label("quit", 0),
    Binding::new(Action::Suspend, &[Key::Suspend], "Ctrl-Z"),
];

/// The number that a key stands for: of a thread, where `m` is the first one, or of a way, from 1.
pub(super) fn number(key: Key) -> Option<usize> {
    match key {
        Key::Char('m') => Some(0),
        Key::Char(digit @ '1'..='9') => digit.to_digit(10).map(|digit| digit as usize),
        // From 10 on, as they are signed on the screen.
        Key::Char(letter @ 'A'..='Z') => Some(10 + (letter as usize - 'A' as usize)),
        _ => None,
    }
}
