//! Where the component `rust-src` is installed, the compiler quotes lines of the library in what it says of an attempt, and
//! elsewhere it does not. So that all students read the same, it gets a sysroot without these sources: a folder with links
//! to what else the toolchain has.

use std::collections::hash_map::DefaultHasher;
use std::ffi::OsString;
use std::fs;
use std::hash::{Hash, Hasher};
use std::io;
use std::path::Path;

use super::cache::{Entry, Kept};
use super::toolchain::Toolchain;
use crate::judge::files::io_error;

/// Where a sysroot has the libraries, a folder for each target, and the sources.
const RUSTLIB: &str = "lib/rustlib";
const SOURCES: &str = "src";

/// A sysroot without sources.
pub(super) struct Sysroot(Kept);

impl Sysroot {
    /// `None` where the toolchain has no sources, or where no links can be made: on Windows that takes a right which few
    /// people have.
    pub(super) fn without_sources(toolchain: &Toolchain) -> Option<Self> {
        let rustlib = toolchain.sysroot().join(RUSTLIB);
        if !rustlib.join(SOURCES).exists() {
            return None;
        }
        let entry = Entry::new("sysroot", key(toolchain), is_whole);
        let make = |dir: &Path| link_all(&rustlib, &dir.join(RUSTLIB)).map_err(io_error(dir));
        let kept = entry.find().or_else(|| entry.make(make).ok())?;
        Some(Self(kept))
    }

    /// What has the compiler use it.
    pub(super) fn args(&self) -> [OsString; 2] {
        ["--sysroot".into(), self.0.dir.clone().into()]
    }
}

fn key(toolchain: &Toolchain) -> u64 {
    let mut hasher = DefaultHasher::new();
    (&toolchain.version, &toolchain.libdir).hash(&mut hasher);
    hasher.finish()
}

/// Whether every link leads somewhere.
fn is_whole(dir: &Path) -> bool {
    let links = fs::read_dir(dir.join(RUSTLIB));
    links.is_ok_and(|links| links.flatten().all(|link| link.path().is_dir()))
}

fn link_all(rustlib: &Path, to: &Path) -> io::Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(rustlib)? {
        let entry = entry?;
        if entry.path().is_dir() && entry.file_name() != SOURCES {
            link(entry.path(), to.join(entry.file_name()))?;
        }
    }
    Ok(())
}

#[cfg(unix)]
use std::os::unix::fs::symlink as link;
#[cfg(windows)]
use std::os::windows::fs::symlink_dir as link;
