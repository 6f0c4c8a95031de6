//! `std::backtrace`, which tells nothing: the real one keeps what it reads, and would keep it in memory of a run.

use std::fmt;

pub use ::std::backtrace::BacktraceStatus;

/// `std::backtrace::Backtrace`.
pub struct Backtrace {
    is_wanted: bool,
}

impl Backtrace {
    /// As in `std` where no variable asks for one.
    pub const fn capture() -> Self {
        Self::disabled()
    }

    /// As in `std` where there is no way to get one.
    pub const fn force_capture() -> Self {
        Self { is_wanted: true }
    }

    /// As in `std`.
    pub const fn disabled() -> Self {
        Self { is_wanted: false }
    }

    /// As in `std`.
    pub const fn status(&self) -> BacktraceStatus {
        if self.is_wanted {
            BacktraceStatus::Unsupported
        } else {
            BacktraceStatus::Disabled
        }
    }

    fn words(&self) -> &'static str {
        if self.is_wanted {
            "unsupported backtrace"
        } else {
            "disabled backtrace"
        }
    }
}

impl fmt::Display for Backtrace {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.words())
    }
}

impl fmt::Debug for Backtrace {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "<{}>", self.words())
    }
}
