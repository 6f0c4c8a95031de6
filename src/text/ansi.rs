//! Text with escape sequences in it: measuring, breaking, cleaning, linking.

use std::path::Path;

use unicode_width::UnicodeWidthChar;

/// A piece of a line: an escape sequence, which takes no room, or one character.
pub(super) enum Piece<'a> {
    Escape(&'a str),
    Char(char),
}

/// Splits off the first piece of a line that is not empty.
fn split(text: &str) -> Option<(Piece<'_>, &str)> {
    let char = text.chars().next()?;
    let length = match text.as_bytes() {
        // Control sequence: up to a final byte.
        [0x1b, b'[', rest @ ..] => rest
            .iter()
            .position(|byte| (0x40..=0x7e).contains(byte))
            .map(|end| end + 3),
        // Operating system command: up to its terminator.
        [0x1b, b']', ..] => text
            .find("\x1b\\")
            .map(|end| end + 2)
            .or_else(|| text.find('\x07').map(|end| end + 1)),
        _ => None,
    };
    Some(match length {
        Some(length) => (Piece::Escape(&text[..length]), &text[length..]),
        None => (Piece::Char(char), &text[char.len_utf8()..]),
    })
}

pub(super) fn pieces(mut text: &str) -> impl Iterator<Item = Piece<'_>> {
    std::iter::from_fn(move || {
        let (piece, rest) = split(text)?;
        text = rest;
        Some(piece)
    })
}

/// How many columns the line takes.
pub fn width(line: &str) -> usize {
    pieces(line)
        .map(|piece| match piece {
            Piece::Escape(_) => 0,
            Piece::Char(char) => char.width().unwrap_or(0),
        })
        .sum()
}

/// The text without its escape sequences.
pub fn plain(text: &str) -> String {
    pieces(text)
        .filter_map(|piece| match piece {
            Piece::Escape(_) => None,
            Piece::Char(char) => Some(char),
        })
        .collect()
}

/// Cuts lines of a screen: one that the terminal itself would break shifts all the others.
pub(crate) fn cut_to_screen(lines: &mut [String], columns: usize) {
    for line in lines {
        if width(line) > columns {
            *line = wrap(line, columns.max(1)).swap_remove(0);
        }
    }
}

/// Breaks a line that is longer than `columns`: behind a space in its last third, or else where it reaches the edge.
/// Colours go on behind the break, as they do in a terminal.
pub fn wrap(line: &str, columns: usize) -> Vec<String> {
    let columns = columns.max(1);
    let mut lines = Vec::new();
    let mut line_so_far = String::new();
    let mut used = 0;
    // Where the line could be broken: the length of what stands before, and the columns that takes.
    let mut space: Option<(usize, usize)> = None;
    let mut word = (0, 0);
    for piece in pieces(line) {
        match piece {
            Piece::Escape(escape) => line_so_far.push_str(escape),
            Piece::Char(char) => {
                let takes = char.width().unwrap_or(0);
                if used + takes > columns {
                    // A link that is broken cannot be followed.
                    let is_link = word.0 > 0 && line_so_far[word.0..].starts_with("http");
                    let before = space.take().or(is_link.then_some(word));
                    let (length, width) = before.unwrap_or((line_so_far.len(), used));
                    word = (0, 0);
                    let carried = line_so_far.split_off(length);
                    lines.push(std::mem::replace(&mut line_so_far, carried));
                    used -= width;
                }
                used += takes;
                line_so_far.push(char);
                if char == ' ' {
                    word = (line_so_far.len(), used);
                    if used * 3 > columns * 2 {
                        space = Some(word);
                    }
                }
            }
        }
    }
    lines.push(line_so_far);
    lines
}

/// Whether paths are made clickable, by OSC 8.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Links {
    /// The terminal understands links.
    On,
    /// Plain text.
    Off,
}

impl Links {
    /// `text`, leading to the file at `path` where links are on.
    pub fn to_file(self, path: &Path, text: &str) -> String {
        match self {
            Self::Off => text.to_owned(),
            Self::On => {
                let mut url = String::from("file://");
                for byte in path.display().to_string().bytes() {
                    match byte {
                        b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'/' | b'.' | b'-' | b'_' => {
                            url.push(char::from(byte));
                        }
                        _ => {
                            use std::fmt::Write;
                            let _ = write!(url, "%{byte:02X}");
                        }
                    }
                }
                format!("\x1b]8;;{url}\x1b\\{text}\x1b]8;;\x1b\\")
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes_take_no_room() {
        let link = Links::On.to_file(Path::new("/a b/c.rs"), "c.rs");
        assert_eq!(link, "\x1b]8;;file:///a%20b/c.rs\x1b\\c.rs\x1b]8;;\x1b\\");
        assert_eq!(width(&link), 4);
        assert_eq!(width("\x1b[1;31merror\x1b[0m: 漢"), 9);
        assert_eq!(plain("\x1b[1merror\x1b[0m\n"), "error\n");
        assert_eq!(plain(&link), "c.rs");
    }

    #[test]
    fn lines_break_at_the_edge_and_never_inside_an_escape() {
        assert_eq!(wrap("abcdef", 4), ["abcd", "ef"]);
        assert_eq!(wrap("\x1b[31mabcd\x1b[0m", 4), ["\x1b[31mabcd\x1b[0m"]);
        assert_eq!(wrap("a漢b", 2), ["a", "漢", "b"]);
        assert_eq!(wrap("", 4), [""]);
        assert_eq!(wrap("one two, three", 10), ["one two, ", "three"]);
        assert_eq!(wrap("a very-long-word", 10), ["a very-lon", "g-word"]);
        assert_eq!(wrap("on https://a.rs", 14), ["on ", "https://a.rs"]);
    }
}
