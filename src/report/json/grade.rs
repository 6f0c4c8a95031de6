//! What `grade --format json` prints, to be written and to be read again.

use std::fmt::Write;

use serde::{Deserialize, Serialize};
use serde_json::Number;

use crate::grade::model::{self, Audience};
use crate::process;
use crate::report::number::{number, points};
use crate::text::is_unseen;
use crate::wire::BadJudgement;
use crate::wire::FORMAT;
use crate::wire::Judgement;

/// The program that wrote it: another one may judge differently.
const PROGRAM: &str = concat!("threadlings ", env!("CARGO_PKG_VERSION"));

#[derive(Serialize, Deserialize)]
struct Grading {
    format: u32,
    program: String,
    kit: Kit,
    /// `student` or `teacher`.
    audience: String,
    shard: Option<Part>,
    lateness: Option<Lateness>,
    protections: Vec<Protection>,
    submissions: Vec<Submission>,
}

#[derive(Serialize, Deserialize)]
struct Kit {
    name: String,
    digest: String,
    toolchain: String,
    exercises: Vec<Exercise>,
}

#[derive(Serialize, Deserialize)]
struct Exercise {
    name: String,
    dir: Option<String>,
    title: Option<String>,
    max_score: u32,
}

#[derive(Serialize, Deserialize)]
struct Part {
    index: u32,
    of: u32,
    submissions: usize,
}

#[derive(Serialize, Deserialize)]
struct Lateness {
    deadline: String,
    rule: Option<String>,
}

#[derive(Serialize, Deserialize)]
struct Protection {
    name: String,
    active: bool,
    detail: String,
}

#[derive(Serialize, Deserialize)]
struct Submission {
    name: String,
    path: String,
    score: Number,
    max_score: u32,
    problems: Vec<String>,
    exercises: Vec<Graded>,
}

#[derive(Serialize, Deserialize)]
struct Graded {
    path: String,
    /// `in_time`, `late`, `missing` or `refused`.
    hand_in: String,
    /// When it was late; why it was refused.
    hand_in_detail: Option<String>,
    unchanged: bool,
    #[serde(default)]
    asks_about_types: bool,
    held_at_start: Vec<String>,
    score: Number,
    max_score: u32,
    /// How much of what was earned lateness has cost: in percent, and in points.
    late_percent: u32,
    late_penalty: Number,
    mistake: Option<String>,
    #[serde(flatten)]
    judgement: Judgement,
}

/// Why a text is no grading.
#[derive(Debug, thiserror::Error)]
pub enum BadGrading {
    /// It is no JSON, or not of this shape.
    #[error("it is not what `threadlings grade --format json` prints")]
    Shape(#[from] serde_json::Error),
    /// It was written by a newer program.
    #[error("its format is {0}, and this program reads format {FORMAT}")]
    Format(u32),
    /// It was written by another program.
    #[error("it was written by {0}, and this is {PROGRAM}")]
    Program(String),
    /// Points cannot be fewer than none.
    #[error("`{0}` is no number of points")]
    Points(Number),
    /// It has a word that nobody knows.
    #[error("`{0}` is no word of this format")]
    Word(String),
    /// A judgement in it is broken.
    #[error("a judgement in it is broken")]
    Judgement(#[from] BadJudgement),
}

/// The grading as one JSON object, and a line break.
pub fn write_grading(grading: &model::Grading) -> String {
    let json = serde_json::to_string_pretty(&Grading::from(grading));
    // Only maps with strange keys, or failing writers, are no JSON.
    json.map_or_else(|_| String::new(), |json| escaped(&json) + "\n")
}

/// With nothing in it that a terminal could take for a command: JSON itself escapes only the first 32 characters. Its line
/// breaks are our own.
fn escaped(json: &str) -> String {
    let mut escaped = String::with_capacity(json.len());
    for char in json.chars() {
        if char != '\n' && is_unseen(char) {
            for unit in char.encode_utf16(&mut [0; 2]) {
                let _ = write!(escaped, "\\u{unit:04x}");
            }
        } else {
            escaped.push(char);
        }
    }
    escaped
}

/// Reads what [`write_grading`] wrote.
pub fn read_grading(text: &str) -> Result<model::Grading, BadGrading> {
    #[derive(Deserialize)]
    struct Format {
        format: u32,
    }
    // The rest of another format may look different.
    let Format { format } = serde_json::from_str(text)?;
    if format != FORMAT {
        return Err(BadGrading::Format(format));
    }
    serde_json::from_str::<Grading>(text)?.read()
}

impl From<&model::Grading> for Grading {
    fn from(grading: &model::Grading) -> Self {
        Self {
            format: FORMAT,
            program: PROGRAM.to_owned(),
            kit: Kit {
                name: grading.kit.name.clone(),
                digest: grading.kit.digest.clone(),
                toolchain: grading.kit.toolchain.clone(),
                exercises: grading.kit.exercises.iter().map(Into::into).collect(),
            },
            audience: match grading.audience {
                Audience::Student => "student",
                Audience::Teacher => "teacher",
            }
            .to_owned(),
            shard: grading.shard.map(|part| Part {
                index: part.index,
                of: part.of,
                submissions: part.submissions,
            }),
            lateness: grading.lateness.as_ref().map(|lateness| Lateness {
                deadline: lateness.deadline.clone(),
                rule: lateness.rule.clone(),
            }),
            protections: grading.protections.iter().map(Into::into).collect(),
            submissions: grading.submissions.iter().map(Into::into).collect(),
        }
    }
}

impl From<&model::ExerciseIdentity> for Exercise {
    fn from(exercise: &model::ExerciseIdentity) -> Self {
        Self {
            name: exercise.name.clone(),
            dir: exercise.dir.clone(),
            title: exercise.title.clone(),
            max_score: exercise.max_score,
        }
    }
}

impl From<&process::Protection> for Protection {
    fn from(protection: &process::Protection) -> Self {
        Self {
            name: protection.name.clone(),
            active: protection.active,
            detail: protection.detail.clone(),
        }
    }
}

impl From<&model::Submission> for Submission {
    fn from(submission: &model::Submission) -> Self {
        Self {
            name: submission.name.clone(),
            path: submission.path.clone(),
            score: number(submission.score()),
            max_score: submission.max_score(),
            problems: submission.problems.clone(),
            exercises: submission.exercises.iter().map(Into::into).collect(),
        }
    }
}

impl From<&model::Graded> for Graded {
    fn from(graded: &model::Graded) -> Self {
        let (hand_in, detail) = match &graded.hand_in {
            model::HandIn::InTime => ("in_time", None),
            model::HandIn::Late(when) => ("late", Some(when)),
            model::HandIn::Missing => ("missing", None),
            model::HandIn::Refused(why) => ("refused", Some(why)),
        };
        Self {
            path: graded.path.clone(),
            hand_in: hand_in.to_owned(),
            hand_in_detail: detail.cloned(),
            unchanged: graded.unchanged,
            asks_about_types: graded.asks_about_types,
            held_at_start: graded.held_at_start.clone(),
            score: number(graded.score),
            max_score: graded.max_score,
            late_percent: graded.penalty.percent,
            late_penalty: number(graded.penalty.points),
            mistake: graded.mistake.clone(),
            judgement: (&graded.judgement).into(),
        }
    }
}

impl Grading {
    fn read(self) -> Result<model::Grading, BadGrading> {
        if self.program != PROGRAM {
            return Err(BadGrading::Program(self.program));
        }
        let submissions = self.submissions.into_iter().map(Submission::read);
        Ok(model::Grading {
            kit: model::KitIdentity {
                name: self.kit.name,
                digest: self.kit.digest,
                toolchain: self.kit.toolchain,
                exercises: self.kit.exercises.into_iter().map(Exercise::read).collect(),
            },
            audience: match self.audience.as_str() {
                "student" => Audience::Student,
                "teacher" => Audience::Teacher,
                _ => return Err(BadGrading::Word(self.audience)),
            },
            shard: self.shard.map(|part| model::Part {
                index: part.index,
                of: part.of,
                submissions: part.submissions,
            }),
            lateness: self.lateness.map(|lateness| model::Lateness {
                deadline: lateness.deadline,
                rule: lateness.rule,
            }),
            protections: self.protections.into_iter().map(Protection::read).collect(),
            submissions: submissions.collect::<Result<_, _>>()?,
        })
    }
}

fn read_points(number: Number) -> Result<model::Points, BadGrading> {
    points(&number).ok_or(BadGrading::Points(number))
}

impl Exercise {
    fn read(self) -> model::ExerciseIdentity {
        model::ExerciseIdentity {
            name: self.name,
            dir: self.dir,
            title: self.title,
            max_score: self.max_score,
        }
    }
}

impl Protection {
    fn read(self) -> process::Protection {
        process::Protection {
            name: self.name,
            active: self.active,
            detail: self.detail,
        }
    }
}

impl Submission {
    fn read(self) -> Result<model::Submission, BadGrading> {
        let exercises = self.exercises.into_iter().map(Graded::read);
        Ok(model::Submission {
            name: self.name,
            path: self.path,
            problems: self.problems,
            exercises: exercises.collect::<Result<_, _>>()?,
        })
    }
}

impl Graded {
    fn read(self) -> Result<model::Graded, BadGrading> {
        Ok(model::Graded {
            path: self.path,
            hand_in: match (self.hand_in.as_str(), self.hand_in_detail) {
                ("in_time", None) => model::HandIn::InTime,
                ("late", Some(when)) => model::HandIn::Late(when),
                ("missing", None) => model::HandIn::Missing,
                ("refused", Some(why)) => model::HandIn::Refused(why),
                _ => return Err(BadGrading::Word(self.hand_in)),
            },
            unchanged: self.unchanged,
            asks_about_types: self.asks_about_types,
            held_at_start: self.held_at_start,
            score: read_points(self.score)?,
            max_score: self.max_score,
            penalty: model::Penalty {
                percent: self.late_percent,
                points: read_points(self.late_penalty)?,
            },
            mistake: self.mistake,
            judgement: self.judgement.read()?,
        })
    }
}

#[cfg(test)]
mod tests;
