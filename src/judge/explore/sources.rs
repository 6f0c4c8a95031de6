//! What is known of the sources, for the names of things.

use super::records::Crash;
use crate::judge::names::Names;
use crate::judge::sentences;
use crate::trace::{Place, Source};

/// The attempt and the checks.
pub(in crate::judge) struct Sources<'a> {
    pub(super) attempt: Source,
    /// By path.
    pub(super) names: [(&'a str, Names); 2],
}

impl<'a> Sources<'a> {
    /// Of the attempt and of the checks, each with its path.
    pub(in crate::judge) fn new(attempt: (&'a str, &str), checks: (&'a str, &str)) -> Self {
        Self {
            attempt: Source {
                path: attempt.0.to_owned(),
                text: attempt.1.to_owned(),
            },
            names: [attempt, checks].map(|(path, text)| (path, Names::parse(text))),
        }
    }

    /// The place, where it is one of the attempt's.
    pub(super) fn own<'b>(&self, place: Option<&'b Place>) -> Option<&'b Place> {
        place.filter(|place| place.file == self.attempt.path)
    }

    pub(super) fn name(&self, place: Option<&Place>) -> Option<String> {
        let place = place?;
        let mut names = self.names.iter();
        let (_, names) = names.find(|(path, _)| *path == place.file)?;
        names.at(place.line, place.column)
    }

    /// What the thread is called that was running.
    pub(super) fn thread(&self, crash: &Crash) -> String {
        if crash.thread == 0 {
            return "`main`".to_owned();
        }
        let handle = self.name(crash.spawned_at.as_ref());
        handle.map_or_else(
            || sentences::a_thread_spawned_at(crash.spawned_at.as_ref()),
            |handle| format!("`{handle}`"),
        )
    }
}
