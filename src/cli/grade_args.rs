//! What `grade` can be told.

use std::path::PathBuf;
use std::time::SystemTime;

use clap::{Subcommand, ValueEnum};

use crate::grade::model::Audience;
use crate::grade::{LateRule, Shard, parse_deadline};
use crate::report::Platform;
use crate::report::grade_format::GradeFormat;

pub(super) const STATUS: &str = "\
Exit status: 0 all submissions passed everything, 1 all were judged and some did not pass, 2 wrong usage or a broken kit, \
3 something could not be judged, or our own failure. docs/grading.md has the whole story.";

/// What `grade` can be told.
#[derive(Clone, Debug, clap::Args)]
pub(crate) struct GradeArgs {
    /// Workspaces, archives of them (.zip, .tar.gz), or folders with one of either for each student
    #[arg(value_name = "PATH", required = true)]
    pub(crate) paths: Vec<PathBuf>,

    #[command(flatten)]
    pub(crate) output: GradeOutput,

    /// Grade only these exercises, named behind the PATHs; names may be shortened
    #[arg(long, value_name = "NAME", num_args = 1.., value_delimiter = ',')]
    pub(crate) only: Vec<String>,

    /// Take each PATH for one submission, however its files lie in it
    #[arg(long)]
    pub(crate) single: bool,

    /// Who will read the reports: students do not get names and words of hidden checks
    #[arg(long = "for", value_name = "WHO", default_value = "teacher")]
    pub(crate) audience: ForWhom,

    /// Report what was changed after this time as late: `2026-03-31T23:59:59+02:00`
    #[arg(long, value_name = "TIME", value_parser = parse_deadline)]
    pub(crate) deadline: Option<SystemTime>,

    /// What lateness costs, for each day or hour that has begun since the deadline: `10%/day`
    #[arg(long, value_name = "RULE", requires = "deadline")]
    pub(crate) late: Option<LateRule>,

    /// Judge this many attempts at the same time [default: as many as there are cores]
    #[arg(long, short, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=512))]
    pub(crate) jobs: Option<u16>,

    /// Grade one part of the submissions only; `grade merge` puts all parts together
    #[arg(long, value_name = "I/N")]
    pub(crate) shard: Option<Shard>,

    /// Seed of whatever is random in exploring, in place of the kit's own
    #[arg(long, value_name = "N")]
    pub(crate) seed: Option<u64>,

    /// Judge everything again, whatever the cache has
    #[arg(long)]
    pub(crate) fresh: bool,

    /// Keep judgements in this folder [default: one in the user's cache]
    #[arg(long, value_name = "DIR")]
    pub(crate) cache: Option<PathBuf>,

    /// Grade nothing where files, network and processes are not out of reach of submissions
    #[arg(long)]
    pub(crate) require_sandbox: bool,
}

/// Where the reports go.
#[derive(Clone, Debug, clap::Args)]
pub(crate) struct GradeOutput {
    /// What goes to standard output
    #[arg(long, value_name = "FORMAT", default_value_t = GradeFormat::DEFAULT)]
    pub(crate) format: GradeFormat,

    /// Write another report to a file; may be given several times
    #[arg(long = "report", value_name = "FORMAT=FILE", value_parser = report)]
    pub(crate) reports: Vec<(GradeFormat, PathBuf)>,

    /// Write a page for each student into this folder; with --for student
    #[arg(long, value_name = "DIR")]
    pub(crate) feedback: Option<PathBuf>,

    /// Whose gradebook the format `gradebook` is for
    #[arg(long, value_name = "PLATFORM")]
    pub(crate) gradebook: Option<Platform>,

    /// Which submission is whose in the gradebook: CSV with a column `submission` and those the platform knows students by
    #[arg(long, value_name = "FILE", requires = "gradebook")]
    pub(crate) roster: Option<PathBuf>,

    /// Name of the assignment in the gradebook [default: the kit's name]
    #[arg(long, value_name = "NAME", requires = "gradebook")]
    pub(crate) assignment: Option<String>,
}

/// What `grade` does besides grading.
#[derive(Clone, Debug, Subcommand)]
pub(crate) enum GradeAction {
    /// Put together what `grade --shard I/N --format json` printed for each part
    Merge {
        /// The parts, all of them
        #[arg(value_name = "FILE", required = true)]
        files: Vec<PathBuf>,

        #[command(flatten)]
        output: GradeOutput,
    },
}

/// Readers of reports.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum ForWhom {
    /// Names and words of hidden checks are withheld
    Student,
    /// Everything
    Teacher,
}

impl From<ForWhom> for Audience {
    fn from(whom: ForWhom) -> Self {
        match whom {
            ForWhom::Student => Self::Student,
            ForWhom::Teacher => Self::Teacher,
        }
    }
}

fn report(text: &str) -> Result<(GradeFormat, PathBuf), String> {
    let example = "give a format and a file, such as `json=grades.json`";
    let (format, file) = text.split_once('=').ok_or(example)?;
    if file.is_empty() {
        return Err(example.to_owned());
    }
    let format = GradeFormat::from_str(format, false).map_err(|_| {
        let formats: Vec<String> = GradeFormat::value_variants()
            .iter()
            .map(ToString::to_string)
            .collect();
        format!("`{format}` is no format; they are {}", formats.join(", "))
    })?;
    Ok((format, PathBuf::from(file)))
}
