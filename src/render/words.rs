//! Every sentence that a person reads in the terminal and that is not the judge's or the kit's.

pub(crate) mod class_page;
pub mod exploration;
pub(crate) mod grading;
pub(crate) mod overview;
pub(crate) mod play;
pub(crate) mod replay_page;

use std::path::Path;

use super::form::Form;
use crate::judge::{BuildProgress, BuildStep, Built};
use crate::text::{plural, thousands};
use crate::trace::Ending;
use crate::verdict::{CheckStatus, Judgement, Level, Verdict};

pub(crate) fn headline(judgement: &Judgement) -> String {
    let name = &judgement.exercise;
    match judgement.verdict {
        Verdict::Passed => format!(
            "✓ {name} passed: {} of {}",
            judgement.points(),
            plural(judgement.max_points() as usize, "point")
        ),
        // It compiles by itself, and the reason says what is wrong.
        Verdict::DoesNotCompile if judgement.reason.is_some() => {
            format!("✗ {name} cannot be checked like this")
        }
        Verdict::DoesNotCompile => {
            let errors = count(judgement, Level::Error);
            format!("✗ {name} does not compile: {}", plural(errors, "error"))
        }
        Verdict::Compiles => format!("· {name} compiles; its checks run where it is graded"),
        Verdict::BreaksRules => format!("✗ {name} breaks the rules"),
        Verdict::FailsChecks => {
            let failed = judgement
                .checks
                .iter()
                .filter(|check| check.status == CheckStatus::Failed)
                .count();
            let total = judgement.checks.len();
            match failed {
                0 => format!("✗ {name} fails"),
                1 => format!("✗ {name}: 1 of {} does not hold", plural(total, "check")),
                _ => format!(
                    "✗ {name}: {failed} of {} do not hold",
                    plural(total, "check")
                ),
            }
        }
        Verdict::FailsInSomeInterleaving => format!("✗ {name} fails in some interleaving"),
        Verdict::Deadlocks => format!("✗ {name} deadlocks"),
        Verdict::TimesOut => format!("✗ {name} was still running when its time was up"),
        Verdict::ExceedsLimit => match judgement.trace.as_ref().map(|trace| &trace.ending) {
            Some(Ending::NoProgress { .. }) => format!("✗ {name} makes no progress"),
            _ => format!("✗ {name} takes more than it may"),
        },
        Verdict::NotJudged => format!("! {name} could not be judged"),
    }
}

/// Before the sentence of a check, where no sign says it.
pub(super) fn status(status: CheckStatus) -> &'static str {
    match status {
        CheckStatus::Passed => "Holds:",
        CheckStatus::Failed => "Does not hold:",
        CheckStatus::NotRun => "Not run:",
    }
}

/// What failed like a check above it.
pub(crate) fn the_same() -> &'static str {
    "The same as above."
}

/// Below a line of output that comes several times in a row.
pub(super) fn more_of_the_same(count: usize) -> String {
    format!("… the same {} more", plural(count, "time"))
}

/// Two texts that are compared do not differ.
pub(super) fn no_difference() -> &'static str {
    "No line differs."
}

/// Between the lines that differ.
pub(super) fn lines_alike(count: usize) -> String {
    match count {
        1 => "  … 1 line that does not differ …".to_owned(),
        _ => format!("  … {} that do not differ …", plural(count, "line")),
    }
}

/// In the middle of much output.
pub(super) fn lines_left_out(count: usize) -> String {
    format!("… {} more lines …", thousands(count as u64))
}

pub(super) fn output_title() -> &'static str {
    "Output"
}

pub(super) fn compare_with(solution: &str) -> String {
    format!("  Compare with {solution}")
}

/// What keeps a first run busy.
pub fn building(progress: BuildProgress) -> String {
    let (what, once) = match progress.of {
        Built::Explorer => ("the explorer", "once per toolchain"),
        Built::Dependencies => ("the kit's dependencies", "once"),
    };
    match progress.step {
        BuildStep::Waiting => format!("Waiting for another process that builds {what}"),
        BuildStep::Fetching => format!("Fetching what is needed to build {what}"),
        BuildStep::Compiling { done, total } => {
            format!("Building {what}: {done} of {total} ({once})")
        }
    }
}

/// Below the list of exercises.
pub fn levels() -> &'static str {
    "`threadlings play --level` has small programs to break, outside of the points."
}

/// `rustc` does not say which one it is.
pub fn asking_rustc() -> &'static str {
    "Waiting for `rustc` to say which version it is"
}

/// Sentences of the watcher.
pub mod watch {
    use super::Form;

    /// While the first verdict is awaited.
    pub fn judging() -> &'static str {
        "Judging …"
    }

    /// The same, where nothing is drawn.
    pub fn judging_file(path: &str) -> String {
        format!("Judging {path} …")
    }

    /// The file is being judged again, with the last verdict still on the screen.
    pub fn judging_again() -> &'static str {
        "judging …"
    }

    /// The same after some seconds.
    pub fn judging_for(seconds: u64) -> String {
        format!("judging for {seconds} s: the compiler or a check is not done yet")
    }

    /// Below a pass.
    pub fn met(attempts: u32, concepts: &[String]) -> String {
        let attempts = super::plural(attempts.max(1) as usize, "attempt");
        match concepts {
            [] => format!("It took {attempts}."),
            concepts => format!("It took {attempts}. You have met: {}.", concepts.join(", ")),
        }
    }

    /// Below one error of several.
    pub fn error_of(number: usize, errors: usize, form: Form) -> String {
        let next = match form {
            Form::Drawn => "`e` shows the next",
            Form::Spoken => "the word error tells the next",
        };
        format!("Error {number} of {errors}; {next}.")
    }

    /// Beside the path of a solution.
    pub fn solution_title(number: usize, total: usize) -> String {
        match total {
            1 => "- your file, + the solution".to_owned(),
            _ if number < total => {
                format!("{number} of {total}: - your file, + the solution; s shows the next")
            }
            _ => format!("{number} of {total}: - your file, + the solution"),
        }
    }

    /// Above a verdict before the last.
    pub fn earlier_title(ago: usize, form: Form) -> String {
        let which = match ago {
            1 => "The verdict before the last".to_owned(),
            _ => format!("The verdict {ago} before the last"),
        };
        let keys = match form {
            Form::Drawn => "b goes further back, d shows what changed since, Esc comes back",
            Form::Spoken => {
                "the word before goes further back, differences tells what changed since, Enter alone comes back"
            }
        };
        format!("{which}: {keys}")
    }

    /// Above the text that it was about.
    pub fn text_then() -> &'static str {
        "Your file was then"
    }

    /// Above what changed since then.
    pub fn changes_title(ago: usize, form: Form) -> String {
        let since = match ago {
            1 => "the verdict before the last".to_owned(),
            _ => format!("the verdict {ago} before the last"),
        };
        let keys = match form {
            Form::Drawn => "d shows that verdict, Esc comes back",
            Form::Spoken => "the word differences tells that verdict, Enter alone comes back",
        };
        format!("What changed in your file since {since}: {keys}")
    }

    /// `b` or `d`, where nothing was judged before.
    pub fn nothing_earlier() -> &'static str {
        "Nothing before that was judged since the watcher was started."
    }

    /// `g`, where nothing was explored.
    pub fn nothing_to_play() -> &'static str {
        "No interleavings of this text were run: it must compile first, and not every exercise has checks with threads."
    }

    /// `v`, where there is no run to view.
    pub fn nothing_to_replay() -> &'static str {
        "No run of this text failed that could be viewed."
    }

    /// `g` or `v`, before the verdict.
    pub fn still_judging() -> &'static str {
        "That comes with the verdict: this text is still being judged."
    }

    /// The student's editor could not be started.
    pub fn no_editor(error: &str, advice: &str) -> String {
        format!("Exercises do not open by themselves: {error}; {advice}.")
    }

    /// As long as progress cannot be written down.
    pub fn not_saved(reason: &str) -> String {
        format!("Your progress is not saved yet: {reason}")
    }

    /// `x` was pressed once.
    pub fn confirm_reset(path: &str) -> String {
        format!("Press x again to put the starter file {path} back. Your text is kept as a backup.")
    }

    /// The start is back.
    pub fn was_reset(backup: Option<&str>) -> String {
        match backup {
            Some(backup) => format!("The starter file is back. Your text is kept in {backup}"),
            None => "The starter file is there; you had no other text to keep.".to_owned(),
        }
    }

    /// `n` or `p` at the end of the row.
    pub fn at_the_end() -> &'static str {
        "There is no exercise further that way."
    }

    /// `s` before the pass.
    pub fn not_earned() -> &'static str {
        "The solution is yours once your own passes. Try h for a hint."
    }

    /// The file vanished.
    pub fn file_gone(path: &str) -> String {
        format!("{path} is gone. Save it again, or press x twice to put its starter file back.")
    }

    /// Another exercise was saved.
    pub fn followed() -> &'static str {
        "You saved another exercise, so here it is."
    }

    /// A verdict came while the list, a solution or the help was open.
    pub fn judged_meanwhile(exercise: &str, verdict: super::Verdict, form: Form) -> String {
        let came_to = verdict.word().replace('_', " ");
        let key = match form {
            Form::Drawn => "Esc",
            Form::Spoken => "Enter alone",
        };
        match verdict {
            super::Verdict::Passed => format!("{exercise} {came_to}. {key} leads on."),
            _ => format!("{exercise}: {came_to}. {key} shows why."),
        }
    }

    /// `h` after the last hint.
    pub fn no_more_hints() -> &'static str {
        "There are no further hints."
    }

    /// File events do not arrive.
    pub fn polling() -> &'static str {
        "File events do not arrive here, so the files are looked at several times a second."
    }

    /// After a pass with `--stay`.
    pub fn press_n() -> &'static str {
        "Press n for the next exercise, s to compare with the solution."
    }

    /// More of the body below or above.
    pub fn more_lines(above: usize, below: usize) -> String {
        match (above, below) {
            (0, below) => format!("↓ {below} more"),
            (above, 0) => format!("↑ {above} more"),
            (above, below) => format!("↑ {above} ↓ {below} more"),
        }
    }

    /// Above a hint.
    pub fn hint_title(number: usize, total: usize) -> String {
        format!("Hint {number} of {total}")
    }

    /// The bar's caption.
    pub fn passed(done: usize, total: usize) -> String {
        format!("{done}/{total} passed")
    }

    /// Above the table.
    pub fn list_title() -> &'static str {
        "↑ ↓ choose, Enter goes there, / searches, o only open ones, l closes"
    }

    /// The same, where not all are shown.
    pub fn list_of_some(search: &str, is_typing: bool, is_open_only: bool) -> String {
        let open = if is_open_only {
            "o shows all"
        } else {
            "o only open ones"
        };
        match (search, is_typing) {
            (_, true) => format!("Search: {search}_  (Enter keeps it, Esc shows all)"),
            ("", false) => {
                format!("Not passed yet: Enter goes there, / searches, {open}, l closes")
            }
            (_, false) => format!("Found by `{search}`: / and Esc show all, {open}, l closes"),
        }
    }

    /// What was done in an exercise, beside its title; nothing where that is so.
    pub fn record(attempts: u32, points: u32) -> String {
        let attempted = super::plural(attempts as usize, "attempt");
        match (attempts, points) {
            (0, 0) => String::new(),
            (0, _) => super::plural(points as usize, "point"),
            (_, 0) => attempted,
            _ => format!("{}, {attempted}", super::plural(points as usize, "point")),
        }
    }

    /// A chapter of the list, where nothing is drawn.
    pub fn chapter(name: &str, passed: usize, total: usize) -> String {
        format!("Chapter {name}: {passed} of {total} passed.")
    }

    /// An exercise of the list, where nothing is drawn.
    pub fn row(name: &str, title: &str, passed: bool, record: &str, here: bool) -> String {
        let comma = |text: &str| if text.is_empty() { "" } else { ", " };
        let passed = if passed { "passed" } else { "not passed" };
        let here = if here { ", you are here" } else { "" };
        let (title, record) = (
            format!("{}{title}", comma(title)),
            format!("{}{record}", comma(record)),
        );
        format!("{name}{title}: {passed}{record}{here}.")
    }

    /// First, where words are typed.
    pub fn type_words(words: &str) -> String {
        format!(
            "Type a word and press Enter: {words}. The name of an exercise goes there; Enter alone says everything again."
        )
    }

    /// What was typed means nothing.
    pub fn not_understood(word: &str) -> String {
        format!(
            "`{word}` is neither a word for the watcher nor the name of one exercise; `help` has all words."
        )
    }

    /// Where one is, where nothing is drawn.
    pub fn standing_at(number: usize, total: usize, name: &str, title: Option<&str>) -> String {
        let title = title.map(|title| format!(", {title}")).unwrap_or_default();
        format!("Exercise {number} of {total}: {name}{title}.")
    }

    /// No exercise is in the list.
    pub fn nothing_found() -> &'static str {
        "No exercise is like this."
    }

    /// Below a list with stars.
    pub fn what_stars_mean() -> &'static str {
        "★ You may skip it and come back later."
    }

    /// Above the results of "check all".
    pub fn check_all_title(done: usize, total: usize, finished: bool) -> String {
        if finished {
            format!("All {} judged", crate::text::plural(total, "exercise"))
        } else {
            format!("Judging all exercises: {done} of {total}")
        }
    }

    /// First in the help.
    pub fn saving_judges() -> &'static str {
        "Saving the file judges it; the newest text always wins."
    }

    /// Last in the help.
    pub fn saving_elsewhere() -> &'static str {
        "Saving any other exercise takes you there. Every text that is replaced is kept under .threadlings/backups."
    }

    /// The last line, when the watcher ends.
    pub fn goodbye(name: &str) -> String {
        format!("See you. You are at {name}.")
    }
}

/// Says what a corrupt progress file came to.
pub fn recovered(kept_at: &Path, records: usize) -> String {
    format!(
        "The progress file was damaged. What could be read of it ({}) is kept; the damaged file is {}",
        plural(records, "exercise"),
        kept_at.display()
    )
}

/// An error that ends the program, with what caused it.
pub fn error(error: &anyhow::Error) -> String {
    format!("threadlings: {error:#}")
}

/// `hint` for an exercise that has none.
pub fn no_hints(name: &str) -> String {
    format!("{name} has no hints.")
}

/// `solution` before the pass.
pub fn not_earned(name: &str) -> String {
    format!(
        "You have not passed {name} yet. Its solution comes with the pass; `threadlings hint {name}` helps."
    )
}

/// `solution` where the kit was packed without it.
pub fn solution_elsewhere(name: &str) -> String {
    format!(
        "This kit has no solution of {name}, and none of its checks: whether you pass is found out where it is graded. `threadlings hint {name}` helps."
    )
}

/// `reset` is done.
pub fn was_reset(path: &str, backup: Option<&str>) -> String {
    match backup {
        Some(backup) => format!("{path} is the starter file again. Your text is kept in {backup}"),
        None => format!("{path} is the starter file."),
    }
}

/// How many diagnostics of this level there are.
fn count(judgement: &Judgement, level: Level) -> usize {
    judgement
        .diagnostics
        .iter()
        .filter(|diagnostic| diagnostic.level == level)
        .count()
}
