//! Our own signs for terminals that show ASCII only.

use super::ansi::{Piece, pieces};

/// The text with ASCII for each of our signs, as wide where it stands in a drawing. Letters of any language stay: they are somebody's
/// names and words.
pub(crate) fn with_ascii_signs(text: &str) -> String {
    let mut ascii = String::with_capacity(text.len());
    let mut before = ' ';
    for piece in pieces(text) {
        match piece {
            Piece::Escape(escape) => ascii.push_str(escape),
            Piece::Char(char) => {
                // Between words it says that something is left out, and behind one that it is cut off.
                if char == '…' && before.is_whitespace() {
                    ascii.push_str("...");
                } else {
                    ascii.push(sign(char));
                }
                before = char;
            }
        }
    }
    ascii
}

fn sign(char: char) -> char {
    match char {
        '…' => '~',
        '✓' | '↓' => 'v',
        '✗' | '×' => 'x',
        '→' | '›' | '►' => '>',
        '←' | '‹' | '◂' => '<',
        '↑' => '^',
        '━' => '=',
        '─' | '╌' | '┄' | '–' | '—' => '-',
        '│' | '┊' | '┃' => '|',
        '┌' | '┐' | '└' | '┘' | '├' | '┤' | '┬' | '┴' | '┼' | '╭' | '╮' | '╯' | '╰' => {
            '+'
        }
        '·' => '.',
        '●' | '★' => '*',
        '○' => 'o',
        '■' => '#',
        '⋮' => ':',
        '“' | '”' | '«' | '»' => '"',
        '‘' | '’' => '\'',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_become_ascii_and_letters_stay() {
        assert_eq!(with_ascii_signs("✓ Café │ a→b"), "v Café | a>b");
    }

    #[test]
    fn what_is_left_out_has_three_dots_and_what_is_cut_off_one_sign() {
        let drawn = "… 3 steps …  a long na…";
        assert_eq!(with_ascii_signs(drawn), "... 3 steps ...  a long na~");
        // Behind the escape sequence that makes it bold or dim.
        assert_eq!(with_ascii_signs("\x1b[2m… 3"), "\x1b[2m... 3");
    }
}
