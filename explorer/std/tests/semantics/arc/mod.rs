//! `Arc` and `Weak`.

mod api;
mod complete;
mod destructors;
mod pointers;
mod races;
mod silence;
mod spins;
mod wake;
mod weaks;
