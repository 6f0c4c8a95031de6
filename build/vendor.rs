//! The crates that the explorer stands on, so that they travel with the program. Cargo has their sources: what it fetched for
//! this build is enough, and no copies lie in this repository. It must not know which crates they are.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::Command;

use serde_json::{Value, json};

use super::{Files, collect, variable};

/// What is not needed to compile a crate.
const LEFT_OUT: [&str; 5] = [
    "Cargo.lock",
    "Cargo.toml.orig",
    "benches",
    "examples",
    "tests",
];

/// All that `workspace` depends on, as a directory source of cargo's below `vendor/`, with the lock file that says so; `None`
/// where cargo does not have it.
///
/// Only what the target of this build needs, since crates for other systems are large. Cargo asks for those all the same;
/// it gets an empty crate.
pub(super) fn vendor(workspace: &Files) -> Option<Files> {
    let dir = Path::new(&variable("OUT_DIR")).join("workspace");
    let _ = fs::remove_dir_all(&dir);
    for (path, text) in workspace {
        let path = dir.join(path);
        fs::create_dir_all(path.parent()?).ok()?;
        fs::write(path, text).ok()?;
    }
    let lock = dir.join("Cargo.lock");
    let metadata = metadata(&dir).or_else(|| {
        // `cargo install` fetches other versions than ours unless it is told `--locked`.
        fs::remove_file(&lock).ok()?;
        metadata(&dir)
    })?;
    let packages = metadata["packages"].as_array()?;
    let mut files = Files::new();
    // Cargo has taken out of the lock file what the workspace does not need.
    let lock = fs::read_to_string(lock).ok()?;
    for entry in lock.split("[[package]]") {
        // Those of the workspace have no checksum.
        let [Some(name), Some(version), Some(checksum)] =
            ["name", "version", "checksum"].map(|key| value(entry, key))
        else {
            continue;
        };
        let home = format!("vendor/{name}-{version}");
        let mut packages_of_name = packages.iter().filter(|package| package["name"] == name);
        match packages_of_name.find(|package| package["version"] == version) {
            Some(package) => {
                let manifest = Path::new(package["manifest_path"].as_str()?);
                files.extend(sources(manifest.parent()?, &home)?);
            }
            None => files.extend(empty_crate(name, version, packages, &home)),
        }
        // Cargo compares the files that it names: none.
        let checksum = json!({ "files": {}, "package": checksum }).to_string();
        files.insert(format!("{home}/.cargo-checksum.json"), checksum.into());
    }
    files.insert("Cargo.lock".to_owned(), lock.into());
    Some(files)
}

/// What cargo says, without the network, of the workspace in `dir` and of the packages that it needs.
fn metadata(dir: &Path) -> Option<Value> {
    let output = Command::new(variable("CARGO"))
        .args(["metadata", "--offline", "--format-version=1"])
        .args(["--filter-platform", &variable("TARGET")])
        .current_dir(dir)
        .output()
        .ok()
        .filter(|output| output.status.success())?;
    serde_json::from_slice(&output.stdout).ok()
}

/// The value of a key in an entry of a lock file.
fn value<'a>(entry: &'a str, key: &str) -> Option<&'a str> {
    entry.lines().find_map(|line| {
        let value = line.strip_prefix(key)?.strip_prefix(" = \"")?;
        value.strip_suffix('"')
    })
}

/// The files of the crate in `dir`, below `home`.
fn sources(dir: &Path, home: &str) -> Option<Files> {
    let name = dir.file_name()?.to_str()?;
    let mut found = Files::new();
    collect(dir.parent()?, name, &mut found);
    let kept = found.into_iter().filter_map(|(path, text)| {
        let below = path.strip_prefix(name)?.strip_prefix('/')?;
        let top = below.split('/').next()?;
        (!LEFT_OUT.contains(&top)).then(|| (format!("{home}/{below}"), text))
    });
    Some(kept.collect())
}

/// A crate with nothing but the features that `packages` ask of it.
fn empty_crate(name: &str, version: &str, packages: &[Value], home: &str) -> Files {
    let all = packages
        .iter()
        .filter_map(|package| package["dependencies"].as_array());
    let features: BTreeSet<&str> = all
        .flatten()
        .filter(|dependency| dependency["name"] == name)
        .filter_map(|dependency| dependency["features"].as_array())
        .flatten()
        .filter_map(Value::as_str)
        .collect();
    let mut manifest =
        format!("[package]\nname = \"{name}\"\nversion = \"{version}\"\n\n[features]\n");
    for feature in features {
        manifest.extend([feature, " = []\n"]);
    }
    Files::from([
        (format!("{home}/Cargo.toml"), manifest.into()),
        (format!("{home}/src/lib.rs"), Vec::new()),
    ])
}
