//! What the terminal and the system tell: keys, another size, signals.

use std::io;
use std::thread;
use std::time::Duration;

use crossterm::event::{KeyCode, KeyEvent, KeyEventKind, KeyModifiers};

/// A key, as far as it means something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Key {
    /// A letter or sign.
    Char(char),
    Enter,
    Backspace,
    Escape,
    Up,
    Down,
    Left,
    Right,
    PageUp,
    PageDown,
    Home,
    End,
    /// Ctrl-C.
    Interrupt,
    /// Ctrl-Z.
    Suspend,
    /// Any other key.
    Other,
}

/// What they tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Event {
    /// A key was pressed.
    Key(Key),
    /// The screen has another size, or was someone else's for a while.
    Redraw,
    /// The system wants us to stop.
    Quit,
}

/// What somebody types where keys are not read.
pub(crate) struct Line(pub(crate) String);

/// Keys are read on a thread of their own, so that they work at any moment.
pub(crate) fn read_keys(tell: impl Fn(Event) -> bool + Send + 'static) {
    // Asking once makes crossterm listen for changes of the size, so that none after this is missed, however late the thread begins.
    let _ = crossterm::event::poll(Duration::ZERO);
    thread::spawn(move || {
        while let Ok(event) = crossterm::event::read() {
            if let Some(event) = translate(&event)
                && !tell(event)
            {
                return;
            }
        }
        // The terminal is gone.
        tell(Event::Quit);
    });
}

/// Lines are read instead, from a terminal that is left as it is; `None` when there are no more.
pub(crate) fn read_lines(tell: impl Fn(Option<String>) -> bool + Send + 'static) {
    thread::spawn(move || {
        for line in io::stdin().lines().map_while(Result::ok) {
            if !tell(Some(line)) {
                return;
            }
        }
        tell(None);
    });
}

/// The signals that end us or wake us.
#[cfg(unix)]
pub(crate) fn listen_for_signals(tell: impl Fn(Event) -> bool + Send + 'static) -> io::Result<()> {
    use signal_hook::consts::{SIGCONT, SIGHUP, SIGINT, SIGTERM};
    let mut signals = signal_hook::iterator::Signals::new([SIGCONT, SIGHUP, SIGINT, SIGTERM])?;
    thread::spawn(move || {
        for signal in signals.forever() {
            let event = if signal == SIGCONT {
                Event::Redraw
            } else {
                Event::Quit
            };
            if !tell(event) {
                return;
            }
        }
    });
    Ok(())
}

#[cfg(windows)]
#[expect(clippy::unnecessary_wraps, reason = "the Unix one can fail")]
pub(crate) fn listen_for_signals(_: impl Fn(Event) -> bool + Send + 'static) -> io::Result<()> {
    Ok(())
}

/// What a terminal event means to us.
fn translate(event: &crossterm::event::Event) -> Option<Event> {
    match event {
        crossterm::event::Event::Key(key) if key.kind != KeyEventKind::Release => {
            Some(Event::Key(translate_key(*key)))
        }
        crossterm::event::Event::Resize(..) => Some(Event::Redraw),
        _ => None,
    }
}

fn translate_key(key: KeyEvent) -> Key {
    if key.modifiers.contains(KeyModifiers::CONTROL) {
        return match key.code {
            KeyCode::Char('c') => Key::Interrupt,
            KeyCode::Char('z') => Key::Suspend,
            _ => Key::Other,
        };
    }
    match key.code {
        KeyCode::Char(char) => Key::Char(char),
        KeyCode::Enter => Key::Enter,
        KeyCode::Backspace => Key::Backspace,
        KeyCode::Esc => Key::Escape,
        KeyCode::Up => Key::Up,
        KeyCode::Down => Key::Down,
        KeyCode::Left => Key::Left,
        KeyCode::Right => Key::Right,
        KeyCode::PageUp => Key::PageUp,
        KeyCode::PageDown => Key::PageDown,
        KeyCode::Home => Key::Home,
        KeyCode::End => Key::End,
        _ => Key::Other,
    }
}
