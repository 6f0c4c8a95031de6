//! Texts of others, made fit to be shown.

use super::unseen::reorders;

/// A student's output as it may be shown: nothing in it can steer the terminal.
pub fn clean(text: &str) -> String {
    let mut clean = String::with_capacity(text.len());
    for char in text.replace("\r\n", "\n").chars() {
        match char {
            '\n' => clean.push('\n'),
            '\t' => clean.push_str("    "),
            control if control.is_control() => clean.extend(control.escape_default()),
            char if reorders(char) => clean.extend(char.escape_default()),
            char => clean.push(char),
        }
    }
    clean
}

/// The same on one line.
pub(crate) fn one_line(text: &str) -> String {
    clean(text).split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn output_cannot_steer_the_terminal() {
        assert_eq!(clean("\x1b[2Ja\tb\r\nc\x07"), "\\u{1b}[2Ja    b\nc\\u{7}");
        assert_eq!(clean("\u{202e}x"), "\\u{202e}x");
    }
}
