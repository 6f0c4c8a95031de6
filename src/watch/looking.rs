//! When to look at the files: after events, and now and then in case that none arrive.

use std::time::{Duration, Instant};

use super::files::Files;

/// Editors save in several steps, microseconds apart; the first event is not worth a look yet.
const SETTLE: Duration = Duration::from_millis(4);
/// Where events arrive, a look now and then proves it.
const IDLE: Duration = Duration::from_secs(1);
/// How often to look while a file is missing.
const RESTLESS: Duration = Duration::from_millis(50);
/// How often to look where events do not arrive.
const POLL: Duration = Duration::from_millis(200);

/// When to look at the files next.
pub(super) struct Looking {
    files: Option<Files>,
    poll: Option<Duration>,
    pub(super) next: Instant,
    /// Whether an event asked for the next look.
    asked: bool,
    /// Whether the last look found what no event had told. One may still be on its way.
    suspicious: bool,
}

impl Looking {
    pub(super) fn new(files: Option<Files>, poll: Option<Duration>) -> Self {
        Self {
            poll: poll.or(files.is_none().then_some(POLL)),
            files,
            next: Instant::now(),
            asked: true,
            suspicious: false,
        }
    }

    pub(super) fn touched(&mut self) {
        self.suspicious = false;
        if !self.asked {
            self.asked = true;
            self.next = self.next.min(Instant::now() + SETTLE);
        }
    }

    /// A folder that was deleted takes its watch with it. What happens before the new one is seen by the look that
    /// follows, and that look is asked for, so that it raises no suspicion.
    pub(super) fn renew(&mut self) {
        if let Some(files) = &mut self.files {
            files.renew();
        }
        self.asked = true;
        self.suspicious = false;
    }

    /// Plans the next look. `true` when from now on events are not relied on.
    pub(super) fn looked(&mut self, changed: bool, restless: bool) -> bool {
        let asked = std::mem::take(&mut self.asked);
        let mut fell_back = false;
        if self.poll.is_none() {
            if self.suspicious {
                self.poll = Some(POLL);
                fell_back = true;
            }
            self.suspicious = changed && !asked;
        }
        let pause = if restless { RESTLESS } else { IDLE };
        self.next = Instant::now() + self.poll.unwrap_or(pause).min(pause);
        fell_back
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn polling_starts_only_when_events_stay_away() {
        let mut looking = Looking::new(None, None);
        assert_eq!(
            looking.poll,
            Some(POLL),
            "without events there is no choice"
        );

        looking.poll = None;
        assert!(!looking.looked(true, false), "the first look is asked for");
        assert!(!looking.looked(true, false), "the event may still come");
        looking.touched();
        assert!(!looking.looked(true, false), "it came");
        assert!(!looking.looked(true, false));
        assert!(looking.looked(false, false), "it did not come");
        assert_eq!(looking.poll, Some(POLL));
    }
}
