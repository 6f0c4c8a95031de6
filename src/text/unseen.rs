//! Characters that are not what they look like.

/// Whether it reorders the text around it.
pub(super) fn reorders(char: char) -> bool {
    matches!(char, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// Whether a person cannot see it, or sees something else than is there: controls, breaks of lines and paragraphs, marks and
/// overrides of direction, what joins and fills, and tags.
pub(crate) fn is_unseen(char: char) -> bool {
    char.is_control()
        || reorders(char)
        || matches!(char,
            '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{180b}'..='\u{180f}'
            | '\u{200b}'..='\u{200f}' | '\u{2028}' | '\u{2029}' | '\u{2060}'..='\u{206f}' | '\u{3164}' | '\u{feff}'
            | '\u{ffa0}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e0fff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_read_is_seen() {
        for char in ['a', ' ', 'é', '\u{301}', '字', '\u{1f600}'] {
            assert!(!is_unseen(char), "{char:?}");
        }
        for char in [
            '\n',
            '\u{9b}',
            '\u{202e}',
            '\u{2066}',
            '\u{200b}',
            '\u{ad}',
            '\u{e0041}',
        ] {
            assert!(is_unseen(char), "{char:?}");
        }
    }
}
