//! Why nobody can go on, or nothing is achieved.

use super::Words;
use crate::render::timeline::cause::{Cause, senders_made_at};
use crate::render::timeline::words::{and, steps};
use crate::text::thousands;
use crate::trace::no_progress::whereabouts;
use crate::trace::words as places;
use crate::trace::{Blocked, Operation};

impl Words<'_> {
    pub(super) fn locks(&self, cause: &Cause) -> String {
        match cause {
            Cause::LockedTwice { hold, thread, lock } => {
                let lines = match (self.spot_of_wait(*thread), self.spot(*hold)) {
                    (Some(at), Some(since)) if at == since => format!("twice at {}", places::line(&at)),
                    (Some(at), Some(since)) => {
                        format!("at {} and has held it since {}", places::line(&at), places::line(&since))
                    }
                    _ => "and holds it already".to_owned(),
                };
                format!(
                    "{} asks for {} {lines}: it waits for itself, for ever. A lock is free again when its guard is \
                     dropped, and not before.",
                    self.names.thread(*thread),
                    self.names.object(Some(*lock)),
                )
            }
            Cause::LockOrder { .. } => "Each of them holds a lock that the next one needs. If every thread took these \
                                        locks in the same order, they could not get stuck like this."
                .to_owned(),
            Cause::JoinUnderLock { hold, joiner, joined, lock } => format!(
                "{} waits for {} to end{} and holds {}{} meanwhile, which {} needs{}. While a thread waits for another \
                 one, it must not hold what that one needs.",
                self.names.thread(*joiner),
                self.names.thread(*joined),
                self.waits_at(*joiner),
                self.names.object(Some(*lock)),
                self.at(*hold),
                self.names.thread(*joined),
                self.waits_at(*joined),
            ),
            Cause::WaitsWithLock { hold, thread, other, lock } => format!(
                "{} waits{} and holds {}{} meanwhile, and {} cannot go on without it{}. While a thread waits for others, \
                 it must not hold what they need.",
                self.names.thread(*thread),
                self.waits_at(*thread),
                self.names.object(Some(*lock)),
                self.at(*hold),
                self.names.thread(*other),
                self.waits_at(*other),
            ),
            _ => "These threads wait for each other to end, so none of them ever does.".to_owned(),
        }
    }

    pub(super) fn waits(&self, cause: &Cause) -> String {
        match cause {
            Cause::SenderLives { receiver, channel, senders, owners } => {
                self.sender_lives(*receiver, *channel, *senders, owners)
            }
            Cause::ChannelFull { thread, channel } => format!(
                "{} waits{} until there is room in {}, and nobody receives any more. A bounded channel has \
                 room for a fixed number of messages.",
                self.names.thread(*thread),
                self.waits_at(*thread),
                self.names.sender(Some(*channel)),
            ),
            Cause::MissedNotify { wait, notify } => format!(
                "{} began to wait on {}{} after the last notification had gone by{}. A notification is not kept for \
                 those who come later. Either {} did not look first, under the lock, whether there is anything to wait \
                 for, or what it waits for was not there.",
                self.who(*wait),
                self.what(*wait),
                self.at(*wait),
                self.at(*notify),
                self.who(*wait),
            ),
            Cause::NotNotifiedOf { wait, change, lock } => format!(
                "{} began to wait on {}{}, and later {} had {}{}. If that changed what {} waits for, nobody notified {} of it.",
                self.who(*wait),
                self.what(*wait),
                self.at(*wait),
                self.who(*change),
                self.names.object(Some(*lock)),
                self.at(*change),
                self.who(*wait),
                self.what(*wait),
            ),
            Cause::WaitsAgain { wake, wait } => format!(
                "{} was woken on {}{}, did not find what it waits for, and waits again{}. Nobody notifies it any more.",
                self.who(*wake),
                self.what(*wake),
                self.at(*wake),
                self.at(*wait),
            ),
            Cause::NeverNotified { thread, condvar } => format!(
                "{} waits on {}{}, and nobody ever notifies it.",
                self.names.thread(*thread),
                self.names.object(Some(*condvar)),
                self.waits_at(*thread),
            ),
            Cause::OthersWoken { thread, condvar, times } => {
                let came = match times {
                    1 => "one notification came, and it woke another thread".to_owned(),
                    times => format!("{times} notifications came, and each woke another thread"),
                };
                format!(
                    "While {} waited on {}{}, {came}. `notify_one` wakes one thread, and nobody chooses which.",
                    self.names.thread(*thread),
                    self.names.object(Some(*condvar)),
                    self.waits_at(*thread),
                )
            }
            Cause::BarrierWaits { threads, barrier } => format!(
                "{} at {}, which waits for more, and nobody else can come any more.",
                match &threads[..] {
                    [one] => format!("Only {} is", self.names.thread(*one)),
                    all => format!("Only {} are", self.all(all)),
                },
                self.names.object(Some(*barrier)),
            ),
            Cause::NeverUnparked { thread } => format!(
                "{} is parked{}, and nobody is left to unpark it.",
                self.names.thread(*thread),
                self.waits_at(*thread),
            ),
            Cause::WaitsInCheck { thread, joiner } => format!(
                "In the check's own code, {} waits for what other threads do; but {} waits for {} to end first{}.",
                self.names.thread(*thread),
                self.names.thread(*joiner),
                self.names.thread(*thread),
                self.waits_at(*joiner),
            ),
            Cause::GiveWay { threads } => format!(
                "{} each find a lock taken and try again, over and over. That is no way to wait: nothing makes sure that it ever \
                 ends.",
                self.all(threads),
            ),
            Cause::Spins { thread, event, hold } => self.spins(*thread, *event, *hold),
            Cause::NoProgress => {
                "A loop waits by asking again and again, or threads keep giving way to each other. Whoever waits should \
                 sleep until there is something to do."
                    .to_owned()
            }
            Cause::Exit => "`process::exit` ends all threads at once, wherever they are.".to_owned(),
            _ => "Nobody is left who could do what they wait for.".to_owned(),
        }
    }

    fn sender_lives(
        &self,
        receiver: usize,
        channel: usize,
        senders: usize,
        owners: &[usize],
    ) -> String {
        let name = self.names.sender(Some(channel));
        let alive = match senders {
            1 => format!("a `Sender` of {name} is still alive"),
            count => format!(
                "{} `Sender`s of {name} are still alive",
                thousands(count as u64)
            ),
        };
        let busy = self.busy(receiver, owners);
        let owners: Vec<String> = owners
            .iter()
            .map(|owner| {
                if *owner == receiver {
                    format!("{} itself", self.names.thread(*owner))
                } else {
                    self.names.thread(*owner).to_owned()
                }
            })
            .collect();
        let place = if owners.is_empty() {
            String::new()
        } else {
            format!(" in {}", owners.join(" or in "))
        };
        let (lines, are_certain) = self.senders_made_at(channel, senders);
        let lines: Vec<String> = lines.iter().map(u32::to_string).collect();
        let between = if are_certain { " and " } else { " or " };
        let made = if lines.is_empty() {
            String::new()
        } else {
            format!(", made at line {}", lines.join(between))
        };
        let rule = if busy.is_empty() {
            ". A receiver stops waiting only when the last `Sender` is dropped.".to_owned()
        } else {
            let busy: Vec<&str> = busy.iter().map(String::as_str).collect();
            format!(
                ". But {}. A receiver stops waiting when a message comes, or when the last `Sender` is dropped.",
                and(&busy)
            )
        };
        format!(
            "{} waits for a message{}, for ever: {alive}{place}{made}{rule}",
            self.names.thread(receiver),
            self.waits_at(receiver),
        )
    }

    /// The lines where the `Sender`s that are left were made. Where that is not certain, where they may have been made.
    fn senders_made_at(&self, channel: usize, left: usize) -> (Vec<u32>, bool) {
        let (places, are_certain) = senders_made_at(self.trace, channel, left);
        let places = places.into_iter();
        let mut lines: Vec<u32> = places
            .filter_map(|place| self.trace.own_line(place))
            .collect();
        lines.sort_unstable();
        lines.dedup();
        (lines, are_certain)
    }

    /// What those wait for who could still send: all but those that only wait for the end of a thread.
    fn busy(&self, receiver: usize, owners: &[usize]) -> Vec<String> {
        let blocked = self.trace.ending.blocked().iter();
        let busy = blocked.filter(|blocked| {
            owners.contains(&blocked.thread)
                && blocked.thread != receiver
                && blocked.operation != Operation::Join
        });
        let (in_check, own): (Vec<&Blocked>, Vec<&Blocked>) = busy.partition(|blocked| {
            let place = blocked.place.as_ref();
            let is_own = self.trace.own_line(place).is_some();
            place.is_some_and(|place| !is_own && !place.is_in_library())
        });
        let own = own.into_iter().map(|blocked| {
            let at = places::at(self.trace.spot_of_wait(blocked).as_ref());
            let thread = self.names.thread(blocked.thread);
            format!("{thread} {}{at}", steps::waits(self.names, blocked))
        });
        let mut busy: Vec<String> = own.collect();
        let in_check: Vec<usize> = in_check.iter().map(|blocked| blocked.thread).collect();
        if !in_check.is_empty() {
            let wait = if in_check.len() == 1 { "waits" } else { "wait" };
            busy.push(format!(
                "{} {wait} in the check's own code",
                self.all(&in_check)
            ));
        }
        busy
    }

    fn spins(&self, thread: usize, event: Option<usize>, hold: Option<usize>) -> String {
        let place = whereabouts(self.trace, thread);
        let (step, at) = match event {
            Some(event) => {
                let step = steps::step(self.trace, self.names, &self.trace.events[event]);
                (Some(step), self.at(event))
            }
            None => (
                place.and_then(|place| steps::attempt(self.names, place)),
                self.waits_at(thread),
            ),
        };
        let step = step.map_or(String::new(), |step| format!(": it {step}"));
        let others = match hold {
            Some(hold) => format!(
                "Meanwhile it holds {}{}, and nobody else can go on.",
                self.what(hold),
                self.at(hold)
            ),
            None => "Meanwhile nobody else does anything.".to_owned(),
        };
        format!(
            "{} does the same again and again{at}{step}. {others}",
            self.names.thread(thread)
        )
    }
}
