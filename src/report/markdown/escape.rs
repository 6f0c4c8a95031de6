//! Text that Markdown takes for text and for nothing else. It knows `CommonMark` and GitHub's tables, not what is said.

/// Prose, on one line.
pub(super) fn text(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for char in text.chars() {
        if char.is_ascii_punctuation() {
            escaped.push('\\');
        }
        escaped.push(char);
    }
    escaped
}

/// A name as code, on one line. Nothing in code is a mention, a link or an emphasis.
pub(super) fn code(text: &str) -> String {
    if text.trim().is_empty() {
        return "` `".to_owned();
    }
    let fence = "`".repeat(longest_run(text) + 1);
    let pad = if text.starts_with(['`', ' ']) || text.ends_with(['`', ' ']) {
        " "
    } else {
        ""
    };
    format!("{fence}{pad}{text}{pad}{fence}")
}

/// Code in a cell of a table, where even code ends at a bar.
pub(super) fn cell(code: &str) -> String {
    code.replace('|', "\\|")
}

/// A block of lines as they are.
pub(super) fn fence(lines: &str) -> String {
    let fence = "`".repeat(longest_run(lines).max(2) + 1);
    format!("{fence}text\n{lines}\n{fence}\n\n")
}

/// Text inside of a tag. Markdown looks for nothing in there up to the next empty line.
pub(super) fn html(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for char in text.chars() {
        match char {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            char => escaped.push(char),
        }
    }
    escaped
}

fn longest_run(text: &str) -> usize {
    let runs = text.split(|char| char != '`');
    runs.map(str::len).max().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn code_is_closed_by_its_own_fence_only() {
        assert_eq!(code("a"), "`a`");
        assert_eq!(code("a``b`"), "``` a``b` ```");
        assert_eq!(cell(&code("a|b")), "`a\\|b`");
        assert_eq!(fence("```\nx"), "````text\n```\nx\n````\n\n");
    }

    #[test]
    fn text_means_nothing_else() {
        assert_eq!(text("*a* <b>"), "\\*a\\* \\<b\\>");
        assert_eq!(html("<b> & 'c'"), "&lt;b&gt; &amp; &#39;c&#39;");
    }
}
