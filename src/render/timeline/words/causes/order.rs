//! Why a check fails that would hold in another order.

use super::Words;
use crate::render::timeline::cause::Cause;
use crate::trace::Ending;
use crate::trace::words as places;

impl Words<'_> {
    pub(super) fn order(&self, cause: &Cause) -> String {
        match cause {
            Cause::PanicTravelled { panic, join } => format!(
                "{} panicked{}. `join` gave that to {} as an `Err`{}, and {} panicked in turn.",
                self.who(*panic),
                self.at(*panic),
                self.who(*join),
                self.at(*join),
                self.who(*join),
            ),
            Cause::Poisoned { panic, lock } => format!(
                "{} panicked{} while it held {}. The lock is poisoned since then: `lock` gave {} an `Err`{}, and {} \
                 panicked in turn.",
                self.who(*panic),
                self.at(*panic),
                self.what(*lock),
                self.who(*lock),
                self.at(*lock),
                self.who(*lock),
            ),
            Cause::NotWaitedFor { threads } => {
                let names = self.all(threads);
                let here = match self.trace.ending {
                    // That it was still running has been said.
                    Ending::LeftRunning(_) => format!("Nobody had waited for {names} to end."),
                    _ if threads.len() == 1 => {
                        format!(
                            "{names} was still running when the check failed: nobody had waited for its end."
                        )
                    }
                    _ => format!(
                        "{names} were still running when the check failed: nobody had waited for their end."
                    ),
                };
                format!(
                    "{here} `join` waits for one thread, the end of a scope for all of its threads; a sleep waits for \
                     nobody."
                )
            }
            Cause::LostUpdate {
                read,
                between,
                write,
            } => format!(
                "{} read {}{}, then {} wrote it{}, and then {} wrote over that without having looked again{}. Between a read \
                 and a write any other thread may come in, unless the two are one step.",
                self.who(*read),
                self.what(*read),
                self.at(*read),
                self.who(*between),
                self.at(*between),
                self.who(*write),
                self.at(*write),
            ),
            Cause::OutOfDate {
                read,
                between,
                write,
            } => format!(
                "{} looked at {}{} and changed it later{}, but in between {} had changed it{}. What a thread has seen \
                 may no longer be true when it acts on it, unless looking and acting are one step.",
                self.who(*read),
                self.what(*read),
                self.at(*read),
                self.at(*write),
                self.who(*between),
                self.at(*between),
            ),
            Cause::TwoSections {
                first,
                between,
                second,
            } => {
                let lines = self.both(*first, *second);
                format!(
                    "{} took {} {lines}, and in between {} had it{}. What a thread has seen under a lock may no longer \
                     be true once the lock was free: if the two belong together, nobody may come in between.",
                    self.who(*first),
                    self.what(*first),
                    self.who(*between),
                    self.at(*between),
                )
            }
            Cause::SpuriousWake { wake } => format!(
                "{} woke{} although nobody had notified it, and did not wait again. That may happen at any time: after \
                 each wake, look whether what you waited for is really there.",
                self.who(*wake),
                self.at(*wake),
            ),
            Cause::DidNotWait { look } => format!(
                "{} found {} empty{} and went on. The message came later: `try_recv` does not wait for one.",
                self.who(*look),
                self.names.receiver(self.trace.events[*look].object),
                self.at(*look),
            ),
            _ => "Threads may run in any order. In this one the check does not hold.".to_owned(),
        }
    }

    /// `at line 8 and again at line 9`.
    fn both(&self, first: usize, second: usize) -> String {
        match (self.spot(first), self.spot(second)) {
            (Some(one), Some(two)) if one == two => format!("twice at {}", places::line(&one)),
            (Some(one), Some(two)) => {
                format!(
                    "at {} and again at {}",
                    places::line(&one),
                    places::line(&two)
                )
            }
            _ => "twice".to_owned(),
        }
    }
}
