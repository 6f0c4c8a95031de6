//! `std::thread`.

mod handle;
mod local;
mod scoped;

use std::io;
use std::num::NonZero;
use std::panic::Location;
use std::time::Duration;

use engine::{Access, Early, Kind, Ready, TOKEN};

use crate::shared::{At, futile, wait, wait_early};
use crate::time::{end_of, is_too_late, up_at};

pub use ::std::thread::Result;

pub use handle::{Builder, JoinHandle, Thread, ThreadId, spawn};
pub use local::{AccessError, LocalKey};
pub use scoped::{Scope, ScopedJoinHandle, scope};

/// `std::thread::current`.
pub fn current() -> Thread {
    Thread::new(engine::me())
}

/// `std::thread::yield_now`.
#[track_caller]
pub fn yield_now() {
    let at = Location::caller();
    engine::pass(Kind::Yield, 0, Access::LOCAL, at);
    engine::event(Kind::Yield, None, Some(at), String::new);
}

/// `std::thread::panicking`.
pub fn panicking() -> bool {
    engine::is_panicking()
}

/// `std::thread::sleep`, on the thread's own clock.
#[track_caller]
pub fn sleep(dur: Duration) {
    let at = Location::caller();
    match up_at(dur) {
        // However long it sleeps, others may have come less far meanwhile, or farther.
        Some(end) => {
            engine::pass(Kind::Sleep, 0, Access::LOCAL, at);
            engine::set_clock(end_of(end));
        }
        None => wait(Kind::Sleep, 0, Access::LOCAL, at, &|| false),
    }
    engine::event(Kind::Sleep, None, Some(at), || format!("{dur:?}"));
}

/// `std::thread::sleep_ms`.
#[track_caller]
#[deprecated(since = "1.6.0", note = "replaced by `std::thread::sleep`")]
pub fn sleep_ms(ms: u32) {
    sleep(Duration::from_millis(ms.into()));
}

/// `std::thread::park`.
#[track_caller]
pub fn park() {
    park_until(Early::Spuriously, Location::caller());
}

/// `std::thread::park_timeout`.
#[track_caller]
pub fn park_timeout(dur: Duration) {
    park_until(up_at(dur).unwrap_or(Early::Spuriously), Location::caller());
}

/// `std::thread::park_timeout_ms`.
#[track_caller]
#[deprecated(since = "1.6.0", note = "replaced by `std::thread::park_timeout`")]
pub fn park_timeout_ms(ms: u32) {
    park_timeout(Duration::from_millis(ms.into()));
}

fn park_until(early: Early, at: At) {
    let me = engine::me().id;
    let object = engine::thread_object(me);
    let hurried = wait_early(
        (Kind::Park, object, Access::writes(TOKEN), at),
        Ready::Unparked(me),
        early,
        Access::reads(TOKEN),
    );
    let clock = engine::park_token(me, Option::take).unwrap_or_default();
    let hurried = hurried || is_too_late(early, clock);
    if !hurried {
        engine::merge_clock(clock);
    }
    if hurried && early != Early::Spuriously {
        futile(at, 0);
    }
    engine::event(Kind::Park, None, Some(at), || {
        let words = match (hurried, early) {
            (false, _) => "unparked",
            (true, Early::Spuriously) => "for no reason",
            (true, _) => "timed out",
        };
        words.to_owned()
    });
}

/// `std::thread::available_parallelism`: the same on every machine.
pub fn available_parallelism() -> io::Result<NonZero<usize>> {
    NonZero::new(4).ok_or_else(|| io::Error::from(io::ErrorKind::Unsupported))
}
