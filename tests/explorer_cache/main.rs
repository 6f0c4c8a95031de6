//! The explorer is compiled once, whatever happens meanwhile, and where it cannot be, the reason is said.
//!
//! `doctor` is the witness: it builds the explorer where there is none and says what came of it. Each build takes
//! seconds, so these tests build only where that is their subject.

#![cfg(unix)]

#[path = "../support/mod.rs"]
#[expect(dead_code, reason = "these tests need a part of it only")]
mod support;
#[path = "../support/toolchain.rs"]
mod toolchain;

mod arc;
mod builds;
mod refusals;
mod unexplored;

use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use serde_json::Value;
use tempfile::TempDir;

use support::{Call, Workspace};

/// An explorer that one of these tests has built, in a cache that was empty, on a machine without a network.
struct Built {
    cache: PathBuf,
    /// What `doctor` said of it.
    item: Value,
}

impl Built {
    fn once() -> &'static Self {
        static BUILT: OnceLock<Built> = OnceLock::new();
        BUILT.get_or_init(|| {
            let cache = Path::new(env!("CARGO_TARGET_TMPDIR")).join("explorer-cache");
            let _ = fs::remove_dir_all(&cache);
            let home = tempfile::tempdir().unwrap();
            let item = explorer(&Workspace::new(), &cache, |call| {
                without_crates(call, home.path())
            });
            assert_eq!(item["status"], "ok", "{item}");
            Self { cache, item }
        })
    }
}

/// A cache of its own for one test.
struct Cache(TempDir);

impl Cache {
    fn empty() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    /// One with a copy of what was built.
    fn filled() -> Self {
        let built = folder(&Built::once().cache);
        let cache = Self::empty();
        let home = cache.path().join(built.file_name().unwrap());
        fs::create_dir_all(home.join("deps")).unwrap();
        for folder in ["", "deps"] {
            for file in fs::read_dir(built.join(folder)).unwrap() {
                let file = file.unwrap();
                if file.file_type().unwrap().is_file() {
                    fs::copy(file.path(), home.join(folder).join(file.file_name())).unwrap();
                }
            }
        }
        cache
    }

    fn path(&self) -> &Path {
        self.0.path()
    }

    fn names(&self) -> Vec<String> {
        names(self.path())
    }

    /// The file in the only explorer that it has.
    fn file(&self, path: &str) -> PathBuf {
        folder(self.path()).join(path)
    }

    /// What `doctor` says of the explorer; with `with`, the call is changed before.
    fn doctor(&self, with: impl FnOnce(Call) -> Call) -> Value {
        explorer(&Workspace::new(), self.path(), with)
    }
}

/// What is in a cache, but for the harness, and for what hides the library's sources where a toolchain has them.
fn names(cache: &Path) -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(cache)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| !name.starts_with("harness-") && !name.starts_with("sysroot-"))
        .collect();
    names.sort();
    names
}

/// The only explorer of a cache.
fn folder(cache: &Path) -> PathBuf {
    let mut explorers = fs::read_dir(cache)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| {
            let name = path.file_name().unwrap().to_str().unwrap();
            name.starts_with("explorer-")
        });
    let only = explorers.next().expect("an explorer");
    assert_eq!(explorers.next(), None, "more than one explorer");
    only
}

fn explorer(workspace: &Workspace, cache: &Path, with: impl FnOnce(Call) -> Call) -> Value {
    let call = workspace
        .call(["doctor", "--json"])
        .env("THREADLINGS_CACHE", cache);
    item(&with(call).json())
}

/// What is said of the explorer.
fn item(doctor: &Value) -> Value {
    let items = doctor["items"].as_array().unwrap();
    let item = items.iter().find(|item| item["name"] == "explorer");
    item.unwrap().clone()
}

/// A machine without a network, whose cargo has never fetched anything.
fn without_crates(call: Call<'_>, cargo_home: impl AsRef<OsStr>) -> Call<'_> {
    call.env("CARGO_HOME", cargo_home)
        .env("CARGO_NET_OFFLINE", "true")
}
