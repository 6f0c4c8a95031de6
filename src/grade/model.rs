//! What came of grading: the one model that every report is made from. It knows verdicts and protections, and
//! nothing else of the project.
//!
//! Everything in it is the same however many jobs ran, on however many machines, and whether or not it came from a
//! cache: no times, no temporary paths. Texts that a submission had a say in (names, messages, output) are as they were
//! found; each report escapes what its medium wants escaped.

pub use super::points::Points;
use crate::process::Protection;
use crate::verdict::Judgement;

/// All that is known of one grading.
#[derive(Clone, Debug)]
pub struct Grading {
    /// The kit that was graded with.
    pub kit: KitIdentity,
    /// What kept the submissions in bounds, active or not.
    pub protections: Vec<Protection>,
    /// In the order of their names.
    pub submissions: Vec<Submission>,
    /// Who will read the reports.
    pub audience: Audience,
    /// Which part of a class this is, where it was spread over machines and is not merged yet.
    pub shard: Option<Part>,
    /// After when something is late, and what that costs; where nothing can be late, nothing.
    pub lateness: Option<Lateness>,
}

/// When something is late, and what that costs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lateness {
    /// The deadline, by RFC 3339.
    pub deadline: String,
    /// The rule, `10%/day`; without one it costs nothing.
    pub rule: Option<String>,
}

/// A part of a class.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Part {
    /// Which, from 1.
    pub index: u32,
    /// Of how many.
    pub of: u32,
    /// How many submissions all parts have together.
    pub submissions: usize,
}

/// Which kit, which version of it, and which compiler: what a score depends on besides the submission.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KitIdentity {
    /// The name of the kit's folder or file, or `threadlings` for the kit inside the program.
    pub name: String,
    /// A digest of everything in the kit that grading reads, as hexadecimal digits.
    pub digest: String,
    /// The first line of `rustc -vV`.
    pub toolchain: String,
    /// Names of the exercises that were graded, in the order of the course.
    pub exercises: Vec<ExerciseIdentity>,
}

/// An exercise as reports name it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExerciseIdentity {
    /// `join1_kiosk`.
    pub name: String,
    /// `01_threads`, if any.
    pub dir: Option<String>,
    /// `The ticket kiosk`, if any.
    pub title: Option<String>,
    /// Points to be had.
    pub max_score: u32,
}

/// Who reads a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Audience {
    /// Students: names and words of hidden checks are withheld.
    Student,
    /// Teachers: everything.
    Teacher,
}

/// One submission: a workspace, or an archive of one.
#[derive(Clone, Debug)]
pub struct Submission {
    /// The name of its folder, or of its archive without the ending. Unique within a grading.
    pub name: String,
    /// Where it was found, as it was given.
    pub path: String,
    /// What is wrong with it as a whole, in sentences: a corrupt archive, a file that was passed over.
    pub problems: Vec<String>,
    /// Every graded exercise, in the order of the course, whether or not it was handed in.
    pub exercises: Vec<Graded>,
}

/// One exercise of one submission.
#[derive(Clone, Debug)]
pub struct Graded {
    /// Relative to the submission, with forward slashes: `exercises/01_threads/join1_kiosk.rs`.
    pub path: String,
    /// Whether there was something to judge.
    pub hand_in: HandIn,
    /// Whether its text is that of the start, but for white space and commas.
    pub unchanged: bool,
    /// Whether its interleavings count, and its text asks for the size, the name or the identity of types: what is explored has
    /// others, so that such code may behave well only there. A person should look at it. Students are not told.
    pub asks_about_types: bool,
    /// Names of the checks that the start passes too, where points hang on it: they earn nothing before all hold.
    pub held_at_start: Vec<String>,
    /// Points that count: those earned, after `all_or_nothing`, less the penalty.
    pub score: Points,
    /// What lateness has cost.
    pub penalty: Penalty,
    /// Points to be had.
    pub max_score: u32,
    /// The kit's own mistake that fails in the same way, by the name of its file: with the same verdict, and with the words that
    /// this mistake must produce. Students are not told.
    pub mistake: Option<String>,
    /// What the judge said. For what was not handed in, a judgement with no check run.
    pub judgement: Judgement,
}

/// What lateness has cost.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Penalty {
    /// How much of what was earned, at most 100.
    pub percent: u32,
    /// How many points.
    pub points: Points,
}

/// Whether an exercise's file was there to be judged.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum HandIn {
    /// It was judged.
    InTime,
    /// It was judged, and handed in after the deadline, at this time (RFC 3339).
    Late(String),
    /// There is no such file.
    Missing,
    /// There is something that is not taken for a file of the student's, for this reason: a link, a device, too large.
    Refused(String),
}

impl Submission {
    /// Points that count.
    pub fn score(&self) -> Points {
        self.exercises.iter().map(|graded| graded.score).sum()
    }

    /// Points to be had.
    pub fn max_score(&self) -> u32 {
        self.exercises.iter().map(|graded| graded.max_score).sum()
    }
}
