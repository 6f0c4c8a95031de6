//! `std::time`, on clocks that only sleeping moves. Every thread has its own; who hears of another thread's doings, by a
//! message, a lock or a `join`, is at least as late as that thread was.

use std::cell::Cell;
use std::error::Error;
use std::fmt;
use std::ops::{Add, AddAssign, Sub, SubAssign};
use std::panic::Location;

use engine::{Access, Early, Kind, TaskId};

use crate::shared::At;

pub use ::std::time::*;

/// When all clocks start, so that there is a time before.
const START: Duration = Duration::from_secs(1_000_000_000);

/// Whoever waits for a century or longer (or for `Duration::MAX`) means for ever.
const FOR_EVER: Duration = Duration::from_hours(100 * 365 * 24);

/// So often a thread may look at its clock before it moves without a sleep.
const GLANCES: u32 = 16;

thread_local! {
    /// Who looked at the clock last, what it said, and how often it had said so.
    static GLANCED: Cell<(TaskId, Duration, u32)> = const { Cell::new((0, Duration::MAX, 0)) };
}

/// Looks at the calling thread's clock. One that looks again and again is waiting for it: the clock then moves, faster
/// and faster, and others may go on meanwhile.
fn look(at: At) -> Duration {
    let (me, clock) = (engine::me().id, engine::clock());
    let (thread, seen, count) = GLANCED.get();
    if (thread, seen) != (me, clock) {
        GLANCED.set((me, clock, 0));
        return START + clock;
    }
    GLANCED.set((me, clock, count + 1));
    if count < GLANCES {
        return START + clock;
    }
    if count % GLANCES == 0 {
        engine::pass(Kind::Yield, 0, Access::LOCAL, at);
        // Time passes: that is what it waits for.
        engine::achieve();
    }
    let clock = clock + Duration::from_micros(1 << (count - GLANCES).min(20));
    engine::set_clock(clock);
    GLANCED.set((me, clock, count + 1));
    START + clock
}

/// A run starts without any.
pub(crate) fn forget_glances() {
    GLANCED.set((0, Duration::MAX, 0));
}

/// Whether somebody who waits so long had given up before something that happened at `clock`. If so, it is that late
/// now.
pub(crate) fn is_too_late(early: Early, clock: Duration) -> bool {
    let is_over = end_of(early) < clock;
    if is_over {
        engine::merge_clock(end_of(early));
    }
    is_over
}

/// When somebody who waits so long gives up.
pub(crate) fn end_of(early: Early) -> Duration {
    match early {
        Early::At(end) => end,
        Early::Never | Early::Spuriously | Early::WhenIdle => Duration::MAX,
    }
}

/// The end of a wait that may last so long, unless that is for ever.
pub(crate) fn up_at(timeout: Duration) -> Option<Early> {
    let end = engine::clock().saturating_add(timeout);
    (timeout < FOR_EVER).then_some(Early::At(end))
}

/// `std::time::Instant`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Instant(Duration);

impl Instant {
    /// As in `std`.
    #[must_use]
    #[track_caller]
    pub fn now() -> Self {
        Self(look(Location::caller()))
    }

    /// As in `std`.
    #[must_use]
    pub fn duration_since(&self, earlier: Self) -> Duration {
        self.checked_duration_since(earlier).unwrap_or_default()
    }

    /// As in `std`.
    #[must_use]
    pub fn checked_duration_since(&self, earlier: Self) -> Option<Duration> {
        self.0.checked_sub(earlier.0)
    }

    /// As in `std`.
    #[must_use]
    pub fn saturating_duration_since(&self, earlier: Self) -> Duration {
        self.checked_duration_since(earlier).unwrap_or_default()
    }

    /// As in `std`.
    #[must_use]
    #[track_caller]
    pub fn elapsed(&self) -> Duration {
        Self::now().duration_since(*self)
    }

    /// As in `std`.
    pub fn checked_add(&self, duration: Duration) -> Option<Self> {
        // The real one counts seconds with a sign.
        let sum = self.0.checked_add(duration)?;
        i64::try_from(sum.as_secs()).is_ok().then_some(Self(sum))
    }

    /// As in `std`.
    pub fn checked_sub(&self, duration: Duration) -> Option<Self> {
        self.0.checked_sub(duration).map(Self)
    }
}

impl Add<Duration> for Instant {
    type Output = Self;

    fn add(self, other: Duration) -> Self {
        self.checked_add(other)
            .expect("overflow when adding duration to instant")
    }
}

impl AddAssign<Duration> for Instant {
    fn add_assign(&mut self, other: Duration) {
        *self = *self + other;
    }
}

impl Sub<Duration> for Instant {
    type Output = Self;

    fn sub(self, other: Duration) -> Self {
        self.checked_sub(other)
            .expect("overflow when subtracting duration from instant")
    }
}

impl SubAssign<Duration> for Instant {
    fn sub_assign(&mut self, other: Duration) {
        *self = *self - other;
    }
}

impl Sub for Instant {
    type Output = Duration;

    fn sub(self, other: Self) -> Duration {
        self.duration_since(other)
    }
}

impl fmt::Debug for Instant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Instant").field(&self.0).finish()
    }
}

/// `std::time::SystemTime`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SystemTime(Duration);

/// `std::time::UNIX_EPOCH`.
pub const UNIX_EPOCH: SystemTime = SystemTime::UNIX_EPOCH;

/// `std::time::SystemTimeError`.
#[derive(Clone, Debug)]
pub struct SystemTimeError(Duration);

impl SystemTime {
    /// As in `std`.
    pub const UNIX_EPOCH: Self = Self(Duration::ZERO);

    /// As in `std`.
    #[must_use]
    #[track_caller]
    pub fn now() -> Self {
        Self(look(Location::caller()))
    }

    /// As in `std`.
    pub fn duration_since(&self, earlier: Self) -> Result<Duration, SystemTimeError> {
        self.0
            .checked_sub(earlier.0)
            .ok_or_else(|| SystemTimeError(earlier.0.saturating_sub(self.0)))
    }

    /// As in `std`.
    #[track_caller]
    pub fn elapsed(&self) -> Result<Duration, SystemTimeError> {
        Self::now().duration_since(*self)
    }

    /// As in `std`.
    pub fn checked_add(&self, duration: Duration) -> Option<Self> {
        self.0.checked_add(duration).map(Self)
    }

    /// As in `std`.
    pub fn checked_sub(&self, duration: Duration) -> Option<Self> {
        self.0.checked_sub(duration).map(Self)
    }
}

impl Add<Duration> for SystemTime {
    type Output = Self;

    fn add(self, other: Duration) -> Self {
        self.checked_add(other)
            .expect("overflow when adding duration to instant")
    }
}

impl AddAssign<Duration> for SystemTime {
    fn add_assign(&mut self, other: Duration) {
        *self = *self + other;
    }
}

impl Sub<Duration> for SystemTime {
    type Output = Self;

    fn sub(self, other: Duration) -> Self {
        self.checked_sub(other)
            .expect("overflow when subtracting duration from instant")
    }
}

impl SubAssign<Duration> for SystemTime {
    fn sub_assign(&mut self, other: Duration) {
        *self = *self - other;
    }
}

impl fmt::Debug for SystemTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("SystemTime").field(&self.0).finish()
    }
}

impl SystemTimeError {
    /// As in `std`.
    pub fn duration(&self) -> Duration {
        self.0
    }
}

impl fmt::Display for SystemTimeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("second time provided was later than self")
    }
}

impl Error for SystemTimeError {}
