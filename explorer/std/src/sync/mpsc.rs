//! `std::sync::mpsc`.

use std::cell::{Cell, UnsafeCell};
use std::collections::VecDeque;
use std::fmt;
use std::marker::PhantomData;
use std::panic::{Location, RefUnwindSafe, UnwindSafe};
use std::sync::Arc;
use std::time::Duration;

use engine::{Access, Early, Kind, Ready, Snapshot};

use crate::shared::{At, Shared, wait, wait_early};
use crate::time::{end_of, is_too_late, up_at};

pub use ::std::sync::mpsc::{RecvError, RecvTimeoutError, SendError, TryRecvError, TrySendError};

/// Aspects of a channel that holds messages: where they are taken out, where they are put in, who may send, and whether
/// there is a receiver. A message that is there can be received before or after another one is sent, and senders go in
/// any order, unless somebody looks without waiting, or gives up.
const HEAD: u8 = 1;
const TAIL: u8 = 2;
const SENDERS: u8 = 4;
const RECEIVER: u8 = 8;

const SEND: Access = Access::writes(TAIL).and(Access::reads(RECEIVER));
const TRY_SEND: Access = SEND.and(Access::reads(HEAD));
const RECEIVE: Access = Access::writes(HEAD);
const TRY_RECEIVE: Access = RECEIVE.and(Access::reads(TAIL | SENDERS));
const DROP_SENDER: Access = Access::adds(SENDERS);
const DROP_RECEIVER: Access = Access::writes(HEAD | RECEIVER);

/// A channel without its messages.
struct RawChannel {
    shared: Shared,
    /// `None`: as many as there are. `Some(0)`: a message is handed over from hand to hand.
    capacity: Option<usize>,
    /// Messages sent, or offered, so far.
    sent: Cell<u64>,
    received: Cell<u64>,
    senders: Cell<usize>,
    has_receiver: Cell<bool>,
    /// From when until when the receiver stands waiting, if it does.
    awaited: Cell<Option<(Duration, Duration)>>,
    /// When each waiting message was sent.
    clocks: UnsafeCell<VecDeque<Duration>>,
    /// When the last sender was dropped, and when the receiver was.
    closed_clock: Cell<Duration>,
    receiver_clock: Cell<Duration>,
    /// When each message was received, where that makes room for another one.
    room_clocks: UnsafeCell<Vec<Duration>>,
}

/// What became of an attempt to receive.
enum Received {
    Message,
    Empty,
    Closed,
}

impl RawChannel {
    #[track_caller]
    fn new(capacity: Option<usize>) -> Self {
        Self {
            shared: Shared::new(),
            capacity,
            sent: Cell::new(0),
            received: Cell::new(0),
            senders: Cell::new(1),
            has_receiver: Cell::new(true),
            awaited: Cell::new(None),
            clocks: UnsafeCell::new(VecDeque::new()),
            closed_clock: Cell::new(Duration::ZERO),
            receiver_clock: Cell::new(Duration::ZERO),
            room_clocks: UnsafeCell::new(Vec::new()),
        }
    }

    /// What an operation has to do with the channel. Where messages are handed over from hand to hand, all depends on
    /// all.
    fn access(&self, access: Access) -> Access {
        if self.capacity == Some(0) {
            Access::WRITE
        } else {
            access
        }
    }

    fn room_clocks<R>(&self, f: impl FnOnce(&mut Vec<Duration>) -> R) -> R {
        // SAFETY: as for `clocks`.
        f(unsafe { &mut *self.room_clocks.get() })
    }

    /// The calling thread is no earlier than message `number` was received, counted from 1.
    fn merge_received(&self, number: u64) {
        let index = usize::try_from(number)
            .ok()
            .and_then(|it| it.checked_sub(1));
        let clock = index.and_then(|index| self.room_clocks(|clocks| clocks.get(index).copied()));
        engine::merge_clock(clock.unwrap_or_default());
    }

    fn id(&self) -> usize {
        self.shared.id("channel", Snapshot::of(self))
    }

    fn clocks<R>(&self, f: impl FnOnce(&mut VecDeque<Duration>) -> R) -> R {
        // SAFETY: all threads are coroutines of one system thread, and `f` reaches no point.
        f(unsafe { &mut *self.clocks.get() })
    }

    /// When the next message was sent, or the channel closed.
    fn clock(&self) -> Duration {
        self.clocks(|clocks| clocks.front().copied())
            .unwrap_or(self.closed_clock.get())
    }

    fn waiting(&self) -> u64 {
        self.sent.get() - self.received.get()
    }

    fn has_room(&self) -> bool {
        self.capacity
            .is_none_or(|capacity| self.waiting() < capacity as u64)
    }

    fn event(&self, kind: Kind, at: At, detail: &str) {
        engine::event(kind, Some(self.id()), Some(at), || detail.to_owned());
    }

    /// Waits until a message may be put into the queue. Whether it may.
    fn may_send(&self, at: At) -> bool {
        let id = self.id();
        if self.capacity.is_none_or(|capacity| capacity == 0) {
            engine::pass(Kind::Send, id, self.access(SEND), at);
        } else {
            wait(Kind::Send, id, SEND, at, &|| {
                self.has_room() || !self.has_receiver.get()
            });
        }
        self.has_receiver(at)
    }

    /// Whether there is somebody who might receive.
    fn has_receiver(&self, at: At) -> bool {
        let has_receiver = self.has_receiver.get();
        if !has_receiver {
            engine::merge_clock(self.receiver_clock.get());
            self.shared.futile(at);
            self.event(Kind::Send, at, "refused");
        }
        has_receiver
    }

    /// The same without waiting. `None`: not now.
    fn may_try_send(&self, at: At) -> Option<bool> {
        engine::pass(Kind::Send, self.id(), self.access(TRY_SEND), at);
        if !self.has_receiver(at) {
            return Some(false);
        }
        let has_room = match self.capacity {
            // By the clocks, the receiver may have given up by now.
            Some(0) => {
                let awaited = self.awaited.get().filter(|_| self.waiting() == 0);
                awaited.is_some_and(|(start, end)| {
                    let is_there = engine::clock() <= end;
                    if is_there {
                        engine::merge_clock(start);
                    }
                    is_there
                })
            }
            _ => self.has_room(),
        };
        if !has_room {
            let last = self.clocks(|clocks| clocks.back().copied());
            engine::merge_clock(last.unwrap_or_default());
            self.shared.futile(at);
            self.event(Kind::Send, at, "full");
        }
        has_room.then_some(true)
    }

    /// A message was put into the queue. Its number, from 1.
    fn sent(&self, at: At) -> u64 {
        let number = self.sent.get() + 1;
        self.sent.set(number);
        self.shared.change();
        engine::achieve();
        if let Some(capacity) = self.capacity {
            // Only what was received makes room.
            self.merge_received(number.saturating_sub(capacity.max(1) as u64));
        }
        let clock = engine::clock();
        self.clocks(|clocks| clocks.push_back(clock));
        // Nobody has it before somebody comes for it.
        let is_offered = self.capacity == Some(0) && self.awaited.get().is_none();
        let offered = if is_offered { ", offered" } else { "" };
        engine::event(Kind::Send, Some(self.id()), Some(at), || {
            format!("message {number}{offered}")
        });
        number
    }

    /// Waits until message `number` was taken. `false` when it never will be.
    fn is_taken(&self, number: u64, at: At) -> bool {
        let taken = || self.received.get() >= number;
        wait(Kind::Send, self.id(), Access::WRITE, at, &|| {
            taken() || !self.has_receiver.get()
        });
        self.merge_received(number);
        taken()
    }

    /// Tries to receive.
    fn try_receive(&self, at: At) -> Received {
        engine::pass(Kind::Receive, self.id(), self.access(TRY_RECEIVE), at);
        if self.waiting() > 0 {
            return Received::Message;
        }
        self.shared.futile(at);
        if self.senders.get() == 0 {
            engine::merge_clock(self.closed_clock.get());
            self.event(Kind::Receive, at, "closed");
            Received::Closed
        } else {
            self.event(Kind::Receive, at, "empty");
            Received::Empty
        }
    }

    /// Waits for a message, so long. `Empty` comes back when the time was up.
    fn receive(&self, early: Early, at: At) -> Received {
        let id = self.id();
        let ready = || self.waiting() > 0 || self.senders.get() == 0;
        let mut late = false;
        let operation = (Kind::Receive, id, self.access(RECEIVE), at);
        let early_access = self.access(TRY_RECEIVE);
        if self.capacity == Some(0) {
            engine::pass(Kind::Receive, id, Access::WRITE, at);
            if !ready() {
                self.awaited.set(Some((engine::clock(), end_of(early))));
                self.shared.change();
                late = wait_early(operation, Ready::When(&ready), early, early_access);
                self.awaited.set(None);
            }
        } else {
            late = wait_early(operation, Ready::When(&ready), early, early_access);
        }
        // On the clocks the time may be up although something came.
        late |= is_too_late(early, self.clock());
        if !late && self.waiting() > 0 {
            Received::Message
        } else if late {
            self.shared.futile(at);
            self.event(Kind::Receive, at, "timed out");
            Received::Empty
        } else {
            engine::merge_clock(self.clock());
            self.shared.futile(at);
            self.event(Kind::Receive, at, "closed");
            Received::Closed
        }
    }

    /// A message was taken out of the queue.
    fn received(&self, at: At) {
        let number = self.received.get() + 1;
        self.received.set(number);
        self.shared.change();
        engine::achieve();
        let clock = self.clocks(VecDeque::pop_front).unwrap_or_default();
        engine::merge_clock(clock);
        if self.capacity.is_some() {
            let clock = engine::clock();
            self.room_clocks(|clocks| clocks.push(clock));
        }
        engine::event(Kind::Receive, Some(self.id()), Some(at), || {
            format!("message {number}")
        });
    }

    fn add_sender(&self, at: At) {
        let senders = self.senders.get() + 1;
        self.senders.set(senders);
        engine::event(Kind::Clone, Some(self.id()), Some(at), || {
            senders.to_string()
        });
    }

    fn drop_sender(&self, at: At) {
        let id = self.id();
        // Without a receiver it makes no difference to anybody.
        if self.has_receiver.get() {
            engine::pass(Kind::Drop, id, self.access(DROP_SENDER), at);
            self.closed_clock
                .set(self.closed_clock.get().max(engine::clock()));
        }
        let left = self.senders.get() - 1;
        self.senders.set(left);
        self.shared.change();
        if left == 0 {
            self.event(Kind::Closed, at, "sender");
        } else {
            engine::event(Kind::Drop, Some(id), Some(at), || left.to_string());
        }
    }

    fn drop_receiver(&self, at: At) {
        // Without a sender it makes no difference to anybody.
        if self.senders.get() > 0 {
            engine::pass(Kind::Drop, self.id(), self.access(DROP_RECEIVER), at);
            self.receiver_clock.set(engine::clock());
        }
        self.has_receiver.set(false);
        self.shared.change();
        self.event(Kind::Closed, at, "receiver");
    }
}

/// A channel with its messages.
struct Channel<T> {
    raw: RawChannel,
    queue: UnsafeCell<VecDeque<(u64, T)>>,
}

// SAFETY: all threads are coroutines of one system thread, and no borrow of `queue` lasts over a point.
unsafe impl<T: Send> Send for Channel<T> {}
// SAFETY: as above.
unsafe impl<T: Send> Sync for Channel<T> {}

impl<T> Channel<T> {
    fn queue<R>(&self, f: impl FnOnce(&mut VecDeque<(u64, T)>) -> R) -> R {
        // SAFETY: see `Sync`; `f` reaches no point.
        f(unsafe { &mut *self.queue.get() })
    }

    fn push(&self, value: T, at: At) -> u64 {
        let number = self.raw.sent(at);
        self.queue(|queue| queue.push_back((number, value)));
        number
    }

    fn pop(&self, at: At) -> Option<T> {
        let (_, value) = self.queue(VecDeque::pop_front)?;
        self.raw.received(at);
        Some(value)
    }

    fn send(&self, value: T, at: At) -> Result<(), SendError<T>> {
        if !self.raw.may_send(at) {
            return Err(SendError(value));
        }
        let number = self.push(value, at);
        if self.raw.capacity != Some(0) || self.raw.is_taken(number, at) {
            return Ok(());
        }
        // Nobody will ever come for it.
        let value = self.queue(|queue| {
            let index = queue.iter().position(|(other, _)| *other == number)?;
            queue.remove(index)
        });
        match value {
            Some((_, value)) => Err(SendError(value)),
            None => Ok(()),
        }
    }

    fn try_send(&self, value: T, at: At) -> Result<(), TrySendError<T>> {
        match self.raw.may_try_send(at) {
            None => Err(TrySendError::Full(value)),
            Some(false) => Err(TrySendError::Disconnected(value)),
            Some(true) => {
                self.push(value, at);
                Ok(())
            }
        }
    }
}

/// `std::sync::mpsc::Sender`.
pub struct Sender<T> {
    channel: Arc<Channel<T>>,
    made_at: At,
}

/// `std::sync::mpsc::SyncSender`.
pub struct SyncSender<T> {
    channel: Arc<Channel<T>>,
    made_at: At,
}

/// `std::sync::mpsc::Receiver`.
pub struct Receiver<T> {
    channel: Arc<Channel<T>>,
    made_at: At,
    not_sync: PhantomData<Cell<()>>,
}

// SAFETY: the queue is reached by one thread at a time.
unsafe impl<T: Send> Send for Receiver<T> {}
impl<T> UnwindSafe for Sender<T> {}
impl<T> RefUnwindSafe for Sender<T> {}
impl<T> UnwindSafe for SyncSender<T> {}
impl<T> RefUnwindSafe for SyncSender<T> {}
impl<T> UnwindSafe for Receiver<T> {}
impl<T> RefUnwindSafe for Receiver<T> {}

/// `std::sync::mpsc::channel`.
#[track_caller]
pub fn channel<T>() -> (Sender<T>, Receiver<T>) {
    let (channel, made_at) = new_channel(None);
    let sender = Sender {
        channel: Arc::clone(&channel),
        made_at,
    };
    (sender, receiver(channel, made_at))
}

/// `std::sync::mpsc::sync_channel`.
#[track_caller]
pub fn sync_channel<T>(bound: usize) -> (SyncSender<T>, Receiver<T>) {
    let (channel, made_at) = new_channel(Some(bound));
    let sender = SyncSender {
        channel: Arc::clone(&channel),
        made_at,
    };
    (sender, receiver(channel, made_at))
}

#[track_caller]
fn new_channel<T>(capacity: Option<usize>) -> (Arc<Channel<T>>, At) {
    let channel = Arc::new(Channel {
        raw: RawChannel::new(capacity),
        queue: UnsafeCell::new(VecDeque::new()),
    });
    (channel, Location::caller())
}

fn receiver<T>(channel: Arc<Channel<T>>, made_at: At) -> Receiver<T> {
    Receiver {
        channel,
        made_at,
        not_sync: PhantomData,
    }
}

impl<T> Sender<T> {
    /// As in `std`.
    #[track_caller]
    pub fn send(&self, t: T) -> Result<(), SendError<T>> {
        self.channel.send(t, Location::caller())
    }
}

impl<T> SyncSender<T> {
    /// As in `std`.
    #[track_caller]
    pub fn send(&self, t: T) -> Result<(), SendError<T>> {
        self.channel.send(t, Location::caller())
    }

    /// As in `std`.
    #[track_caller]
    pub fn try_send(&self, t: T) -> Result<(), TrySendError<T>> {
        self.channel.try_send(t, Location::caller())
    }
}

macro_rules! sender {
    ($sender:ident) => {
        impl<T> Clone for $sender<T> {
            #[track_caller]
            fn clone(&self) -> Self {
                let made_at = Location::caller();
                self.channel.raw.add_sender(made_at);
                Self {
                    channel: Arc::clone(&self.channel),
                    made_at,
                }
            }
        }

        impl<T> Drop for $sender<T> {
            fn drop(&mut self) {
                self.channel.raw.drop_sender(self.made_at);
            }
        }

        impl<T> fmt::Debug for $sender<T> {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.debug_struct(stringify!($sender)).finish_non_exhaustive()
            }
        }
    };
}

sender!(Sender);
sender!(SyncSender);

impl<T> Receiver<T> {
    /// As in `std`.
    #[track_caller]
    pub fn try_recv(&self) -> Result<T, TryRecvError> {
        self.try_receive(Location::caller())
    }

    fn try_receive(&self, at: At) -> Result<T, TryRecvError> {
        match self.channel.raw.try_receive(at) {
            Received::Closed => Err(TryRecvError::Disconnected),
            Received::Empty => Err(TryRecvError::Empty),
            Received::Message => self.channel.pop(at).ok_or(TryRecvError::Empty),
        }
    }

    /// As in `std`.
    #[track_caller]
    pub fn recv(&self) -> Result<T, RecvError> {
        self.receive(Early::Never, Location::caller())
            .map_err(|_| RecvError)
    }

    /// As in `std`.
    #[track_caller]
    pub fn recv_timeout(&self, timeout: Duration) -> Result<T, RecvTimeoutError> {
        self.receive(up_at(timeout).unwrap_or(Early::Never), Location::caller())
    }

    fn receive(&self, early: Early, at: At) -> Result<T, RecvTimeoutError> {
        match self.channel.raw.receive(early, at) {
            Received::Closed => Err(RecvTimeoutError::Disconnected),
            Received::Empty => Err(RecvTimeoutError::Timeout),
            Received::Message => self.channel.pop(at).ok_or(RecvTimeoutError::Timeout),
        }
    }

    /// The next message, for an iterator.
    fn next(&self, at: At) -> Option<T> {
        self.receive(Early::Never, at).ok()
    }

    /// The same without waiting.
    fn try_next(&self, at: At) -> Option<T> {
        self.try_receive(at).ok()
    }

    /// As in `std`.
    #[track_caller]
    pub fn iter(&self) -> Iter<'_, T> {
        let at = Location::caller();
        Iter { rx: self, at }
    }

    /// As in `std`.
    #[track_caller]
    pub fn try_iter(&self) -> TryIter<'_, T> {
        let at = Location::caller();
        TryIter { rx: self, at }
    }
}

impl<T> Drop for Receiver<T> {
    fn drop(&mut self) {
        self.channel.raw.drop_receiver(self.made_at);
        if self.channel.raw.capacity != Some(0) {
            // Messages that were handed over die with it; one that is only offered goes back to who offers it.
            drop(self.channel.queue(std::mem::take));
        }
    }
}

impl<T> fmt::Debug for Receiver<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Receiver").finish_non_exhaustive()
    }
}

/// Where a message is asked for: where the caller is, or where the iterator was made when it is the library that calls.
fn asked(caller: At, made_at: At) -> At {
    if engine::is_in_library(caller.file()) {
        made_at
    } else {
        caller
    }
}

macro_rules! iterator {
    ($(#[$doc:meta])* $name:ident<$($life:lifetime,)? T>($receiver:ty), $receive:ident) => {
        $(#[$doc])*
        pub struct $name<$($life,)? T $(: $life)?> {
            rx: $receiver,
            /// Where it was made.
            at: At,
        }

        impl<$($life,)? T> Iterator for $name<$($life,)? T> {
            type Item = T;

            #[track_caller]
            fn next(&mut self) -> Option<T> {
                self.rx.$receive(asked(Location::caller(), self.at))
            }
        }

        impl<$($life,)? T> fmt::Debug for $name<$($life,)? T> {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.debug_struct(stringify!($name)).field("rx", &self.rx).finish()
            }
        }
    };
}

iterator! {
    /// `std::sync::mpsc::Iter`.
    Iter<'a, T>(&'a Receiver<T>), next
}
iterator! {
    /// `std::sync::mpsc::TryIter`.
    TryIter<'a, T>(&'a Receiver<T>), try_next
}
iterator! {
    /// `std::sync::mpsc::IntoIter`.
    IntoIter<T>(Receiver<T>), next
}

impl<'a, T> IntoIterator for &'a Receiver<T> {
    type Item = T;
    type IntoIter = Iter<'a, T>;

    #[track_caller]
    fn into_iter(self) -> Iter<'a, T> {
        self.iter()
    }
}

impl<T> IntoIterator for Receiver<T> {
    type Item = T;
    type IntoIter = IntoIter<T>;

    #[track_caller]
    fn into_iter(self) -> IntoIter<T> {
        let at = Location::caller();
        IntoIter { rx: self, at }
    }
}
