//! What a person's terminal gets of an attempt.

use crate::{Attempt, SOLUTION, act};

#[test]
fn escape_sequences_never_reach_the_terminal() {
    let evil = "\\x1b[2J\\x1b]0;owned\\x07\\x1b]8;;http://x\\x1b\\\\\\u{202e}\\r";
    // Eight-bit forms of the same: escape and bracket in one character.
    let more = format!("{evil}\\u{{9b}}2J\\u{{9d}}0;owned\\u{{9c}}\\u{{85}}");
    let raw = "\u{1b}[2J\u{1b}]0;owned\u{7}";
    let attempts = [
        act(&format!("println!(\"{more}\"); eprintln!(\"{more}\"); 41")),
        act(&format!("panic!(\"{more}\")")),
        act(&format!(
            "let name = \"{more}\".to_owned(); std::thread::Builder::new().name(name).spawn(|| panic!()).unwrap().join().unwrap_err(); 41"
        )),
        act(&format!("let x: u8 = \"{raw}\"; 42")),
        act(&format!("// {raw}\n41")),
        format!("compile_error!(\"{evil}\");\n{SOLUTION}"),
        format!("compile_error!(\"{raw}\");\n{SOLUTION}"),
        act(&format!(
            "#[deprecated(note = \"{evil}\")] fn old() {{}} old(); 41"
        )),
    ];
    for text in attempts {
        let page = Attempt::file(&text).page();
        assert_harmless(&page);
    }
}

#[test]
fn nor_do_those_in_a_note_of_the_compiler() {
    let evil = "\\x1b[2J\\x1b]0;owned\\x07";
    let text = format!("#[must_use = \"{evil}\"] fn new() -> u32 {{ 41 }} new(); new()");
    assert_harmless(&Attempt::body(&text).page());
}

#[test]
fn nor_do_eight_bit_ones_in_an_error_of_the_compiler() {
    let evil = "\\u{9b}2J\\u{9d}0;owned\\u{9c}";
    assert_harmless(&Attempt::file(format!("compile_error!(\"{evil}\");\n{SOLUTION}")).page());
}

/// Colours are ours; nothing else in a page may steer the terminal.
fn assert_harmless(page: &str) {
    let steering: Vec<char> = without_colours(page)
        .chars()
        .filter(|char| (char.is_control() && *char != '\n') || *char == '\u{202e}')
        .collect();
    assert!(steering.is_empty(), "{steering:?} in\n{page:?}");
}

/// Takes `ESC [ digits and semicolons m` out.
fn without_colours(text: &str) -> String {
    let mut parts = text.split("\u{1b}[");
    let mut plain = parts.next().unwrap().to_owned();
    for part in parts {
        match part.trim_start_matches(|char: char| char.is_ascii_digit() || char == ';') {
            rest if rest.starts_with('m') => plain.push_str(&rest[1..]),
            _ => {
                plain.push('\u{1b}');
                plain.push_str(part);
            }
        }
    }
    plain
}
