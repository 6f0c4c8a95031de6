//! Where it cannot be built or kept, that is said, with what to do.

use std::fs;
use std::os::unix::fs::PermissionsExt;

use serde_json::Value;

use crate::support::Workspace;
use crate::toolchain::Toolchain;
use crate::{Cache, explorer};

fn assert_said(item: &Value, status: &str, detail: &str, advice: &str) {
    assert_eq!(item["status"], status, "{item}");
    let said = item["detail"].as_str().unwrap();
    assert!(said.contains(detail), "{said}");
    let said = item["advice"].as_str().unwrap();
    assert!(said.contains(advice), "{said}");
}

#[test]
fn without_its_crates_it_asks_for_the_internet() {
    let cache = Cache::empty();
    let toolchain = Toolchain::new();
    let _lacks = toolchain.lack_crates();
    let item = cache.doctor(|call| call.env("RUSTC", toolchain.rustc()).status(3));
    assert_said(
        &item,
        "missing",
        "not built: its crates are not on this machine and cannot be fetched: no matching package",
        "Connect to the internet once and run `threadlings doctor`",
    );
    assert_eq!(cache.names(), ["explorer.lock"]);
}

#[test]
fn without_cargo_it_asks_for_it() {
    let cache = Cache::empty();
    let toolchain = Toolchain::without_cargo();
    let empty = tempfile::tempdir().unwrap();
    let item = cache.doctor(|call| {
        call.env("RUSTC", toolchain.rustc())
            .env("PATH", empty.path())
            .status(3)
    });
    assert_said(
        &item,
        "missing",
        "not built: there is no cargo, neither beside rustc nor on the PATH",
        "https://rustup.rs",
    );
}

#[test]
fn what_cargo_complains_of_is_passed_on() {
    let cache = Cache::empty();
    let home = tempfile::tempdir().unwrap();
    fs::write(home.path().join("config.toml"), "x = [").unwrap();
    let item = cache.doctor(|call| call.env("CARGO_HOME", home.path()).status(3));
    assert_said(
        &item,
        "missing",
        "not built: cargo says: could not load Cargo configuration",
        "Put right what cargo complains of",
    );
}

#[test]
fn a_cache_that_cannot_be_written_costs_only_time() {
    let place = tempfile::tempdir().unwrap();
    let file = place.path().join("a file");
    fs::write(&file, "").unwrap();
    let toolchain = Toolchain::new();
    let item = explorer(&Workspace::new(), &file.join("cache"), |call| {
        call.env("RUSTC", toolchain.rustc())
    });
    assert_said(
        &item,
        "limited",
        "it compiles, but",
        "let THREADLINGS_CACHE name another one",
    );
    assert_eq!(fs::read_dir(place.path()).unwrap().count(), 1);
}

#[test]
fn a_cache_that_can_only_be_read_is_used() {
    let cache = Cache::filled();
    let toolchain = Toolchain::new();
    let _fails = toolchain.fail();
    let folders = [cache.file(""), cache.path().to_owned()];
    for folder in &folders {
        fs::set_permissions(folder, fs::Permissions::from_mode(0o555)).unwrap();
    }
    let item = cache.doctor(|call| call.env("RUSTC", toolchain.rustc()));
    for folder in &folders {
        fs::set_permissions(folder, fs::Permissions::from_mode(0o755)).unwrap();
    }
    assert_eq!(item["status"], "ok", "{item}");
}
