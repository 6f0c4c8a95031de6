//! Tells what the attempt did from what a busy machine may have done to it.

use super::sentences;
use crate::verdict::{Judgement, Verdict};

/// Whether the attempt could fare better on a machine with nothing else to do.
pub(crate) fn may_be_load(judgement: &Judgement) -> bool {
    let messages = judgement.checks.iter().map(|check| &check.message);
    judgement.verdict == Verdict::NotJudged
        || messages
            .chain([&judgement.reason])
            .flatten()
            .any(|message| sentences::may_be_load(message))
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;
    use crate::trace::Place;

    #[test]
    fn clocks_memory_and_threads_run_short_on_a_busy_machine() {
        let second = Duration::from_secs(1);
        for sentence in [
            sentences::still_running(second, None),
            sentences::still_running(second, Some("the first meeting")),
            sentences::computes_for_ever(second, None),
            sentences::waits_too_long(&sentences::still_running(second, None), &[38]),
            sentences::compiler_gave_up(),
            sentences::too_many_threads(64),
            sentences::killed_by(9),
        ] {
            assert!(sentences::may_be_load(&sentence), "{sentence}");
        }
    }

    #[test]
    fn what_computes_for_ever_does_so_everywhere() {
        let place = Place {
            file: "exercises/a.rs".to_owned(),
            line: 1,
            column: 1,
        };
        for sentence in [
            sentences::computes_for_ever(Duration::from_secs(1), Some(&place)),
            sentences::killed_by(6),
            sentences::left_running().to_owned(),
            sentences::out_of_memory(64),
        ] {
            assert!(!sentences::may_be_load(&sentence), "{sentence}");
        }
    }
}
