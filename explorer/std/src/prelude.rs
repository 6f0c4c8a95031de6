//! `std::prelude`. The macros that differ from the real ones stand in each, or the real ones would win.

macro_rules! preludes {
    ($($edition:ident)*) => {$(
        #[doc = concat!("`std::prelude::", stringify!($edition), "`.")]
        pub mod $edition {
            pub use ::std::prelude::$edition::*;
            pub use crate::{dbg, eprint, eprintln, print, println, thread_local};
        }
    )*};
}

preludes!(v1 rust_2015 rust_2018 rust_2021 rust_2024);
