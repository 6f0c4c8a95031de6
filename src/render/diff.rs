//! Texts line by line: what differs between two of them, and one with its lines numbered.

use colored::Colorize;
use similar::{ChangeTag, TextDiff};

use super::words;
use crate::text::{clean, prose, width, wrap};

/// How many lines that do not differ are shown around those that do.
const AROUND: usize = 3;

/// What was taken away from `old` and added in `new`.
pub(crate) fn diff(old: &str, new: &str, columns: usize) -> Vec<String> {
    let (old, new) = (clean(old), clean(new));
    // Whether the last line is ended is no difference to see.
    let (old, new): (Vec<&str>, Vec<&str>) = (old.lines().collect(), new.lines().collect());
    let diff = TextDiff::from_slices(&old, &new);
    let mut lines = Vec::new();
    let mut next = 0;
    let hunks = diff.grouped_ops(AROUND);
    for hunk in &hunks {
        let begin = hunk.first().map_or(0, |op| op.old_range().start);
        lines.extend(alike(begin - next));
        next = hunk.last().map_or(0, |op| op.old_range().end);
        for change in hunk.iter().flat_map(|op| diff.iter_changes(op)) {
            let sign = match change.tag() {
                ChangeTag::Delete => "-",
                ChangeTag::Insert => "+",
                ChangeTag::Equal => " ",
            };
            for line in led(&format!("{sign} "), change.value(), columns) {
                lines.push(match change.tag() {
                    ChangeTag::Delete => line.red().to_string(),
                    ChangeTag::Insert => line.green().to_string(),
                    ChangeTag::Equal => line,
                });
            }
        }
    }
    if lines.is_empty() {
        return vec![words::no_difference().to_owned()];
    }
    lines.extend(alike(old.len() - next));
    lines
}

fn alike(count: usize) -> Option<String> {
    (count > 0).then(|| words::lines_alike(count).dimmed().to_string())
}

/// Why a solution is good, in the words at its top, and how it differs from the student's own text.
pub(crate) fn solution(solution: &str, own: &str, columns: usize) -> Vec<String> {
    let (why, solution) = without_header(solution);
    let (_, own) = without_header(own);
    let mut lines = prose(&why, columns, "", "");
    if !lines.is_empty() {
        lines.push(String::new());
    }
    lines.extend(diff(own, solution, columns));
    lines
}

/// The comment at the top of a source, as prose, and what comes behind it.
fn without_header(source: &str) -> (String, &str) {
    let mut header = Vec::new();
    let mut rest = source;
    while let Some(line) = rest.split_inclusive('\n').next() {
        let trimmed = line.trim();
        // What belongs to the first item is no header.
        if !(trimmed.is_empty() || trimmed.starts_with("//")) || trimmed.starts_with("///") {
            break;
        }
        header.push(trimmed.trim_start_matches(['/', '!']).trim());
        rest = &rest[line.len()..];
    }
    (header.join(" ").trim().to_owned(), rest)
}

/// A text with its lines numbered.
pub(crate) fn numbered(text: &str, columns: usize) -> Vec<String> {
    let text = clean(text);
    let numbers = text.lines().count().to_string().len();
    let mut lines = Vec::new();
    for (index, line) in text.lines().enumerate() {
        let number = format!("{:>numbers$} ", index + 1);
        let led = led(&number, line, columns);
        lines.extend(
            led.iter()
                .map(|line| line.replacen(&number, &number.dimmed(), 1)),
        );
    }
    lines
}

/// A line behind its lead; where it is broken, the rest stands below it.
fn led(lead: &str, line: &str, columns: usize) -> Vec<String> {
    let room = columns.saturating_sub(width(lead)).max(1);
    let broken = wrap(line, room).into_iter().enumerate();
    let indent = " ".repeat(width(lead));
    let led = broken.map(|(index, part)| {
        let lead = if index == 0 { lead } else { &indent };
        format!("{lead}{part}").trim_end().to_owned()
    });
    led.collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::plain;

    fn shown(lines: &[String]) -> String {
        plain(&lines.join("\n"))
    }

    #[test]
    fn what_differs_stands_among_what_is_around_it() {
        let old: Vec<String> = (1..=16).map(|line| format!("line {line}")).collect();
        let mut new = old.clone();
        new[5] = "another".to_owned();
        new.push("one more".to_owned());
        let diff = diff(&old.join("\n"), &(new.join("\n") + "\n"), 80);
        insta::assert_snapshot!(shown(&diff), @r"
          … 2 lines that do not differ …
          line 3
          line 4
          line 5
        - line 6
        + another
          line 7
          line 8
          line 9
          … 4 lines that do not differ …
          line 14
          line 15
          line 16
        + one more
        ");
    }

    #[test]
    fn equal_texts_do_not_differ() {
        assert_eq!(diff("a\nb", "a\nb", 80), ["No line differs."]);
        assert_eq!(diff("", "", 80), ["No line differs."]);
    }

    #[test]
    fn a_solution_says_first_why_it_is_good() {
        let own = "// Goal: wait.\n//\n// Rules: none.\n\nfn wait() {}\n";
        let kit = "//! Waiting is enough,\n//! and cheap.\n\nfn wait() {\n    join();\n}\n";
        insta::assert_snapshot!(shown(&solution(kit, own, 80)), @r"
        Waiting is enough, and cheap.

        - fn wait() {}
        + fn wait() {
        +     join();
        + }
        ");
        let documented = "/// Waits.\nfn wait() {}\n";
        assert_eq!(without_header(documented), (String::new(), documented));
    }

    #[test]
    fn a_long_line_goes_on_below_itself() {
        assert_eq!(led("12 ", "abcdefgh", 8), ["12 abcde", "   fgh"]);
    }
}
