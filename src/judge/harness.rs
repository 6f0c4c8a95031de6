//! The harness crate (`probes`), compiled once per toolchain and kept in the user's cache.

use std::collections::hash_map::DefaultHasher;
use std::fs;
use std::hash::{Hash, Hasher};
use std::path::{Path, PathBuf};

use etcetera::{BaseStrategy, choose_base_strategy};
use tempfile::TempDir;

use super::compiler::Compilation;
use super::toolchain::{EDITION, Toolchain};
use super::{JudgeError, io_error};
use crate::process::Cancel;

/// Its sources, as `(file name, text)`.
const SOURCES: [(&str, &str); 4] = [
    ("channel.rs", include_str!("../../harness/channel.rs")),
    ("lib.rs", include_str!("../../harness/lib.rs")),
    ("harness.rs", include_str!("../../harness/harness.rs")),
    ("probes.rs", include_str!("../../harness/probes.rs")),
];

const LIBRARY: &str = "libprobes.rlib";

/// The compiled harness.
pub(super) struct Harness {
    pub(super) library: PathBuf,
    /// Where it lies when the cache cannot be written; removed with us.
    _private: Option<TempDir>,
}

/// Where compiled things are kept: `THREADLINGS_CACHE`, or a folder in the user's cache.
pub fn cache_dir() -> Option<PathBuf> {
    std::env::var_os("THREADLINGS_CACHE")
        .filter(|value| !value.is_empty())
        .map(PathBuf::from)
        .or_else(|| {
            let base = choose_base_strategy().ok()?;
            Some(base.cache_dir().join("threadlings"))
        })
}

impl Harness {
    /// Takes it from the cache, or compiles it. A cache that cannot be used costs time, nothing else.
    pub(super) fn prepare(toolchain: &Toolchain, cancel: &Cancel) -> Result<Self, JudgeError> {
        let home = cache_dir().map(|cache| cache.join(format!("harness-{:016x}", key(toolchain))));
        if let Some(library) = home.as_ref().map(|home| home.join(LIBRARY))
            && library.is_file()
        {
            return Ok(Self {
                library,
                _private: None,
            });
        }
        // Built aside and then renamed: whoever looks into the cache finds a whole harness or none.
        let shared = home.as_deref().and_then(Path::parent).and_then(|cache| {
            fs::create_dir_all(cache).ok()?;
            builder().tempdir_in(cache).ok()
        });
        let dir = match shared {
            Some(dir) => dir,
            None => builder()
                .tempdir()
                .map_err(io_error("a temporary folder"))?,
        };
        build(toolchain, dir.path(), cancel)?;
        if let Some(home) = home {
            // Fails where another process was faster, which is as good, or where the cache is on another disk.
            let _ = fs::rename(dir.path(), &home);
            if home.join(LIBRARY).is_file() {
                return Ok(Self {
                    library: home.join(LIBRARY),
                    _private: None,
                });
            }
        }
        Ok(Self {
            library: dir.path().join(LIBRARY),
            _private: Some(dir),
        })
    }
}

fn builder() -> tempfile::Builder<'static, 'static> {
    let mut builder = tempfile::Builder::new();
    builder.prefix("building-");
    builder
}

/// Changes with everything the compiled harness depends on.
fn key(toolchain: &Toolchain) -> u64 {
    let mut hasher = DefaultHasher::new();
    (&toolchain.version, &toolchain.libdir, SOURCES).hash(&mut hasher);
    hasher.finish()
}

fn build(toolchain: &Toolchain, dir: &Path, cancel: &Cancel) -> Result<(), JudgeError> {
    for (name, text) in SOURCES {
        let path = dir.join(name);
        fs::write(&path, text).map_err(io_error(&path))?;
    }
    let compiled = Compilation::new(&toolchain.rustc, dir, "lib.rs", EDITION)
        .args(["--crate-name=probes", "--crate-type=rlib"])
        .args(["-Cprefer-dynamic", "--cap-lints=allow", "-o", LIBRARY])
        .run(cancel)?;
    if compiled.succeeded() {
        Ok(())
    } else {
        let said = compiled
            .errors()
            .map(|error| error.message.as_str())
            .chain([compiled.rest.as_str()])
            .collect::<Vec<_>>()
            .join("; ");
        Err(JudgeError::Harness(said))
    }
}
