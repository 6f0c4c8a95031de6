//! It is built once, and whole or not at all.

use std::fs;
use std::process::{Child, Stdio};

use rustix::process::{Pid, Signal, kill_process};
use serde_json::Value;

use crate::support::Workspace;
use crate::toolchain::{Toolchain, real_rustc};
use crate::{Built, Cache, explorer, folder, item, names};

#[test]
fn an_empty_cache_is_filled_without_the_network_and_then_used() {
    let Built { cache, item: built } = Built::once();
    let detail = built["detail"].as_str().unwrap();
    let place = folder(cache);
    assert!(
        detail.starts_with(&format!("compiled and kept in {} (", place.display())),
        "{detail}"
    );
    for file in ["deps/libexplorer.rlib", "libprobes.rlib"] {
        assert!(place.join(file).is_file(), "{file}");
    }
    // Sources and what else cargo makes are gone.
    assert!(!place.join("source").exists() && !place.join("target").exists());
    let name = place.file_name().unwrap().to_str().unwrap();
    assert_eq!(names(cache), [name, "explorer.lock"]);

    // Nothing could be built now.
    let toolchain = Toolchain::new();
    let _fails = toolchain.fail();
    let again = explorer(&Workspace::new(), cache, |call| {
        call.env("RUSTC", toolchain.rustc())
    });
    assert_eq!(again, *built);
}

#[test]
fn a_run_builds_it_and_says_nothing_to_a_pipe() {
    let workspace = Workspace::new();
    let toolchain = Toolchain::new();
    let run = || {
        workspace
            .call(["run", "join1", "--json"])
            // Meant from where the command stands, and not from where cargo does.
            .env("THREADLINGS_CACHE", "my/cache")
            .env("RUSTC", toolchain.rustc())
            .status(1)
            .json()
    };
    run();
    let explorer = folder(&workspace.path("my/cache"));
    assert!(explorer.join("deps/libexplorer.rlib").is_file());
    assert_eq!(toolchain.calls("build"), 1);
    run();
    assert_eq!(toolchain.calls("build"), 1);
}

/// A `doctor` that is followed while it runs.
fn start(workspace: &Workspace, cache: &Cache, toolchain: &Toolchain) -> Child {
    workspace
        .process(["doctor", "--json"])
        .env("THREADLINGS_CACHE", cache.path())
        .env("RUSTC", toolchain.rustc())
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap()
}

fn end(child: Child) -> Value {
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(0));
    item(&serde_json::from_slice(&output.stdout).unwrap())
}

/// Whether a process has opened the file that says who builds; unknown but on Linux.
fn has_lock_open(child: &Child) -> bool {
    let files = fs::read_dir(format!("/proc/{}/fd", child.id()));
    files.map_or(cfg!(not(target_os = "linux")), |mut files| {
        files.any(|file| {
            file.and_then(|file| fs::read_link(file.path()))
                .is_ok_and(|path| path.ends_with("explorer.lock"))
        })
    })
}

#[test]
fn of_two_at_once_the_second_waits_for_the_first() {
    let workspace = Workspace::new();
    let toolchain = Toolchain::new();
    let cache = Cache::empty();
    let held = toolchain.hold();
    let first = start(&workspace, &cache, &toolchain);
    toolchain.wait_for_calls("build", 1);
    let second = start(&workspace, &cache, &toolchain);
    crate::toolchain::wait_until("the second waits", || has_lock_open(&second));
    drop(held);
    let [first, second] = [end(first), end(second)];
    assert_eq!(first["status"], "ok", "{first}");
    assert_eq!(first, second);
    assert_eq!(toolchain.calls("build"), 1);
}

#[test]
fn what_a_killed_build_leaves_is_not_taken_for_a_finished_one() {
    let workspace = Workspace::new();
    let toolchain = Toolchain::new();
    let cache = Cache::empty();
    let held = toolchain.hold();
    let fails = toolchain.fail();
    let mut killed = start(&workspace, &cache, &toolchain);
    toolchain.wait_for_calls("build", 1);
    kill_process(Pid::from_child(&killed), Signal::KILL).unwrap();
    killed.wait().unwrap();
    // Its cargo lives on, and must be gone before the rest is looked at.
    drop(held);
    toolchain.wait_for_calls("over", 1);
    drop(fails);
    let left = cache.names();
    assert!(
        left.len() == 2 && left[0].starts_with("building-explorer-"),
        "{left:?}"
    );

    let built = end(start(&workspace, &cache, &toolchain));
    assert_eq!(built["status"], "ok", "{built}");
    assert_eq!(toolchain.calls("build"), 2);
    let name = folder(cache.path());
    let name = name.file_name().unwrap().to_str().unwrap();
    assert_eq!(cache.names(), [name, "explorer.lock"]);
}

#[test]
fn a_damaged_explorer_is_built_again() {
    let cache = Cache::filled();
    let library = cache.file("deps/libexplorer.rlib");
    let whole = fs::read(&library).unwrap();
    let damaged = &whole[..whole.len() / 2];
    fs::write(&library, damaged).unwrap();
    let toolchain = Toolchain::new();
    let built = cache.doctor(|call| call.env("RUSTC", toolchain.rustc()));
    assert_eq!(built["status"], "ok", "{built}");
    assert_eq!(toolchain.calls("build"), 1);
    assert_ne!(fs::read(&library).unwrap(), damaged);
}

#[test]
fn neither_an_outer_cargo_nor_its_configuration_changes_what_is_built() {
    let plain = Cache::filled();
    let cache = Cache::empty();
    // Cargo reads the configuration of every folder above the one it builds in.
    let inside = cache.path().join("a/b");
    fs::create_dir_all(cache.path().join(".cargo")).unwrap();
    fs::write(
        cache.path().join(".cargo/config.toml"),
        "[build]\n\
         target-dir = \"elsewhere\"\n\
         build-dir = \"elsewhere\"\n\
         rustflags = [\"--cfg\", \"nonsense\", \"-Cforce-frame-pointers\"]\n\
         rustc-wrapper = \"false\"\n\
         target = \"wasm32-unknown-unknown\"\n\
         [profile.release]\n\
         debug = true\n\
         lto = \"fat\"\n\
         [profile.explorer]\n\
         panic = \"abort\"\n",
    )
    .unwrap();
    let item = explorer(&Workspace::new(), &inside, |call| {
        call.env("RUSTC", real_rustc())
            .env("CARGO", "/nowhere/cargo")
            .env("CARGO_BUILD_JOBS", "0")
            .env("CARGO_BUILD_TARGET", "wasm32-unknown-unknown")
            .env("CARGO_ENCODED_RUSTFLAGS", "-Copt-level=0")
            .env("CARGO_INCREMENTAL", "1")
            .env("CARGO_MANIFEST_DIR", "/nowhere")
            .env("CARGO_PROFILE_EXPLORER_OPT_LEVEL", "0")
            .env("CARGO_TARGET_DIR", "/nowhere")
            .env("RUSTC_BOOTSTRAP", "1")
            .env("RUSTC_WORKSPACE_WRAPPER", "false")
            .env("RUSTC_WRAPPER", "false")
            .env("RUSTFLAGS", "-Copt-level=0")
            .env("RUSTUP_TOOLCHAIN", "nonsense")
    });
    assert_eq!(item["status"], "ok", "{item}");
    assert!(!cache.path().join("elsewhere").exists());
    let [plain, odd] = [folder(plain.path()), folder(&inside)];
    assert_eq!(plain.file_name(), odd.file_name(), "the same key");
    let libraries = |folder: &std::path::Path| {
        let list = fs::read_to_string(folder.join("contents")).unwrap();
        let mut names: Vec<String> = list.lines().map(str::to_owned).collect();
        names.sort();
        names
    };
    assert_eq!(libraries(&plain), libraries(&odd));
    for file in ["libprobes.rlib", "deps/libexplorer.rlib"] {
        let same = fs::read(plain.join(file)).unwrap() == fs::read(odd.join(file)).unwrap();
        assert!(same, "{file}");
    }
}
