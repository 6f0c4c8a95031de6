//! How cargo is to compile a kit's crates, and what it says of them.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::path::Path;

use serde::Deserialize;

use crate::judge::JudgeError;
use crate::judge::cargo::{Artifact, Blame, Cargo};
use crate::judge::shelf::BuildStep;

pub(super) const BLAME: Blame = Blame {
    needs_internet: JudgeError::DependenciesNeedInternet,
    refused: JudgeError::Dependencies,
    not_compiled: JudgeError::Dependencies,
};

/// A crate that exercises may name.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct External {
    /// How they call it.
    pub(super) name: String,
    /// Whether the kit has it for tests only.
    pub(super) only_for_tests: bool,
    /// Its library.
    pub(super) file: String,
}

impl External {
    pub(super) fn line(&self) -> String {
        let who = if self.only_for_tests { "tests" } else { "all" };
        format!("{} {who} {}\n", self.name, self.file)
    }

    pub(super) fn parse(line: &str) -> Option<Self> {
        let mut words = line.splitn(3, ' ');
        Some(Self {
            name: words.next()?.to_owned(),
            only_for_tests: match words.next()? {
                "tests" => true,
                "all" => false,
                _ => return None,
            },
            file: words.next()?.to_owned(),
        })
    }
}

/// `cargo metadata`, as far as it is needed: <https://doc.rust-lang.org/cargo/commands/cargo-metadata.html>.
#[derive(Deserialize)]
struct Metadata {
    resolve: Resolve,
}

#[derive(Deserialize)]
struct Resolve {
    root: String,
    nodes: Vec<Node>,
}

#[derive(Deserialize)]
struct Node {
    id: String,
    deps: Vec<Dependency>,
}

#[derive(Deserialize)]
struct Dependency {
    name: String,
    pkg: String,
    dep_kinds: Vec<DependencyKind>,
}

#[derive(Deserialize)]
struct DependencyKind {
    kind: Option<String>,
}

/// Which crates they are.
pub(super) struct Resolved {
    /// The package that only names them.
    pub(super) root: String,
    /// How many are compiled.
    pub(super) total: usize,
    /// By package: its name, and whether it is for tests only.
    named: BTreeMap<String, (String, bool)>,
}

impl Resolved {
    fn parse(json: &str, for_tests: bool) -> Result<Self, JudgeError> {
        let metadata: Metadata = serde_json::from_str(json)
            .map_err(|error| JudgeError::Dependencies(format!("cargo metadata: {error}")))?;
        let Resolve { root, nodes } = metadata.resolve;
        let mut named = BTreeMap::new();
        let own = nodes.iter().find(|node| node.id == root);
        for dependency in own.iter().flat_map(|own| &own.deps) {
            let has = |kind: Option<&str>| {
                let kinds = &mut dependency.dep_kinds.iter();
                kinds.any(|it| it.kind.as_deref() == kind)
            };
            if has(None) || has(Some("dev")) {
                let name = (dependency.name.clone(), !has(None));
                named.insert(dependency.pkg.clone(), name);
            }
        }
        // The package itself is compiled as well, and once more as a test.
        let total = nodes.len() + usize::from(for_tests);
        Ok(Self { root, total, named })
    }

    /// The crates that exercises may name, among what was made.
    pub(super) fn externs(&self, artifacts: &[Artifact], target: &Path) -> Vec<External> {
        let mut externs: Vec<External> = artifacts
            .iter()
            .filter_map(|artifact| {
                let (name, only_for_tests) = self.named.get(&artifact.package_id)?;
                let library = artifact.libraries(target).into_iter().next()?;
                Some(External {
                    name: name.clone(),
                    only_for_tests: *only_for_tests,
                    file: library.file_name()?.to_string_lossy().into_owned(),
                })
            })
            .collect();
        externs.sort_by(|one, other| one.name.cmp(&other.name));
        externs.dedup();
        externs
    }
}

/// Sees to it that all crates are on this machine.
pub(super) fn resolve(
    cargo: &Cargo,
    host: &str,
    for_tests: bool,
    progress: &mut dyn FnMut(BuildStep),
) -> Result<Resolved, JudgeError> {
    let args = ["metadata", "--format-version=1", "--filter-platform", host].map(OsString::from);
    Resolved::parse(&cargo.resolve(&args, progress)?, for_tests)
}

/// Compiles them, as for a program that is being written.
pub(super) fn build(
    cargo: &Cargo,
    for_tests: bool,
    progress: &mut dyn FnMut(usize),
) -> Result<Vec<Artifact>, JudgeError> {
    // Nobody debugs them.
    let mut args = vec!["--lib", "--config", "profile.dev.debug=0"];
    if for_tests {
        // Crates for tests are compiled for tests only.
        args.push("--tests");
    }
    let args: Vec<OsString> = args.into_iter().map(OsString::from).collect();
    cargo.build(&args, progress)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn crates_have_the_names_that_the_kit_gives_them() {
        let json = r#"{"resolve": {"root": "me", "nodes": [
            {"id": "me", "deps": [
                {"name": "renamed", "pkg": "log 1", "dep_kinds": [{"kind": null, "target": null}]},
                {"name": "rand", "pkg": "rand 1", "dep_kinds": [{"kind": "dev", "target": null}]},
                {"name": "cc", "pkg": "cc 1", "dep_kinds": [{"kind": "build", "target": null}]}]},
            {"id": "log 1", "deps": []}, {"id": "rand 1", "deps": []}, {"id": "cc 1", "deps": []}]}}"#;
        let resolved = Resolved::parse(json, true).unwrap();
        assert_eq!((resolved.root.as_str(), resolved.total), ("me", 5));
        let named: Vec<_> = resolved.named.values().cloned().collect();
        let expected = [("renamed".to_owned(), false), ("rand".to_owned(), true)];
        assert_eq!(named, expected);
    }

    #[test]
    fn what_is_written_down_can_be_read() {
        let external = External {
            name: "rand".to_owned(),
            only_for_tests: true,
            file: "librand-1.rlib".to_owned(),
        };
        assert_eq!(External::parse(external.line().trim_end()), Some(external));
        assert_eq!(External::parse("rand some librand.rlib"), None);
        assert_eq!(External::parse(""), None);
    }
}
