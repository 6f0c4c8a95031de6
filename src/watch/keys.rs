//! The student's keys.

use crate::terminal::{Binding, Key};

/// What a key does. Moving means the cursor of the list where that is open, and else the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Action {
    Hint,
    List,
    Next,
    Previous,
    Reset,
    Solution,
    JudgeAgain,
    CheckAll,
    NextError,
    Earlier,
    Changes,
    Replay,
    Play,
    Up,
    Down,
    PageUp,
    PageDown,
    Home,
    End,
    Choose,
    Search,
    OpenOnly,
    Close,
    Help,
    Quit,
    Suspend,
}

/// In the order of the line of keys and of the help, which README has too.
pub(super) const KEYS: &[Binding<Action>] = &[
    Binding::new(Action::Hint, &[Key::Char('h')], "h")
        .label("hint", 1)
        .help("Show a hint; again, a more concrete one."),
    Binding::new(Action::Replay, &[Key::Char('v')], "v")
        .label("view the run", 2)
        .help("View the run that fails, step by step."),
    Binding::new(Action::Play, &[Key::Char('g')], "g")
        .label("game", 8)
        .help("Decide yourself which thread goes on, and try to make a check fail."),
    Binding::new(Action::List, &[Key::Char('l')], "l")
        .label("list", 3)
        .help("List all exercises; the arrows and Enter go to one, and r, x, s, h are about it."),
    Binding::new(Action::Search, &[Key::Char('/')], "/")
        .help("In the list: search names, titles and concepts."),
    Binding::new(Action::OpenOnly, &[Key::Char('o')], "o")
        .help("In the list: show only what is not passed yet, or all again."),
    Binding::new(Action::Next, &[Key::Char('n')], "n")
        .label("next", 4)
        .help("Go to the next exercise."),
    Binding::new(Action::Previous, &[Key::Char('p')], "p")
        .label("previous", 9)
        .help("Go to the previous exercise."),
    Binding::new(Action::Reset, &[Key::Char('x')], "x")
        .label("reset", 5)
        .help("Put the starter file back (press twice; your text is kept)."),
    Binding::new(Action::Solution, &[Key::Char('s')], "s")
        .label("solution", 7)
        .help("Compare your file with the solution of an exercise you passed; again, with the next one."),
    Binding::new(Action::JudgeAgain, &[Key::Char('r')], "r")
        .label("judge again", 6)
        .help("Judge the file again."),
    Binding::new(Action::CheckAll, &[Key::Char('c')], "c")
        .label("check all", 8)
        .help("Judge all exercises."),
    Binding::new(Action::NextError, &[Key::Char('e')], "e")
        .label("error", 10)
        .help("Show the compiler's next error; most often, the first one causes the others."),
    Binding::new(Action::Earlier, &[Key::Char('b')], "b")
        .label("before", 11)
        .help("Go back to the verdict before; again, to the one before that."),
    Binding::new(Action::Changes, &[Key::Char('d')], "d")
        .label("differences", 12)
        .help("Show what changed in the file since the verdict before, or since the one on the screen."),
    Binding::new(Action::Up, &[Key::Up, Key::Char('k')], "↑ ↓")
        .help("Scroll, when there is more than fits; Space and PgUp by ten lines."),
    Binding::new(Action::Down, &[Key::Down, Key::Char('j')], "↓"),
    Binding::new(Action::PageUp, &[Key::PageUp], "PgUp"),
    Binding::new(Action::PageDown, &[Key::PageDown, Key::Char(' ')], "Space"),
    Binding::new(Action::Home, &[Key::Home], "Home"),
    Binding::new(Action::End, &[Key::End], "End"),
    Binding::new(Action::Choose, &[Key::Enter], "Enter"),
    Binding::new(Action::Close, &[Key::Escape], "Esc").help("Back to the exercise."),
    Binding::new(Action::Help, &[Key::Char('?')], "?")
        .label("help", 0)
        .help("Show or leave the help."),
    Binding::new(Action::Quit, &[Key::Char('q'), Key::Interrupt], "q")
        .label("quit", 0)
        .help("Quit. Ctrl-C does the same."),
    Binding::new(Action::Suspend, &[Key::Suspend], "Ctrl-Z").help("Suspend; `fg` comes back."),
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::terminal::help;

    #[test]
    fn the_readme_has_the_same_keys() {
        let readme = include_str!("../../README.md");
        let rows: Vec<String> = help(KEYS)
            .map(|(name, help)| format!("| `{name}` | {help} |\n"))
            .collect();
        let table = format!("| key | what it does |\n|---|---|\n{}\n", rows.concat());
        assert!(readme.contains(&table), "README.md needs this:\n\n{table}");
    }
}
