//! How cargo is to compile a kit's crates, and what it says of them.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::path::{Path, PathBuf};

use serde::Deserialize;

use super::concurrency::Concurrency;
use crate::judge::JudgeError;
use crate::judge::build_once::BuildStep;
use crate::judge::cargo::{Artifact, Blame, Cargo, Made};

pub(super) const BLAME: Blame = Blame {
    needs_internet: JudgeError::DependenciesNeedInternet,
    refused: JudgeError::Dependencies,
    not_compiled: |said, _| JudgeError::Dependencies(said),
};

/// A crate that exercises may name.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct External {
    /// How they call it.
    pub(super) name: String,
    /// Whether the kit has it for tests only.
    pub(super) only_for_tests: bool,
    pub(super) concurrency: Concurrency,
    /// Its library.
    pub(super) file: String,
}

impl External {
    pub(super) fn line(&self) -> String {
        let who = if self.only_for_tests { "tests" } else { "all" };
        let concurrency = self.concurrency.word();
        format!("{} {who} {concurrency} {}\n", self.name, self.file)
    }

    pub(super) fn parse(line: &str) -> Option<Self> {
        let mut words = line.splitn(4, ' ');
        Some(Self {
            name: words.next()?.to_owned(),
            only_for_tests: match words.next()? {
                "tests" => true,
                "all" => false,
                _ => return None,
            },
            concurrency: Concurrency::from_word(words.next()?)?,
            file: words.next()?.to_owned(),
        })
    }
}

/// `cargo metadata`, as far as it is needed: <https://doc.rust-lang.org/cargo/commands/cargo-metadata.html>.
#[derive(Deserialize)]
struct Metadata {
    packages: Vec<Package>,
    resolve: Resolve,
}

#[derive(Deserialize)]
struct Package {
    id: String,
    name: String,
    manifest_path: PathBuf,
    targets: Vec<Target>,
}

#[derive(Deserialize)]
struct Target {
    kind: Vec<String>,
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

impl Dependency {
    fn is_of(&self, kind: Option<&str>) -> bool {
        let kinds = &mut self.dep_kinds.iter();
        kinds.any(|it| it.kind.as_deref() == kind)
    }
}

impl Metadata {
    fn package(&self, id: &str) -> Option<&Package> {
        self.packages.iter().find(|package| package.id == id)
    }

    /// How the package gets on with the explorer, together with all it depends on. What a macro does, it does to the compiler.
    fn concurrency(&self, id: &str) -> Concurrency {
        let mut open = vec![id];
        let mut packages: Vec<&Package> = Vec::new();
        while let Some(id) = open.pop() {
            let is_known = packages.iter().any(|package| package.id == id);
            let package = self.package(id).filter(|package| !package.is_macro());
            let Some(package) = package.filter(|_| !is_known) else {
                continue;
            };
            packages.push(package);
            let nodes = self.resolve.nodes.iter().filter(|node| node.id == id);
            let dependencies = nodes.flat_map(|node| &node.deps);
            let dependencies = dependencies.filter(|dependency| dependency.is_of(None));
            open.extend(dependencies.map(|dependency| dependency.pkg.as_str()));
        }
        let name = packages.first().map_or("", |package| &package.name);
        let folders = packages
            .iter()
            .map(|package| package.manifest_path.parent());
        Concurrency::of(name, folders.flatten())
    }
}

impl Package {
    fn is_macro(&self) -> bool {
        let kinds = self.targets.iter().flat_map(|target| &target.kind);
        kinds.into_iter().any(|kind| kind == "proc-macro")
    }
}

/// Which crates they are.
pub(super) struct Resolved {
    /// The package that only names them.
    pub(super) root: String,
    /// How many are compiled.
    pub(super) total: usize,
    /// By package: what is known of it but for its library.
    named: BTreeMap<String, External>,
}

impl Resolved {
    fn parse(json: &str, for_tests: bool) -> Result<Self, JudgeError> {
        let metadata: Metadata = serde_json::from_str(json)
            .map_err(|error| JudgeError::Dependencies(format!("cargo metadata: {error}")))?;
        let Resolve { root, nodes } = &metadata.resolve;
        let mut named = BTreeMap::new();
        let own = nodes.iter().find(|node| node.id == *root);
        for dependency in own.iter().flat_map(|own| &own.deps) {
            let only_for_tests = !dependency.is_of(None);
            if !only_for_tests || dependency.is_of(Some("dev")) {
                let external = External {
                    name: dependency.name.clone(),
                    only_for_tests,
                    concurrency: metadata.concurrency(&dependency.pkg),
                    file: String::new(),
                };
                named.insert(dependency.pkg.clone(), external);
            }
        }
        // The package itself is compiled as well, and once more as a test.
        let total = nodes.len() + usize::from(for_tests);
        let root = root.clone();
        Ok(Self { root, total, named })
    }

    /// The crates that exercises may name, among what was made.
    pub(super) fn externs(&self, artifacts: &[Artifact], target: &Path) -> Vec<External> {
        let mut externs: Vec<External> = artifacts
            .iter()
            .filter_map(|artifact| {
                let known = self.named.get(&artifact.package_id)?;
                let library = artifact.libraries(target).into_iter().next()?;
                Some(External {
                    file: library.file_name()?.to_string_lossy().into_owned(),
                    ..known.clone()
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
) -> Result<Made, JudgeError> {
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
        let json = r#"{"packages": [], "resolve": {"root": "me", "nodes": [
            {"id": "me", "deps": [
                {"name": "renamed", "pkg": "log 1", "dep_kinds": [{"kind": null, "target": null}]},
                {"name": "rand", "pkg": "rand 1", "dep_kinds": [{"kind": "dev", "target": null}]},
                {"name": "cc", "pkg": "cc 1", "dep_kinds": [{"kind": "build", "target": null}]}]},
            {"id": "log 1", "deps": []}, {"id": "rand 1", "deps": []}, {"id": "cc 1", "deps": []}]}}"#;
        let resolved = Resolved::parse(json, true).unwrap();
        assert_eq!((resolved.root.as_str(), resolved.total), ("me", 5));
        let named = resolved.named.values();
        let named: Vec<_> = named
            .map(|it| (it.name.as_str(), it.only_for_tests))
            .collect();
        assert_eq!(named, [("renamed", false), ("rand", true)]);
    }

    #[test]
    fn what_is_written_down_can_be_read() {
        let external = External {
            name: "rand".to_owned(),
            only_for_tests: true,
            concurrency: Concurrency::Unseen,
            file: "librand-1.rlib".to_owned(),
        };
        assert_eq!(External::parse(external.line().trim_end()), Some(external));
        assert_eq!(External::parse("rand some none librand.rlib"), None);
        assert_eq!(External::parse(""), None);
    }
}
