//! Every sentence that a teacher reads.

use std::path::Path;

use super::Severity;
use super::new::Written;
use super::verify::report::{Mutants, Mutated, Report};
use crate::kit::When;
use crate::text::{plural, shell_word};
use crate::verdict::{Standing, Verdict};

pub(crate) fn link() -> &'static str {
    "This is a link. A kit is copied from place to place: put the file itself here."
}

pub(crate) fn not_utf8() -> &'static str {
    "This is not UTF-8 text: save it as such in the editor."
}

pub(crate) fn unreadable(reason: &str) -> String {
    format!("This cannot be read: {reason}.")
}

pub(crate) fn no_start(name: &str) -> String {
    format!("The start of {name} is not here: write it, or correct `name` and `dir` in info.toml.")
}

pub(crate) fn no_solution(name: &str) -> String {
    format!("{name} has no solution: write one, so that its checks are known to be fair.")
}

pub(crate) fn no_checks(name: &str) -> String {
    format!(
        "{name} has mistakes, but no checks that tell them: write the file again, or take it back from your version control."
    )
}

pub(crate) fn only_one_solution() -> &'static str {
    "This is the only solution. A second one, built differently, shows whether the checks accept every right answer."
}

pub(crate) fn few_mistakes(count: usize) -> String {
    match count {
        0 => "No wrong answer is kept here. Each one shows that the checks catch it, and in which words.".to_owned(),
        _ => "Only one wrong answer is kept here. Which others will students give?".to_owned(),
    }
}

pub(crate) fn left_over() -> &'static str {
    "An editor has left this behind: remove it."
}

pub(crate) fn stray(folder: &str) -> String {
    match folder {
        "exercises" => "No exercise of info.toml has this file, and students get it: add the exercise there, or remove the file.".to_owned(),
        "mistakes" => "No exercise of info.toml has this mistake: is it in the folder `mistakes/DIR/NAME` of an exercise, and does it end in `.rs`?".to_owned(),
        _ => format!("No exercise of info.toml has this file in `{folder}`: correct the name, or remove the file."),
    }
}

pub(crate) fn names_clash(other: &str) -> String {
    format!("On Windows and macOS this folder is the same as `{other}`: use one spelling.")
}

pub(crate) fn no_readme() -> &'static str {
    "The chapter has no README.md, which is what a student reads first."
}

pub(crate) fn no_hints() -> &'static str {
    "There are no hints: add `hints = [\"…\"]`, from a pointer to nearly the answer."
}

pub(crate) fn no_nudges() -> &'static str {
    "There are no nudges: what should a student read who meets the usual error, or fails the usual check?"
}

pub(crate) fn no_title() -> &'static str {
    "There is no title: add `title = \"…\"`."
}

pub(crate) fn no_concepts() -> &'static str {
    "It does not say what it teaches: add `concepts = [\"…\"]`."
}

pub(crate) fn unknown_check(name: &str, checks: &[&str]) -> String {
    match checks {
        [] => format!("A nudge waits for the check `{name}`, but there are no checks."),
        _ => format!(
            "A nudge waits for the check `{name}`, which does not exist; the checks are {}.",
            quoted(checks)
        ),
    }
}

pub(crate) fn worthless_checks(points: u32, checks: usize) -> String {
    format!(
        "{} for {}: some check earns nothing. Give at least one point a check, or leave `points` out.",
        plural(points as usize, "point"),
        plural(checks, "check")
    )
}

pub(crate) fn no_sentence(check: &str) -> String {
    format!(
        "What a student reads of the check `{check}` is no sentence: begin it with a capital and end it with a full stop."
    )
}

pub(crate) fn silent_assertion() -> &'static str {
    "When this does not hold, the student reads the expression only: say in the message what happened instead."
}

pub(crate) fn reads_clock(what: &str) -> String {
    format!(
        "`{what}` makes the check slow, or right only by luck: use a probe such as `Meeting` to see who waits for whom."
    )
}

pub(crate) fn to_do() -> &'static str {
    "This is left for you to write."
}

pub(crate) fn no_goal() -> &'static str {
    "The file does not begin with `//!` lines that tell the scene, the goal and what to keep."
}

pub(crate) fn nothing_to_keep(names: &[&str]) -> String {
    format!(
        "The checks use {}, and the head of the file has no `//! Keep: …` that tells the student so.",
        quoted(names)
    )
}

pub(crate) fn not_kept(name: &str) -> String {
    format!("The checks use `{name}`, which is not among what the head of the file says to keep.")
}

pub(crate) fn signature_missing(name: &str) -> String {
    format!("The head of the exercise says to keep `{name}`, which is not here.")
}

pub(crate) fn signature_differs(here: &str) -> String {
    format!("This differs from what the head of the exercise says to keep: `{here}`.")
}

pub(crate) fn leaks_solution(solution: &str, line: usize) -> String {
    format!("Students get this line, and it gives away line {line} of {solution}.")
}

pub(crate) fn leaks_checks(checks: &str, line: usize) -> String {
    format!("Students get this line, and it stands in {checks}, too, on line {line}.")
}

pub(crate) fn names_checks(name: &str) -> String {
    format!("Students get this line, and it names the hidden check `{name}`.")
}

pub(crate) fn leaks_mistake_head() -> &'static str {
    "Students get this line, and it is the head of a mistake."
}

pub(crate) fn not_judged(reason: &str) -> String {
    format!("It could not be judged: {reason}")
}

pub(crate) fn nothing_explored() -> &'static str {
    "It passed on real threads only: it has no `#[test]` whose interleavings can be explored."
}

pub(crate) fn solution_fails(verdict: Verdict) -> String {
    format!("This solution does not pass: it gets `{verdict}`.")
}

pub(crate) fn start_passes() -> &'static str {
    "The start passes already: there is nothing left to do for a student. If that is meant, say `skip_check_unsolved = true`."
}

pub(crate) fn start_fails_otherwise(stated: &When, found: &[String]) -> String {
    format!(
        "The start should fail with `{stated}`, but it gets {}.",
        quoted(found)
    )
}

pub(crate) fn start_unstated(found: &str) -> String {
    format!(
        "Nothing says how the start is meant to fail. It gets `{found}`: if that is right, add `start = \"{found}\"`."
    )
}

pub(crate) fn mistake_verdict(stated: Verdict, found: Verdict) -> String {
    match found.standing() {
        Standing::Passed => {
            format!("This mistake should get `{stated}`, but it passes: no check catches it.")
        }
        Standing::NotPassed | Standing::Undecided | Standing::NotJudged => {
            format!("This mistake should get `{stated}`, but it gets `{found}`.")
        }
    }
}

pub(crate) fn mistake_words(words: &str) -> String {
    format!("A student should read “{words}” of this mistake, but does not.")
}

pub(crate) fn verdict_varies(verdicts: &[Verdict]) -> String {
    let words: Vec<&str> = verdicts.iter().map(|verdict| verdict.word()).collect();
    format!(
        "Judged {} times, the same text gets {}.",
        verdicts.len(),
        quoted(&words)
    )
}

pub(crate) fn words_vary(runs: usize, verdict: Verdict) -> String {
    format!("Judged {runs} times, the same text always gets `{verdict}`, but in different words.")
}

pub(crate) fn points_differ(earned: u32, promised: u32) -> String {
    format!(
        "A solution that passes earns {}, but there should be {promised}.",
        plural(earned as usize, "point")
    )
}

pub(crate) fn lint(code: Option<&str>, message: &str) -> String {
    match code {
        Some(code) => format!("{message} (`{code}`)"),
        None => message.to_owned(),
    }
}

pub(crate) fn not_formatted() -> &'static str {
    "This solution is not formatted: run rustfmt on it."
}

pub(crate) fn rustfmt_refuses(reason: &str) -> String {
    format!("rustfmt cannot format this: {reason}")
}

pub(crate) fn no_rustfmt() -> &'static str {
    "Whether the solutions are formatted was not looked at: there is no rustfmt (`rustup component add rustfmt`)."
}

pub(crate) fn no_clippy() -> &'static str {
    "Whether the solutions are clean under clippy was not looked at: there is no clippy (`rustup component add clippy`)."
}

pub(crate) fn check_never_fails(name: &str) -> String {
    format!(
        "The start and every mistake pass the check `{name}`: does it catch anything? Keep a mistake that shows it."
    )
}

pub(crate) fn mutant_survives(operator: &str) -> String {
    format!("With this change (`{operator}`) the solution passes as well.")
}

pub(crate) fn spawned_owns_anyway() -> &'static str {
    "what a spawned thread uses must be its own anyway: where that compiles without `move`, the closure is the same"
}

pub(crate) fn mutant_not_judged(reason: &str) -> String {
    format!("With this change the solution could not be judged: {reason}")
}

pub(crate) fn unknown_mutant(name: &str) -> String {
    format!("There is no change called `{name}`.")
}

pub(crate) fn no_such_mutant(operator: &str, line: &str) -> String {
    format!("No solution has a `{operator}` on the line `{line}`: correct the mark, or remove it.")
}

pub(crate) fn mutant_is_no_equivalent(operator: &str) -> String {
    format!("The checks can tell `{operator}` here, so it does make a difference: remove the mark.")
}

/// Below all mutants that survive.
pub(crate) fn about_survivors(first: &Mutated) -> String {
    format!(
        "A change that survives shows what no check looks at. Where it makes no difference, say so in info.toml, such as:\n\n    \
         [[exercises.equivalents]]\n    mutant = \"{}\"\n    line = {}\n    because = \"…\"",
        first.operator,
        toml::Value::String(first.changed.clone())
    )
}

pub(crate) fn ask_title() -> &'static str {
    "Title, as students read it in the list (Enter: later):"
}

pub(crate) fn ask_concepts() -> &'static str {
    "What it teaches, with commas between (Enter: later):"
}

pub(crate) fn ask_points() -> &'static str {
    "Points for all checks together (Enter: one for each check):"
}

pub(crate) fn no_number(text: &str) -> String {
    format!("`{text}` is no number.")
}

/// `new` is done.
pub(crate) fn written(written: &Written) -> String {
    let Written { name, files, line } = written;
    let files = files.join("\n  ");
    format!(
        "Written:\n  {files}\n  info.toml, from line {line}\n\n\
         All of it compiles and is judged as it says, but it is a placeholder. Write your own over it, wherever it says TODO(teacher).\n\n  \
         threadlings watch --teach {name}    judges start, solutions and mistakes at every save\n  \
         threadlings verify {name}           says what is left to do"
    )
}

/// `new-kit` is done.
pub(crate) fn kit_written(folder: &Path, files: &[String]) -> String {
    let files = files.join("\n  ");
    let shown = folder.display();
    let enter = if folder == Path::new(".") {
        String::new()
    } else {
        format!("  cd {}\n", shell_word(&shown.to_string()))
    };
    format!(
        "Written in `{shown}`:\n  {files}\n\n\
         The kit works as it is. Try its exercise as a student would, then write your own.\n\n{enter}  \
         threadlings verify                  says that it is sound\n  \
         threadlings                         the exercise, as a student meets it\n  \
         threadlings new 01_counting/NAME    one more exercise\n  \
         threadlings pack                    the kit in one file, for students"
    )
}

/// What `verify` is at.
pub(crate) fn judging(done: usize, total: usize, path: &str) -> String {
    format!("Judging {done} of {total}: {path}")
}

/// Above the table of `verify`.
pub(crate) fn table_head(with_mutants: bool) -> Vec<String> {
    let mut head = vec!["exercise", "start", "solutions", "mistakes"];
    if with_mutants {
        head.push("mutants");
    }
    head.into_iter().map(str::to_owned).collect()
}

/// Above the checks that starts pass.
pub(crate) fn held_at_start() -> &'static str {
    "These checks hold at the start already, so in grading they earn nothing before all hold:"
}

/// Behind an exercise that was not judged again.
pub(crate) fn unchanged() -> &'static str {
    "as it was"
}

/// How many changed solutions are told from right ones.
pub(crate) fn mutants(mutants: &Mutants) -> String {
    let Mutants {
        killed,
        not_compiling,
        equivalent,
        surviving,
    } = mutants;
    let mut words = vec![format!("{killed} killed")];
    if !surviving.is_empty() {
        words.push(format!("{} surviving", surviving.len()));
    }
    if !equivalent.is_empty() {
        words.push(format!("{} equivalent", equivalent.len()));
    }
    if *not_compiling > 0 {
        words.push(format!("{not_compiling} do not compile"));
    }
    words.join(", ")
}

/// The last line of `verify`.
pub(crate) fn result(report: &Report) -> String {
    let total = plural(report.exercises.len(), "exercise");
    let counts = [
        (Severity::Error, "error", ""),
        (Severity::Warning, "warning", ""),
        (Severity::Advice, "piece", " of advice"),
    ];
    let found: Vec<String> = counts
        .into_iter()
        .map(|(severity, one, rest)| (report.count(severity), one, rest))
        .filter(|(count, ..)| *count > 0)
        .map(|(count, one, rest)| plural(count, one) + rest)
        .collect();
    let found = match found.as_slice() {
        [] => ".".to_owned(),
        _ => format!(": {}.", found.join(", ")),
    };
    let is_unsound = |name: &str| report.worst(name).is_some_and(|w| w < Severity::Advice);
    let unsound = report.exercises.iter();
    let unsound = unsound.filter(|summary| is_unsound(&summary.name)).count();
    if report.stopped {
        format!("Stopped before the end{found}")
    } else if report.is_sound() {
        format!("Sound ({total}){found}")
    } else if unsound == 0 {
        format!("The kit is not sound ({total}){found}")
    } else {
        let are = if unsound == 1 { "is" } else { "are" };
        format!("{unsound} of {total} {are} not sound{found}")
    }
}

/// `` `a`, `b` ``.
fn quoted<T: AsRef<str>>(words: &[T]) -> String {
    let words: Vec<String> = words
        .iter()
        .map(|word| format!("`{}`", word.as_ref()))
        .collect();
    words.join(", ")
}

/// Sentences of `watch --teach`.
pub(crate) mod watch {
    use crate::text::plural;
    use crate::verdict::Verdict;

    pub(crate) fn judging() -> &'static str {
        "judging …"
    }

    pub(crate) fn wrong(found: Verdict, wanted: &str) -> String {
        if found.word() == wanted {
            format!("{found}, in other words")
        } else {
            format!("{found} (should get {wanted})")
        }
    }

    /// How it stands with all attempts, and with what is found in the files.
    pub(crate) fn summary(judged: usize, total: usize, wrong: usize, findings: usize) -> String {
        let attempts = if judged < total {
            format!("{judged} of {total} judged")
        } else if wrong == 0 {
            format!("All {total} as they should be")
        } else {
            format!("{wrong} of {total} not as they should be")
        };
        match findings {
            0 => format!("{attempts}."),
            _ => format!("{attempts}; {} in the files.", plural(findings, "finding")),
        }
    }

    pub(crate) fn what_students_read(path: &str) -> String {
        format!("What a student reads of {path}:")
    }

    /// Where nothing is drawn.
    pub(crate) fn judged(path: &str, verdict: Verdict) -> String {
        format!("{path}: {verdict}")
    }
}
