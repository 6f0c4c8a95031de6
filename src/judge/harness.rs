//! The harness crate (`probes`), compiled once per toolchain.

use std::collections::hash_map::DefaultHasher;
use std::fs;
use std::hash::{Hash, Hasher};
use std::path::{Path, PathBuf};

use super::JudgeError;
use super::cache::{Entry, Kept};
use super::compiler::Compilation;
use super::toolchain::{EDITION, SHARED_STD, Toolchain};
use crate::judge::files::io_error;
use crate::process::Cancel;

/// Its sources, as `(file name, text)`.
const SOURCES: [(&str, &str); 6] = [
    (
        "channel.rs",
        // `build.rs` puts it there.
        include_str!(concat!(env!("OUT_DIR"), "/channel.rs")),
    ),
    ("lib.rs", include_str!("../../harness/lib.rs")),
    ("harness.rs", include_str!("../../harness/harness.rs")),
    ("memory.rs", include_str!("../../harness/memory.rs")),
    ("probes.rs", include_str!("../../harness/probes.rs")),
    ("threads.rs", include_str!("../../harness/threads.rs")),
];

/// Every allocation of a check goes through it.
const FLAGS: [&str; 5] = [
    "--crate-name=probes",
    "--crate-type=rlib",
    "-Copt-level=3",
    SHARED_STD,
    "--cap-lints=allow",
];

const LIBRARY: &str = "libprobes.rlib";

/// The compiled harness.
pub(super) struct Harness(Kept);

impl Harness {
    /// Takes it from the cache, or compiles it.
    pub(super) fn prepare(toolchain: &Toolchain, cancel: &Cancel) -> Result<Self, JudgeError> {
        let is_whole = |dir: &Path| dir.join(LIBRARY).is_file();
        let entry = Entry::new("harness", key(toolchain), is_whole);
        match entry.find() {
            Some(kept) => Ok(Self(kept)),
            None => entry.make(|dir| build(toolchain, dir, cancel)).map(Self),
        }
    }

    pub(super) fn library(&self) -> PathBuf {
        self.0.dir.join(LIBRARY)
    }
}

/// Changes with everything the compiled harness depends on.
fn key(toolchain: &Toolchain) -> u64 {
    let mut hasher = DefaultHasher::new();
    (&toolchain.version, &toolchain.libdir, SOURCES, FLAGS).hash(&mut hasher);
    hasher.finish()
}

fn build(toolchain: &Toolchain, dir: &Path, cancel: &Cancel) -> Result<(), JudgeError> {
    for (name, text) in SOURCES {
        let path = dir.join(name);
        fs::write(&path, text).map_err(io_error(&path))?;
    }
    let compiled = Compilation::new(&toolchain.rustc, dir, "lib.rs", EDITION)
        .args(FLAGS)
        .args(["-o", LIBRARY])
        .run(cancel)?;
    if compiled.succeeded() {
        Ok(())
    } else {
        Err(JudgeError::Harness(compiled.gist()))
    }
}
