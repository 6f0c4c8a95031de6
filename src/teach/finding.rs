//! What is wrong with a kit, or could be better: the model. Its sentences come from `words`.

/// How bad a finding is; the worst first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Severity {
    /// Students would be judged wrongly, or not at all.
    Error,
    /// Something is missing, or not as it should be.
    Warning,
    /// It could be better. The kit is sound all the same.
    Advice,
}

impl Severity {
    /// The word used in JSON and on the screen.
    pub(crate) const fn word(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Advice => "advice",
        }
    }
}

macro_rules! kinds {
    ($($(#[$doc:meta])* $name:ident = $word:literal, $severity:ident;)*) => {
        /// What a finding is about; the worst first.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub(crate) enum Kind {
            $($(#[$doc])* $name,)*
        }

        impl Kind {
            /// All kinds, in their order.
            pub(crate) const ALL: &[Self] = &[$(Self::$name,)*];

            /// The word used in JSON.
            pub(crate) const fn word(self) -> &'static str {
                match self {
                    $(Self::$name => $word,)*
                }
            }

            /// How bad it is.
            pub(crate) const fn severity(self) -> Severity {
                match self {
                    $(Self::$name => Severity::$severity,)*
                }
            }
        }
    };
}

kinds! {
    /// The manifest cannot be used.
    ManifestMalformed = "manifest_malformed", Error;
    /// A file or folder cannot be read, or is not text.
    Unreadable = "unreadable", Error;
    /// An exercise has no file.
    StartMissing = "start_missing", Error;
    /// An exercise with mistakes has no checks file.
    ChecksMissing = "checks_missing", Error;
    /// A checks file breaks the conventions.
    ChecksMalformed = "checks_malformed", Error;
    /// A mistake's head does not say what must become of it.
    MistakeMalformed = "mistake_malformed", Error;
    /// An exercise with checks has no solution.
    SolutionMissing = "solution_missing", Error;
    /// The judge could not judge.
    NotJudged = "not_judged", Error;
    /// There are no interleavings to explore.
    NotExplored = "not_explored", Error;
    /// A solution does not pass.
    SolutionFails = "solution_fails", Error;
    /// A start passes.
    StartPasses = "start_passes", Error;
    /// A start fails in another way than the manifest says.
    StartFailsOtherwise = "start_fails_otherwise", Error;
    /// A mistake gets another verdict.
    MistakeVerdict = "mistake_verdict", Error;
    /// What is said of a mistake lacks the words.
    MistakeWords = "mistake_words", Error;
    /// The same text is judged differently another time.
    Varies = "varies", Error;
    /// Passing everything does not give the points that the manifest promises.
    Points = "points", Error;
    /// Something is left for the teacher to write.
    ToDo = "to_do", Warning;
    /// A signature to keep is not that of a solution or of the start.
    SignatureDiffers = "signature_differs", Warning;
    /// What the checks use is not among what to keep.
    SignatureNotKept = "signature_not_kept", Warning;
    /// What a student gets holds a part of a solution.
    LeaksSolution = "leaks_solution", Warning;
    /// What a student gets holds a part of the checks.
    LeaksChecks = "leaks_checks", Warning;
    /// A check earns nothing.
    WorthlessCheck = "worthless_check", Warning;
    /// A nudge waits for a check that does not exist.
    UnknownCheck = "unknown_check", Warning;
    /// There are no hints.
    NoHints = "no_hints", Warning;
    /// There are no nudges.
    NoNudges = "no_nudges", Warning;
    /// What a student reads of a check is no sentence.
    NoSentence = "no_sentence", Warning;
    /// A file belongs to no exercise.
    StrayFile = "stray_file", Warning;
    /// A link, where files are expected.
    Link = "link", Warning;
    /// Two names are one on a system that does not tell case apart.
    NamesClash = "names_clash", Warning;
    /// A changed solution passes as well.
    MutantSurvives = "mutant_survives", Warning;
    /// A change is marked as making no difference, and it does, or it is none.
    StaleEquivalent = "stale_equivalent", Warning;
    /// `rustfmt` or clippy is missing.
    ToolMissing = "tool_missing", Advice;
    /// A solution is not formatted.
    NotFormatted = "not_formatted", Advice;
    /// Something is left to do in a solution that passes.
    ToDoInSolution = "to_do_in_solution", Advice;
    /// A solution gets warnings of the compiler or of clippy.
    Lints = "lints", Advice;
    /// A check that no start and no mistake fails.
    CheckNeverFails = "check_never_fails", Advice;
    /// A failed assertion says nothing.
    SilentAssertion = "silent_assertion", Advice;
    /// A check looks at the clock or sleeps.
    ReadsClock = "reads_clock", Advice;
    /// A student is not told what to reach or what to keep.
    NoGoal = "no_goal", Advice;
    /// The manifest does not say how the start fails.
    StartUnstated = "start_unstated", Advice;
    /// There is one solution only.
    FewSolutions = "few_solutions", Advice;
    /// There are too few mistakes.
    FewMistakes = "few_mistakes", Advice;
    /// An exercise has no title or no concepts.
    Unnamed = "unnamed", Advice;
    /// A chapter has no README.
    NoReadme = "no_readme", Advice;
}

/// One thing that is wrong, or could be better.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Finding {
    pub(crate) kind: Kind,
    /// The exercise it is about, if it is about one.
    pub(crate) exercise: Option<String>,
    /// Path relative to the kit, with forward slashes.
    pub(crate) path: String,
    /// Line, from 1.
    pub(crate) line: Option<usize>,
    /// A sentence.
    pub(crate) message: String,
    /// What there is to see, such as what a student would read.
    pub(crate) detail: Option<String>,
}

impl Finding {
    /// A finding about the kit as a whole.
    pub(crate) fn new(
        kind: Kind,
        path: impl Into<String>,
        line: Option<usize>,
        message: impl Into<String>,
    ) -> Self {
        Self {
            kind,
            exercise: None,
            path: path.into(),
            line,
            message: message.into(),
            detail: None,
        }
    }

    /// `PATH:LINE`, or the path alone.
    pub(crate) fn place(&self) -> String {
        match self.line {
            Some(line) => format!("{}:{line}", self.path),
            None => self.path.clone(),
        }
    }

    /// The same about one exercise.
    pub(crate) fn of(self, exercise: &str) -> Self {
        Self {
            exercise: Some(exercise.to_owned()),
            ..self
        }
    }

    pub(crate) fn with_detail(self, detail: impl Into<String>) -> Self {
        Self {
            detail: Some(detail.into()),
            ..self
        }
    }

    pub(crate) fn severity(&self) -> Severity {
        self.kind.severity()
    }
}

/// Sorts the worst first; what is equally bad in the order of the course, then by file and line.
pub(crate) fn sort(findings: &mut [Finding], course: &[&str]) {
    findings.sort_by_cached_key(|finding| {
        let place = finding
            .exercise
            .as_ref()
            .map(|name| course.iter().position(|other| other == name));
        (
            finding.kind,
            place,
            finding.path.clone(),
            finding.line,
            finding.message.clone(),
        )
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_are_ordered_by_severity_and_have_words_of_their_own() {
        assert!(Kind::ALL.is_sorted_by_key(|kind| kind.severity()));
        let mut words: Vec<&str> = Kind::ALL.iter().map(|kind| kind.word()).collect();
        words.sort_unstable();
        words.dedup();
        assert_eq!(words.len(), Kind::ALL.len());
    }

    #[test]
    fn the_worst_comes_first_and_then_the_course_decides() {
        let finding =
            |kind, exercise: &str, path: &str| Finding::new(kind, path, None, "").of(exercise);
        let mut findings = [
            finding(Kind::NoHints, "b", "info.toml"),
            finding(Kind::SolutionFails, "b", "1"),
            finding(Kind::SolutionFails, "a", "2"),
            Finding::new(Kind::SolutionFails, "3", None, ""),
        ];
        sort(&mut findings, &["b", "a"]);
        let paths: Vec<&str> = findings
            .iter()
            .map(|finding| finding.path.as_str())
            .collect();
        assert_eq!(paths, ["3", "1", "2", "info.toml"]);
    }
}
