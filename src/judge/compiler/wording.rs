//! Puts what the compiler says into words that a student can use, whatever an attempt had it say.

/// The compiler quotes what the attempt says, and an attempt may say escape sequences. Only colours are let through.
pub(super) fn tame(text: &str) -> String {
    let mut tamed = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(char) = rest.chars().next() {
        let colour = rest.strip_prefix("\x1b[").and_then(|sequence| {
            let end = sequence.find(|char: char| !char.is_ascii_digit() && char != ';')?;
            sequence[end..].starts_with('m').then_some(end + 3)
        });
        let length = colour.unwrap_or(char.len_utf8());
        let (piece, behind) = rest.split_at(length);
        if colour.is_none() && char.is_control() && !matches!(char, '\n' | '\t') {
            tamed.extend(char.escape_default());
        } else {
            tamed.push_str(piece);
        }
        rest = behind;
    }
    tamed
}

/// Long type names are written to a file, in a folder that is gone when the student reads of it.
pub(super) fn without_long_types(rendered: &str) -> String {
    const NOTES: [&str; 2] = [
        "the full name for the type has been written to",
        "consider using `--verbose` to print the full type name",
    ];
    rendered
        .split_inclusive('\n')
        .filter(|line| !NOTES.iter().any(|note| line.contains(note)))
        .collect()
}

/// The compiler may name the errors of a channel by another module, which a student cannot use.
pub(super) fn with_public_paths(text: &str) -> String {
    let errors = [
        "RecvError",
        "RecvTimeoutError",
        "SendError",
        "TryRecvError",
        "TrySendError",
    ];
    errors.iter().fold(text.to_owned(), |text, error| {
        text.replace(
            &format!("std::sync::mpmc::{error}"),
            &format!("std::sync::mpsc::{error}"),
        )
    })
}

/// The standard library's sources are named after a commit, as in `/rustc/59807616e1fa…/library/std/…`. That tells a
/// student nothing and does not fit on a line.
pub(super) fn shorten_std_paths(rendered: &str) -> String {
    const COMMIT: usize = 40;
    let mut pieces = rendered.split("/rustc/");
    let mut short = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        // Looks no further than a commit is long: an attempt may say `/rustc/` a million times.
        match piece
            .get(COMMIT..)
            // On Windows the rest of it is written as Windows does.
            .filter(|rest| rest.starts_with("/library/") || rest.starts_with(r"/library\"))
        {
            Some(path) => short.push_str(&path[1..]),
            None => short.extend(["/rustc/", piece]),
        }
    }
    short
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_colours_are_let_through() {
        assert_eq!(
            tame("\x1b[1;31merror\x1b[0m\n\x1b[2J\x1b]0;x\x07\u{9b}m\x1b["),
            "\x1b[1;31merror\x1b[0m\n\\u{1b}[2J\\u{1b}]0;x\\u{7}\\u{9b}m\\u{1b}["
        );
    }

    #[test]
    fn notes_of_files_that_are_gone_are_left_out() {
        let rendered =
            "error\n = note: the full name for the type has been written to '/tmp/x'\nend\n";
        assert_eq!(without_long_types(rendered), "error\nend\n");
    }

    #[test]
    fn paths_into_the_standard_library_are_short() {
        let hash = "59807616e1fa2540724bfbac14d7976d7e4a3860";
        assert_eq!(
            shorten_std_paths(&format!(
                "a\n --> /rustc/{hash}/library/std/src/a.rs:1:2\n/rustc/x"
            )),
            "a\n --> library/std/src/a.rs:1:2\n/rustc/x"
        );
        assert_eq!(
            shorten_std_paths(&format!(r"/rustc/{hash}/library\std\src\a.rs:1:2")),
            r"library\std\src\a.rs:1:2"
        );
        // Where each were looked for to the end of the text, this would take minutes.
        let many = "/rustc/".repeat(1 << 19);
        assert!(shorten_std_paths(&many) == many);
    }

    #[test]
    fn errors_of_channels_are_named_as_one_may_use_them() {
        assert_eq!(
            with_public_paths(
                "try `std::sync::mpmc::TryRecvError::Empty`, not `std::sync::mpmc::channel`"
            ),
            "try `std::sync::mpsc::TryRecvError::Empty`, not `std::sync::mpmc::channel`"
        );
    }
}
