//! For those who listen: sentences, and words instead of keys. And a terminal without Unicode.

use threadlings::render::Form;
use threadlings::render::words::watch as says;
use threadlings::verdict::Verdict;

use crate::pty::Pty;
use crate::workspace::{FIRST, SECOND, Workspace, of_all, solution, start};

/// Types a word, and waits for what is said then.
fn say(pty: &mut Pty, word: &str, expected: &str) -> String {
    let mark = pty.mark();
    pty.send(&format!("{word}\r"));
    pty.wait_until_written(mark, expected);
    pty.written_since(mark)
}

#[test]
fn words_do_what_keys_do() {
    let workspace = Workspace::new();
    let mut pty = workspace.watch_at((80, 24), &["--plain"], &[]);
    pty.wait_until_written(0, "Type a word and press Enter: hint,");
    pty.wait_until_written(0, "E0615");
    assert!(
        pty.written_since(0)
            .contains("Exercise 1 of 62: join1_kiosk")
    );

    let hint = say(&mut pty, "hint", &says::hint_title(1, 3));
    assert!(!hint.contains("E0615"), "only what is new is said: {hint}");
    say(
        &mut pty,
        "help",
        "hint: Show a hint; again, a more concrete one.",
    );
    say(
        &mut pty,
        "list",
        "join1_kiosk, The ticket kiosk: not passed",
    );
    say(
        &mut pty,
        "frobnicate",
        &says::not_understood("frobnicate")[..40],
    );
    say(&mut pty, "spawn1", "Exercise 2 of 62: spawn1_thumbs");
    say(&mut pty, "previous", "E0615");
    // Enter alone says it all again.
    say(&mut pty, "", "E0615");

    let mark = pty.mark();
    workspace.save(FIRST, &solution(FIRST));
    pty.wait_until_written(mark, "join1_kiosk passed: ");
    pty.wait_until_written(mark, "Exercise 2 of 62: spawn1_thumbs");
    say(&mut pty, "quit", &says::goodbye(SECOND));
    assert_eq!(pty.wait_for_exit(), 0);
    let all = pty.all_output();
    for sign in ['│', '─', '✗', '✓', '→', '\u{1b}'] {
        let found = all.lines().find(|line| line.contains(sign));
        // Colours are for those who see a little.
        assert!(sign == '\u{1b}' || found.is_none(), "{sign}: {found:?}");
    }
}

/// What is typed has no Escape.
#[test]
fn what_leads_back_is_named_as_it_is_typed() {
    let workspace = Workspace::new();
    let mut pty = workspace.watch_at((200, 24), &["--plain"], &[]);
    pty.wait_until_written(0, "E0615");
    for text in ["one", "two"] {
        let mark = pty.mark();
        workspace.save(
            FIRST,
            &format!("fn main() {{\n    {text};\n    more;\n}}\n"),
        );
        pty.wait_until_written(mark, &says::error_of(1, 2, Form::Spoken));
    }
    say(&mut pty, "before", &says::earlier_title(1, Form::Spoken));
    let mark = pty.mark();
    workspace.save(FIRST, &start(FIRST));
    let told = says::judged_meanwhile(FIRST, Verdict::DoesNotCompile, Form::Spoken);
    pty.wait_until_written(mark, &told);
    say(&mut pty, "differences", "Enter alone comes back");
    let back = say(&mut pty, "", "E0615");
    assert!(!back.contains("before the last"), "{back}");
    assert!(!pty.written_since(0).contains("Esc "));
}

#[test]
fn a_failing_run_is_told_in_numbered_sentences() {
    let workspace = Workspace::new();
    let pty = workspace.watch_at((80, 24), &["--plain", "watch", "dead1"], &[]);
    pty.wait_until_written(0, "step by step");
    pty.wait_until_written(0, "1. ");
    pty.wait_until_written(0, "2. ");
}

#[test]
fn a_terminal_without_unicode_gets_ascii() {
    let workspace = Workspace::new();
    let mut pty = workspace.watch_at((80, 24), &[], &[("LC_ALL", "C")]);
    pty.wait_for("x join1_kiosk does not compile");
    pty.send("l");
    pty.wait_for("> . join1_kiosk");
    pty.send("?");
    pty.wait_for("Show a hint; again");
    pty.send("?");
    pty.send("n");
    pty.wait_for(&format!("{} {SECOND}", of_all(2)));
    pty.wait_for("x spawn1_thumbs does not compile");
    let written = pty.written_since(0);
    let other = written.chars().find(|char| !char.is_ascii());
    assert_eq!(other, None, "{written}");
}
