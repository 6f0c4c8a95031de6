//! The kinds of things that can have gone wrong.

use crate::trace::Trace;

/// What a trace shows to have happened. Numbers of events where they are called so, of threads and objects elsewhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Cause {
    /// A thread panicked, `join` told another, and that one panicked in turn.
    PanicTravelled { panic: usize, join: usize },
    /// A thread panicked while it held a lock, and another one panicked on the poison.
    Poisoned { panic: usize, lock: usize },
    /// Nobody had waited for these threads.
    NotWaitedFor { threads: Vec<usize> },
    /// It wrote an atomic that somebody else had written since it read it last.
    LostUpdate {
        read: usize,
        between: usize,
        write: usize,
    },
    /// It changed an atomic that had changed since it looked last.
    OutOfDate {
        read: usize,
        between: usize,
        write: usize,
    },
    /// It gave a lock back and took it again, and meanwhile somebody else had it.
    TwoSections {
        first: usize,
        between: usize,
        second: usize,
    },
    /// It woke without reason and did not wait again.
    SpuriousWake { wake: usize },
    /// It found a channel empty and did not wait.
    DidNotWait { look: usize },
    /// It asks for a lock that it holds.
    LockedTwice {
        hold: usize,
        thread: usize,
        lock: usize,
    },
    /// Each holds a lock that the next one wants.
    LockOrder { holds: Vec<usize> },
    /// It waits for the end of a thread that needs a lock it holds.
    JoinUnderLock {
        hold: usize,
        joiner: usize,
        joined: usize,
        lock: usize,
    },
    /// It waits for a thread, or at a channel, or for a signal, and holds what another one needs.
    WaitsWithLock {
        hold: usize,
        thread: usize,
        other: usize,
        lock: usize,
    },
    /// All of them wait for the end of each other.
    JoinCycle,
    /// It waits for messages, and `Sender`s are left. Lists who may own them.
    SenderLives {
        receiver: usize,
        channel: usize,
        senders: usize,
        owners: Vec<usize>,
    },
    /// It waits for room in a channel.
    ChannelFull { thread: usize, channel: usize },
    /// It began to wait after the last notification.
    MissedNotify { wait: usize, notify: usize },
    /// After it began to wait, somebody had the lock that guards what it waits for, and nobody has notified it since.
    NotNotifiedOf {
        wait: usize,
        change: usize,
        lock: usize,
    },
    /// It was notified, and waits again.
    WaitsAgain { wake: usize, wait: usize },
    /// Nobody ever notified what it waits on.
    NeverNotified { thread: usize, condvar: usize },
    /// Notifications came, and each woke somebody else.
    OthersWoken {
        thread: usize,
        condvar: usize,
        times: usize,
    },
    /// Too few came to a barrier.
    BarrierWaits { threads: Vec<usize>, barrier: usize },
    /// Nobody unparks it.
    NeverUnparked { thread: usize },
    /// It waits in the check's own code, and somebody waits for it.
    WaitsInCheck { thread: usize, joiner: usize },
    /// Nobody can go on, for whatever reason.
    Stuck,
    /// Two or more find a lock taken and start over, again and again.
    GiveWay { threads: Vec<usize> },
    /// It does the same again and again, and nobody else does anything: because it holds a lock, perhaps.
    Spins {
        thread: usize,
        event: Option<usize>,
        hold: Option<usize>,
    },
    /// Nothing was achieved, for whatever reason.
    NoProgress,
    /// The program ended itself.
    Exit,
    /// The order of the threads matters, somehow.
    Order,
}

impl Cause {
    /// The events without which it cannot be understood, in no order.
    pub(crate) fn events(&self) -> Vec<usize> {
        match self {
            Self::PanicTravelled { panic, join } => vec![*panic, *join],
            Self::Poisoned { panic, lock } => vec![*panic, *lock],
            Self::LostUpdate {
                read,
                between,
                write,
            }
            | Self::OutOfDate {
                read,
                between,
                write,
            } => vec![*read, *between, *write],
            Self::TwoSections {
                first,
                between,
                second,
            } => vec![*first, *between, *second],
            Self::SpuriousWake { wake } => vec![*wake],
            Self::DidNotWait { look } => vec![*look],
            Self::LockedTwice { hold, .. }
            | Self::JoinUnderLock { hold, .. }
            | Self::WaitsWithLock { hold, .. } => vec![*hold],
            Self::LockOrder { holds } => holds.clone(),
            Self::MissedNotify { wait, notify } => vec![*wait, *notify],
            Self::NotNotifiedOf { wait, change, .. } => vec![*wait, *change],
            Self::WaitsAgain { wake, wait } => vec![*wake, *wait],
            Self::Spins { event, hold, .. } => event.iter().chain(hold).copied().collect(),
            _ => Vec::new(),
        }
    }

    /// The threads that have a part in it.
    pub(crate) fn threads(&self, trace: &Trace) -> Vec<usize> {
        let mut threads: Vec<usize> = match self {
            Self::NotWaitedFor { threads }
            | Self::BarrierWaits { threads, .. }
            | Self::GiveWay { threads } => threads.clone(),
            Self::LockedTwice { thread, .. }
            | Self::ChannelFull { thread, .. }
            | Self::NeverNotified { thread, .. }
            | Self::OthersWoken { thread, .. }
            | Self::NeverUnparked { thread }
            | Self::Spins { thread, .. } => vec![*thread],
            Self::JoinUnderLock { joiner, joined, .. } => vec![*joiner, *joined],
            Self::WaitsWithLock { thread, other, .. } => vec![*thread, *other],
            Self::WaitsInCheck { thread, joiner } => vec![*thread, *joiner],
            Self::SenderLives {
                receiver, owners, ..
            } => owners.iter().chain([receiver]).copied().collect(),
            _ => Vec::new(),
        };
        threads.extend(
            self.events()
                .iter()
                .map(|event| trace.events[*event].thread),
        );
        threads.sort_unstable();
        threads.dedup();
        threads
    }

    /// The threads that are stuck by themselves, and not only because they wait for such a one.
    pub(crate) fn stuck(&self, trace: &Trace) -> Vec<usize> {
        match self {
            Self::SenderLives { receiver, .. } => vec![*receiver],
            Self::NotNotifiedOf { wait, .. } => vec![trace.events[*wait].thread],
            Self::WaitsInCheck { .. } | Self::JoinCycle | Self::Stuck => Vec::new(),
            other => other.threads(trace),
        }
    }
}
