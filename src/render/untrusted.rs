//! Texts that a submission had a say in, made fit to be shown: nothing in them steers a terminal, and none is longer than
//! it may be. What a medium wants escaped besides is that medium's affair.

use crate::text::clean;

/// A name on one line. Line breaks stay visible, so that two names never look the same.
pub(crate) fn name(text: &str) -> String {
    clean(text).replace('\n', "\\n")
}

/// Words on one line, however many they were written on, of at most so many characters.
pub(crate) fn sentence(text: &str, most: usize) -> String {
    bounded(text, most, |text| {
        let clean = clean(text);
        let words: Vec<&str> = clean.split_whitespace().collect();
        words.join(" ")
    })
}

/// Lines, without the empty ones at their end, of at most so many characters together.
pub(crate) fn lines(text: &str, most: usize) -> String {
    bounded(text, most, |text| clean(text).trim_end().to_owned())
}

/// Looks at no more of a text than can matter: it may be megabytes.
fn bounded(text: &str, most: usize, make: impl Fn(&str) -> String) -> String {
    match text.char_indices().nth(4 * most) {
        None => shorten(&make(text), most),
        Some((end, _)) => {
            let made = make(&text[..end]);
            let room = most.saturating_sub(1);
            made.chars().take(room).chain(['…']).collect()
        }
    }
}

/// The first so many characters, with a sign where others followed.
pub(crate) fn shorten(text: &str, most: usize) -> String {
    match text.char_indices().nth(most) {
        None => text.to_owned(),
        Some(_) => {
            let kept: String = text.chars().take(most.saturating_sub(1)).collect();
            kept + "…"
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_stay_on_one_line_and_apart() {
        assert_eq!(name("a\nb"), "a\\nb");
        assert_ne!(name("a\nb"), name("a b"));
        assert_eq!(name("\x1b[2Jx"), "\\u{1b}[2Jx");
    }

    #[test]
    fn what_is_too_long_says_so() {
        assert_eq!(sentence(" one\n two\tthree ", 100), "one two three");
        assert_eq!(sentence("one two", 5), "one …");
        assert_eq!(shorten("äöü", 3), "äöü");
        assert_eq!(shorten("äöü!", 3), "äö…");
        assert_eq!(sentence(&format!("one{}two", " ".repeat(100)), 10), "one…");
        assert_eq!(lines("one\r\ntwo\n\n", 100), "one\ntwo");
    }
}
