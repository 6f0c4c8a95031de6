//! What the program carries, and what is published, is what it should be.
//!
//! `UPDATE=1 cargo test --test packaging` writes `build/starts`, after an exercise's start has changed.

#![cfg(unix)]

#[path = "../build/starts.rs"]
mod starts;

use std::collections::{BTreeMap, BTreeSet};
use std::panic;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

use tempfile::TempDir;

/// As `build.rs` has it.
type Files = BTreeMap<String, Vec<u8>>;

fn read(path: &Path) -> Vec<u8> {
    fs::read(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn git(folder: &Path, args: &[&str]) -> Option<String> {
    let identity = ["-c", "user.name=t", "-c", "user.email=t@example.org"];
    let output = Command::new("git")
        .args(identity)
        .args(args)
        .current_dir(folder)
        .output()
        .unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    output.status.success().then_some(text)
}

/// The paths of all exercises, from the manifest.
fn exercises() -> BTreeSet<String> {
    let manifest: toml::Table =
        toml::from_str(&fs::read_to_string(root().join("info.toml")).unwrap()).unwrap();
    let exercises = manifest["exercises"].as_array().unwrap();
    exercises
        .iter()
        .map(|exercise| {
            let of = |key: &str| exercise[key].as_str().unwrap();
            format!("exercises/{}/{}.rs", of("dir"), of("name"))
        })
        .collect()
}

#[test]
fn every_start_is_listed_as_it_is_here_or_as_it_was_committed() {
    if env::var_os("UPDATE").is_some() {
        let lines = exercises().into_iter().map(|path| {
            let number = starts::blob(&read(&root().join(&path)));
            format!("{number} {path}\n")
        });
        fs::write(root().join(starts::LIST), lines.collect::<String>()).unwrap();
    }
    let list = String::from_utf8(read(&root().join(starts::LIST))).unwrap();
    let listed: BTreeMap<&str, &str> = list
        .lines()
        .filter_map(|line| line.split_once(' '))
        .map(|(number, path)| (path, number))
        .collect();
    let paths: BTreeSet<String> = listed.keys().map(|path| (*path).to_owned()).collect();
    assert_eq!(paths, exercises(), "UPDATE=1 cargo test --test packaging");
    for (path, number) in listed {
        let here = fs::read(root().join(path)).is_ok_and(|text| starts::blob(&text) == number);
        let committed = || git(root(), &["rev-parse", &format!("HEAD:{path}")]);
        assert!(
            here || committed().is_some_and(|committed| committed.trim() == number),
            "{path} is another start than {} names: UPDATE=1 cargo test --test packaging",
            starts::LIST
        );
    }
}

/// A clone in which a student has begun.
fn clone_with(committed: &[&str], now: &str) -> TempDir {
    let clone = tempfile::tempdir().unwrap();
    let folder = clone.path();
    let write = |path: &str, text: &str| {
        let path = folder.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    };
    let list = format!("{} exercises/a.rs\n", starts::blob(b"start"));
    write(starts::LIST, &list);
    for text in committed {
        git(folder, &["init", "--quiet"]).unwrap();
        write("exercises/a.rs", text);
        git(folder, &["add", "."]).unwrap();
        git(folder, &["commit", "--quiet", "--message=change"]).unwrap();
    }
    write("exercises/a.rs", now);
    clone
}

/// The start that is carried by a program that is built there, or why it is not built.
fn start(clone: &TempDir) -> Result<String, String> {
    let path = "exercises/a.rs";
    let mut files = Files::from([
        (path.to_owned(), read(&clone.path().join(path))),
        ("exercises/new.rs".to_owned(), b"new".to_vec()),
    ]);
    let folder = clone.path().to_owned();
    let done = panic::catch_unwind(move || {
        starts::put_back(&folder, &mut files);
        assert_eq!(files["exercises/new.rs"], b"new");
        String::from_utf8(files[path].clone()).unwrap()
    });
    done.map_err(|reason| reason.downcast_ref::<String>().unwrap().clone())
}

#[test]
fn an_answer_never_becomes_the_start() {
    for committed in [&["start"][..], &["start", "answer"]] {
        for now in ["start", "answer", ""] {
            assert_eq!(start(&clone_with(committed, now)).unwrap(), "start");
        }
    }
    assert_eq!(start(&clone_with(&[], "start")).unwrap(), "start");
    for nowhere in [&[][..], &["answer"]] {
        let reason = start(&clone_with(nowhere, "answer")).unwrap_err();
        assert!(reason.contains("git does not have the start here: exercises/a.rs"));
    }
}

/// A value at the top of a manifest's `[package]`.
fn package(manifest: &str, key: &str) -> Option<String> {
    let text = fs::read_to_string(root().join(manifest)).unwrap();
    let manifest: toml::Table = toml::from_str(&text).unwrap();
    let value = manifest["package"].get(key)?;
    Some(value.as_str().unwrap().to_owned())
}

#[test]
fn versions_and_changelog_agree() {
    let version = package("Cargo.toml", "version").unwrap();
    for key in ["version", "rust-version", "edition", "license"] {
        for name in ["alloc", "core", "engine", "std"] {
            let manifest = format!("explorer/{name}/Cargo.toml");
            let value = package(&manifest, key);
            assert_eq!(value, package("Cargo.toml", key), "{key} in {manifest}");
        }
    }
    let changelog = fs::read_to_string(root().join("CHANGELOG.md")).unwrap();
    let sections: Vec<&str> = changelog
        .lines()
        .filter_map(|line| line.strip_prefix("## "))
        .collect();
    assert_eq!(sections[0], "Unreleased");
    let repository = package("Cargo.toml", "repository");
    match sections.get(1) {
        // Such as "0.1.0 - 2026-12-01".
        Some(released) => {
            assert_eq!(released.split(" - ").next(), Some(version.as_str()));
            assert!(repository.is_some(), "what is released has a repository");
        }
        // What `new-kit` writes depends on it.
        None => assert_eq!(repository, None, "there is no release yet"),
    }
}

#[test]
fn the_oldest_toolchain_has_one_version_everywhere() {
    let oldest = package("Cargo.toml", "rust-version").unwrap();
    let readme = fs::read_to_string(root().join("README.md")).unwrap();
    assert!(readme.contains(&format!("Rust toolchain ({oldest} or later")));
}

#[test]
fn what_cargo_would_leave_out_is_linked() {
    let links = [
        ("exercises", "", ""),
        ("explorer", "/src", "/src"),
        ("explorer", "/Cargo.toml", "/manifest.toml"),
    ];
    for (folder, kept, linked) in links {
        let mut count = 0;
        for entry in fs::read_dir(root().join(folder)).unwrap() {
            let entry = entry.unwrap();
            let path = format!("{folder}/{}", entry.file_name().to_str().unwrap());
            if entry.path().is_dir() && !path.ends_with("/target") {
                count += 1;
                let link = root().join("packed").join(format!("{path}{linked}"));
                let target = fs::canonicalize(&link).unwrap_or_else(|_| PathBuf::from("nothing"));
                let meant = fs::canonicalize(root().join(format!("{path}{kept}"))).unwrap();
                assert_eq!(target, meant, "{}", link.display());
            }
        }
        assert!(count > 3);
    }
}
