//! A student's folder, made from a kit by `init` and brought to a newer one by `update`. It must not know the judge.
//!
//! Nothing of the student's is ever written over: a file is replaced only while it is as threadlings wrote it, and each is
//! written whole or not at all, the notes about it last. So both commands can be killed at any moment and run again.

mod cargo;
mod contents;
mod editors;
mod error;
mod fill;
pub(crate) mod git;
pub(crate) mod init;
mod program;
mod record;
pub(crate) mod update;
pub(crate) mod words;

pub(crate) use cargo::{
    IN_EXERCISES, Layout, manifest as cargo_manifest, renewed as renewed_cargo_manifest,
};
pub use error::WorkspaceError;
use fill::clear_up;
pub(crate) use fill::{fill, refuse_others};
pub(crate) use record::kept_kit;
