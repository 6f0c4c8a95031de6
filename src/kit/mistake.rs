//! Reads the head of a mistake: the comment lines that say what judging it must give. It must not know where files are.

use super::problem::{Problem, Problems};
use crate::verdict::{Standing, Verdict};

/// A plausible wrong attempt, and what must be said of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mistake {
    /// File stem: `forgot_to_join`.
    pub slug: String,
    /// Path relative to the kit, with forward slashes.
    pub path: String,
    /// What the judge must find.
    pub verdict: Verdict,
    /// Words that must be in what the student reads; at least one.
    pub says: Vec<String>,
    /// The whole file.
    pub text: String,
}

impl Mistake {
    /// Reads the mistake in the file at `path`, which the messages call `shown`.
    pub(crate) fn parse(
        slug: &str,
        path: &str,
        shown: &str,
        text: String,
    ) -> Result<Self, Problems> {
        let mut problems = Vec::new();
        let mut verdict = None;
        let mut verdict_line = None;
        let mut says = Vec::new();
        let mut end = 0;
        for (index, line) in text.lines().enumerate() {
            let Some(comment) = line.strip_prefix("//") else {
                break;
            };
            let line = index + 1;
            end = line;
            let comment = comment.trim();
            if let Some(word) = comment.strip_prefix("verdict:") {
                if let Some(first) = verdict_line {
                    let message = format!("a second `// verdict:`, after that on line {first}");
                    problems.push(problem(line, "verdict", message, "keep one"));
                    continue;
                }
                verdict_line = Some(line);
                match failing_verdict(word.trim()) {
                    Ok(word) => verdict = Some(word),
                    Err(message) => problems.push(problem(
                        line,
                        "verdict",
                        message,
                        "use a verdict such as `fails_checks`",
                    )),
                }
            } else if let Some(words) = comment.strip_prefix("says:") {
                let words = words.trim();
                if words.is_empty() {
                    let message = "`// says:` is empty".to_owned();
                    let fix = "write words that the student must read";
                    problems.push(problem(line, "says", message, fix));
                }
                says.push(words.to_owned());
            }
        }
        let end = end.max(1);
        if verdict_line.is_none() {
            let message = "the first comment lines have no `// verdict: …`".to_owned();
            let fix = "add one such as `// verdict: fails_checks`";
            problems.push(problem(end, "verdict", message, fix));
        }
        if says.is_empty() {
            let message = "the first comment lines have no `// says: …`".to_owned();
            let fix = "add words that the student must read";
            problems.push(problem(end, "says", message, fix));
        }
        match verdict {
            Some(verdict) if problems.is_empty() => Ok(Self {
                slug: slug.to_owned(),
                path: path.to_owned(),
                verdict,
                says,
                text,
            }),
            _ => Err(Problems {
                path: shown.to_owned(),
                list: problems,
            }),
        }
    }
}

impl Mistake {
    /// Whether an attempt with this verdict, of which a student reads this, fails as the mistake does.
    pub(crate) fn fails_like(&self, verdict: Verdict, read: &str) -> bool {
        self.verdict == verdict && self.says.iter().all(|words| read.contains(words))
    }
}

/// A verdict that tells a student of a mistake.
fn failing_verdict(word: &str) -> Result<Verdict, String> {
    match word.parse::<Verdict>() {
        Ok(verdict) => match verdict.standing() {
            Standing::NotPassed => Ok(verdict),
            Standing::Passed | Standing::Undecided | Standing::NotJudged => {
                Err(format!("a mistake cannot be meant to be `{word}`"))
            }
        },
        Err(_) => Err(format!("`{word}` is no verdict")),
    }
}

fn problem(line: usize, key: &str, message: String, fix: &str) -> Problem {
    Problem {
        line,
        column: None,
        key: Some(key.to_owned()),
        message,
        fix: Some(fix.to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(text: &str) -> Result<Mistake, String> {
        let path = "mistakes/01_threads/join1/no_join.rs";
        Mistake::parse("no_join", path, path, text.to_owned()).map_err(|e| e.to_string())
    }

    #[test]
    fn the_head_says_what_to_expect() {
        let text = "// verdict: fails_checks\n//   says:  was never printed \n// says: `join`\n//! Scene.\nfn main() {}\n";
        let mistake = parse(text).unwrap();
        assert_eq!(mistake.slug, "no_join");
        assert_eq!(mistake.verdict, Verdict::FailsChecks);
        assert_eq!(mistake.says, ["was never printed", "`join`"]);
        assert_eq!(mistake.text, text);
    }

    #[test]
    fn only_the_first_comment_lines_are_the_head() {
        let text = "// verdict: deadlocks\n// says: wait\n\n// verdict: fails_checks\n";
        assert_eq!(parse(text).unwrap().verdict, Verdict::Deadlocks);
        assert_eq!(
            parse("\n// verdict: deadlocks\n// says: wait\n").unwrap_err(),
            "mistakes/01_threads/join1/no_join.rs:1: the first comment lines have no `// verdict: …`: \
             add one such as `// verdict: fails_checks`\n\
             mistakes/01_threads/join1/no_join.rs:1: the first comment lines have no `// says: …`: \
             add words that the student must read"
        );
    }

    #[test]
    fn every_problem_names_its_line() {
        assert_eq!(
            parse("// verdict: deadlock\n// verdict: deadlocks\n// says:\nfn main() {}\n")
                .unwrap_err(),
            "mistakes/01_threads/join1/no_join.rs:1: `deadlock` is no verdict: use a verdict such as `fails_checks`\n\
             mistakes/01_threads/join1/no_join.rs:2: a second `// verdict:`, after that on line 1: keep one\n\
             mistakes/01_threads/join1/no_join.rs:3: `// says:` is empty: write words that the student must read"
        );
        assert_eq!(
            parse("// verdict: passed\n// says: x").unwrap_err(),
            "mistakes/01_threads/join1/no_join.rs:1: a mistake cannot be meant to be `passed`: \
             use a verdict such as `fails_checks`"
        );
    }
}
