//! What went wrong in general, in one or two sentences that a beginner understands. Each says first what happened here,
//! which the trace proves, and then what is true everywhere.

use super::super::cast::Cast;
use super::super::cause::Cause;
use super::{all_of, begin};
use crate::render::words::thousands;
use crate::trace::{Ending, Operation, Trace};

/// The sentences for a cause.
pub(crate) fn cause(trace: &Trace, cast: &Cast, cause: &Cause) -> String {
    let words = Words { trace, cast };
    let text = match cause {
        Cause::PanicTravelled { .. }
        | Cause::Poisoned { .. }
        | Cause::NotWaitedFor { .. }
        | Cause::LostUpdate { .. }
        | Cause::OutOfDate { .. }
        | Cause::TwoSections { .. }
        | Cause::SpuriousWake { .. }
        | Cause::DidNotWait { .. }
        | Cause::Order => words.order(cause),
        Cause::LockedTwice { .. }
        | Cause::LockOrder { .. }
        | Cause::JoinUnderLock { .. }
        | Cause::WaitsWithLock { .. }
        | Cause::JoinCycle => words.locks(cause),
        _ => words.waits(cause),
    };
    begin(&text)
}

struct Words<'a> {
    trace: &'a Trace,
    cast: &'a Cast,
}

impl Words<'_> {
    /// The thread of an event.
    fn who(&self, event: usize) -> &str {
        self.cast.thread(self.trace.events[event].thread)
    }

    /// The object of an event.
    fn what(&self, event: usize) -> &str {
        self.cast.object(self.trace.events[event].object)
    }

    /// ` (line 9)`, where the event's place is in the student's file.
    fn at(&self, event: usize) -> String {
        let line = self.line(event);
        line.map_or(String::new(), |line| format!(" (line {line})"))
    }

    fn line(&self, event: usize) -> Option<u32> {
        self.trace.own_line(self.trace.events[event].place.as_ref())
    }

    /// ` (line 9)` of where a thread waits at the end.
    fn waits_at(&self, thread: usize) -> String {
        let mut blocked = self.trace.ending.blocked().iter();
        let place = blocked
            .find(|blocked| blocked.thread == thread)
            .and_then(|blocked| self.trace.own_line(blocked.place.as_ref()));
        place.map_or(String::new(), |line| format!(" (line {line})"))
    }

    fn all(&self, threads: &[usize]) -> String {
        all_of(self.cast, threads)
    }

    fn order(&self, cause: &Cause) -> String {
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
                    "{here} `join` waits for one thread, the end of a scope for all of its threads; nothing else is \
                     sure to wait."
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
                let lines = match (self.line(*first), self.line(*second)) {
                    (Some(one), Some(two)) if one == two => format!("twice at line {one}"),
                    (Some(one), Some(two)) => format!("at line {one} and again at line {two}"),
                    _ => "twice".to_owned(),
                };
                format!(
                    "{} took {} {lines}, and in between {} had it{}. What a thread has seen under a lock may no longer \
                     be true once the lock was free: what belongs together must happen under one lock.",
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
                self.cast.receiver(self.trace.events[*look].object),
                self.at(*look),
            ),
            _ => "Threads may run in any order. In this one the check does not hold.".to_owned(),
        }
    }

    fn locks(&self, cause: &Cause) -> String {
        match cause {
            Cause::LockedTwice { hold, thread, lock, at } => {
                let at = self.trace.own_line(at.as_ref());
                let same_line = at.is_some() && at == self.line(*hold);
                let lines = match (at, self.line(*hold)) {
                    (Some(at), _) if same_line => format!("twice at line {at}"),
                    (Some(at), Some(since)) => format!("at line {at} and holds it since line {since}"),
                    _ => "and holds it already".to_owned(),
                };
                format!(
                    "{} asks for {} {lines}: it waits for itself, for ever. A lock is free again when its guard is \
                     dropped, and not before.",
                    self.cast.thread(*thread),
                    self.cast.object(Some(*lock)),
                )
            }
            Cause::LockOrder { .. } => "Each of them holds a lock that the next one needs. If every thread took these \
                                        locks in the same order, they could not get stuck like this."
                .to_owned(),
            Cause::JoinUnderLock { hold, joiner, joined, lock } => format!(
                "{} waits for {} to end{} and holds {}{} meanwhile, which {} needs{}. Whoever waits for a thread must not \
                 hold what that thread needs.",
                self.cast.thread(*joiner),
                self.cast.thread(*joined),
                self.waits_at(*joiner),
                self.cast.object(Some(*lock)),
                self.at(*hold),
                self.cast.thread(*joined),
                self.waits_at(*joined),
            ),
            Cause::WaitsWithLock { hold, thread, other, lock } => format!(
                "{} waits{} and holds {}{} meanwhile, and {} cannot go on without it{}. Whoever waits for others must \
                 not hold what they need.",
                self.cast.thread(*thread),
                self.waits_at(*thread),
                self.cast.object(Some(*lock)),
                self.at(*hold),
                self.cast.thread(*other),
                self.waits_at(*other),
            ),
            _ => "These threads wait for each other to end, so none of them ever does.".to_owned(),
        }
    }

    fn waits(&self, cause: &Cause) -> String {
        match cause {
            Cause::SenderLives { receiver, channel, senders, owners } => {
                self.sender_lives(*receiver, *channel, *senders, owners)
            }
            Cause::ChannelFull { thread, channel } => format!(
                "{} waits{} until there is room in {}, and nobody receives any more. A channel with a bound \
                 holds so many messages and no more.",
                self.cast.thread(*thread),
                self.waits_at(*thread),
                self.cast.sender(Some(*channel)),
            ),
            Cause::MissedNotify { wait, notify } => format!(
                "{} began to wait on {}{} after the last notification had gone by{}. A notification is not kept for \
                 those who come later: first look, under the lock, whether there is anything to wait for.",
                self.who(*wait),
                self.what(*wait),
                self.at(*wait),
                self.at(*notify),
            ),
            Cause::NeverNotified { thread, condvar } => format!(
                "{} waits on {}{}, and nobody ever notifies it.",
                self.cast.thread(*thread),
                self.cast.object(Some(*condvar)),
                self.waits_at(*thread),
            ),
            Cause::OthersWoken { thread, condvar, times } => {
                let came = match times {
                    1 => "one notification came, and it woke another thread".to_owned(),
                    times => format!("{times} notifications came, and each woke another thread"),
                };
                format!(
                    "While {} waited on {}{}, {came}. `notify_one` wakes one thread, and nobody chooses which.",
                    self.cast.thread(*thread),
                    self.cast.object(Some(*condvar)),
                    self.waits_at(*thread),
                )
            }
            Cause::BarrierWaits { threads, barrier } => format!(
                "{} at {}, which waits for more, and nobody else can come any more.",
                match &threads[..] {
                    [one] => format!("Only {} is", self.cast.thread(*one)),
                    all => format!("Only {} are", self.all(all)),
                },
                self.cast.object(Some(*barrier)),
            ),
            Cause::NeverUnparked { thread } => format!(
                "{} is parked{}, and nobody is left to unpark it.",
                self.cast.thread(*thread),
                self.waits_at(*thread),
            ),
            Cause::WaitsInCheck { thread, joiner } => format!(
                "In the check's own code, {} waits for what other threads do; but {} waits for {} to end first{}.",
                self.cast.thread(*thread),
                self.cast.thread(*joiner),
                self.cast.thread(*thread),
                self.waits_at(*joiner),
            ),
            Cause::GiveWay { threads } => format!(
                "{} each find a lock taken and try again, over and over. That is no way to wait: nothing makes sure that it ever \
                 ends.",
                self.all(threads),
            ),
            Cause::Spins { event } => self.spins(*event),
            Cause::NoProgress => {
                "A loop waits by asking again and again, or threads keep giving way to each other. Nothing makes sure that \
                 this ever ends."
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
        let name = self.cast.sender(Some(channel));
        let alive = match senders {
            1 => format!("a `Sender` of {name} is still alive"),
            count => format!(
                "{} `Sender`s of {name} are still alive",
                thousands(count as u64)
            ),
        };
        let owners: Vec<String> = owners
            .iter()
            .map(|owner| {
                if *owner == receiver {
                    format!("{} itself", self.cast.thread(*owner))
                } else {
                    self.cast.thread(*owner).to_owned()
                }
            })
            .collect();
        let clones =
            self.trace.events.iter().filter(|event| {
                event.operation == Operation::Clone && event.object == Some(channel)
            });
        let made_at = self.trace.objects[channel].made_at.as_ref();
        let mut lines: Vec<u32> = clones
            .filter_map(|event| self.trace.own_line(event.place.as_ref()))
            .chain(self.trace.own_line(made_at))
            .collect();
        lines.sort_unstable();
        lines.dedup();
        let lines: Vec<String> = lines.iter().map(u32::to_string).collect();
        let made = match lines.is_empty() {
            true => String::new(),
            false => format!(", made at line {}", lines.join(" or ")),
        };
        format!(
            "{} waits for a message{}, for ever: {alive} in {}{made}. A receiver stops waiting only when the last \
             `Sender` is dropped.",
            self.cast.thread(receiver),
            self.waits_at(receiver),
            owners.join(" or in "),
        )
    }

    fn spins(&self, event: usize) -> String {
        let step = super::steps::step(self.cast, &self.trace.events[event]);
        format!(
            "{} does the same again and again{}: it {step}. Meanwhile nobody else does anything.",
            self.who(event),
            self.at(event),
        )
    }
}
