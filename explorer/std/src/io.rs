//! `std::io`. What is printed becomes part of the trace.

use std::fmt;
use std::marker::PhantomData;
use std::panic::Location;

pub use ::std::io::*;

use crate::runner::printed_too_much;

/// How much a run may print, as the judge lets it on real threads. Nothing else would end one that does nothing but print.
const MAX_OUTPUT: usize = 1 << 20;

/// Behind `print!`.
#[doc(hidden)]
#[track_caller]
pub fn _print(text: fmt::Arguments<'_>) {
    print(|| text.to_string());
}

/// Behind `println!`.
#[doc(hidden)]
#[track_caller]
pub fn _print_line(text: fmt::Arguments<'_>) {
    print(|| format!("{text}\n"));
}

#[track_caller]
fn print(text: impl FnOnce() -> String) {
    if engine::print(Location::caller(), text) > MAX_OUTPUT {
        printed_too_much();
    }
}

macro_rules! stream {
    ($stream:ident, $lock:ident, $make:ident) => {
        #[doc = concat!("`std::io::", stringify!($stream), "`.")]
        #[derive(Debug)]
        pub struct $stream(());

        #[doc = concat!("`std::io::", stringify!($lock), "`.")]
        #[derive(Debug)]
        pub struct $lock<'a>(PhantomData<&'a ()>);

        #[doc = concat!("`std::io::", stringify!($make), "`.")]
        pub fn $make() -> $stream {
            $stream(())
        }

        impl $stream {
            /// As in `std`, save that it locks nobody out: no thread is interrupted while it prints.
            pub fn lock(&self) -> $lock<'static> {
                $lock(PhantomData)
            }

            /// As `IsTerminal` in `std`, which nobody else can implement.
            pub fn is_terminal(&self) -> bool {
                false
            }
        }

        stream!(write $stream);
        stream!(write &$stream);
        stream!(write $lock<'_>);

    };
    (write $stream:ty) => {
        impl Write for $stream {
            #[track_caller]
            fn write(&mut self, bytes: &[u8]) -> Result<usize> {
                print(|| String::from_utf8_lossy(bytes).into_owned());
                Ok(bytes.len())
            }

            fn flush(&mut self) -> Result<()> {
                Ok(())
            }
        }
    };
}

stream!(Stdout, StdoutLock, stdout);
stream!(Stderr, StderrLock, stderr);
