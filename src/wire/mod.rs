//! What is written as JSON and read again: judgements, for the cache of `grade` and for `replay`, with their traces. These
//! types stand apart from the domain's; fields may be added, never renamed.

mod exploration;
mod judgement;
mod saved;
mod trace;

pub(crate) use exploration::Exploration;
pub use judgement::judgement;
pub(crate) use judgement::{Judgement, normal, read_judgement};
pub use saved::{BadJudgement, Saved};
pub use trace::BadTrace;
pub(crate) use trace::Trace;

/// The version of all our JSON.
pub(crate) const FORMAT: u32 = 1;
