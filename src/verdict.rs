//! What the judge says of an attempt. The model every other module speaks; it imports nothing of the project but
//! `text`, and `trace`, its other half.

use std::fmt;
use std::str::FromStr;
use std::time::Duration;

use crate::text::worded;
use crate::trace::{Place, Trace};

worded! {
    /// The verdicts, from best to worst for the student, then our own failure.
    #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
    pub enum Verdict {
        /// Every check held.
        Passed = "passed",
        /// It compiles and keeps the rules; its checks are not in this kit, but where it is graded.
        Compiles = "compiles",
        /// The compiler rejects the attempt, or the checks cannot call it.
        DoesNotCompile = "does_not_compile",
        /// The attempt uses something the kit forbids, such as `unsafe`.
        BreaksRules = "breaks_rules",
        /// A check did not hold.
        FailsChecks = "fails_checks",
        /// A check does not hold in some order in which the threads may run.
        FailsInSomeInterleaving = "fails_in_some_interleaving",
        /// Threads wait for each other for ever.
        Deadlocks = "deadlocks",
        /// A check was still running at its deadline.
        TimesOut = "times_out",
        /// A check took more memory, output or steps than it may.
        ExceedsLimit = "exceeds_limit",
        /// We failed; never the student's fault.
        NotJudged = "not_judged",
    }
}

/// What a verdict comes to, whatever it found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Every check held.
    Passed,
    /// Nobody here can tell.
    Undecided,
    /// The attempt is at fault.
    NotPassed,
    /// We are.
    NotJudged,
}

impl Verdict {
    /// What it comes to.
    pub const fn standing(self) -> Standing {
        match self {
            Self::Passed => Standing::Passed,
            Self::Compiles => Standing::Undecided,
            Self::DoesNotCompile
            | Self::BreaksRules
            | Self::FailsChecks
            | Self::FailsInSomeInterleaving
            | Self::Deadlocks
            | Self::TimesOut
            | Self::ExceedsLimit => Standing::NotPassed,
            Self::NotJudged => Standing::NotJudged,
        }
    }
}

impl fmt::Display for Verdict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}

impl FromStr for Verdict {
    type Err = UnknownVerdict;

    fn from_str(word: &str) -> Result<Self, Self::Err> {
        Self::from_word(word).ok_or_else(|| UnknownVerdict(word.to_owned()))
    }
}

/// The word names no verdict.
#[derive(Debug, thiserror::Error)]
#[error("`{0}` is no verdict")]
pub struct UnknownVerdict(String);

/// All that is known of one judged attempt.
#[derive(Clone, Debug)]
pub struct Judgement {
    /// Name of the exercise.
    pub exercise: String,
    /// What was found.
    pub verdict: Verdict,
    /// One sentence that says why, where the verdict's own words are not enough.
    pub reason: Option<String>,
    /// What the compiler and clippy said of the attempt, in their order.
    pub diagnostics: Vec<Diagnostic>,
    /// Every check of the exercise, in the order of the checks file, run or not.
    pub checks: Vec<CheckResult>,
    /// What the explorer covered, all checks together. `None` where it was not asked or could not be.
    pub exploration: Option<Exploration>,
    /// The interleaving in which the deciding check fails.
    pub trace: Option<Trace>,
    /// The kit's sentences for what was found, in the kit's order.
    pub nudges: Vec<String>,
    /// What the attempt printed while it was checked, or while `main` ran. At most 64 KiB.
    pub output: String,
    /// Whether a busy machine may have had a part in it, on which clocks run out sooner and memory and threads are short.
    pub may_be_load: bool,
    /// From the start of judging to the verdict.
    pub elapsed: Duration,
}

impl Judgement {
    /// Nothing but a verdict.
    pub fn new(exercise: &str, verdict: Verdict) -> Self {
        Self {
            exercise: exercise.to_owned(),
            verdict,
            reason: None,
            diagnostics: Vec::new(),
            checks: Vec::new(),
            exploration: None,
            trace: None,
            nudges: Vec::new(),
            output: String::new(),
            may_be_load: verdict == Verdict::NotJudged,
            elapsed: Duration::ZERO,
        }
    }

    /// Whether every check held.
    pub fn passed(&self) -> bool {
        self.verdict == Verdict::Passed
    }

    /// What the compiler takes for an error.
    pub fn errors(&self) -> impl Iterator<Item = &Diagnostic> {
        let diagnostics = self.diagnostics.iter();
        diagnostics.filter(|diagnostic| diagnostic.level == Level::Error)
    }

    /// Points earned: those of the checks that passed.
    pub fn points(&self) -> u32 {
        self.checks
            .iter()
            .filter(|check| check.status == CheckStatus::Passed)
            .map(|check| check.max_points)
            .sum()
    }

    /// Points to be had.
    pub fn max_points(&self) -> u32 {
        self.checks.iter().map(|check| check.max_points).sum()
    }
}

/// How far the interleavings of a check were run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Exploration {
    /// How many were run.
    pub schedules: u64,
    /// Whether these were all, or one of each kind that cannot be told apart.
    pub exhaustive: bool,
    /// All with at most this many preemptions were run.
    pub preemptions: Option<u32>,
    /// How many of them were chosen at random.
    pub random: u64,
    /// Where something can happen for no reason, as a wake-up: how often in each was tried. `None`: as often as it can.
    pub spurious: Option<u32>,
    /// Whether in some of them a thread was still running when the check ended.
    pub left_running: bool,
}

/// One message of the compiler or of clippy.
#[derive(Clone, Debug)]
pub struct Diagnostic {
    /// How bad it is.
    pub level: Level,
    /// An error code (`E0382`) or a lint's name (`clippy::needless_return`).
    pub code: Option<String>,
    /// Its first line.
    pub message: String,
    /// Path as given to the compiler, relative to the workspace.
    pub file: Option<String>,
    /// Line of the primary span, from 1.
    pub line: Option<u32>,
    /// Column of the primary span, in characters from 1.
    pub column: Option<u32>,
    /// As rustc draws it, with its colours as ANSI escapes.
    pub rendered: String,
    /// All that rustc said, one line of its JSON: spans, labels, suggestions. `None` where it is ours, or longer than anybody reads.
    pub original: Option<String>,
}

/// How bad a diagnostic is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Level {
    /// The attempt does not compile.
    Error,
    /// The attempt compiles.
    Warning,
    /// An afterthought to another diagnostic.
    Note,
}

/// How one check went.
#[derive(Clone, Debug)]
pub struct CheckResult {
    /// Name of the check's function.
    pub name: String,
    /// The sentence a student reads.
    pub description: String,
    /// How it went.
    pub status: CheckStatus,
    /// What went wrong, in words.
    pub message: Option<String>,
    /// How far its interleavings were run.
    pub exploration: Option<Exploration>,
    /// Where in the student's file it failed, where an interleaving tells.
    pub place: Option<Place>,
    /// What passing it is worth.
    pub max_points: u32,
}

impl CheckResult {
    /// The sentence a student reads, or where that is withheld, the name.
    pub fn sentence(&self) -> &str {
        if self.description.is_empty() {
            &self.name
        } else {
            &self.description
        }
    }

    /// Points earned by this check.
    pub fn points(&self) -> u32 {
        if self.status == CheckStatus::Passed {
            self.max_points
        } else {
            0
        }
    }
}

/// Whether a check held.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CheckStatus {
    /// It held.
    Passed,
    /// It did not.
    Failed,
    /// It was not reached.
    NotRun,
}

impl CheckStatus {
    /// The word used in JSON.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Passed => "passed",
            Self::Failed => "failed",
            Self::NotRun => "not_run",
        }
    }
}
