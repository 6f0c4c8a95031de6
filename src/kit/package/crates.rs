//! The dependencies of a kit, as a package of its own that has nothing else.

use std::path::Path;

use toml::{Table, Value};

use super::table::table;

/// Where a manifest names crates.
const KINDS: [&str; 2] = ["dependencies", "dev-dependencies"];
/// What else decides which crates they are, and how they are compiled.
const CONTEXT: [&str; 4] = ["features", "patch", "replace", "profile"];

/// What exercises may use besides `std`.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Crates {
    /// A manifest that names them and has no targets of the kit's own.
    pub(crate) manifest: String,
    /// The kit's `Cargo.lock`.
    pub(crate) lock: Option<String>,
    /// Whether some are for tests only.
    pub(crate) for_tests: bool,
    /// Folders of crates that are part of the kit and may change.
    pub(crate) paths: Vec<String>,
}

impl Crates {
    /// What the manifest of the kit in `root` names; `None` where that is nothing.
    pub(super) fn of(
        manifest: &Table,
        lock: Option<String>,
        root: &Path,
    ) -> Result<Option<Self>, String> {
        let mut reduced = Table::new();
        let mut paths = Vec::new();
        let mut found = [false; 2];
        for (index, kind) in KINDS.into_iter().enumerate() {
            if let Some(crates) = table(manifest, kind)? {
                found[index] |= !crates.is_empty();
                reduced.insert(kind.to_owned(), Value::Table(crates.clone()));
            }
        }
        let mut targets = Table::new();
        for (target, value) in table(manifest, "target")?.into_iter().flatten() {
            let mut kept = Table::new();
            for (index, kind) in KINDS.into_iter().enumerate() {
                if let Some(crates) = value.get(kind).and_then(Value::as_table) {
                    found[index] |= !crates.is_empty();
                    kept.insert(kind.to_owned(), Value::Table(crates.clone()));
                }
            }
            targets.insert(target.clone(), Value::Table(kept));
        }
        if found == [false; 2] {
            return Ok(None);
        }
        reduced.insert("target".to_owned(), Value::Table(targets));
        for key in CONTEXT {
            if let Some(context) = table(manifest, key)? {
                reduced.insert(key.to_owned(), Value::Table(context.clone()));
            }
        }
        // Tests unwind whatever it says, and so must what they are linked with.
        if let Some(profiles) = reduced.get_mut("profile").and_then(Value::as_table_mut) {
            for (_, profile) in profiles.iter_mut() {
                if let Some(profile) = profile.as_table_mut() {
                    profile.remove("panic");
                }
            }
        }
        let mut workspace = Table::new();
        let shared = table(manifest, "workspace")?.and_then(|it| it.get("dependencies"));
        if let Some(shared) = shared {
            workspace.insert("dependencies".to_owned(), shared.clone());
        }
        // Its own root, wherever it lies.
        reduced.insert("workspace".to_owned(), Value::Table(workspace));
        for value in reduced.iter_mut().map(|(_, value)| value) {
            make_absolute(value, root, &mut paths);
        }
        reduced.insert("package".to_owned(), Value::Table(package(manifest)));
        let manifest = toml::to_string(&reduced).map_err(|error| error.to_string())?;
        Ok(Some(Self {
            manifest,
            lock,
            for_tests: found[1],
            paths,
        }))
    }
}

/// The same name and version as the kit's, which its lock file has.
fn package(manifest: &Table) -> Table {
    let given = manifest.get("package").and_then(Value::as_table);
    let mut package = Table::new();
    for (key, default) in [
        ("name", "exercises"),
        ("version", "0.0.0"),
        ("edition", "2021"),
    ] {
        let given = given.and_then(|given| given.get(key)?.as_str());
        let value = Value::String(given.unwrap_or(default).to_owned());
        package.insert(key.to_owned(), value);
    }
    if let Some(resolver) = given.and_then(|given| given.get("resolver")) {
        package.insert("resolver".to_owned(), resolver.clone());
    }
    package.insert("build".to_owned(), Value::Boolean(false));
    package
}

/// Crates of the kit's own are named by where they lie, seen from the kit.
fn make_absolute(value: &mut Value, root: &Path, paths: &mut Vec<String>) {
    let Value::Table(table) = value else { return };
    for (key, value) in table.iter_mut() {
        match value {
            Value::String(path) if key == "path" => {
                *path = root.join(&*path).display().to_string();
                paths.push(path.clone());
            }
            _ => make_absolute(value, root, paths),
        }
    }
}
