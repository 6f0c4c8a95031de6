//! What a person reads in a terminal: words, colours and line breaks. Pure: everything here returns text.

mod bar;
mod diff;
mod form;
mod grading;
mod judgement;
mod list;
mod overview;
pub(crate) mod timeline;
pub(crate) mod untrusted;
pub mod words;

pub use bar::bar;
pub(crate) use diff::{diff, numbered, solution};
pub use form::Form;
pub use grading::grading;
pub(crate) use grading::remark;
pub use judgement::{Errors, banner, hints, judgement, read_aloud, summary};
pub use list::{Listed, Row, list, spoken_list};
pub(crate) use overview::{effort, overview};
pub use timeline::{Detail, timeline};
