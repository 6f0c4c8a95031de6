//! Asks a teacher for what was not said on the command line.

use std::io::{self, BufRead, Write};

use super::templates::Wishes;
use crate::teach::words;

/// Fills the gaps in `wishes`. An empty answer leaves a thing for later.
pub(crate) fn ask(
    wishes: &mut Wishes,
    input: &mut impl BufRead,
    output: &mut impl Write,
) -> io::Result<()> {
    if wishes.title.is_none() {
        wishes.title = answer(words::ask_title(), input, output)?;
    }
    if wishes.concepts.is_empty() {
        let concepts = answer(words::ask_concepts(), input, output)?.unwrap_or_default();
        let concepts = concepts.split(',').map(str::trim);
        wishes.concepts = concepts
            .filter(|concept| !concept.is_empty())
            .map(str::to_owned)
            .collect();
    }
    while wishes.points.is_none() {
        let Some(points) = answer(words::ask_points(), input, output)? else {
            break;
        };
        match points.parse() {
            Ok(points) => wishes.points = Some(points),
            Err(_) => writeln!(output, "{}", words::no_number(&points))?,
        }
    }
    Ok(())
}

/// `None` for an empty line, and at the end of the input.
fn answer(
    question: &str,
    input: &mut impl BufRead,
    output: &mut impl Write,
) -> io::Result<Option<String>> {
    write!(output, "{question} ")?;
    output.flush()?;
    let mut line = String::new();
    input.read_line(&mut line)?;
    let line = line.trim();
    Ok((!line.is_empty()).then(|| line.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(mut wishes: Wishes, answers: &str) -> (Wishes, String) {
        let mut output = Vec::new();
        ask(&mut wishes, &mut answers.as_bytes(), &mut output).unwrap();
        (wishes, String::from_utf8(output).unwrap())
    }

    #[test]
    fn what_was_not_said_is_asked() {
        let answers = "The piggy bank\nMutex, lock,\nmany\n4\n";
        let (wishes, said) = asked(Wishes::default(), answers);
        assert_eq!(wishes.title.as_deref(), Some("The piggy bank"));
        assert_eq!(wishes.concepts, ["Mutex", "lock"]);
        assert_eq!(wishes.points, Some(4));
        let questions = [
            words::ask_title(),
            words::ask_concepts(),
            words::ask_points(),
        ];
        let [title, concepts, points] = questions;
        assert_eq!(
            said,
            format!("{title} {concepts} {points} `many` is no number.\n{points} ")
        );
    }

    #[test]
    fn what_was_said_is_not_asked_and_nothing_is_an_answer() {
        let wishes = Wishes {
            title: Some("A".to_owned()),
            ..Wishes::default()
        };
        let (wishes, said) = asked(wishes, "\n");
        assert!(wishes.concepts.is_empty() && wishes.points.is_none());
        assert!(!said.contains("Title"), "{said}");
    }
}
