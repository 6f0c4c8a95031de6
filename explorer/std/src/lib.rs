//! A stand-in for `std`: so far nothing but `std` itself.

pub use ::std::*;
