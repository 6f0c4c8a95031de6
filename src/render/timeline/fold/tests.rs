use super::super::entries::Tone;
use super::*;
use crate::trace::Operation;
use crate::trace::spot::Spot;

/// Steps, each told by a letter: the same letter is the same step. `*` marks the one before it as essential, `!` as the one
/// that fails. A digit is the same step every time, in other words.
fn steps(letters: &str) -> Vec<Entry> {
    let mut steps: Vec<Entry> = Vec::new();
    for letter in letters.chars() {
        if let Some(tone) = [('*', Tone::Waits), ('!', Tone::Fails)]
            .into_iter()
            .find_map(|(mark, tone)| (mark == letter).then_some(tone))
        {
            steps.last_mut().unwrap().tone = tone;
            continue;
        }
        let index = steps.len();
        steps.push(Entry {
            thread: 0,
            events: index..index + 1,
            what: (Operation::Read, None),
            spot: (!letter.is_ascii_digit()).then_some(Spot {
                line: letter.into(),
                callers: Vec::new(),
            }),
            words: letter.to_string(),
            tone: Tone::Plain,
        });
    }
    steps
}

/// The letters again, `+3` for three more alike and `_3` for three that do not matter.
fn folded(letters: &str) -> String {
    let is_essential = |step: &Entry| step.tone != Tone::Plain;
    let is_structure = |step: &Entry| step.words.starts_with(char::is_uppercase);
    let rows = fold(&steps(letters), &is_essential, &is_structure);
    let texts = rows.iter().map(|row| match row {
        Row::Step(step) => step.words.clone(),
        Row::Alike(count) => format!("+{count}"),
        Row::Quiet(count) => format!("_{count}"),
        Row::Again(_) => unreachable!("only circles have that"),
    });
    texts.collect()
}

#[test]
fn rounds_are_folded() {
    assert_eq!(folded("abcd"), "abcd");
    assert_eq!(folded("xaaaaay"), "xa+4y");
    assert_eq!(folded("xabababy"), "xab+4y");
    assert_eq!(folded("abcabcabcabc"), "abc+9");
    assert_eq!(
        folded("abcabcabcabcab"),
        "abc+11",
        "the last round is broken off"
    );
    assert_eq!(folded("abab"), "abab", "twice is no habit");
    assert_eq!(folded("aaa"), "aaa", "not worth it");
}

#[test]
fn what_matters_is_never_folded() {
    assert_eq!(folded("aaaaaa*aaaaaa"), "a+4aa+5");
    let alphabet = "abcdefghijklmnopqrstuvwxyz";
    let marked = alphabet.replace('m', "m*");
    assert_eq!(folded(&marked), "_11lmn_7vwxyz");
}

#[test]
fn the_last_steps_are_never_folded() {
    assert_eq!(folded("x123456789y!"), "x1+5789y", "their values decide");
    assert_eq!(folded("xaaaaaay!"), "xa+5y", "it is all the same");
    let alphabet = "abcdefghijklmnopqrstuvwxyz";
    assert_eq!(
        folded(&alphabet.replace('z', "z!")),
        folded(alphabet),
        "that it fails does not say why"
    );
}

#[test]
fn where_threads_begin_and_end_is_kept_as_long_as_there_is_room() {
    let letters = "Abcdefghijklmnopqrs*tuvwxyz";
    assert_eq!(folded(letters), "Ab_15rstuvwxyz");
    let many = "ABCDEFGHIJKLMNOPQRSTUVWXYZa*";
    assert_eq!(folded(many), "_22WXYZa");
}

#[test]
fn where_nothing_is_known_the_end_is_shown() {
    assert_eq!(folded("abcdefghijklmnopqrstuvwxyz"), "_18stuvwxyz");
    assert_eq!(folded("AbcdefGhijklmnopqrstuvwxyz"), "Ab_3fGh_10stuvwxyz");
}
