//! Grading: many submissions, none trusted. Finds attempts, has them judged, and counts points; it does not know how a
//! report looks.
//!
//! `discovery` says which submissions there are, `handed_in` reads the declared files of one and nothing else,
//! `batch` has every different attempt judged once and keeps what came of it in `cache`, and what comes out is a
//! `model::Grading`: the same, byte for byte, however many jobs, machines or calls it took.

mod assignment;
pub(crate) mod attempt_file;
mod batch;
mod cache;
mod deadline;
pub(crate) mod digest;
mod discovery;
pub(crate) mod entry;
mod handed_in;
mod late;
pub mod merge;
pub mod model;
mod names;
mod options;
mod packing;
mod points;
mod protections;
mod redaction;
mod score;
mod shard;
pub mod tally;
pub(crate) mod words;

pub use assignment::Assignment;
pub(crate) use assignment::max_score;
pub use batch::Progress;
pub use deadline::{BadDeadline, parse as parse_deadline};
pub use discovery::{FindError, Finds, Found, find};
pub use late::{BadLateRule, LateRule};
pub use merge::MergeError;
pub use options::{Options, Stopped};
pub use protections::missing;
pub use shard::{BadShard, Shard};

use crate::judge::Judge;
use crate::kit::Kit;
use crate::process::Cancel;
use cache::Cache;
use model::{Audience, Grading};

/// Grades the submissions and says how it went along the way.
pub fn grade(
    kit: &Kit,
    assignment: &Assignment,
    found: Vec<Found>,
    judge: &Judge,
    options: &Options<'_>,
    cancel: &Cancel,
    watch: &(dyn Fn(Progress) + Sync),
) -> Result<Graded, Stopped> {
    let protections = judge.protections().to_vec();
    let cache = options
        .cache
        .as_ref()
        .and_then(|dir| Cache::open(dir, options.fresh));
    let total = found.len();
    let found = match options.shard {
        Some(shard) => shard.of(found),
        None => found,
    };
    let batch = batch::Batch {
        kit,
        assignment,
        judge,
        surroundings: digest::surroundings(judge, &protections),
        cache: cache.as_ref(),
        options,
        cancel,
        watch,
    };
    let submissions = batch.run(found)?;
    let grading = Grading {
        kit: assignment.identity(judge.toolchain().name()),
        protections,
        submissions,
        audience: options.audience,
        shard: options.shard.map(|shard| shard.part(total)),
        lateness: options.lateness(),
    };
    let is_kept = cache.as_ref().is_some_and(Cache::keeps);
    Ok(Graded {
        grading: match options.audience {
            Audience::Student => redaction::for_students(grading, &assignment.hidden()),
            Audience::Teacher => grading,
        },
        is_kept,
    })
}

/// What came of it.
pub struct Graded {
    /// All that reports are made from.
    pub grading: Grading,
    /// Whether every judgement was kept, so that grading again costs nothing.
    pub is_kept: bool,
}
