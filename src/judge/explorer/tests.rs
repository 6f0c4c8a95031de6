//! What makes one explorer differ from another, and a damaged one from a whole one.

use super::*;

fn toolchain() -> Toolchain {
    Toolchain {
        rustc: "/opt/rust/bin/rustc".into(),
        clippy: None,
        libdir: "/opt/rust/lib".into(),
        version: "rustc 1.95.0\nhost: x86_64-unknown-linux-gnu".to_owned(),
    }
}

#[test]
fn each_toolchain_has_its_own() {
    let one = toolchain();
    assert_eq!(key(&one), key(&one.clone()));
    let newer = Toolchain {
        version: one.version.replace("1.95.0", "1.96.0"),
        ..one.clone()
    };
    let elsewhere = Toolchain {
        libdir: "/usr/lib".into(),
        ..one.clone()
    };
    assert_ne!(key(&one), key(&newer));
    assert_ne!(key(&one), key(&elsewhere));
}

#[test]
fn the_program_holds_what_cargo_needs_and_nothing_else() {
    let files = unpack(SOURCES).unwrap();
    for path in [
        "Cargo.lock",
        "Cargo.toml",
        "explorer/engine/Cargo.toml",
        "explorer/engine/src/lib.rs",
        "explorer/std/Cargo.toml",
        "explorer/std/src/lib.rs",
    ] {
        assert!(files.contains_key(path), "{path}");
    }
    for path in files.keys().filter(|path| path.starts_with("explorer/")) {
        let below: Vec<&str> = path.split('/').skip(2).collect();
        assert!(matches!(below[..], ["Cargo.toml"] | ["src", ..]), "{path}");
    }
}

#[test]
fn the_program_holds_all_crates_that_the_explorer_needs_on_this_machine() {
    let files = unpack(SOURCES).unwrap();
    let crates: Vec<&str> = files
        .keys()
        .filter_map(|path| {
            path.strip_prefix("vendor/")?
                .strip_suffix("/.cargo-checksum.json")
        })
        .collect();
    assert!(!crates.is_empty());
    for name in crates {
        assert!(
            files.contains_key(&format!("vendor/{name}/Cargo.toml")),
            "{name}"
        );
        let has = |path: &&String| path.starts_with(&format!("vendor/{name}/"));
        let size: usize = files
            .iter()
            .filter(|(path, _)| has(path))
            .map(|(_, text)| text.len())
            .sum();
        // Nothing is compiled of what is for another system; it would be as large as all the rest.
        let is_foreign = !cfg!(windows) && name.starts_with("windows");
        assert!(!is_foreign || size < 1000, "{name}: {size} bytes");
    }
}

fn explorer() -> tempfile::TempDir {
    let dir = tempfile::tempdir().unwrap();
    write(&dir.path().join(PROBES_LIBRARY), "probes").unwrap();
    write(&dir.path().join(DEPS).join(LIBRARY), "explorer").unwrap();
    write(&dir.path().join(DEPS).join("libengine.rlib"), "engine").unwrap();
    let list = list(dir.path()).unwrap();
    write(&dir.path().join(CONTENTS), list).unwrap();
    assert!(is_whole(dir.path()));
    dir
}

#[test]
fn a_damaged_explorer_is_not_whole() {
    let cut = explorer();
    write(&cut.path().join("deps/libengine.rlib"), "eng").unwrap();
    assert!(!is_whole(cut.path()));

    for file in [CONTENTS, PROBES_LIBRARY, "deps/libexplorer.rlib"] {
        let lacking = explorer();
        fs::remove_file(lacking.path().join(file)).unwrap();
        assert!(!is_whole(lacking.path()), "{file}");
    }

    for text in ["", "many deps/libexplorer.rlib\n", "\0\n"] {
        let garbled = explorer();
        write(&garbled.path().join(CONTENTS), text).unwrap();
        assert!(!is_whole(garbled.path()), "{text:?}");
    }
    assert!(!is_whole(Path::new("/nowhere/at/all")));
}

#[test]
fn a_full_disk_is_named_by_the_folder_that_stays() {
    let full = |path: &str| JudgeError::Io {
        path: path.to_owned(),
        source: ErrorKind::StorageFull.into(),
    };
    let dir = Path::new("/cache/building-explorer-x");
    let error = on_full_disk(full("/cache/building-explorer-x/source/a.rs"), dir);
    assert!(matches!(error, JudgeError::DiskFull(path) if path == "/cache"));
    let other = on_full_disk(JudgeError::Cancelled, dir);
    assert!(matches!(other, JudgeError::Cancelled));
}
