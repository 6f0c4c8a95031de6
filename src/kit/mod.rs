//! A kit: its manifest and its files, from a folder, from one file, or from the copy inside the program.

mod embedded;
mod error;
mod files;
mod levels;
pub mod manifest;
mod mistake;
mod nearest;
mod pack_fault;
mod package;
mod packed;
mod problem;
mod reader;
mod support_files;

use std::fmt;
use std::time::Duration;

pub use error::KitError;
pub use files::Kit;
pub(crate) use files::solution_number;
pub use mistake::Mistake;
pub use pack_fault::PackFault;
pub(crate) use package::{Crates, Package};
pub use packed::Packed;
pub(crate) use packed::hex;
pub use problem::{Problem, Problems};

use crate::text::worded;
use crate::trace::Ending;
use crate::verdict::{CheckStatus, Judgement, Level, Verdict};

/// One exercise as the manifest describes it.
#[derive(Clone, Debug, PartialEq)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a key of the manifest"
)]
pub struct Exercise {
    /// Unique name and file stem: `join1_kiosk`.
    pub name: String,
    /// Chapter folder below `exercises/`, if any: `01_threads`.
    pub dir: Option<String>,
    /// What it was called before, `NAME` or `DIR/NAME`, for students who began with it.
    pub renamed_from: Option<String>,
    /// Human title, if any.
    pub title: Option<String>,
    /// What it teaches.
    pub concepts: Vec<String>,
    /// Points for the whole exercise; without it, one for each check.
    pub points: Option<u32>,
    /// Progressive hints, the vaguest first. `hint` alone is one.
    pub hints: Vec<String>,
    /// Sentences for certain outcomes.
    pub nudges: Vec<Nudge>,
    /// How the start fails (for `verify`), where the kit says it.
    pub start: Option<When>,
    /// Changes to solutions that make no difference (for `verify`).
    pub equivalents: Vec<Equivalent>,
    /// Whether in-file `#[test]`s are run where there is no checks file.
    pub test: bool,
    /// Whether clippy's warnings fail the attempt.
    pub strict_clippy: bool,
    /// Whether the start may pass (for `verify`).
    pub skip_check_unsolved: bool,
    /// How to explore its interleavings; `None` where the kit says `false`.
    pub explore: Option<Explore>,
    /// What grading gives for some checks alone.
    pub credit: Credit,
    /// Whether the kit asks for that, which counts where there is no checks file.
    pub asks_to_explore: bool,
    /// Deadline of one check.
    pub time_limit: Duration,
    /// Memory one check may take, in MiB.
    pub memory_mb: u64,
    /// How many threads one check may have at once.
    pub max_threads: u16,
}

impl Exercise {
    /// The file the student edits, relative to the kit or the workspace, with forward slashes: `exercises/DIR/NAME.rs`.
    pub fn path(&self) -> String {
        format!("{}.rs", self.below("exercises"))
    }

    /// The name before, where there was another.
    pub fn former_name(&self) -> Option<&str> {
        let (_, name) = self.former()?;
        (name != self.name).then_some(name)
    }

    /// Where the student's file was before, as [`path`](Self::path) says where it is.
    pub fn former_path(&self) -> Option<String> {
        let (dir, name) = self.former()?;
        let dir = dir.or(self.dir.as_deref());
        Some(format!("{}.rs", below("exercises", dir, name)))
    }

    /// The folder, if one is named, and the name before.
    fn former(&self) -> Option<(Option<&str>, &str)> {
        let former = self.renamed_from.as_deref()?;
        Some(match former.split_once('/') {
            Some((dir, name)) => (Some(dir), name),
            None => (None, former),
        })
    }

    /// The hidden tests, relative to the kit: `checks/DIR/NAME.rs`.
    pub fn checks_path(&self) -> String {
        format!("{}.rs", self.below("checks"))
    }

    /// The first good answer, relative to the kit: `solutions/DIR/NAME.rs`.
    pub fn solution_path(&self) -> String {
        format!("{}.rs", self.below("solutions"))
    }

    /// The folder of the wrong attempts, relative to the kit: `mistakes/DIR/NAME`.
    pub fn mistakes_path(&self) -> String {
        self.below("mistakes")
    }

    /// Whether clippy has a say: its warnings fail the attempt, or one of them calls for a nudge.
    pub(crate) fn asks_clippy(&self) -> bool {
        let is_lint =
            |when: &When| matches!(when, When::Code(code) if code.starts_with("clippy::"));
        self.strict_clippy || self.nudges.iter().any(|nudge| is_lint(&nudge.when))
    }

    fn below(&self, folder: &str) -> String {
        below(folder, self.dir.as_deref(), &self.name)
    }
}

fn below(folder: &str, dir: Option<&str>, name: &str) -> String {
    match dir {
        Some(dir) => format!("{folder}/{dir}/{name}"),
        None => format!("{folder}/{name}"),
    }
}

/// What holding some of an exercise's checks is worth.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Credit {
    /// The points of these checks.
    #[default]
    Partial,
    /// Nothing: the kit says `all_or_nothing`.
    AllOrNothing,
}

/// A short targeted sentence.
#[derive(Clone, Debug, PartialEq)]
pub struct Nudge {
    /// When it is said.
    pub when: When,
    /// The sentence.
    pub say: String,
}

/// The outcome that calls for a nudge.
#[derive(Clone, Debug, PartialEq)]
pub enum When {
    /// The compiler gave this error code, or clippy this lint.
    Code(String),
    /// The attempt got this verdict.
    Verdict(Verdict),
    /// Exploring found threads that go on for ever without progress: of the verdict `exceeds_limit`, what is no lack of room.
    NoProgress,
    /// This check failed.
    Check(String),
}

impl When {
    const NO_PROGRESS: &str = "no_progress";

    /// The words of a manifest that are no names.
    pub(crate) fn words() -> impl Iterator<Item = &'static str> {
        let verdicts = Verdict::ALL.into_iter().map(Verdict::word);
        verdicts.chain([Self::NO_PROGRESS])
    }

    /// Reads the word of a manifest: `E0373`, `clippy::mutex_atomic`, `deadlocks`, `no_progress` or `check:name`.
    pub(crate) fn from_word(word: &str) -> Option<Self> {
        let code = word
            .strip_prefix('E')
            .is_some_and(|number| number.len() == 4 && number.bytes().all(|b| b.is_ascii_digit()));
        if code || word.strip_prefix("clippy::").is_some_and(is_identifier) {
            return Some(Self::Code(word.to_owned()));
        }
        if word == Self::NO_PROGRESS {
            return Some(Self::NoProgress);
        }
        match word.strip_prefix("check:") {
            Some(check) => is_identifier(check).then(|| Self::Check(check.to_owned())),
            None => word.parse().ok().map(Self::Verdict),
        }
    }

    /// Whether this is among what was found.
    pub(crate) fn applies_to(&self, judgement: &Judgement) -> bool {
        match self {
            Self::Code(code) => judgement.diagnostics.iter().any(|diagnostic| {
                diagnostic.level != Level::Note && diagnostic.code.as_ref() == Some(code)
            }),
            Self::Verdict(verdict) => judgement.verdict == *verdict,
            Self::NoProgress => {
                let ending = judgement.trace.as_ref().map(|trace| &trace.ending);
                matches!(ending, Some(Ending::NoProgress { .. }))
            }
            Self::Check(name) => judgement
                .checks
                .iter()
                .any(|check| check.name == *name && check.status == CheckStatus::Failed),
        }
    }
}

impl fmt::Display for When {
    /// The word of a manifest.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Code(code) => f.write_str(code),
            Self::Verdict(verdict) => verdict.fmt(f),
            Self::NoProgress => f.write_str(Self::NO_PROGRESS),
            Self::Check(name) => write!(f, "check:{name}"),
        }
    }
}

/// A small change to a solution after which it is as good as before, so that no check can tell.
#[derive(Clone, Debug, PartialEq)]
pub struct Equivalent {
    /// The kind of change: `drop_clone`.
    pub mutant: String,
    /// The first line it changes, as it stands in the solution.
    pub line: String,
    /// Why it makes no difference.
    pub because: String,
    /// File name of the solution (`likes.2.rs`); without it, any that has this line.
    pub solution: Option<String>,
    /// Name of the function that has the line; without it, any.
    pub function: Option<String>,
}

fn is_identifier(word: &str) -> bool {
    !word.starts_with(|first: char| first.is_numeric())
        && !word.is_empty()
        && word
            .chars()
            .all(|letter| letter.is_alphanumeric() || letter == '_')
}

/// Bounds of an exploration, where the kit sets them.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Explore {
    /// Most preemptions in a schedule.
    pub preemptions: Option<u32>,
    /// Most schedules.
    pub schedules: Option<u32>,
    /// Seed of the random part.
    pub seed: Option<u64>,
    /// How to search.
    pub method: Method,
}

worded! {
    /// How interleavings are searched.
    #[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
    pub enum Method {
        /// Those with the fewest preemptions first, then what else the budget allows.
        #[default]
        Bounded = "bounded",
        /// At random, for comparisons.
        Random = "random",
        /// With random priorities, for comparisons.
        Pct = "pct",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_have_the_chapter_if_there_is_one() {
        let text = "format_version = 1\n[[exercises]]\nname = \"a\"\ndir = \"01_b\"\n[[exercises]]\nname = \"c\"\n";
        let exercises = manifest::parse(text, "info.toml").unwrap().exercises;
        assert_eq!(exercises[0].path(), "exercises/01_b/a.rs");
        assert_eq!(exercises[0].checks_path(), "checks/01_b/a.rs");
        assert_eq!(exercises[0].solution_path(), "solutions/01_b/a.rs");
        assert_eq!(exercises[0].mistakes_path(), "mistakes/01_b/a");
        assert_eq!(exercises[1].path(), "exercises/c.rs");
    }

    #[test]
    fn outcomes_have_their_words() {
        let code = |code: &str| Some(When::Code(code.to_owned()));
        assert_eq!(When::from_word("E0373"), code("E0373"));
        assert_eq!(
            When::from_word("clippy::mutex_atomic"),
            code("clippy::mutex_atomic")
        );
        assert_eq!(
            When::from_word("deadlocks"),
            Some(When::Verdict(Verdict::Deadlocks))
        );
        assert_eq!(
            When::from_word("check:a1"),
            Some(When::Check("a1".to_owned()))
        );
        for word in [
            "E37",
            "e0373",
            "E03731",
            "check:",
            "check:a b",
            "check:1a",
            "clippy::",
            "",
        ] {
            assert_eq!(When::from_word(word), None, "{word}");
        }
    }
}
