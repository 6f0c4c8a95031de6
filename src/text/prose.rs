//! Sentences broken to fit.

/// Breaks prose between words. Lines that are indented already, such as signatures, stay indented.
pub fn prose(text: &str, columns: usize, first: &str, rest: &str) -> Vec<String> {
    let mut lines = Vec::new();
    for (index, paragraph) in text.trim_end().lines().enumerate() {
        let lead = if index == 0 { first } else { rest };
        let indent: String = paragraph.chars().take_while(|char| *char == ' ').collect();
        let lead = format!("{lead}{indent}");
        let follow = format!("{rest}{indent}");
        let options = textwrap::Options::new(columns.max(20))
            .initial_indent(&lead)
            .subsequent_indent(&follow);
        lines.extend(
            textwrap::wrap(paragraph.trim_start(), options)
                .into_iter()
                .map(std::borrow::Cow::into_owned),
        );
    }
    lines
}
