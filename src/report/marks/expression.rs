//! Finds the expression that stands at a place. A line is read as characters, not parsed: the text may be broken, and where it is
//! not understood, less is marked.

/// The first column of an expression and the one behind it, in characters from 1.
pub(super) type Columns = (u32, u32);

/// The expression around the word at `column` of `line`: `book.lock()` where the compiler points at `lock`, with what it is called
/// on and with its arguments, as far as they stand on this line.
pub(super) fn expression(line: &str, column: u32) -> Columns {
    let line: Vec<char> = line.chars().collect();
    let at = (column.max(1) as usize - 1).min(line.len());
    let end = forward(&line, at);
    let start = backward(&line, at);
    // An empty mark is hard to see.
    let end = end.max(at + 1);
    (number(start), number(end))
}

/// The code of a line, without its indentation and what is said behind it.
pub(super) fn code(line: &str) -> Columns {
    let text = line.split("//").next().unwrap_or_default().trim_end();
    let text = if text.trim().is_empty() {
        line.trim_end()
    } else {
        text
    };
    let start = text.chars().take_while(|char| char.is_whitespace()).count();
    let end = text.chars().count().max(start + 1);
    (number(start), number(end))
}

fn number(index: usize) -> u32 {
    u32::try_from(index + 1).unwrap_or(u32::MAX)
}

fn is_word(char: char) -> bool {
    char.is_alphanumeric() || char == '_'
}

/// Where a call ends that begins at `at`: behind its name, and behind its arguments where these end on this line.
fn forward(line: &[char], at: usize) -> usize {
    let mut end = at;
    while let Some(char) = line.get(end) {
        match char {
            '!' if line.get(end + 1) != Some(&'=') => end += 1,
            ':' if line.get(end + 1) == Some(&':') => end += 2,
            '<' if line[..end].ends_with(&[':', ':']) => match closing(line, end) {
                Some(close) => end = close + 1,
                None => return end,
            },
            '(' | '[' if end > at => return closing(line, end).map_or(end, |close| close + 1),
            _ if is_word(*char) => end += 1,
            _ => return end,
        }
    }
    end
}

/// Where the expression begins on which the method at `at` is called.
fn backward(line: &[char], at: usize) -> usize {
    let mut start = at;
    loop {
        let before = line[..start].last();
        match before {
            Some('.') if !line[..start - 1].ends_with(&['.']) => start -= 1,
            Some('?') if line.get(start) == Some(&'.') => start -= 1,
            Some(')' | ']')
                if line
                    .get(start)
                    .is_some_and(|it| ['.', '?', '('].contains(it)) =>
            {
                match opening(line, start - 1) {
                    Some(open) => start = open,
                    None => return first(line, start, at),
                }
            }
            Some(':') if line[..start].ends_with(&[':', ':']) => start -= 2,
            Some(char) if is_word(*char) && start < at => start -= 1,
            _ => return first(line, start, at),
        }
    }
}

/// A method whose receiver stands on the line above begins with its own name.
fn first(line: &[char], start: usize, at: usize) -> usize {
    if line.get(start) == Some(&'.') {
        at
    } else {
        start
    }
}

const PAIRS: [(char, char); 4] = [('(', ')'), ('[', ']'), ('{', '}'), ('<', '>')];

/// The bracket that closes the one at `open`. Those in a string do not count.
fn closing(line: &[char], open: usize) -> Option<usize> {
    let (opens, closes) = *PAIRS.iter().find(|(opens, _)| *opens == line[open])?;
    let (mut depth, mut in_string, mut escaped) = (0, false, false);
    for (index, char) in line.iter().enumerate().skip(open) {
        match char {
            _ if escaped => escaped = false,
            '\\' if in_string => escaped = true,
            '"' => in_string = !in_string,
            _ if in_string => {}
            char if *char == opens => depth += 1,
            char if *char == closes => {
                depth -= 1;
                if depth == 0 {
                    return Some(index);
                }
            }
            _ => {}
        }
    }
    None
}

/// The bracket that opens what the one at `close` closes.
fn opening(line: &[char], close: usize) -> Option<usize> {
    (0..close)
        .rev()
        .find(|open| closing(line, *open) == Some(close))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is marked of a line when the compiler points at the place behind `|`.
    fn marked(line: &str) -> String {
        let column = line.find('|').unwrap();
        let line = line.replacen('|', "", 1);
        let (start, end) = expression(&line, number(column));
        let chars = line.chars().skip(start as usize - 1);
        chars.take((end - start) as usize).collect()
    }

    #[test]
    fn a_method_is_marked_with_what_it_is_called_on_and_its_arguments() {
        for (line, expected) in [
            (
                "    let mut to = to.balance.|lock().unwrap();",
                "to.balance.lock()",
            ),
            (
                "    *self.shared(a, 1)?.|lock().unwrap() += 1;",
                "self.shared(a, 1)?.lock()",
            ),
            (
                "        |thread::spawn(move || sell());",
                "thread::spawn(move || sell())",
            ),
            (
                "    let x = |std::thread::sleep(a(b)) + 1;",
                "std::thread::sleep(a(b))",
            ),
            (
                "    tx.|send(format!(\") {x}\")).unwrap()",
                "tx.send(format!(\") {x}\"))",
            ),
            ("    |panic!(\"no\");", "panic!(\"no\")"),
            (
                "    let found = seats[row].|swap(true, SeqCst);",
                "seats[row].swap(true, SeqCst)",
            ),
            ("    f(|seats[row]);", "seats[row]"),
            (
                "    a = rx.|recv_timeout::<u8>(t)?;",
                "rx.recv_timeout::<u8>(t)",
            ),
            ("    for x in 0..n.|load(SeqCst) {", "n.load(SeqCst)"),
        ] {
            assert_eq!(marked(line), expected);
        }
    }

    #[test]
    fn what_goes_on_on_other_lines_is_marked_up_to_there() {
        assert_eq!(
            marked("    let a = |thread::spawn(move || {"),
            "thread::spawn"
        );
        assert_eq!(marked("        .|lock()"), "lock()");
        assert_eq!(marked("    }).|join().unwrap();"), "join()");
    }

    #[test]
    fn any_place_marks_something() {
        for line in ["|", "    |", "ü|", "|\u{1F980}", "a |=", "|)", "x|("] {
            let column = line.chars().position(|char| char == '|').unwrap();
            let line = line.replacen('|', "", 1);
            let (start, end) = expression(&line, number(column));
            assert!(start >= 1 && start < end, "{line}: {start} to {end}");
        }
        assert!(expression("a", 900).0 < expression("a", 900).1);
        assert_eq!(expression("", 0), (1, 2));
    }

    #[test]
    fn the_code_of_a_line_is_marked_without_what_is_around_it() {
        assert_eq!(code("    a += 1; // more"), (5, 12));
        assert_eq!(code("  // only this"), (3, 15));
        assert_eq!(code(""), (1, 2));
    }
}
