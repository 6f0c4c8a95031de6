//! Names of submissions: what a person can read, type and tell apart, whatever a file system allows.

use std::collections::BTreeSet;
use std::ffi::OsStr;
use std::fmt::Write;

use crate::text::is_unseen;

/// The name with everything escaped that moves a cursor, reorders text, or is no text.
pub(super) fn readable(name: &OsStr) -> String {
    let mut readable = String::new();
    for chunk in name.as_encoded_bytes().utf8_chunks() {
        for char in chunk.valid().chars() {
            if needs_escape(char) {
                readable.extend(char.escape_default());
            } else {
                readable.push(char);
            }
        }
        for byte in chunk.invalid() {
            let _ = write!(readable, "\\x{byte:02x}");
        }
    }
    readable
}

fn needs_escape(char: char) -> bool {
    is_unseen(char) || (cfg!(unix) && char == '\\')
}

/// Whether a file of this name is meant to be Rust; some systems hide an ending that they add.
pub(super) fn is_rust(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    let name = name.strip_suffix(".txt").unwrap_or(&name);
    name.strip_suffix(".rs").is_some()
}

/// The name, or the first of `name (2)`, `name (3)` … that is not taken yet; taken from now on.
pub(super) fn unique(name: &str, taken: &mut BTreeSet<String>) -> String {
    let mut unique = name.to_owned();
    let mut number = 2;
    while !taken.insert(unique.clone()) {
        unique = format!("{name} ({number})");
        number += 1;
    }
    unique
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_cannot_move_the_cursor() {
        assert_eq!(readable(OsStr::new("Zoë O'Neil")), "Zoë O'Neil");
        assert_eq!(readable(OsStr::new("a\nb\x1b[2J")), "a\\nb\\u{1b}[2J");
        assert_eq!(readable(OsStr::new("\u{202e}txt")), "\\u{202e}txt");
        for unseen in ['\u{2060}', '\u{ad}', '\u{e0041}', '\u{3164}'] {
            let name = readable(OsStr::new(&format!("a{unseen}b")));
            assert_eq!(name, format!("a{}b", unseen.escape_default()));
        }
    }

    #[cfg(unix)]
    #[test]
    fn bytes_that_are_no_text_are_told_apart() {
        use std::os::unix::ffi::OsStrExt;
        let name = |bytes| readable(OsStr::from_bytes(bytes));
        assert_eq!(name(b"a\xff"), "a\\xff");
        assert_ne!(name(b"a\xff"), name(b"a\\xff"));
    }

    #[test]
    fn twins_are_numbered_past_names_that_are_taken() {
        let mut taken = BTreeSet::new();
        let names = ["a", "a (2)", "a", "a"].map(|name| unique(name, &mut taken));
        assert_eq!(names, ["a", "a (2)", "a (3)", "a (4)"]);
    }
}
