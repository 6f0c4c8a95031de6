//! The student's progress, for a command that prints one answer.

use std::io::{self, Write};

use crate::place::Place;
use crate::progress::Progress;
use crate::render::words;

/// The progress; what a damaged file came to is said on standard error.
pub(crate) fn progress(place: &Place) -> anyhow::Result<Progress> {
    let (progress, recovered) = place.progress()?;
    if let Some(recovery) = recovered {
        let words = words::recovered(&recovery.kept_at, recovery.recovered);
        let _ = writeln!(io::stderr(), "{words}");
    }
    Ok(progress)
}
