//! The JSON of how far interleavings were run, to be written and to be read again.

use serde::{Deserialize, Serialize};

use crate::verdict;

/// How far they were run; the fields are those of [`verdict::Exploration`].
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Exploration {
    schedules: u64,
    exhaustive: bool,
    preemptions: Option<u32>,
    random: u64,
    #[serde(default)]
    spurious: Option<u32>,
    left_running: bool,
}

impl From<verdict::Exploration> for Exploration {
    fn from(exploration: verdict::Exploration) -> Self {
        Self {
            schedules: exploration.schedules,
            exhaustive: exploration.exhaustive,
            preemptions: exploration.preemptions,
            random: exploration.random,
            spurious: exploration.spurious,
            left_running: exploration.left_running,
        }
    }
}

impl From<Exploration> for verdict::Exploration {
    fn from(exploration: Exploration) -> Self {
        Self {
            schedules: exploration.schedules,
            exhaustive: exploration.exhaustive,
            preemptions: exploration.preemptions,
            random: exploration.random,
            spurious: exploration.spurious,
            left_running: exploration.left_running,
        }
    }
}
